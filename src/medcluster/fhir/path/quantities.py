"""What is a quantity, and when do two amount to the same?

Promise: quantities compare across units of one dimension, exactly; a comparison across dimensions answers None. A
calendar year or month is no definite one: `1 year = 1 'a'` is open, `1 year ~ 1 'a'` is true. Must not know: paths.
Source: http://hl7.org/fhirpath/N1/#quantity; R4's mapping of FHIR.Quantity,
http://hl7.org/fhir/R4/fhirpath.html#quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from . import ucum
from .numbers import fits, rounded_alike

UCUM = "http://unitsofmeasure.org"
CALENDAR_WORDS = {
    word: singular
    for singular in ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")
    for word in (singular, singular + "s")
}
_DEFINITE = {"week": "wk", "day": "d", "hour": "h", "minute": "min", "second": "s", "millisecond": "ms"}
_MOVES_DATES = {code: word for word, code in _DEFINITE.items()}
_CALENDAR_CODES = {"a": "year", "mo": "month"}
_MONTHS = {"year": ucum.Unit(Fraction(12), (("month", 1),)), "month": ucum.Unit(Fraction(1), (("month", 1),))}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a unit: a UCUM code, or a calendar word such as `weeks`."""

    value: Decimal
    unit: str = "1"

    def __str__(self) -> str:
        return f"{self.value:f} {self.unit}" if self.unit in CALENDAR_WORDS else f"{self.value:f} '{self.unit}'"


def from_fhir(element: Mapping[str, object]) -> Quantity | None:
    """The quantity of a FHIR Quantity; None without a value, or with a comparator (`<5` is no number)."""
    value = element.get("value")
    if value is None or isinstance(value, bool) or element.get("comparator") is not None:
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    code, system, text = element.get("code"), element.get("system"), element.get("unit")
    if isinstance(code, str) and system == UCUM:
        return Quantity(number, _CALENDAR_CODES.get(code, code))
    if isinstance(code, str) and system is not None:
        return Quantity(number, f"{system}|{code}")
    return Quantity(number, text if isinstance(text, str) else code if isinstance(code, str) else "1")


def moves_dates(quantity: Quantity) -> str:
    """The calendar word by which this moves a date; ValueError where it is no duration, or a definite 'a', 'mo'."""
    word = CALENDAR_WORDS.get(quantity.unit) or _MOVES_DATES.get(quantity.unit)
    if word is None:
        raise ValueError(f"the unit {quantity.unit!r} is no calendar duration that could move a date")
    return word


def _measure(unit: str) -> ucum.Unit | None:
    word = CALENDAR_WORDS.get(unit)
    if word is None:
        return ucum.unit(unit)
    return _MONTHS.get(word) or ucum.unit(_DEFINITE[word])


def _amount(quantity: Quantity, measure: ucum.Unit) -> Fraction:
    return Fraction(quantity.value) * measure.factor + measure.offset


def comparable(left: Quantity, right: Quantity) -> bool:
    """Whether both measure the same dimension."""
    one, other = _measure(left.unit), _measure(right.unit)
    return one is not None and other is not None and one.dimensions == other.dimensions


def compare(left: Quantity, right: Quantity) -> int | None:
    """-1, 0, 1; None across dimensions."""
    if left.unit == right.unit:
        return (left.value > right.value) - (left.value < right.value)
    one, other = _measure(left.unit), _measure(right.unit)
    if one is None or other is None or one.dimensions != other.dimensions:
        return None
    a, b = _amount(left, one), _amount(right, other)
    return (a > b) - (a < b)


def equivalent(left: Quantity, right: Quantity) -> bool:
    """The same to the precision of the coarser one, calendar durations taken as definite."""
    one, other = (ucum.unit(_loosely(q.unit)) for q in (left, right))
    if one is None or other is None or one.dimensions != other.dimensions:
        return left.unit == right.unit and rounded_alike(left.value, right.value)
    if one.offset or other.offset:
        return _amount(left, one) == _amount(right, other)
    coarser, finer, here, there = (left, right, one, other)
    if _grain(right) * other.factor > _grain(left) * one.factor:
        coarser, finer, here, there = (right, left, other, one)
    grain = _grain(coarser)
    return round(Fraction(coarser.value) / grain) == round(Fraction(finer.value) * there.factor / here.factor / grain)


def _loosely(unit: str) -> str:
    word = CALENDAR_WORDS.get(unit, "")
    return {**_DEFINITE, "year": "a", "month": "mo"}.get(word, unit)


def _grain(quantity: Quantity) -> Fraction:
    return Fraction(10) ** int(quantity.value.normalize().as_tuple().exponent)


def identity(quantity: Quantity) -> tuple[object, ...]:
    """A key that two quantities share exactly when compare() answers 0."""
    measure = _measure(quantity.unit)
    if measure is None:
        return ("q", quantity.unit, quantity.value)
    return (
        ("n", _amount(quantity, measure))
        if not measure.dimensions
        else ("q", measure.dimensions, _amount(quantity, measure))
    )


def total(left: Quantity, right: Quantity, sign: int) -> Quantity | None:
    """left plus or minus right, in the finer of the two units; None across dimensions."""
    if left.unit == right.unit:
        return _made(Fraction(left.value) + sign * Fraction(right.value), left.unit)
    one, other = _measure(left.unit), _measure(right.unit)
    if one is None or other is None or one.dimensions != other.dimensions or one.offset or other.offset:
        return None
    unit, measure = (left.unit, one) if one.factor <= other.factor else (right.unit, other)
    return _made((_amount(left, one) + sign * _amount(right, other)) / measure.factor, unit)


def product(left: Quantity, right: Quantity, power: int) -> Quantity | None:
    """left times right, or left divided by it; None for a unit that cannot be multiplied, or a division by zero."""
    if power < 0 and not right.value:
        return None
    one, other = _measure(left.unit), _measure(right.unit)
    if one is None or other is None or one.offset or other.offset:
        return None
    value = Fraction(left.value) * Fraction(right.value) ** power
    combined = ucum.product(one, other, power)
    if not combined.dimensions:
        return _made(value * combined.factor, "1")
    if right.unit == "1":
        return _made(value, left.unit)
    if left.unit == "1" and power > 0:
        return _made(value, right.unit)
    return _made(value, _written(left.unit, right.unit, power))


def _written(left: str, right: str, power: int) -> str:
    one, other = _loosely(left), _loosely(right)
    if power > 0:
        return f"{one}.{other}"
    divisor = f"({other})" if "." in other or "/" in other else other
    return f"/{divisor}" if one == "1" else f"{one}/{divisor}"


def _made(value: Fraction, unit: str) -> Quantity | None:
    number = fits(Decimal(value.numerator) / Decimal(value.denominator))
    return None if number is None else Quantity(number, unit)
