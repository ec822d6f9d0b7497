"""What does a FHIRPath Patch do to a resource?

Promise: the five operations of R4 on the plain JSON of a resource, in their order; all of them or a Refusal that names
the operation. A path names one element of the resource itself; what deletes the last child of an element deletes the
element. Must not know: JSON Patch, how resources are stored. Source: http://hl7.org/fhir/R4/fhirpatch.html.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medcluster.fhir.patch.parts import Given, content, given, slot_for
from medcluster.fhir.patch.places import Json, Place, Walk, pairs, slots_of, store
from medcluster.fhir.path.frames import Fault
from medcluster.fhir.path.parsing import parse
from medcluster.foundation import Issue, Kind, Refusal

MOST = 2000  # operations in one patch


@dataclass(frozen=True, slots=True)
class Step:
    """One operation as it was read."""

    type: str
    path: str
    name: str = ""
    value: Given | None = None
    index: int = 0
    source: int = 0
    destination: int = 0


_NEEDS: dict[str, tuple[str, ...]] = {
    "add": ("path", "name", "value"),
    "insert": ("path", "index", "value"),
    "delete": ("path",),
    "replace": ("path", "value"),
    "move": ("path", "source", "destination"),
}


def read_steps(parameters: Json) -> tuple[Step, ...]:
    """The operations in Parameters."""
    listed = parameters.get("parameter", [])
    if len(listed) > MOST:
        raise Refusal(Kind.TOO_LARGE, f"A patch may have at most {MOST} operations.")
    return tuple(_step(place, one) for place, one in enumerate(listed))


def _step(place: int, parameter: Json) -> Step:
    try:
        if parameter.get("name") != "operation":
            raise Fault("a parameter of a patch is called operation")
        parts = {str(one.get("name")): one for one in parameter.get("part", [])}
        type_ = _plain(parts, "type", str)
        if type_ not in _NEEDS:
            raise Fault(f"type is one of {', '.join(_NEEDS)}")
        missing = [name for name in _NEEDS[type_] if name not in parts]
        if missing:
            raise Fault(f"{type_} needs {' and '.join(missing)}")
        numbers = {name: _plain(parts, name, int) for name in ("index", "source", "destination") if name in parts}
        path = _plain(parts, "path", str)
        parse(path)  # what cannot be read is refused before anything is looked up
        value = given(parts["value"]) if "value" in parts else None
        return Step(type_, path, _plain(parts, "name", str) if "name" in parts else "", value, **numbers)
    except Fault as fault:
        raise refusal(Kind.MALFORMED, place, fault) from None


def _plain(parts: dict[str, Json], name: str, wanted: type) -> Any:
    value = given(parts[name]).value if name in parts else None
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise Fault(f"{name} has to be a {'text' if wanted is str else 'whole number'}")
    return value


def refusal(kind: Kind, place: int, fault: Fault) -> Refusal:
    """Why operation `place` cannot be carried out."""
    told = f"Operation {place} of the patch: {fault.text}."
    kind = fault.kind if fault.kind is Kind.TOO_LARGE else kind
    where = f"Parameters.parameter[{place}]"
    return Refusal(kind, told, issues=(Issue(told, where, "processing" if kind is Kind.INVALID else "structure"),))


def apply(resource: Json, steps: Sequence[Step], now: datetime) -> Json:
    """The resource after all steps; it is changed in place."""
    walk = Walk(resource, now)
    for place, step in enumerate(steps):
        try:
            _ACTS[step.type](walk, step)
        except Fault as fault:
            raise refusal(Kind.INVALID, place, fault) from None
        except RecursionError:
            raise refusal(Kind.TOO_LARGE, place, Fault("it is nested too deep")) from None
    return resource


def _only(walk: Walk, step: Step) -> Place:
    found = walk.places(step.path)
    if len(found) != 1:
        raise Fault(f"{step.type} needs one element at {step.path}, there {'are several' if found else 'is none'}")
    return found[0]


def _value(step: Step) -> Given:
    if step.value is None:
        raise Fault(f"{step.type} needs value")
    return step.value


def _add(walk: Walk, step: Step) -> None:
    owner, value = _only(walk, step), _value(step)
    slot = slot_for(owner.type, step.name, value)
    holder = owner.attach(slot.element)
    one, extra = content(slot, value)
    if slot.many:
        found = pairs(holder, slot)
        walk.env.spend(len(found))
        store(holder, slot, [*found, (one, extra)])
        return
    if any(key in holder for other in slots_of(owner.type, slot.element) for key in (other.key, other.sibling)):
        raise Fault(f"{step.path} has {slot.element} already: replace it")
    holder.update({key: held for key, held in ((slot.key, one), (slot.sibling, extra)) if held is not None})


def _insert(walk: Walk, step: Step) -> None:
    owner, slot = walk.collection(step.path)
    value = _value(step)
    slot_for(owner.type, slot.element, value)
    holder = owner.attach(slot.element)
    found = pairs(holder, slot)
    if not 0 <= step.index <= len(found):
        raise Fault(f"index {step.index} lies outside {step.path}, which has {len(found)}")
    walk.env.spend(len(found))
    found.insert(step.index, content(slot, value))
    store(holder, slot, found)


def _delete(walk: Walk, step: Step) -> None:
    found = walk.places(step.path)
    if len(found) > 1:
        raise Fault(f"delete takes one element away, {step.path} names {len(found)}")
    if found:
        found[0].remove()


def _replace(walk: Walk, step: Step) -> None:
    place, value = _only(walk, step), _value(step)
    if place.slot is None or place.above is None:
        raise Fault("the whole resource is replaced by an update, not by a patch")
    slot = slot_for(place.above.type, place.slot.element, value)
    one, extra = content(slot, value)
    if slot.key != place.slot.key:
        place.put(None, None)
    Place(place.above, slot, place.index).put(one, extra)


def _move(walk: Walk, step: Step) -> None:
    owner, slot = walk.collection(step.path)
    holder = owner.children(slot.element)
    found = pairs(holder, slot)
    walk.env.spend(len(found))
    for name, place in (("source", step.source), ("destination", step.destination)):
        if not 0 <= place < len(found):
            raise Fault(f"{name} {place} lies outside {step.path}, which has {len(found)}")
    found.insert(step.destination, found.pop(step.source))
    store(holder, slot, found)


_ACTS: dict[str, Callable[[Walk, Step], None]] = {
    "add": _add,
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "move": _move,
}
