"""Which span of time does a FHIR date mean?

Promise: a date, partial or whole, is the half-open span from its first instant to the first instant after it, in UTC; a
date without a zone is read in the zone that is given. Source: http://hl7.org/fhir/R4/search.html#date.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

EARLIEST = datetime(1, 1, 1, tzinfo=UTC)  # an open start
LATEST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)  # an open end
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def span(text: str, zone: tzinfo = UTC) -> tuple[datetime, datetime]:
    """(low, high) of `2024`, `2024-03`, `2024-03-05`, `2024-03-05T10:00[:00[.123]][Z|+02:00]`; ValueError otherwise."""
    size = len(text)
    if size > 10:
        return _instant(text, zone)
    year = int(text[:4])
    if size == 4:
        return _local(year, 1, 1, zone), _local(year + 1, 1, 1, zone)
    month = int(text[5:7])
    if size == 7:
        following = (year, month + 1) if month < 12 else (year + 1, 1)
        return _local(year, month, 1, zone), _local(*following, 1, zone)
    day = int(text[8:10])
    low = _local(year, month, day, zone)
    if low > LATEST - 2 * _DAY:
        return low, LATEST
    if zone is UTC:
        return low, low + _DAY
    following_day = date(year, month, day) + _DAY  # the clock may change in between
    return low, _local(following_day.year, following_day.month, following_day.day, zone)


def _local(year: int, month: int, day: int, zone: tzinfo) -> datetime:
    if year > 9999:
        return LATEST
    there = datetime(year, month, day, tzinfo=zone)
    return there if zone is UTC else _to_utc(there)


def _to_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return EARLIEST if instant.year == 1 else LATEST


def _instant(text: str, zone: tzinfo) -> tuple[datetime, datetime]:
    leap = text[17:19] == "60"
    low = datetime.fromisoformat(text[:17] + "59" + text[19:] if leap else text)
    low = _to_utc(low.replace(tzinfo=zone) if low.tzinfo is None else low)
    if leap:
        low += _SECOND
    low = min(low, LATEST - timedelta(minutes=1))
    return low, low + _precision(text)


def _precision(text: str) -> timedelta:
    if text[16:17] != ":":
        return timedelta(minutes=1)
    if text[19:20] != ".":
        return _SECOND
    digits = 0
    while text[20 + digits : 21 + digits].isdigit():
        digits += 1
    return timedelta(microseconds=10 ** max(0, 6 - digits))
