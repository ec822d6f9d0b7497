"""Which elements does a view keep?

Promise: from the definitions alone, made once per type. Must not know: JSON. Source: _generated/views.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from medcluster.fhir import elements


@cache
def _table() -> dict[str, Any]:
    text = files("medcluster.fhir._generated").joinpath("views.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@dataclass(frozen=True, slots=True)
class Part:
    """One JSON name of a type. `always`: mandatory or a modifier; `inner`: its type where a summary looks inside.

    `type` is its own type, Element for a sibling (`_birthDate`).
    """

    element: str
    type: str
    many: bool
    summary: bool
    always: bool
    required: bool
    inner: str


@cache
def parts_of(name: str) -> dict[str, Part]:
    """The JSON names of a type, siblings (`_birthDate`) among them."""
    found: dict[str, Part] = {}
    for element in _elements(name):
        summary, modifier = _marked(name, "summary", element.name), _marked(name, "modifier", element.name)
        for kind in element.types:
            inner = kind if elements.definition(kind) is not None and kind != "Extension" else ""
            always, many, required = element.required or modifier, element.many, element.required
            found[element.spelled(kind)] = Part(element.name, kind, many, summary, always, required, inner)
            if elements.definition(kind) is None and kind != "Resource":
                found[f"_{element.spelled(kind)}"] = Part(element.name, "Element", many, summary, always, required, "")
    return found


def _elements(name: str) -> tuple[elements.Element, ...]:
    definition = elements.definition(name)
    return definition.elements if definition else ()


def _marked(name: str, flag: str, element: str) -> bool:
    """Whether the type, or the base that brings the element, marks it."""
    while name:
        if element in _table()[flag].get(name, ()):
            return True
        definition = elements.definition(name)
        name = definition.base if definition else ""
    return False
