"""Which slice of a list does a value belong to?

Promise: a value belongs to a slice when every discriminator holds: by value or pattern, by whether something exists, by
type, by profile. What a definition leaves undecidable is None, never a guess. Must not know: what is wrong with it.
Source: http://hl7.org/fhir/R4/profiling.html#slicing and #discriminator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from medcluster.fhir.path import compile
from medcluster.fhir.validation.codes import Ask, codings_of
from medcluster.fhir.validation.shapes import Shape, Structure
from medcluster.fhir.validation.spots import Spot
from medcluster.fhir.validation.values import is_as

_STEP = re.compile(r"([$A-Za-z]\w*)(?:\(\s*'?([^')]*)'?\s*\))?")
Lookup = Callable[[str], "Structure | None"]
Conforms = Callable[[Spot, Any, str], "bool | None"]  # (item, value at the path, profile)
Step = tuple[str, str | None]
Found = tuple[Shape | None, tuple[str, Any] | None]  # what the definition says at the end of a path, or the value


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom matching asks: for definitions, for types, for codes, for conformance."""

    structure: Lookup
    of_type: Lookup
    member: Ask
    conforms: Conforms


def belongs(item: Spot, sliced: Shape, slice_: Shape, asking: Asking) -> bool | None:
    """Whether an item belongs to a slice; None where the definition does not say."""
    discriminators = sliced.slicing.discriminators if sliced.slicing else ()
    if not discriminators:
        if sliced.name not in ("extension", "modifierExtension"):
            return None
        discriminators = (("value", "url"),)
    answers = [_holds(item, slice_, kind, path, asking) for kind, path in discriminators]
    if any(one is False for one in answers):
        return False
    return None if any(one is None for one in answers) else True


def _holds(item: Spot, slice_: Shape, kind: str, path: str, asking: Asking) -> bool | None:
    wanted = list(_follow(slice_, _steps(path), asking))
    if kind == "type" and path == "$this":
        return slice_.takes(item.kind) is not None or (item.is_resource and slice_.takes("Resource") is not None)
    values = _values(item, path)
    if kind == "exists":
        shapes = [shape for shape, _ in wanted if shape is not None]
        if not shapes:
            return None
        return not values if shapes[0].most == 0 else bool(values) if shapes[0].least else None
    if kind == "type":
        codes = {code for shape, _ in wanted if shape is not None for code in _codes(shape, path, asking)}
        return any(name.removeprefix("FHIR.") in codes for name, _ in values) if codes else None
    if kind == "profile":
        return _profiled(item, wanted, values, path, asking)
    return _valued(wanted, values, asking)


def _codes(shape: Shape, path: str, asking: Asking) -> Iterator[str]:
    for kind in shape.types:
        if path.endswith("resolve()"):
            yield from (found.type for one in kind.targets if (found := asking.structure(one)) is not None)
        else:
            yield kind.code


def _profiled(item: Spot, wanted: list[Found], values: list[tuple[str, Any]], path: str, asking: Asking) -> bool | None:
    resolves = path.endswith("resolve()")
    profiles = [
        profile
        for shape, _ in wanted
        if shape is not None
        for kind in shape.types
        for profile in (kind.targets if resolves else kind.profiles)
    ]
    if not profiles:
        return None
    answers = [asking.conforms(item, value, profile) for _, value in values for profile in profiles]
    return True if any(answers) else None if any(one is None for one in answers) else False


def _valued(wanted: list[Found], values: list[tuple[str, Any]], asking: Asking) -> bool | None:
    said = [value for _, value in wanted if value is not None]
    if said:
        return any(is_as(way, value, one) for way, value in said for _, one in values)
    bindings = [shape.binding for shape, _ in wanted if shape is not None and shape.binding is not None]
    required = [one.value_set for one in bindings if one.strength == "required"]
    if not required:
        return None
    for name, value in values:
        for system, code in codings_of(name.removeprefix("FHIR."), value):
            answer = asking.member(required[0], system, code)
            if answer is None or answer.holds is None:
                return None
            if answer.holds:
                return True
    return False


def _values(item: Spot, path: str) -> list[tuple[str, Any]]:
    """Type and plain value of what an item has at a path."""
    return compile(path).typed(item.node, now=item.context.now, variables=item.context.variables())


def _steps(path: str) -> list[Step]:
    return [(found[1], found[2]) for found in _STEP.finditer(path) if found[1] != "$this"]


def _follow(shape: Shape, steps: list[Step], asking: Asking) -> Iterator[Found]:
    """What a definition says at a path: a fixed value or a pattern, else the shape there."""
    if shape.value is not None:
        way, value = shape.value
        yield from ((None, (way, part)) for part in _parts(value, steps))
        if not steps or shape.value[0] == "fixed":
            return
    if not steps:
        yield shape, None
        return
    (name, argument), rest = steps[0], steps[1:]
    if name == "resolve":
        yield from _targets(shape, rest, asking)
    elif name == "ofType":
        yield from _follow(next((s for s in shape.slices if argument and s.takes(argument)), shape), rest, asking)
    elif name == "extension" and argument:
        yield from _extension(shape, argument, rest, asking)
    else:
        for child in _below(shape, name, asking):
            yield from _follow(child, rest, asking)
            for one in child.slices:
                yield from _follow(one, rest, asking)


def _parts(value: Any, steps: list[Step]) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _parts(one, steps)
    elif not steps:
        yield value
    elif isinstance(value, dict) and steps[0][0] in value:
        yield from _parts(value[steps[0][0]], steps[1:])


def _targets(shape: Shape, rest: list[Step], asking: Asking) -> Iterator[Found]:
    if not rest:
        yield shape, None
        return
    for kind in shape.types:
        for one in kind.targets:
            found = asking.structure(one)
            if found is not None:
                yield from _follow(found.root, rest, asking)


def _extension(shape: Shape, url: str, rest: list[Step], asking: Asking) -> Iterator[Found]:
    for child in _below(shape, "extension", asking):
        for one in child.slices:
            if any(url in kind.profiles for kind in one.types):
                yield from _follow(one, rest, asking)


def _below(shape: Shape, name: str, asking: Asking) -> Iterator[Shape]:
    """The child of a name: as this definition says it, else as its type's profiles do, else its type."""
    found = shape.children.get(name) or shape.children.get(f"{name}[x]")
    if found is not None:
        yield found
        return
    for kind in shape.types:
        structures = [asking.structure(one) for one in kind.profiles] or [asking.of_type(kind.code)]
        for structure in structures:
            if structure is not None:
                yield from _below_root(structure.root, name)


def _below_root(root: Shape, name: str) -> Iterator[Shape]:
    found = root.children.get(name) or root.children.get(f"{name}[x]")
    if found is not None:
        yield found
