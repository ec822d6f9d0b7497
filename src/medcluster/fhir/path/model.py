"""What elements does each R4 type have, and what is each type built on?

Promise: one table, read once, from the elements that were generated from the official definitions; a type knows its
ancestors, its elements by FHIRPath name, and which JSON keys carry them (`value` is `valueQuantity`, `valueString`,
...). Must not know: values. Source: http://hl7.org/fhir/R4/fhirpath.html#polymorphism.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

PRIMITIVES = {
    **dict.fromkeys(
        (
            "base64Binary",
            "boolean",
            "date",
            "dateTime",
            "decimal",
            "instant",
            "integer",
            "string",
            "time",
            "uri",
            "xhtml",
        ),
        "Element",
    ),
    **dict.fromkeys(("code", "id", "markdown"), "string"),
    **dict.fromkeys(("positiveInt", "unsignedInt"), "integer"),
    **dict.fromkeys(("canonical", "oid", "url", "uuid"), "uri"),
}
SYSTEM = frozenset({"Boolean", "String", "Integer", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any"})
_CORRECTED = {("Resource", "id"): ["id"]}
_PROFILES = {"SimpleQuantity": "Quantity", "MoneyQuantity": "Quantity"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One JSON key of an element: which type it holds, and whether it is a list."""

    key: str
    sibling: str
    element: str
    type: Type
    many: bool


class Type:
    """One FHIR type."""

    __slots__ = ("_by_key", "_by_name", "_rows", "ancestors", "base", "kind", "name")

    def __init__(self, name: str, base: Type | None, kind: str, rows: list[list[Any]]) -> None:
        self.name = name
        self.base = base
        self.kind = kind
        self.ancestors: frozenset[str] = frozenset({name}) | (base.ancestors if base else frozenset())
        self._rows = rows
        self._by_name: dict[str, tuple[Slot, ...]] | None = None
        self._by_key: dict[str, Slot] | None = None

    def __repr__(self) -> str:
        return f"Type({self.name!r})"

    @property
    def is_primitive(self) -> bool:
        """Whether its JSON is a bare value."""
        return self.kind == "primitive"

    def elements(self) -> dict[str, tuple[Slot, ...]]:
        """Every element by its FHIRPath name, inherited ones too."""
        if self._by_name is None:
            found = dict(self.base.elements()) if self.base else {}
            for row in self._rows:
                name = row[0].removesuffix("[x]")
                found[name] = tuple(_slots(self.name, row))
            self._by_name = found
        return self._by_name

    def keys(self) -> dict[str, Slot]:
        """Every element by its JSON key."""
        if self._by_key is None:
            self._by_key = {slot.key: slot for slots in self.elements().values() for slot in slots}
        return self._by_key


def _slots(owner: str, row: list[Any]) -> Iterator[Slot]:
    element = row[0].removesuffix("[x]")
    for name in _CORRECTED.get((owner, element), row[1]):
        key = element + name[0].upper() + name[1:] if row[0].endswith("[x]") else element
        found = lookup(name)
        if found is not None:
            yield Slot(key, "_" + key, element, found, bool(row[3]))


@cache
def _table() -> dict[str, list[Any]]:
    raw = files("medcluster.fhir").joinpath("_generated", "elements.json").read_bytes()
    types: dict[str, list[Any]] = msgspec.json.decode(raw)["types"]
    return types


@cache
def lookup(name: str) -> Type | None:
    """The type of that name."""
    if name in PRIMITIVES:
        return Type(name, lookup(PRIMITIVES[name]), "primitive", [])
    row = _table().get(name)
    if row is None:
        return lookup(_PROFILES[name]) if name in _PROFILES else None
    return Type(name, lookup(row[0]) if row[0] else None, row[1], row[2])


# what a plain dict is while nothing says its type
UNTYPED = Type("Any", None, "untyped", [])
