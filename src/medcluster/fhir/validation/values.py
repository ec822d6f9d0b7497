"""Is a value the one that a definition fixes, or does it match its pattern; is it within its bounds?

Promise: `fixed` means equal in every part, `pattern` that everything in the pattern is there, whatever else is. Numbers
are compared as numbers. Must not know: where values stand. Source:
http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_ and #ElementDefinition.pattern_x_.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from medcluster.fhir.path import Date, DateTime, Time


def is_as(way: str, wanted: Any, value: Any) -> bool:
    """Whether a value is as `fixed` or `pattern` wants it."""
    return _matches(wanted, value) if way == "pattern" else _equal(wanted, value)


def _equal(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(value, dict) and wanted.keys() == value.keys() and _all(_equal, wanted, value)
    if isinstance(wanted, (list, tuple)):
        if not isinstance(value, (list, tuple)) or len(wanted) != len(value):
            return False
        return all(_equal(one, other) for one, other in zip(wanted, value, strict=True))
    return _same(wanted, value)


def _matches(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(value, dict) and wanted.keys() <= value.keys() and _all(_matches, wanted, value)
    if isinstance(wanted, (list, tuple)):
        return isinstance(value, (list, tuple)) and all(any(_matches(one, other) for other in value) for one in wanted)
    return _same(wanted, value)


def _all(compare: Any, wanted: dict[str, Any], value: dict[str, Any]) -> bool:
    return all(compare(part, value[key]) for key, part in wanted.items())


def _same(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, bool) or isinstance(value, bool):
        return wanted is value
    if isinstance(wanted, (int, float, Decimal)) and isinstance(value, (int, float, Decimal)):
        return _number(wanted) == _number(value)
    return bool(wanted == value)


def _number(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def is_beyond(value: Any, bound: Any, *, above: bool) -> bool:
    """Whether a value lies beyond a bound; what cannot be compared (another precision, another unit) is not said to."""
    left, right = _comparable(value), _comparable(bound)
    if left is None or right is None or type(left) is not type(right):
        return False
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left > right if above else left < right
    return bool(str(value) > str(bound) if above else str(value) < str(bound)) if _alike(value, bound) else False


def _alike(value: Any, bound: Any) -> bool:
    """Whether two moments are written in the same precision, and zone: then their texts are in their order."""
    return len(str(value)) == len(str(bound)) and str(value)[19:] == str(bound)[19:]


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):  # a Quantity
        return _number(value["value"]) if isinstance(value.get("value"), (int, Decimal)) else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    return next((found for kind in (Date, DateTime, Time) if (found := kind.read(str(value))) is not None), None)
