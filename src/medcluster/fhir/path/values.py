"""Of which type is an item, and which single value stands in a collection?

Promise: the rule of singleton evaluation in one place; every complaint says what was found. Must not know: the
grammar. Source: http://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections.
"""

from __future__ import annotations

from decimal import Decimal

from .dates import Date, DateTime, Time
from .frames import Fault, Items
from .model import SYSTEM, lookup
from .nodes import Node, plain
from .quantities import Quantity

_KINDS: dict[type, str] = {
    bool: "Boolean",
    int: "Integer",
    Decimal: "Decimal",
    str: "String",
    Date: "Date",
    DateTime: "DateTime",
    Time: "Time",
    Quantity: "Quantity",
}


def kind(item: object) -> str:
    """The name of the item's type, for messages and for System types."""
    return item.type.name if isinstance(item, Node) else _KINDS.get(type(item), type(item).__name__)


def type_of(item: object) -> tuple[str, str]:
    """Namespace and name of the item's type."""
    return ("FHIR" if isinstance(item, Node) else "System", kind(item))


def single(items: Items, what: str) -> object:
    """The one value of a collection, as an operator works on it; None for none."""
    if not items:
        return None
    if len(items) > 1:
        raise Fault(f"{what} needs one value, there are {len(items)}")
    return plain(items[0])


def truth(items: Items) -> bool | None:
    """The Boolean of a collection: a single value that is no Boolean counts as true."""
    if not items:
        return None
    if len(items) > 1:
        raise Fault(f"one Boolean is expected, there are {len(items)} values")
    value = items[0]
    if value.__class__ is bool:
        return value
    value = plain(value)
    return value if isinstance(value, bool) else True


def text(items: Items, what: str) -> str | None:
    """The one String of a collection."""
    value = single(items, what)
    if value is None or isinstance(value, str):
        return value
    raise Fault(f"{what} needs a String, not {_article(kind(items[0]))}")


def whole(items: Items, what: str) -> int | None:
    """The one Integer of a collection."""
    value = single(items, what)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Fault(f"{what} needs an Integer, not {_article(kind(items[0]))}")


def is_number(value: object) -> bool:
    """An Integer or a Decimal."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def as_quantity(value: object) -> Quantity | None:
    """A Quantity, or a number as one of unit 1."""
    if isinstance(value, Quantity):
        return value
    return Quantity(Decimal(value)) if is_number(value) else None  # type: ignore[arg-type]


def _article(name: str) -> str:
    return ("an " if name[:1] in "AEIOUaeiou" else "a ") + name


def known_type(specifier: str, column: int) -> str:
    """The specifier, or a Fault when it names no type."""
    namespace, _, name = specifier.rpartition(".")
    there = lookup(name) is not None if namespace in ("", "FHIR") else namespace == "System"
    if not there and (namespace or name not in SYSTEM):
        raise Fault(f"{specifier} is no type", column)
    return specifier


def is_a(item: object, specifier: str) -> bool:
    """Whether an item is of a type or of one built on it."""
    namespace, _, name = specifier.rpartition(".")
    if isinstance(item, Node):
        return namespace != "System" and name in item.type.ancestors
    return namespace != "FHIR" and kind(item) == name


def is_type(specifier: str, items: Items) -> Items:
    """Whether the one item is of a type."""
    if len(items) > 1:
        raise Fault(f"is needs one value, there are {len(items)}")
    return [is_a(items[0], specifier)] if items else []


def as_type(specifier: str, items: Items) -> Items:
    """The one item if it is of a type."""
    if len(items) > 1:
        raise Fault(f"as needs one value, there are {len(items)}; ofType() picks from several")
    return of_type(specifier, items)


def of_type(specifier: str, items: Items) -> Items:
    """The items that are of a type."""
    return [item for item in items if is_a(item, specifier)]
