"""Where in a resource does a FHIRPath lead, so that something can be put there or taken away?

Promise: a path is followed over the plain JSON itself; each place knows its owner, so that what is left empty can be
pruned, and a list of primitives stays beside the siblings that carry its extensions. Names, indexes and the functions
that pick (`where`, `first`, `extension`, ...) are followed; what computes, or leaves the resource, is refused. Must not
know: operations. Source: http://hl7.org/fhir/R4/fhirpatch.html, http://hl7.org/fhir/R4/json.html#primitive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medcluster.fhir import types
from medcluster.fhir.path import tree as shapes
from medcluster.fhir.path.compiling import compiled
from medcluster.fhir.path.frames import Environment, Fault, Frame
from medcluster.fhir.path.model import UNTYPED, Slot, Type, lookup
from medcluster.fhir.path.nodes import Node
from medcluster.fhir.path.parsing import parse
from medcluster.fhir.path.tree import Tree
from medcluster.fhir.path.values import is_a, known_type, text, truth, whole

Json = dict[str, Any]
Pair = tuple[Any, Any]  # a value and its sibling; None for what is not there


@dataclass(frozen=True, slots=True)
class Place:
    """An element: under `slot` of the object that `above` is, at `index` where it is one of a list.

    `found`: its value and its sibling as they were met. A place is good for one operation: objects are changed where
    they stand, so that what was found stays right, and whoever puts something else there looks no more.
    """

    above: Place | None
    slot: Slot | None
    index: int | None
    found: Pair | None = None

    @property
    def pair(self) -> Pair:
        """Its value and its sibling."""
        if self.found is not None:
            return self.found
        if self.slot is None or self.above is None:
            return None, None
        owner = self.above.children(self.slot.element)
        if self.index is not None:
            return pairs(owner, self.slot)[self.index]
        return owner.get(self.slot.key), owner.get(self.slot.sibling)

    @property
    def type(self) -> Type:
        """The type it was declared with; a resource says its own."""
        value = self.pair[0]
        named = lookup(str(value["resourceType"])) if isinstance(value, dict) and "resourceType" in value else None
        return named or (self.slot.type if self.slot else UNTYPED)

    @property
    def node(self) -> Node:
        """The element as expressions see it."""
        value, extra = self.pair
        return Node(value, self.type, extra)

    def children(self, name: str) -> Json:
        """The object that holds a child of this name; an empty one, not attached, where there is none."""
        value, extra = self.pair
        if isinstance(value, dict):
            return value
        return extra if name in ("id", "extension") and isinstance(extra, dict) else {}

    def attach(self, name: str) -> Json:
        """The object that holds a child of this name, made where a primitive has no sibling yet."""
        value, extra = self.pair
        if isinstance(value, dict):
            return value
        if name not in ("id", "extension"):
            raise Fault(f"a {self.type.name} has no {name}")
        if not isinstance(extra, dict):
            extra = {}
            self.put(value, extra)
        return extra

    def put(self, value: Any, extra: Any) -> None:
        """Set what stands at this place."""
        if self.slot is None or self.above is None:
            raise Fault("the whole resource cannot be put elsewhere")
        owner = self.above.attach(self.slot.element)
        if self.index is None:
            _assign(owner, self.slot.key, value)
            _assign(owner, self.slot.sibling, extra)
            return
        found = pairs(owner, self.slot)
        found[self.index] = (value, extra)
        store(owner, self.slot, found)

    def remove(self) -> None:
        """Take the element away, and what stands empty without it."""
        if self.slot is None or self.above is None:
            raise Fault("the whole resource cannot be deleted by a patch")
        owner = self.above.attach(self.slot.element)
        if self.index is None:
            owner.pop(self.slot.key, None)
            owner.pop(self.slot.sibling, None)
        else:
            found = pairs(owner, self.slot)
            del found[self.index]
            store(owner, self.slot, found)
        self.above.prune()

    def prune(self) -> None:
        """Take an element away that has become empty."""
        if self.slot is None:
            return
        value, extra = self.pair
        if extra == {}:
            self.put(value, None)
            extra = None
        if value in ({}, None) and extra is None:
            self.remove()


def plain(resource: types.Base) -> Json:
    """The JSON of a resource as dicts and lists of its own, to be changed at will; decimals keep their digits."""
    found: Json = _own(types.to_plain(resource))
    return found


def _own(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _own(one) for key, one in value.items()}
    return [_own(one) for one in value] if isinstance(value, (list, tuple)) else value


def _assign(owner: Json, key: str, value: Any) -> None:
    if value is None:
        owner.pop(key, None)
    else:
        owner[key] = value


def pairs(owner: Json, slot: Slot) -> list[Pair]:
    """The members of a list beside their siblings."""
    values, siblings = owner.get(slot.key) or [], owner.get(slot.sibling) or []
    length = max(len(values), len(siblings))
    return [(_at(values, place), _at(siblings, place)) for place in range(length)]


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else None


def store(owner: Json, slot: Slot, found: Sequence[Pair]) -> None:
    """Write the members of a list and their siblings; a list of nothing is left out."""
    values, siblings = [value for value, _ in found], [extra for _, extra in found]
    _assign(owner, slot.key, values if any(value is not None for value in values) else None)
    _assign(owner, slot.sibling, siblings if any(extra is not None for extra in siblings) else None)


def slots_of(of: Type, name: str) -> tuple[Slot, ...]:
    """The JSON keys of an element, by its FHIRPath name; `valueQuantity` and `value[x]` are understood too."""
    found = of.elements().get(name.removesuffix("[x]"))
    if found is None:
        spelled = of.keys().get(name)
        found = (spelled,) if spelled else ()
    return found


class Walk:
    """One path being followed from the top of one resource."""

    def __init__(self, resource: Json, now: datetime) -> None:
        self.top = Place(None, None, None, (resource, None))
        self.env = Environment([self.top.node], {}, now)

    def places(self, path: str) -> list[Place]:
        """All elements that a path names."""
        return self.follow(parse(path))

    def collection(self, path: str) -> tuple[Place, Slot]:
        """The owner and the slot of the list that a path names, whether it has members or not."""
        tree = parse(path)
        if isinstance(tree, shapes.Name):
            owners, name = [self.top], tree.name
        elif isinstance(tree, shapes.Member):
            owners, name = self.follow(tree.left), tree.name
        else:
            raise Fault("the path has to end with the name of a list", tree.at)
        if len(owners) != 1:
            raise Fault(f"the list has to stand in one element, the path leads to {len(owners)}", tree.at)
        slots = slots_of(owners[0].type, name)
        if len(slots) != 1 or not slots[0].many:
            raise Fault(f"{name} is no list of {owners[0].type.name}", tree.at)
        return owners[0], slots[0]

    def follow(self, tree: Tree) -> list[Place]:
        step = _STEPS.get(type(tree))
        if step is None:
            raise Fault("a path of a patch names elements; it computes nothing", tree.at)
        return step(self, tree)

    def _name(self, tree: shapes.Name) -> list[Place]:
        if tree.name[:1].isupper() and tree.name in self.top.type.ancestors:
            return [self.top]
        return self._children([self.top], tree.name, tree.at)

    def _this(self, tree: shapes.Special | shapes.Variable) -> list[Place]:
        if tree.name not in ("$this", "resource", "rootResource", "context"):
            raise Fault(f"{tree.name} names no element of the resource", tree.at)
        return [self.top]

    def _member(self, tree: shapes.Member) -> list[Place]:
        return self._children(self.follow(tree.left), tree.name, tree.at)

    def _children(self, owners: list[Place], name: str, column: int) -> list[Place]:
        found: list[Place] = []
        for owner in owners:
            slots = owner.type.elements().get(name)
            if slots is None:
                raise Fault(f"{owner.type.name} has no element {name}", column)
            holder = owner.children(name)
            for slot in slots:
                if slot.many:
                    found += [Place(owner, slot, place, pair) for place, pair in enumerate(pairs(holder, slot))]
                elif slot.key in holder or slot.sibling in holder:
                    found.append(Place(owner, slot, None, (holder.get(slot.key), holder.get(slot.sibling))))
        self.env.spend(1 + len(found))
        return found

    def _index(self, tree: shapes.Index) -> list[Place]:
        found = self.follow(tree.left)
        place = whole(compiled(tree.index)(Frame(self.env, [self.top.node])), "an index")
        return [found[place]] if place is not None and 0 <= place < len(found) else []

    def _type_test(self, tree: shapes.TypeTest) -> list[Place]:
        if tree.operator != "as":
            raise Fault("a path of a patch names elements; it computes nothing", tree.at)
        return self._of_type(self.follow(tree.left), tree.type, tree.at)

    def _of_type(self, found: list[Place], name: str, column: int) -> list[Place]:
        known_type(name, column)
        return [place for place in found if is_a(place.node, name)]

    def _call(self, tree: shapes.Call) -> list[Place]:
        found = [self.top] if tree.left is None else self.follow(tree.left)
        name, given = tree.name, tree.arguments
        if name in ("ofType", "as") and len(given) == 1:
            return self._of_type(found, shapes.type_named(given[0]), tree.at)
        if name == "where" and len(given) == 1:
            return self._where(found, given[0])
        if name == "extension" and len(given) == 1:
            url = text(compiled(given[0])(Frame(self.env, [self.top.node])), "extension()")
            every = self._children(found, "extension", tree.at)
            return [place for place in every if (place.pair[0] or {}).get("url") == url]
        if name in _PICKS and not given:
            return _PICKS[name](found)
        if name in ("skip", "take") and len(given) == 1:
            count = whole(compiled(given[0])(Frame(self.env, [self.top.node])), f"{name}()") or 0
            return found[max(count, 0) :] if name == "skip" else found[: max(count, 0)]
        raise Fault(f"{name}() cannot stand in the path of a patch", tree.at)

    def _where(self, found: list[Place], criterion: Tree) -> list[Place]:
        run = compiled(criterion)
        frame = Frame(self.env, [self.top.node])
        return [one for place, one in enumerate(found) if truth(run(frame.inside(one.node, place))) is True]


def _single(found: list[Place]) -> list[Place]:
    if len(found) > 1:
        raise Fault(f"single() needs one element, there are {len(found)}")
    return found


_PICKS: dict[str, Callable[[list[Place]], list[Place]]] = {
    "first": lambda found: found[:1],
    "last": lambda found: found[-1:],
    "tail": lambda found: found[1:],
    "single": _single,
}
_STEPS: dict[type[Tree], Callable[[Walk, Any], list[Place]]] = {
    shapes.Name: Walk._name,
    shapes.Member: Walk._member,
    shapes.Special: Walk._this,
    shapes.Variable: Walk._this,
    shapes.Index: Walk._index,
    shapes.TypeTest: Walk._type_test,
    shapes.Call: Walk._call,
}
