"""How do all search parameters of a type become one function?

Promise: the paths of a type are merged, so that each element is visited once however many parameters ask for it, and
the function is plain Python made for that type, compiled when the first resource of the type comes. Only attribute
names from the official definitions and quoted literals get into the text. Must not know: what the entries mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from medcluster.fhir import elements
from medcluster.fhir.search import entries
from medcluster.fhir.search.parameters import (
    Component,
    Parameter,
    compartment_parameters,
    indexed_parameters,
    standard_parameters_of,
    united_in,
)
from medcluster.fhir.search.plan import Hop, Place, places, places_below, spelled, unconditional
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.types import Reference, Resource

Extractor = Callable[[Resource, Postings], None]
_ADDRESSES = ("canonical", "uri", "url")
_INLINE_CODE = "tokens(({name!r}, {system!r}, {{v}}))"


@dataclass
class _Node:
    """What to do with one value, and where to go from it."""

    actions: list[str] = field(default_factory=list)
    children: dict[Hop, _Node] = field(default_factory=dict)

    def add(self, hops: tuple[Hop, ...], action: str) -> None:
        node = self
        for hop in hops:
            node = node.children.setdefault(hop, _Node())
        if action not in node.actions:
            node.actions.append(action)


@cache
def extractor(resource_type: str, lean: bool) -> Extractor:
    """The function that puts a resource of this type into postings; lean: without what two other parameters find."""
    root = _Node()
    scope: dict[str, Any] = {}
    added = indexed_parameters(resource_type)
    for parameter in [*standard_parameters_of(resource_type).values(), *added.values()]:
        if not parameter.interpreted and not (lean and parameter.name in united_in(resource_type)):
            _add(root, resource_type, parameter, scope)
    lines = ["def extract(v0, postings):", "    tokens = postings.tokens.append", *_lines(root, 0)]
    if elements.is_a(resource_type, "DomainResource"):
        lines.append("    if v0.text is not None and v0.text.div: narrative(postings, v0.text.div)")
    extract: Extractor = _compiled(lines, f"postings of {resource_type}", scope)["extract"]
    return extract


def _add(root: _Node, resource_type: str, parameter: Parameter, scope: dict[str, Any]) -> None:
    """What a parameter does with the values that it finds."""
    found = places(resource_type, parameter.expression)
    if parameter.type == "composite":
        for place in found:
            root.add(place.hops, _composite(resource_type, parameter, place, scope))
        return
    known = [p for p in found if p.known]
    if known:
        root.add(known[0].hops[:-1], _known(parameter, known))
    for place in found:
        action = _action(parameter, place)
        if action and not place.known:
            root.add(place.hops, action)
        text = entries.TEXTS.get((parameter.type, place.type))
        if text:
            root.add(unconditional(place).hops, f"{text}(postings, {spelled(place)!r}, {{v}})")


@cache
def text_places(resource_type: str, parameter: Parameter) -> tuple[str, ...]:
    """The places whose texts the modifier `text` of a parameter looks at."""
    found = places(resource_type, parameter.expression)
    named = [p for p in found if (parameter.type, p.type) in entries.TEXTS or p.type == "Reference"]
    return tuple(dict.fromkeys(spelled(p) for p in named))


@cache
def refers_by_reference(resource_type: str, parameter: Parameter) -> bool:
    """Whether a reference parameter finds references, rather than canonical addresses alone."""
    if parameter.interpreted:
        return True
    return any(p.type not in _ADDRESSES for p in places(resource_type, parameter.expression))


@cache
def refers_by_address(resource_type: str, parameter: Parameter) -> bool:
    """Whether a reference parameter finds canonical addresses, rather than references alone."""
    if parameter.interpreted:
        return False
    return any(p.type in _ADDRESSES for p in places(resource_type, parameter.expression))


def _composite(resource_type: str, parameter: Parameter, base: Place, scope: dict[str, Any]) -> str:
    """The parts of a composite in one element: a function each; none is called where the last part cannot be."""
    parts, guard = [], ""
    for component in parameter.components:
        found, from_top = places_below(resource_type, base, component.expression)
        parts.append(_part(component, found))
        guard = "" if from_top else _guard(found)
    name = f"parts{len(scope)}"
    scope[name] = tuple(parts)
    call = f"composite(postings, {parameter.name!r}, v0, {{v}}, {name})"
    return f"if {guard}: {call}" if guard else call


def _guard(found: list[Place]) -> str:
    """A cheap look whether any of these places can hold something."""
    looks = []
    for place in found:
        how, what = place.hops[0]
        if how not in ("get", "each"):
            return ""
        looks.append(f"{{v}}.{what} is not None" if how == "get" else f"{{v}}.{what}")
    return " or ".join(looks)


def _part(component: Component, found: list[Place]) -> entries.PartFinder:
    root = _Node()
    plain = Parameter(component.name, component.type, "", component.expression, component.targets)
    for place in found:
        action = _action(plain, place)
        if action:
            root.add(place.hops, action)
    lines = ["def find(v0, postings):", "    tokens = postings.tokens.append", *_lines(root, 0)]
    find: Extractor = _compiled(lines, f"part {component.name}", {})["find"]
    return component.type, component.expression.startswith("%resource"), find


@cache
def patient_finder(resource_type: str) -> Callable[[Resource], str]:
    """The function that finds the id of the Patient whose compartment a resource is in, "" when there is none."""
    lines = ["def find(v0):"]
    for parameter in compartment_parameters(resource_type):
        root = _Node()
        for place in places(resource_type, parameter.expression):
            if place.type == "Reference":
                root.add(place.hops, "if (found := patient_id({v})): return found")
        lines += _lines(root, 0)
    lines.append("    return ''")
    find: Callable[[Resource], str] = _compiled(lines, f"patient of {resource_type}", {})["find"]
    return find


@cache
def decides_patient(resource_type: str, name: str) -> bool:
    """Whether a resource in which this parameter names a Patient is sure to be in that Patient's compartment."""
    asked = compartment_parameters(resource_type)
    parameter = standard_parameters_of(resource_type).get(name)
    if parameter is None or not asked or resource_type in ("Patient", "Group"):
        return False
    first = [unconditional(p) for p in places(resource_type, asked[0].expression) if p.type == "Reference"]
    mine = [unconditional(p) for p in places(resource_type, parameter.expression)]
    return bool(first) and mine == first[:1] and all(how == "get" for how, _ in mine[0].hops)


def _compiled(lines: Iterable[str], name: str, known: dict[str, Any]) -> dict[str, Any]:
    scope: dict[str, Any] = {**vars(entries), "patient_id": _patient_id, **known}
    exec(compile("\n".join(lines), f"<{name}>", "exec"), scope)  # noqa: S102  # text made here from definitions
    return scope


def _patient_id(reference: Reference) -> str:
    target = reference.reference
    return target[8:].partition("/")[0] if target is not None and target.startswith("Patient/") else ""


def _action(parameter: Parameter, place: Place) -> str:
    kind = place.type
    if kind == "code" and parameter.type == "token" and place.codes:
        return _code_action(parameter.name, place.codes)
    entry = entries.ENTRIES.get((parameter.type, kind))
    return f"{entry}(postings, {parameter.name!r}, {{v}})" if entry else ""


def _code_action(name: str, value_set: str) -> str:
    systems = elements.codes(value_set)
    if len(systems) == 1:
        return _INLINE_CODE.format(name=name, system=next(iter(systems)))
    by_code = {code: system for system, listed in systems.items() for code in sorted(listed)}
    return f"tokens(({name!r}, {by_code!r}.get({{v}}), {{v}}))"


def _known(parameter: Parameter, found: list[Place]) -> str:
    there = " or ".join(f"{{v}}.{place.hops[-1][1]} not in (None, False)" for place in found)
    return f"token_boolean(postings, {parameter.name!r}, {there})"


def _lines(node: _Node, depth: int, indent: int = 1) -> Iterator[str]:
    pad, value = "    " * indent, f"v{depth}"
    for action in node.actions:
        yield pad + action.replace("{v}", value)
    for (how, what), child in node.children.items():
        if how == "if":
            yield f"{pad}if {what.replace('{v}', value)}:"
            yield from _lines(child, depth, indent + 1)
            continue
        inner = f"v{depth + 1}"
        if how == "get":
            yield f"{pad}{inner} = {value}.{what}"
        else:
            yield f"{pad}for {inner} in {value}.{what}{'[:1]' if how == 'first' else ''}:"
        deeper = indent if how == "get" else indent + 1
        yield "    " * deeper + f"if {inner} is not None:"
        yield from _lines(child, depth + 1, deeper + 1)
