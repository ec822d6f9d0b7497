"""How does a date compare with a stored span of time?

Promise: every prefix of R4 as a condition on the row `y` of record.span, half-open spans on both sides. Source:
http://hl7.org/fhir/R4/search.html#prefix.
"""

from __future__ import annotations

from datetime import datetime

from medcluster.fhir.search import DateValue, Prefix
from medcluster.record.indexing import seconds
from medcluster.record.stretches import widened
from medcluster.record.values import Values

_WITHIN = "(y.lo >= to_timestamp({low}) AND y.lo < to_timestamp({high}) AND y.hi <= to_timestamp({high}))"
_DATES = {
    Prefix.EQ: _WITHIN,
    Prefix.NE: f"NOT {_WITHIN}",
    Prefix.GT: "y.hi > to_timestamp({high})",
    Prefix.LT: "y.lo < to_timestamp({low})",
    Prefix.GE: f"(y.hi > to_timestamp({{low}}) AND (y.hi > to_timestamp({{high}}) OR {_WITHIN}))",
    Prefix.LE: f"(y.lo < to_timestamp({{high}}) AND (y.lo < to_timestamp({{low}}) OR {_WITHIN}))",
    Prefix.SA: "y.lo >= to_timestamp({high})",
    Prefix.EB: "y.hi <= to_timestamp({low})",
    Prefix.AP: "(y.lo < to_timestamp({high}) AND y.hi > to_timestamp({low}))",
}


def compared(value: DateValue, modifier: str, values: Values, now: datetime) -> str:
    """A boolean expression about the row `y`; `overlaps` is `po` of a filter."""
    low, high = widened(value, now)
    if modifier == "overlaps":
        return values.fill(_DATES[Prefix.AP], "float8", low=seconds(value.low), high=seconds(value.high))
    return values.fill(_DATES[value.prefix], "float8", low=low, high=high)
