"""How large and how exact may a number be, and when are two alike?

Promise: Integers stay within 64 bits, Decimals within 28 digits and a bounded exponent; what does not fit is None,
which becomes the empty collection. Must not know: units and paths. Source: http://hl7.org/fhirpath/N1/#math and
#equivalent.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, InvalidOperation

CONTEXT = Context(prec=28, rounding=ROUND_HALF_UP, Emax=999_999, Emin=-999_999)
_LARGEST_INTEGER = 2**63 - 1
_LARGEST_POWER_OF_TEN = 60
ArithmeticFailure = (DecimalException, OverflowError, ZeroDivisionError, ValueError)


def fits(value: Decimal) -> Decimal | None:
    """The value, or None where it is too large, too small or no number."""
    if not value.is_finite() or (value and abs(value.adjusted()) > _LARGEST_POWER_OF_TEN):
        return None
    return value


def integer(value: int) -> int | None:
    """The value, or None where it is too large."""
    return value if -_LARGEST_INTEGER - 1 <= value <= _LARGEST_INTEGER else None


def places(value: Decimal) -> int:
    """How many digits stand after the decimal point."""
    return max(0, -int(value.as_tuple().exponent))


def rounded_alike(left: Decimal, right: Decimal) -> bool:
    """Whether two numbers agree to the digits after the point of the less precise one."""
    if left == right:
        return True
    digits = Decimal(1).scaleb(-min(places(left.normalize()), places(right.normalize())))
    try:
        return left.quantize(digits, ROUND_HALF_UP) == right.quantize(digits, ROUND_HALF_UP)
    except InvalidOperation:
        return False


def written(value: Decimal) -> str:
    """The number with its digits, without an exponent where that is short."""
    return f"{value:f}" if abs(value.adjusted()) <= _LARGEST_POWER_OF_TEN else str(value)
