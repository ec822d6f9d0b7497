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
from medcluster.fhir.search.parameters import Parameter, compartment_parameters, parameters_of
from medcluster.fhir.search.plan import Hop, Place, places
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.types import Reference, Resource

Extractor = Callable[[Resource, Postings], None]
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
def extractor(resource_type: str) -> Extractor:
    """The function that puts a resource of this type into postings."""
    root = _Node()
    for parameter in parameters_of(resource_type).values():
        found = places(resource_type, parameter.expression)
        known = [p for p in found if p.known]
        if known:
            root.add(known[0].hops[:-1], _known(parameter, known))
        for place in found:
            action = _action(parameter, place)
            if action and not place.known:
                root.add(place.hops, action)
    lines = ["def extract(v0, postings):", "    tokens = postings.tokens.append", *_lines(root, 0)]
    extract: Extractor = _compiled(lines, f"postings of {resource_type}")["extract"]
    return extract


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
    find: Callable[[Resource], str] = _compiled([*lines, "    return ''"], f"patient of {resource_type}")["find"]
    return find


def _compiled(lines: Iterable[str], name: str) -> dict[str, Any]:
    scope: dict[str, Any] = {**vars(entries), "patient_id": _patient_id}
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
