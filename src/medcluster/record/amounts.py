"""How does a number or a quantity compare with stored ones?

Promise: a single stored value is compared as R4 says, a stored range (or `<5`) as a range; a UCUM unit is compared in
the preferred unit of its dimension, so that 5.4 mg finds 0.0054 g; any other by its text. Must not know: parameters.
Source: http://hl7.org/fhir/R4/search.html#number, #quantity, #prefix; what the rows hold: `indexing`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from medcluster.fhir.search import UCUM, Measure, NearValue, NumberValue, Prefix, QuantityValue, Value, measure
from medcluster.record.hashing import hash32
from medcluster.record.indexing import RANGES, preferred_unit
from medcluster.record.values import Values

_EARTH = 6_371_008.8  # mean radius, metres
_NUMBERS = {
    Prefix.EQ: "(y.v >= {low} AND y.v < {high})",
    Prefix.NE: "(y.v < {low} OR y.v >= {high})",
    Prefix.GT: "y.v > {exact}",
    Prefix.LT: "y.v < {exact}",
    Prefix.GE: "y.v >= {exact}",
    Prefix.LE: "y.v <= {exact}",
    Prefix.SA: "y.v > {exact}",
    Prefix.EB: "y.v < {exact}",
    Prefix.AP: "(y.v >= {low} AND y.v <= {high})",
}
# About the low end `y` of a range and its high end `z`.
_RANGES = {
    Prefix.EQ: "(y.v >= {low} AND z.v < {high})",
    Prefix.NE: "NOT (y.v >= {low} AND z.v < {high})",
    Prefix.GT: "z.v > {exact}",
    Prefix.LT: "y.v < {exact}",
    Prefix.GE: "z.v >= {exact}",
    Prefix.LE: "y.v <= {exact}",
    Prefix.SA: "y.v > {exact}",
    Prefix.EB: "z.v < {exact}",
    Prefix.AP: "(y.v <= {high} AND z.v >= {low})",
}
_BELT = "y.p = {{latitude}} AND y.c = 0 AND y.v >= {south} AND y.v <= {north}"
_WITHIN = """z.rid = y.rid AND z.p = {{longitude}} AND
    2 * {earth} * asin(least(1, sqrt(power(sin(radians(y.v - {lat}) / 2), 2)
        + cos(radians({lat})) * cos(radians(y.v)) * power(sin(radians(z.v - {lng}) / 2), 2)))) <= {metres}"""

Numbers = Callable[[str], list[int]]  # of a parameter, with what is put behind its name


def compared(value: Value, numbers: Numbers, values: Values) -> list[str]:
    """Boolean expressions about the row `y`, the number of its parameter included: one of them holds.

    Each is a stretch of an index. None has an EXISTS inside, which beside an OR is answered by hashing a whole table.
    """
    if isinstance(value, NumberValue):
        return list(_forms(value, None, numbers, [0], values))
    if not isinstance(value, QuantityValue):
        raise TypeError(value)
    found = measure(value.code) if value.system == UCUM and value.code else None
    system = hash32(value.system) if value.system is not None and not value.code else None
    return list(_forms(value.number, found, numbers, _units(value, found), values, system))


def _units(value: QuantityValue, found: Measure | None) -> list[int]:
    """The units that a stored value may have; none for any."""
    if found is not None:
        return [preferred_unit(found.preferred)]
    if not value.code:
        return []
    if value.system is not None:
        return [hash32(f"{value.system}|{value.code}")]
    known = measure(value.code)
    here = [hash32(value.code)]
    return [*here, preferred_unit(known.preferred)] if known is not None and known.is_preferred else here


def _forms(
    value: NumberValue,
    found: Measure | None,
    numbers: Numbers,
    units: list[int],
    values: Values,
    system: int | None = None,
) -> Iterable[str]:
    """Single values, and ranges."""
    bounds = _bounds(value, found)
    of_unit = f" AND {_among(units, values, 'y.c')}" if units else ""
    of_unit += f" AND y.u = {values.bind(system, 'integer')}" if system is not None else ""
    singles = numbers("") + (numbers(":converted") if found is not None else [])
    yield f"({_among(singles, values)}{of_unit} AND {values.fill(_NUMBERS[value.prefix], 'float8', **bounds)})"
    for label in ["", ":converted"] if found is not None else [""]:
        for low, high in zip(numbers(f"{label}:low"), numbers(f"{label}:high"), strict=True):
            lows = values.bind([low ^ place for place in range(RANGES)], "integer[]")
            other = values.bind(low ^ high, "integer")
            beside = f"z.rid = y.rid AND z.p = (y.p # {other}) AND z.c = y.c"
            compares = values.fill(_RANGES[value.prefix], "float8", **bounds)
            yield f"(y.p = ANY ({lows}){of_unit} AND {_beside(f'{beside} AND {compares}')})"


def _bounds(value: NumberValue, found: Measure | None) -> dict[str, float]:
    low, high = value.low, value.high
    if value.prefix is Prefix.AP:
        slack = abs(value.value) / 10
        low, high = value.value - slack, value.value + slack
    return {"exact": _float(value.value, found), "low": _float(low, found), "high": _float(high, found)}


def _float(value: Decimal, found: Measure | None) -> float:
    return float(value) if found is None else found.amount(value)


def _among(numbers: Sequence[int], values: Values, column: str = "y.p") -> str:
    if len(numbers) == 1:
        return f"{column} = {values.bind(numbers[0], 'integer')}"
    return f"{column} = ANY ({values.bind(list(numbers), 'integer[]')})"


def _beside(condition: str) -> str:
    """Whether the same resource has another row `z`; written so that it is looked up for each row `y`."""
    return f"coalesce((SELECT true FROM record.quantity AS z WHERE {condition} LIMIT 1), false)"


def together(parts: Sequence[Value], numbers: Sequence[int], system: str | None, values: Values) -> str:
    """Several numbers of one element: the row `y` has the first, rows beside it have the others."""
    first, *others = parts
    of_system = f" AND y.u = {values.bind(hash32(system), 'integer')}" if system is not None else ""
    text = f"y.p = {values.bind(numbers[0], 'integer')}{of_system} AND {_number(first, values)}"
    for part, number in zip(others, numbers[1:], strict=True):
        compares = _number(part, values).replace("y.v", "z.v")
        beside = f"z.rid = y.rid AND z.c = y.c AND z.p = {values.bind(number, 'integer')} AND {compares}"
        text += f" AND {_beside(beside)}"
    return f"({text})"


def _number(value: Value, values: Values) -> str:
    if not isinstance(value, NumberValue):
        raise TypeError(value)
    return values.fill(_NUMBERS[value.prefix], "float8", **_bounds(value, None))


def near(value: NearValue, latitude: int, longitude: int, values: Values) -> str:
    """Within a distance on the sphere, looked for in the belt of latitudes that can hold it."""
    reach = math.degrees(value.metres / _EARTH)
    text = values.fill(
        f"({_BELT} AND {_beside(_WITHIN)})",
        "float8",
        south=value.latitude - reach,
        north=value.latitude + reach,
        lat=value.latitude,
        lng=value.longitude,
        metres=value.metres,
        earth=_EARTH,
    )
    return text.replace("{latitude}", values.bind(latitude, "integer")).replace(
        "{longitude}", values.bind(longitude, "integer")
    )
