"""Which moment does a v2 time stamp mean?

Promise: as exact as it was written, never more: `2026` is a year, `202611` a month; a time without a zone is in the
source's zone. What is no date is an error with its place. Source: HL7 v2.5.1, data types DT, DTM, TM.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from medcluster.exchange.faults import Place, Unfit

_DTM = re.compile(r"(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{1,6})?)?)?)?)?)?(?:([+-])(\d\d)(\d\d))?")


def date_of(text: str, place: Place) -> str:
    """A FHIR date."""
    match = _matched(text, place)
    year, month, day = match.group(1), match.group(2), match.group(3)
    return "-".join(part for part in (year, month, day) if part)


def moment_of(text: str, place: Place, zone: tzinfo) -> str:
    """A FHIR dateTime; without a time it stays a date."""
    match = _matched(text, place)
    if match.group(4) is None:
        return date_of(text, place)
    moment = _instant(match, zone, place)
    fraction = match.group(7) or ""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + fraction + _offset(moment)


def instant_of(text: str, place: Place, zone: tzinfo) -> datetime:
    """An instant, which needs a time."""
    match = _matched(text, place)
    if match.group(4) is None:
        raise Unfit("a day is not enough here: the time is missing", place)
    return _instant(match, zone, place)


def written(moment: datetime) -> str:
    """An instant as FHIR writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + _offset(moment)


def _matched(text: str, place: Place) -> re.Match[str]:
    match = _DTM.fullmatch(text.strip())
    if match is None:
        raise Unfit("this is no date or time such as 20261122 or 20261122143000+0300", place)
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise Unfit("there is no such day", place) from None
    return match


def _instant(match: re.Match[str], zone: tzinfo, place: Place) -> datetime:
    year, month, day, hour, minute, second = (int(match.group(n) or 0) for n in range(1, 7))
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(match) or zone)
        moment.utcoffset()
    except (ValueError, OverflowError):
        raise Unfit("there is no such time", place) from None
    return moment


def _zone(match: re.Match[str]) -> tzinfo | None:
    if match.group(8) is None:
        return None
    span = timedelta(hours=int(match.group(9)), minutes=int(match.group(10)))
    return timezone(span if match.group(8) == "+" else -span)


def _offset(moment: datetime) -> str:
    found = moment.strftime("%z")
    return f"{found[:3]}:{found[3:5]}"
