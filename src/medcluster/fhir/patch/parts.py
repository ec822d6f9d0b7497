"""How does a value travel in Parameters: as `value[x]`, as a resource, or part by part?

Promise: what has a type that a parameter can hold goes as that type; what has none (an inner element, an extension, a
narrative) goes as one part for each of its children, and comes back the same. Must not know: paths and operations.
Source: http://hl7.org/fhir/R4/fhirpatch.html, http://hl7.org/fhir/R4/parameters.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from medcluster.fhir.patch.places import Json, pairs, slots_of, store
from medcluster.fhir.path.frames import Fault
from medcluster.fhir.path.model import Slot, Type, lookup


@dataclass(frozen=True, slots=True)
class Given:
    """A value of a parameter: `kind` is its type, "" for parts; `extra` the sibling of a primitive."""

    kind: str
    value: Any
    extra: Any = None


@cache
def _kinds() -> Mapping[str, str]:
    """The type of each key of a parameter: `valueDate` is a date."""
    parameter = lookup("ParametersParameter")
    slots = parameter.elements()["value"] if parameter else ()
    return {slot.key: slot.type.name for slot in slots}


@cache
def _keys() -> Mapping[str, str]:
    return {kind: key for key, kind in _kinds().items()}


def given(part: Json) -> Given:
    """The value of a parameter or of one of its parts."""
    if "resource" in part:
        return Given("Resource", part["resource"])
    if "part" in part:
        return Given("", part["part"])
    for key, kind in _kinds().items():
        if key in part or f"_{key}" in part:
            return Given(kind, part.get(key), part.get(f"_{key}"))
    raise Fault(f"the part {part.get('name')} has no value")


def slot_for(owner: Type, name: str, value: Given) -> Slot:
    """The key under which a value of this type belongs."""
    slots = slots_of(owner, name)
    if not slots:
        raise Fault(f"{owner.name} has no element {name}")
    if len(slots) == 1:
        _check_type(slots[0], value)
        return slots[0]
    fitting = [slot for slot in slots if slot.type.name == value.kind]
    if not fitting:
        offered = ", ".join(slot.type.name for slot in slots)
        raise Fault(f"{owner.name}.{name} can be a {offered}; the value is a {value.kind or 'list of parts'}")
    return fitting[0]


def _check_type(slot: Slot, value: Given) -> None:
    wanted, kind = slot.type, lookup(value.kind) if value.kind else None
    if kind is None:
        fine = not wanted.is_primitive
    elif wanted.is_primitive or kind.is_primitive:
        fine = wanted.is_primitive and kind.is_primitive
    else:
        fine = kind.name in wanted.ancestors or wanted.name in kind.ancestors
    if not fine:
        raise Fault(f"{slot.element} is a {wanted.name}; the value is a {value.kind or 'list of parts'}")


def content(slot: Slot, value: Given) -> tuple[Any, Any]:
    """What stands in the JSON for a value: itself and its sibling."""
    if value.kind == "":
        return _built(slot.type, value.value), None
    return value.value, value.extra if slot.type.is_primitive else None


def _built(of: Type, parts: list[Json]) -> Json:
    made: Json = {}
    for part in parts:
        value = given(part)
        slot = slot_for(of, str(part.get("name", "")), value)
        one, extra = content(slot, value)
        if slot.many:
            store(made, slot, [*pairs(made, slot), (one, extra)])
        elif slot.key in made or slot.sibling in made:
            raise Fault(f"the part {slot.element} stands twice, and {of.name} has one")
        else:
            made.update({key: held for key, held in ((slot.key, one), (slot.sibling, extra)) if held is not None})
    return made


def part(name: str, slot: Slot, value: Any, extra: Any = None) -> Json:
    """The parameter that carries an element of this type."""
    if isinstance(value, dict) and "resourceType" in value:
        return {"name": name, "resource": value}
    key = _keys().get(slot.type.name) or ("valueString" if slot.type.is_primitive else "")
    if key:
        told = {"name": name, key: value, f"_{key}": extra}
        return {key: held for key, held in told.items() if held is not None}
    return {"name": name, "part": _parts(slot.type, value)}


def _parts(of: Type, value: Json) -> list[Json]:
    made: list[Json] = []
    for slots in of.elements().values():
        for slot in slots:
            if slot.many:
                made += [part(slot.element, slot, one, extra) for one, extra in pairs(value, slot)]
            elif slot.key in value or slot.sibling in value:
                made.append(part(slot.element, slot, value.get(slot.key), value.get(slot.sibling)))
    return made
