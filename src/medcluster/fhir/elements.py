"""Which elements does each FHIR type have?

Promise: the definitions as a table, read once when first asked for: name, types, cardinality, and the codes of required
bindings. Must not know: Structs. Source: _generated/elements.json, from the official definitions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Element:
    """An element: `name` is without `[x]`; `codes` is the value set's url where the codes are enumerated."""

    name: str
    types: tuple[str, ...]
    required: bool
    many: bool
    choice: bool
    codes: str

    def spelled(self, kind: str) -> str:
        """The JSON name for one of its types."""
        return self.name + kind[0].upper() + kind[1:] if self.choice else self.name


@dataclass(frozen=True, slots=True)
class Definition:
    """A type: `kind` is complex-type, resource or inner; `elements` includes those of its bases."""

    name: str
    base: str
    kind: str
    elements: tuple[Element, ...]


@cache
def _table() -> dict[str, Any]:
    text = files("medcluster.fhir._generated").joinpath("elements.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def definition(name: str) -> Definition | None:
    """The definition of a type that has elements; None for primitives and unknown names."""
    row = _table()["types"].get(name)
    if row is None:
        return None
    base, kind, rows = row
    inherited = definition(base) if base else None
    own = tuple(
        Element(r[0].removesuffix("[x]"), tuple(r[1]), bool(r[2]), bool(r[3]), r[0].endswith("[x]"), _code(r))
        for r in rows
    )
    return Definition(name, base, kind, (inherited.elements if inherited else ()) + own)


def _code(row: list[Any]) -> str:
    return row[4] if len(row) > 4 else ""


@cache
def codes(value_set: str) -> dict[str, frozenset[str]]:
    """The codes of a value set under a required binding, by system."""
    return {system: frozenset(listed) for system, listed in _table()["codes"][value_set].items()}


@cache
def is_a(name: str, wanted: str) -> bool:
    """Whether a type is, or specialises, another."""
    while name != wanted:
        found = definition(name)
        if found is None or not found.base:
            return False
        name = found.base
    return True
