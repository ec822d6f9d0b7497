"""What can be done with a number?

Promise: the functions of http://hl7.org/fhirpath/N1/#math; what has no real or no representable result is empty.
Must not know: the grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal

from ..frames import Environment, Fault, Items
from ..numbers import CONTEXT, ArithmeticFailure, fits, integer
from ..quantities import Quantity
from ..values import is_number, kind, single, whole
from .registry import eager

_MOST_DIGITS = 28


def _number(items: Items, name: str) -> int | Decimal | None:
    value = single(items, f"{name}()")
    if value is None or is_number(value):
        return value  # type: ignore[return-value]
    if isinstance(value, Quantity):
        return value.value
    raise Fault(f"{name}() needs a number, not {kind(items[0])}")


def _computed(compute: Callable[[], Decimal]) -> Items:
    try:
        result = fits(compute())
    except ArithmeticFailure:
        return []
    return [] if result is None else [result]


def _shaped(items: Items, result: int | Decimal) -> Items:
    """A result of the shape of the input: a Quantity keeps its unit."""
    value = single(items, "a number")
    return [Quantity(Decimal(result), value.unit) if isinstance(value, Quantity) else result]


@eager("abs")
def absolute(env: Environment, items: Items) -> Items:
    """Without its sign."""
    value = _number(items, "abs")
    return [] if value is None else _shaped(items, max(value, -value))


def _to_whole(items: Items, name: str, rounding: str) -> Items:
    value = _number(items, name)
    if value is None:
        return []
    result = integer(int(Decimal(value).to_integral_value(rounding)))
    return [] if result is None else _shaped(items, result)


@eager("ceiling")
def ceiling(env: Environment, items: Items) -> Items:
    """The next Integer that is not smaller."""
    return _to_whole(items, "ceiling", ROUND_CEILING)


@eager("floor")
def floor(env: Environment, items: Items) -> Items:
    """The next Integer that is not larger."""
    return _to_whole(items, "floor", ROUND_FLOOR)


@eager("truncate")
def truncate(env: Environment, items: Items) -> Items:
    """Without its fraction."""
    return _to_whole(items, "truncate", ROUND_DOWN)


@eager("round", 0, 1)
def rounded(env: Environment, items: Items, digits: Items | None = None) -> Items:
    """To so many digits after the point; halves away from zero."""
    value = _number(items, "round")
    places = 0 if digits is None else whole(digits, "round()")
    if value is None or places is None:
        return []
    if not 0 <= places <= _MOST_DIGITS:
        raise Fault(f"round() keeps 0 to {_MOST_DIGITS} digits")
    try:
        return _shaped(items, Decimal(value).quantize(Decimal(1).scaleb(-places), context=CONTEXT))
    except ArithmeticFailure:
        return _shaped(items, value)


@eager("sqrt")
def square_root(env: Environment, items: Items) -> Items:
    """The square root."""
    value = _number(items, "sqrt")
    return [] if value is None or value < 0 else _computed(lambda: CONTEXT.sqrt(Decimal(value)))


@eager("exp")
def exponential(env: Environment, items: Items) -> Items:
    """e to that power."""
    value = _number(items, "exp")
    return [] if value is None else _computed(lambda: CONTEXT.exp(Decimal(value)))


@eager("ln")
def natural_logarithm(env: Environment, items: Items) -> Items:
    """The logarithm to base e."""
    value = _number(items, "ln")
    return [] if value is None or value <= 0 else _computed(lambda: CONTEXT.ln(Decimal(value)))


@eager("log", 1)
def logarithm(env: Environment, items: Items, base: Items) -> Items:
    """The logarithm to a base."""
    value, of = _number(items, "log"), _number(base, "log")
    if value is None or of is None or value <= 0 or of <= 0 or of == 1:
        return []

    def compute() -> Decimal:
        exact = CONTEXT.divide(CONTEXT.ln(Decimal(value)), CONTEXT.ln(Decimal(of)))
        near = round(exact)
        return Decimal(near) if abs(near) < 1000 and CONTEXT.power(Decimal(of), near) == value else exact

    return _computed(compute)


@eager("power", 1)
def power(env: Environment, items: Items, exponent: Items) -> Items:
    """To that power."""
    value, to = _number(items, "power"), _number(exponent, "power")
    if value is None or to is None or (value < 0 and to != int(to)):
        return []
    found = _computed(lambda: CONTEXT.power(Decimal(value), Decimal(to)))
    if found and isinstance(value, int) and isinstance(to, int) and to >= 0:
        result = integer(int(found[0]))  # type: ignore[call-overload]
        return [] if result is None else [result]
    return found
