"""How does a date compare with a stored span of time?

Promise: every prefix of R4 as a condition on the row `y` of record.span, half-open spans on both sides. Source:
http://hl7.org/fhir/R4/search.html#prefix.
"""

from __future__ import annotations

from datetime import datetime

from medcluster.fhir.search import DateValue, Prefix
from medcluster.record.indexing import seconds
from medcluster.record.stretches import days_of, reach_of, widened
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


# A stored date has no time when both its ends lie at midnight of UTC, or are open.
_HAS_NO_TIME = """(date_trunc('day', y.lo, 'UTC') = y.lo
    AND (y.hi > '9999-12-30' OR date_trunc('day', y.hi, 'UTC') = y.hi))"""


def compared(value: DateValue, modifier: str, values: Values, now: datetime) -> str:
    """A boolean expression about the row `y`; `overlaps` is `po` of a filter.

    A stored date without a time is a day on whatever clock: it is compared with the value on the clock of its zone.
    """
    low, high = widened(value, now)
    template = _DATES[value.prefix]
    if modifier == "overlaps":
        low, high, template = seconds(value.low), seconds(value.high), _DATES[Prefix.AP]
    instants = values.fill(template, "float8", low=low, high=high)
    days = days_of(value)
    if days is None:
        return instants
    slack = seconds(value.low) - low
    dates = values.fill(template, "float8", low=days[0] - slack, high=days[1] + slack)
    after, before = reach_of(value, now)
    bounds = f"y.hi > to_timestamp({values.bind(after, 'float8')}) AND " if after is not None else ""
    bounds += f"y.lo < to_timestamp({values.bind(before, 'float8')}) AND " if before is not None else ""
    return f"({bounds}CASE WHEN {_HAS_NO_TIME} THEN {dates} ELSE {instants} END)"
