"""Which stretch of `d` can hold the matches of a condition on a date?

A date parameter nearly always lies at the date `d` of its resource: a search by date then walks a stretch of the
index instead of all of it. Rows that lie elsewhere have an index of their own; the stretch is widened to hold those
that could match, and to everything when they are many. A stretch only narrows where matches are sought, never what
matches. Must not know: how rows are compared (`predicates`). Measured: docs/performance.md.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from medcluster.fhir.search import Criterion, DateValue, Prefix
from medcluster.record.hashing import parameter_number
from medcluster.record.indexing import seconds
from medcluster.record.values import Values

Range = tuple[float | None, float | None]
_MANY = 1000
_ELSEWHERE = "y.d > y.lo OR y.hi - y.d > interval '1 day'"
_DAY = 86_400.0


def widened(value: DateValue, now: datetime) -> tuple[float, float]:
    """The value's span; an approximate one is wider by a tenth of its distance from now."""
    slack = abs(now - value.low).total_seconds() / 10 if value.prefix is Prefix.AP else 0.0
    return seconds(value.low) - slack, seconds(value.high) + slack


def reach(criterion: Criterion, now: datetime) -> Range:
    """(after, before): what matches ends after the one and begins before the other; None for no limit."""
    ranges = [reach_of(value, now) for value in criterion.values if isinstance(value, DateValue)]
    after = [low for low, _ in ranges if low is not None]
    before = [high for _, high in ranges if high is not None]
    return min(after) if len(after) == len(ranges) else None, max(before) if len(before) == len(ranges) else None


def reach_of(value: DateValue, now: datetime) -> Range:
    """(after, before) of one value."""
    low, high = widened(value, now)
    days = days_of(value)
    if days is not None:  # dates without a time may match elsewhere than instants do
        low, high = min(low, days[0]), max(high, days[1])
    match value.prefix:
        case Prefix.EQ | Prefix.AP:
            return low, high
        case Prefix.GE:
            return low, None
        case Prefix.GT | Prefix.SA:
            return (high if days is None else low), None
        case Prefix.LT | Prefix.EB:
            return None, (low if days is None else high)
        case Prefix.LE:
            return None, high
        case Prefix.NE:
            return None, None


def days_of(value: DateValue) -> tuple[float, float] | None:
    """The value on the clock of its zone, for dates that have no time of their own; None where the two are the same.

    They are stored as if they were of UTC, wherever they were written.
    """
    if value.zone is UTC or (isinstance(value.zone, ZoneInfo) and value.zone.key == "UTC"):
        return None
    return seconds(_on_the_clock(value.low, value.zone)), seconds(_on_the_clock(value.high, value.zone))


def _on_the_clock(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return moment.astimezone(zone).replace(tzinfo=UTC)
    except OverflowError:
        return moment


def stretch(resource_type: str, criterion: Criterion, column: str, values: Values, now: datetime) -> str:
    """Conditions on the column `d`, each with AND in front; empty when the criterion sets no limit."""
    after, before = reach(criterion, now)
    if after is None and before is None:
        return ""
    number = values.bind(parameter_number(resource_type, criterion.parameter.name), "integer")
    low = f"to_timestamp({values.bind(after, 'float8')})" if after is not None else "'-infinity'::timestamptz"
    high = f"to_timestamp({values.bind(before, 'float8')})" if before is not None else "'infinity'::timestamptz"
    elsewhere = f"""(SELECT y.d FROM record.span AS y
        WHERE y.p = {number} AND y.hi > {low} AND y.lo < {high} AND ({_ELSEWHERE}) LIMIT {_MANY}) AS e"""
    text = ""
    if after is not None:
        usual = f"{low} - interval '24 hours'"
        text += f""" AND {column} >= (SELECT CASE WHEN count(*) = {_MANY} THEN '-infinity'
            ELSE least({usual}, min(e.d)) END FROM {elsewhere})"""
    if before is not None:
        text += f""" AND {column} <= (SELECT CASE WHEN count(*) = {_MANY} THEN 'infinity'
            ELSE greatest({high}, max(e.d)) END FROM {elsewhere})"""
    return text


def narrowed(criterion: Criterion, values: Values, now: datetime) -> tuple[str, str] | None:
    """Two conditions on index rows `y` that hold all matches between them: short spans near, and long ones."""
    after, _ = reach(criterion, now)
    if after is None:
        return None
    near = f"y.lo >= to_timestamp({values.bind(after - _DAY, 'float8')})"
    return near, "y.hi - y.lo > interval '1 day'"
