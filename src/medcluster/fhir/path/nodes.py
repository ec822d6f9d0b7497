"""How is a FHIR element walked, whatever form it came in?

Promise: an element is a `Node`: its JSON value, its type, and for a primitive the sibling that carries its id and
extensions. Structs are turned into plain trees once, on the way in; decimals keep their digits. Must not know:
expressions. Source: http://hl7.org/fhir/R4/json.html#primitive and http://hl7.org/fhir/R4/fhirpath.html.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import msgspec

from .dates import Date, DateTime, Time
from .frames import Items
from .model import UNTYPED, Type, lookup
from .quantities import Quantity, from_fhir

_QUANTITY_KEYS = frozenset({"id", "extension", "value", "comparator", "unit", "system", "code"})


class Node:
    """One element: `value` is None for a primitive that has extensions only."""

    __slots__ = ("extra", "type", "value")

    def __init__(self, value: object, type: Type, extra: object = None) -> None:
        self.value = value
        self.type = type
        self.extra = extra

    def __repr__(self) -> str:
        return f"Node({self.type.name}, {self.value!r})"

    def member(self, name: str, out: Items) -> None:
        """Append the children of that name."""
        value = self.value
        if not isinstance(value, dict):
            value = self.extra
            if name not in ("id", "extension") or not isinstance(value, dict):
                return
        slots = self.type.elements().get(name)
        if slots is None:
            if self.type is UNTYPED:
                _untyped_member(value, name, out)
            return
        for slot in slots:
            held, sibling = value.get(slot.key), value.get(slot.sibling)
            if held is not None or sibling is not None:
                _append(held, sibling, slot.type, out)

    def children(self, out: Items) -> None:
        """Append every child, in the order of the JSON."""
        value = self.value if isinstance(self.value, dict) else self.extra
        if not isinstance(value, dict):
            return
        keys = self.type.keys()
        for key, held in value.items():
            if key == "resourceType":
                continue
            if key.startswith("_"):
                if key[1:] not in value:
                    slot = keys.get(key[1:])
                    _append(None, held, slot.type if slot else UNTYPED, out)
                continue
            slot = keys.get(key)
            if slot is not None or self.type is UNTYPED:
                _append(held, value.get("_" + key), slot.type if slot else UNTYPED, out)


def _append(held: object, sibling: object, type: Type, out: Items) -> None:
    if isinstance(held, (list, tuple)) or (held is None and isinstance(sibling, (list, tuple))):
        values = held if isinstance(held, (list, tuple)) else (None,) * len(sibling)  # type: ignore[arg-type]
        siblings = sibling if isinstance(sibling, (list, tuple)) else ()
        for place, one in enumerate(values):
            beside = siblings[place] if place < len(siblings) else None
            if one is not None or beside is not None:
                out.append(_one(one, type, beside))
        return
    out.append(_one(held, type, sibling))


def _one(value: object, type: Type, extra: object) -> object:
    """A child; a bare value of no known type is what JSON says it is."""
    if type is UNTYPED and extra is None and not isinstance(value, dict):
        return plain(Node(value, type))
    return node(value, type, extra)


def node(value: object, type: Type, extra: object = None) -> Node:
    """The element of a declared type; a resource knows its own."""
    if isinstance(value, dict) and "resourceType" in value:
        return Node(value, lookup(str(value["resourceType"])) or type)
    return Node(value, type, extra)


def _untyped_member(value: dict[str, object], name: str, out: Items) -> None:
    held, sibling = value.get(name), value.get("_" + name)
    if held is not None or sibling is not None:
        _append(held, sibling, _guessed(held), out)
        return
    for key, one in value.items():
        suffix = key[len(name) :]
        if suffix[:1].isupper() and key.startswith(name):
            found = lookup(suffix) or lookup(suffix[0].lower() + suffix[1:])
            if found is not None:
                _append(one, value.get("_" + key), found, out)


def _guessed(value: object) -> Type:
    if isinstance(value, dict) and "value" in value and _QUANTITY_KEYS.issuperset(value):
        return lookup("Quantity") or UNTYPED
    return UNTYPED


def element(value: object, type: str) -> Node:
    """A plain value as an element of a named type, for variables whose JSON does not say what it is."""
    found = lookup(type)
    if found is None:
        raise ValueError(f"{type} is no FHIR type")
    return Node(value, found)


def items_of(value: object) -> Items:
    """A value from outside as a collection."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [item for one in value for item in items_of(one)]
    return [_item(value)]


def _item(value: object) -> object:
    if isinstance(value, (bool, int, str, Decimal, Node, Quantity, Date, DateTime, Time)):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, msgspec.Struct):
        found = lookup(type(value).__name__) or UNTYPED
        return Node(msgspec.to_builtins(value, builtin_types=(Decimal,)), found)
    if isinstance(value, dict):
        return node(value, _guessed(value))
    if isinstance(value, datetime):
        return DateTime.of(value)
    if isinstance(value, date):
        return Date((value.year, value.month, value.day))
    if isinstance(value, time):
        return Time.read(value.isoformat()) or str(value)
    raise TypeError(f"a {type(value).__name__} is no value that an expression could walk")


def _number(value: object) -> object:
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _whole(value: object) -> object:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _quantity(value: object) -> object:
    return from_fhir(value) if isinstance(value, dict) else None


def _moment(kind: type[Date | DateTime | Time]) -> Callable[[object], object]:
    def convert(value: object) -> object:
        return (kind.read(value) or value) if isinstance(value, str) else value

    return convert


_CONVERSIONS: dict[str, Callable[[object], object]] = {
    "date": _moment(Date),
    "dateTime": _moment(DateTime),
    "instant": _moment(DateTime),
    "time": _moment(Time),
    "decimal": _number,
    "integer": _whole,
    "positiveInt": _whole,
    "unsignedInt": _whole,
    **dict.fromkeys(("Quantity", "Age", "Count", "Distance", "Duration", "MoneyQuantity", "SimpleQuantity"), _quantity),
}


def plain(item: object) -> object:
    """What an operator works on: the System value of a primitive or a Quantity, the node itself of another element.

    None for a primitive without a value, and for a Quantity that is no number.
    """
    if not isinstance(item, Node):
        return item
    convert = _CONVERSIONS.get(item.type.name)
    if convert is not None:
        return convert(item.value)
    value = item.value
    if isinstance(value, dict):
        return item
    return Decimal(repr(value)) if isinstance(value, float) else value


def handed_out(item: object) -> object:
    """What a caller outside gets: plain JSON of an element, the System value otherwise."""
    return item.value if isinstance(item, Node) else item
