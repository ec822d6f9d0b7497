"""How does a value become one of another type?

Promise: toX() gives the converted value or nothing, convertsToX() says which; several items are an error. Must not
know: the grammar. Source: http://hl7.org/fhirpath/N1/#conversion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ..dates import Date, DateTime, Temporal, Time
from ..frames import Environment, Items
from ..numbers import integer, written
from ..quantities import CALENDAR_WORDS, Quantity
from ..values import single
from .registry import REGISTRY, Eager

_TRUE = frozenset({"true", "t", "yes", "y", "1", "1.0"})
_FALSE = frozenset({"false", "f", "no", "n", "0", "0.0"})
_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,60}(?:\.\d{1,60})?", re.ASCII)
_QUANTITY = re.compile(r"([+-]?\d{1,60}(?:\.\d{1,60})?)\s*(?:'([^']+)'|([a-z]+))?", re.ASCII)


def to_boolean(value: object) -> bool | None:
    """true for 1 and the words for yes, false for 0 and the words for no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, Decimal)):
        return value == 1 if value in (0, 1) else None
    if isinstance(value, str):
        word = value.lower()
        return True if word in _TRUE else False if word in _FALSE else None
    return None


def to_integer(value: object) -> int | None:
    """A whole number."""
    if isinstance(value, (bool, int)):
        return int(value)
    return integer(int(value)) if isinstance(value, str) and _INTEGER.fullmatch(value) else None


def to_decimal(value: object) -> Decimal | None:
    """A number."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (bool, int)):
        return Decimal(int(value)) if not isinstance(value, bool) else Decimal(f"{int(value)}.0")
    return Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else None


def to_text(value: object) -> str | None:
    """A text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written(value)
    return str(value) if isinstance(value, (str, int, Temporal, Quantity)) else None


def to_quantity(value: object) -> Quantity | None:
    """A quantity: `4 days`, `10 'mg'`, or a number of unit 1."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, str):
        match = _QUANTITY.fullmatch(value)
        if match is None or (match.group(3) and match.group(3) not in CALENDAR_WORDS):
            return None
        return Quantity(Decimal(match.group(1)), match.group(2) or match.group(3) or "1")
    number = to_decimal(value)
    return None if number is None else Quantity(number)


def to_date(value: object) -> Date | None:
    """A date, or the day of a moment."""
    if isinstance(value, Date):
        return value
    if isinstance(value, DateTime):
        return Date(value.parts[:3])
    found = DateTime.read(value) if isinstance(value, str) else None
    return Date(found.parts[:3]) if found else None


def to_date_time(value: object) -> DateTime | None:
    """A moment."""
    if isinstance(value, DateTime):
        return value
    if isinstance(value, Date):
        return DateTime(value.parts)
    return DateTime.read(value) if isinstance(value, str) else None


def to_time(value: object) -> Time | None:
    """A time of day."""
    if isinstance(value, Time):
        return value
    return Time.read(value.removeprefix("T")) if isinstance(value, str) else None


def _register(name: str, convert: Callable[[object], object]) -> None:
    def to(env: Environment, items: Items) -> Items:
        result = convert(single(items, f"to{name}()"))
        return [] if result is None else [result]

    def converts(env: Environment, items: Items) -> Items:
        return [convert(single(items, f"convertsTo{name}()")) is not None] if items else []

    REGISTRY[f"to{name}"] = Eager(to, 0, 0)
    REGISTRY[f"convertsTo{name}"] = Eager(converts, 0, 0)


for _name, _convert in (
    ("Boolean", to_boolean),
    ("Integer", to_integer),
    ("Long", to_integer),
    ("Decimal", to_decimal),
    ("String", to_text),
    ("Quantity", to_quantity),
    ("Date", to_date),
    ("DateTime", to_date_time),
    ("Time", to_time),
):
    _register(_name, _convert)
