"""What does a StructureDefinition say about the elements of an instance?

Promise: `read` turns the snapshot of a definition (plain JSON) into a tree of shapes: children by name, slices under
what is sliced; what can be worked out once is. A definition without a snapshot is refused: a differential alone
does not say what holds. Must not know: instances. Source: http://hl7.org/fhir/R4/elementdefinition.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medcluster.foundation import Issue, Kind, Refusal

Json = Mapping[str, Any]
BASE = "http://hl7.org/fhir/StructureDefinition/"
_UNBOUNDED = 2**31
_TYPE_EXTENSION = BASE + "structuredefinition-fhir-type"
_MAX_VALUE_SET = BASE + "elementdefinition-maxValueSet"


@dataclass(frozen=True, slots=True)
class Kinds:
    """One type that an element may have: its profiles (any of them), and those of what a reference points at."""

    code: str
    profiles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint: severity is error or warning."""

    key: str
    severity: str
    human: str
    expression: str


@dataclass(frozen=True, slots=True)
class Binding:
    """Which codes an element takes, and how binding that is; `largest`: the set it may never leave."""

    strength: str
    value_set: str
    largest: str = ""


@dataclass(frozen=True, slots=True)
class Slicing:
    """How the values of a list are told apart: (type, path) of each discriminator."""

    discriminators: tuple[tuple[str, str], ...]
    rules: str
    ordered: bool


@dataclass(slots=True)
class Shape:
    """What is said about one element; `value` tells what it is fixed to or has to match, by (way, plain value)."""

    id: str
    name: str
    path: str
    least: int
    most: int
    types: tuple[Kinds, ...]
    rules: tuple[Rule, ...]
    binding: Binding | None
    value: tuple[str, Any] | None
    smallest: Any
    greatest: Any
    longest: int
    like: str  # the id of the element that it refers to for its content
    slicing: Slicing | None
    slice: str = ""
    children: dict[str, Shape] = field(default_factory=dict)
    slices: list[Shape] = field(default_factory=list)
    checks: dict[str, Any] = field(default_factory=dict)  # what `rules` makes of it, by type

    def takes(self, code: str) -> Kinds | None:
        """The entry of a type, None when the element does not have it."""
        return next((kind for kind in self.types if kind.code == code), None)


@dataclass(frozen=True, slots=True)
class Structure:
    """A definition, ready to be held against instances."""

    url: str
    type: str
    derived: bool  # a profile of a type, not the type itself
    context: tuple[tuple[str, str], ...]
    root: Shape
    by_id: Mapping[str, Shape]


def read(definition: Json, pool: Sequence[Rule] = ()) -> Structure:
    """The shapes of a StructureDefinition; constraints may stand as places in a pool."""
    url = str(definition.get("url", ""))
    elements = (definition.get("snapshot") or {}).get("element") or ()
    if not elements:
        raise _unusable(url, "has no snapshot", "Publish it with its snapshot: tools that make packages generate it.")
    if definition.get("kind") == "logical":
        raise _unusable(url, "is a logical model, and describes no FHIR resource", "Name a profile of a resource.")
    by_id: dict[str, Shape] = {}
    for element in elements:
        if not element.get("id"):
            raise _unusable(url, "has elements without an id", "Generate its snapshot anew.")
        shape = _shape(element, pool)
        _placed(shape, by_id, url)
        by_id[shape.id] = shape
    root = by_id[elements[0]["id"]]
    context = tuple((one.get("type", ""), one.get("expression", "")) for one in definition.get("context", ()))
    return Structure(
        url=url,
        type=str(definition["type"]),
        derived=definition.get("derivation") == "constraint",
        context=context if definition["type"] == "Extension" else (),
        root=root,
        by_id=by_id,
    )


def _unusable(url: str, why: str, hint: str) -> Refusal:
    text = f"The definition {url} {why}: nothing can be held against it."
    return Refusal(Kind.INVALID, text, hint=hint, issues=(Issue(text, code="not-supported"),))


def _placed(shape: Shape, by_id: Mapping[str, Shape], url: str) -> None:
    """Hang a shape under its parent, or under the element that it is a slice of."""
    before, _, last = shape.id.rpartition(".")
    if not before:
        return
    name, _, slice_name = last.partition(":")
    parent = by_id.get(before)
    if parent is None:
        raise _unusable(url, f"has an element {shape.id} before its parent", "Generate its snapshot anew.")
    shape.name = name
    if not slice_name:
        parent.children[name] = shape
        return
    outer, _, _ = slice_name.rpartition("/")
    sliced = by_id.get(f"{before}.{name}:{outer}" if outer else f"{before}.{name}")
    if sliced is None:  # some profiles of R4 name the only one without the list that it is in
        parent.children[name] = shape
        return
    shape.slice = slice_name
    sliced.slices.append(shape)


def _shape(element: Json, pool: Sequence[Rule]) -> Shape:
    most = str(element.get("max", "*"))
    valued = {key: value for key, value in element.items() if key.startswith(("fixed", "pattern", "minV", "maxV"))}
    value = next(((k[: 7 if k[0] == "p" else 5], v) for k, v in valued.items() if k.startswith(("f", "p"))), None)
    return Shape(
        id=str(element["id"]),
        name=str(element["path"]).rpartition(".")[2],
        path=str(element["path"]),
        least=int(element.get("min", 0)),
        most=_UNBOUNDED if most == "*" else int(most),
        types=tuple(_kinds(kind) for kind in element.get("type", ())),
        rules=tuple(_rule(one, pool) for one in element.get("constraint", ())),
        binding=_binding(element.get("binding")),
        value=value,
        smallest=next((v for k, v in valued.items() if k.startswith("minValue")), None),
        greatest=next((v for k, v in valued.items() if k.startswith("maxValue")), None),
        longest=int(element.get("maxLength", 0)),
        like=str(element.get("contentReference", "")).rpartition("#")[2],
        slicing=_slicing(element.get("slicing")),
    )


def _kinds(kind: Json) -> Kinds:
    told = [one.get("valueUrl") for one in kind.get("extension", ()) if one.get("url") == _TYPE_EXTENSION]
    code = str((told and told[0]) or kind["code"])
    code = "string" if code.startswith("http://hl7.org/fhirpath/") else code.removeprefix(BASE)
    return Kinds(code, tuple(kind.get("profile", ())), tuple(kind.get("targetProfile", ())))


def _rule(one: Any, pool: Sequence[Rule]) -> Rule:
    if isinstance(one, int):
        return pool[one]
    return Rule(one["key"], one["severity"], one["human"], one.get("expression", ""))


def _binding(binding: Json | None) -> Binding | None:
    if not binding or not binding.get("valueSet"):
        return None
    largest = [one.get("valueCanonical") for one in binding.get("extension", ()) if one.get("url") == _MAX_VALUE_SET]
    return Binding(
        binding["strength"], binding["valueSet"], binding.get("max") or (largest[0] if largest else "") or ""
    )


def _slicing(slicing: Json | None) -> Slicing | None:
    if not slicing:
        return None
    told = tuple((one["type"], one["path"]) for one in slicing.get("discriminator", ()))
    return Slicing(told, str(slicing.get("rules", "open")), bool(slicing.get("ordered")))
