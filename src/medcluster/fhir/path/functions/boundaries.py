"""How exact is a value, and what is the least and the greatest it could mean?

Promise: lowBoundary() and highBoundary() always bound the value: a Decimal is rounded outward, an hour ends at
:59:59.999, a moment without a zone could be anywhere from +14:00 to -12:00. Must not know: the grammar. Source:
http://hl7.org/fhirpath/#utility-functions (lowBoundary, highBoundary, precision, comparable).
"""

from __future__ import annotations

from calendar import monthrange
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from .. import quantities
from ..dates import Date, DateTime, Part, Temporal, Time
from ..frames import Environment, Fault, Items
from ..numbers import fits, places
from ..quantities import Quantity
from ..values import as_quantity, is_number, kind, single, whole
from .registry import eager

_MOST_DIGITS = 28
_WIDE = Context(prec=90)
_FIRST_ZONE, _LAST_ZONE = 14 * 60, -12 * 60
_DATE_DIGITS = (4, 6, 8)
_TIME_DIGITS = (2, 4, 6, 9)
_DATETIME_DIGITS = (4, 6, 8, 10, 12, 14, 17)


@eager("lowBoundary", 0, 1)
def low_boundary(env: Environment, items: Items, precision: Items | None = None) -> Items:
    """The least that the value could mean."""
    return _boundary(items, precision, high=False)


@eager("highBoundary", 0, 1)
def high_boundary(env: Environment, items: Items, precision: Items | None = None) -> Items:
    """The greatest that the value could mean."""
    return _boundary(items, precision, high=True)


def _boundary(items: Items, precision: Items | None, high: bool) -> Items:
    value = single(items, "a boundary")
    digits = None if precision is None else whole(precision, "a boundary")
    if value is None or (precision is not None and digits is None):
        return []
    result: object
    if is_number(value):
        result = _decimal(Decimal(value), 8 if digits is None else digits, high)  # type: ignore[arg-type]
    elif isinstance(value, Quantity):
        number = _decimal(value.value, 8 if digits is None else digits, high)
        result = None if number is None else Quantity(number, value.unit)
    elif isinstance(value, Temporal):
        result = _moment(value, digits, high)
    else:
        raise Fault(f"a boundary needs a number, a Quantity, a date or a time, not {kind(items[0])}")
    return [] if result is None else [result]


def _decimal(value: Decimal, digits: int, high: bool) -> Decimal | None:
    if not 0 <= digits <= _MOST_DIGITS or fits(value) is None:
        return None
    half = Decimal(5).scaleb(-places(value) - 1)
    bound = _WIDE.add(value, half if high else -half)
    rounding = ROUND_CEILING if high else ROUND_FLOOR
    return bound.quantize(Decimal(1).scaleb(-digits), rounding, context=_WIDE)


def _moment(value: Temporal, digits: int | None, high: bool) -> Temporal | None:
    allowed = {"Date": _DATE_DIGITS, "DateTime": _DATETIME_DIGITS, "Time": _TIME_DIGITS}[value.name]
    digits = allowed[-1] if digits is None else digits
    if digits not in allowed:
        return None
    if isinstance(value, Time):
        return Time(_cut(_filled_clock(value.parts, high), digits, _TIME_DIGITS))
    parts = _filled_day(value.parts[:3], high)
    if isinstance(value, Date):
        return Date(parts[: _DATE_DIGITS.index(digits) + 1])
    zone = value.zone if value.zone is not None else (_LAST_ZONE if high else _FIRST_ZONE)
    if digits <= 8:
        return DateTime(parts[: _DATE_DIGITS.index(digits) + 1])
    clock = _filled_clock(value.parts[3:], high)
    return DateTime((*parts, *_cut(clock, digits - 8, _TIME_DIGITS)), zone)


def _filled_day(parts: tuple[Part, ...], high: bool) -> tuple[Part, ...]:
    year, month, day = (*parts, None, None)[:3]
    month = (12 if high else 1) if month is None else month
    day = (monthrange(int(year or 1), int(month))[1] if high else 1) if day is None else day
    return (year or 1, month, day)


def _filled_clock(parts: tuple[Part, ...], high: bool) -> tuple[Part, ...]:
    hour, minute, second = (*parts, None, None, None)[:3]
    hour = (23 if high else 0) if hour is None else hour
    minute = (59 if high else 0) if minute is None else minute
    exact = Decimal(59 if high else 0) if second is None else Decimal(second)
    if places(exact) < 3:
        exact = exact.quantize(Decimal("0.001")) + (Decimal(1).scaleb(-places(exact)) - Decimal("0.001") if high else 0)
    return (hour, minute, exact)


def _cut(clock: tuple[Part, ...], digits: int, allowed: tuple[int, ...]) -> tuple[Part, ...]:
    if digits == 9:
        return (clock[0], clock[1], Decimal(clock[2]).quantize(Decimal("0.001"), ROUND_FLOOR))
    kept = clock[: allowed.index(digits) + 1]
    return (*kept[:2], Decimal(int(kept[2]))) if len(kept) == 3 else kept


@eager("precision")
def precision(env: Environment, items: Items) -> Items:
    """How many digits are written."""
    value = single(items, "precision()")
    if value is None:
        return []
    if isinstance(value, Decimal):
        return [places(value)]
    if isinstance(value, Temporal):
        return [value.digits]
    raise Fault(f"precision() needs a Decimal, a date or a time, not {kind(items[0])}")


@eager("comparable", 1)
def comparable(env: Environment, items: Items, other: Items) -> Items:
    """Whether two quantities measure the same dimension."""
    left, right = single(items, "comparable()"), single(other, "comparable()")
    if left is None or right is None:
        return []
    one, two = as_quantity(left), as_quantity(right)
    if one is None or two is None:
        raise Fault(f"comparable() needs Quantities, not {kind(items[0] if one is None else other[0])}")
    return [quantities.comparable(one, two)]
