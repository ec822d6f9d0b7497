"""What has to be done to one version of a resource to get another?

Promise: a FHIRPath Patch that turns the one into the other, value for value; nothing for two that are equal. What is
added and replaced comes before what is deleted, so that no element stands empty in between. Lists: what is equal is
kept and moved, what is left over on both sides is changed in place, the rest inserted or deleted. Must not know: where
versions are kept. Source: http://hl7.org/fhir/R4/fhirpatch.html.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from medcluster.fhir import types
from medcluster.fhir.patch.parts import part
from medcluster.fhir.patch.places import Json, Pair, pairs, plain
from medcluster.fhir.path.model import UNTYPED, Slot, Type, lookup


def difference(before: types.Resource, after: types.Resource) -> types.Parameters:
    """The patch from `before` to `after`, two versions of one resource."""
    name = types.type_name(before)
    if name != types.type_name(after):
        raise ValueError("a patch leaves the type of a resource as it is")
    steps = _Steps()
    steps.object(plain(before), plain(after), lookup(name) or UNTYPED, name)
    made = types.from_plain({"resourceType": "Parameters", **({"parameter": steps.listed} if steps.listed else {})})
    if not isinstance(made, types.Parameters):
        raise TypeError(made)
    return made


def _equal(one: Any, other: Any) -> bool:
    """Equal to the digit: 72.50 is another decimal than 72.5."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_equal, one, other))
    return type(one) is type(other) and str(one) == str(other)


def _resource_type(value: Any) -> str:
    return str(value.get("resourceType", "")) if isinstance(value, dict) else ""


@dataclass(slots=True)
class _Steps:
    """The operations found so far."""

    listed: list[Json] = field(default_factory=list)

    def tell(self, kind: str, path: str, *more: Json) -> None:
        """One operation."""
        words = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}, *more]
        self.listed.append({"name": "operation", "part": words})

    def object(self, before: Json, after: Json, of: Type, path: str) -> None:
        """From one object of a type to another."""
        gone: list[str] = []
        for name, slots in of.elements().items():
            if slots[0].many:
                gone += self.members(before, after, slots[0], f"{path}.{name}")
                continue
            old, new = _held(before, slots), _held(after, slots)
            if new is None:
                gone += [f"{path}.{name}"] if old else []
            elif old is None:
                self.tell("add", path, {"name": "name", "valueString": name}, part("value", new[0], *new[1]))
            else:
                self.change(old[0], new[0], old[1], new[1], f"{path}.{name}")
        for place in gone:
            self.tell("delete", place)

    def change(self, was: Slot, slot: Slot, old: Pair, new: Pair, path: str) -> None:
        """From one element to another that stands in its place."""
        if was is slot and _equal(old, new):
            return
        inside = was is slot and not slot.type.is_primitive and _resource_type(old[0]) == _resource_type(new[0])
        if inside:
            kind = lookup(_resource_type(new[0])) or slot.type
            self.object(old[0], new[0], kind, path)
        else:
            self.tell("replace", path, part("value", slot, *new))

    def members(self, before: Json, after: Json, slot: Slot, path: str) -> list[str]:
        """From one list to another; what empties it is left to be done last, and returned."""
        old, new = pairs(before, slot), pairs(after, slot)
        if not new:
            return [f"{path}[{place}]" for place in range(len(old) - 1, -1, -1)]
        partner = _partners(old, new)
        kept = {place for place in partner if place is not None}
        for place in range(len(old) - 1, -1, -1):
            if place not in kept:
                self.tell("delete", f"{path}[{place}]")
        order = [place for place in range(len(old)) if place in kept]
        for place, wanted in enumerate(partner):
            self._arrange(order, place, wanted, path, part("value", slot, *new[place]))
        for place, wanted in enumerate(partner):
            if wanted is not None:
                self.change(slot, slot, old[wanted], new[place], f"{path}[{place}]")
        return []

    def _arrange(self, order: list[int], place: int, wanted: int | None, path: str, value: Json) -> None:
        if wanted is None:
            if place == len(order):
                owner, _, name = path.rpartition(".")
                self.tell("add", owner, {"name": "name", "valueString": name}, value)
            else:
                self.tell("insert", path, {"name": "index", "valueInteger": place}, value)
            order.insert(place, -1)
        elif order[place] != wanted:
            source = order.index(wanted)
            order.insert(place, order.pop(source))
            ends = [{"name": "source", "valueInteger": source}, {"name": "destination", "valueInteger": place}]
            self.tell("move", path, *ends)


def _held(owner: Json, slots: tuple[Slot, ...]) -> tuple[Slot, Pair] | None:
    for slot in slots:
        if slot.key in owner or slot.sibling in owner:
            return slot, (owner.get(slot.key), owner.get(slot.sibling))
    return None


def _partners(old: list[Pair], new: list[Pair]) -> list[int | None]:
    """For each new member the old one that becomes it, if any: an equal one, else one that is left over."""
    places: dict[str, list[int]] = {}
    for place in range(len(old) - 1, -1, -1):
        places.setdefault(repr(old[place]), []).append(place)  # both come from Structs: equal ones read alike
    partner: list[int | None] = [None] * len(new)
    for place, pair in enumerate(new):
        if place < len(old) and repr(old[place]) == repr(pair):
            partner[place] = place
            places[repr(pair)].remove(place)
    for place, pair in enumerate(new):
        if partner[place] is None and (free := places.get(repr(pair))):
            partner[place] = free.pop()
    left = iter(sorted(place for free in places.values() for place in free))
    return [next(left, None) if matched is None else matched for matched in partner]
