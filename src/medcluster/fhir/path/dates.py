"""What is a date that may be partial, and which of two comes first?

Promise: dates, date-times and times keep the precision and the zone they were written with; a comparison that their
precision or a missing zone leaves open answers None, never a guess. Seconds and their fraction are one precision.
Must not know: paths and resources. Source: http://hl7.org/fhirpath/N1/#datetime-equality and #datetime-arithmetic.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Self, TypeAlias

Part: TypeAlias = int | Decimal

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_CLOCK = r"(\d\d)(?::(\d\d)(?::(\d\d(?:\.\d+)?))?)?"
_TIME = re.compile(_CLOCK, re.ASCII)
_DATETIME = re.compile(rf"{_DATE.pattern}(?:T(?:{_CLOCK})?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_WIDEST_ZONE = timedelta(hours=14)
DAYS_OF = {"week": 7, "day": 1}
SECONDS_OF = {"hour": Decimal(3600), "minute": Decimal(60), "second": Decimal(1), "millisecond": Decimal("0.001")}


class Temporal:
    """What Date, DateTime and Time share: parts from the coarsest on, and a zone in minutes or none."""

    __slots__ = ("parts", "zone")
    name: ClassVar[str]

    def __init__(self, parts: tuple[Part, ...], zone: int | None = None) -> None:
        self.parts = parts
        self.zone = zone

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Temporal) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return (self.parts, self.zone)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @property
    def digits(self) -> int:
        """How many digits are written, as precision() counts them."""
        raise NotImplementedError


def _two(part: Part) -> str:
    text = str(part)
    return text if len(text.partition(".")[0]) > 1 else "0" + text


def _clock(parts: tuple[Part, ...]) -> str:
    return ":".join(map(_two, parts))


def _clock_digits(parts: tuple[Part, ...]) -> int:
    count = 2 * len(parts)
    if len(parts) == 3 and isinstance(parts[2], Decimal):
        count += max(0, -int(parts[2].as_tuple().exponent))
    return count


def _clock_parts(hour: str | None, minute: str | None, second: str | None) -> tuple[Part, ...]:
    parts: list[Part] = [int(p) for p in (hour, minute) if p is not None]
    return (*parts, Decimal(second)) if second is not None else tuple(parts)


def _is_clock(parts: tuple[Part, ...]) -> bool:
    return all(p < limit for p, limit in zip(parts, (24, 60, 60), strict=False))


def _day_parts(year: str, month: str | None, day: str | None) -> tuple[int, ...] | None:
    parts = tuple(int(p) for p in (year, month, day) if p is not None)
    if parts[0] < 1 or (len(parts) > 1 and not 1 <= parts[1] <= 12):
        return None
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(parts[0], parts[1])[1]:
        return None
    return parts


class Date(Temporal):
    """A year, a month of a year, or a day."""

    __slots__ = ()
    name = "Date"

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> Self | None:
        """The date written, or None when it is none."""
        match = _DATE.fullmatch(text)
        parts = _day_parts(*match.groups()) if match else None
        return cls(parts) if parts else None

    def __str__(self) -> str:
        return f"{self.parts[0]:04}" + "".join(f"-{p:02}" for p in self.parts[1:])

    @property
    def digits(self) -> int:
        return 2 + 2 * len(self.parts)


class DateTime(Temporal):
    """A moment, as exact as it was written."""

    __slots__ = ()
    name = "DateTime"

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> Self | None:
        """The moment written, or None when it is none."""
        match = _DATETIME.fullmatch(text)
        if match is None:
            return None
        year, month, day, hour, minute, second, zone = match.groups()
        parts = _day_parts(year, month, day)
        clock = _clock_parts(hour, minute, second)
        if parts is None or not _is_clock(clock) or (clock and len(parts) < 3) or (zone and not clock):
            return None
        return cls((*parts, *clock), _minutes(zone) if zone else None)

    @classmethod
    def of(cls, instant: datetime) -> Self:
        """The moment of a Python datetime, to the millisecond."""
        second = Decimal(f"{instant.second}.{instant.microsecond // 1000:03}")
        offset = instant.utcoffset()
        zone = None if offset is None else round(offset.total_seconds() / 60)
        return cls((instant.year, instant.month, instant.day, instant.hour, instant.minute, second), zone)

    def __str__(self) -> str:
        day = f"{self.parts[0]:04}" + "".join(f"-{p:02}" for p in self.parts[1:3])
        clock = self.parts[3:]
        return day + (f"T{_clock(clock)}{_zone(self.zone)}" if clock else "")

    @property
    def digits(self) -> int:
        return 2 + 2 * min(3, len(self.parts)) + _clock_digits(self.parts[3:])

    def _key(self) -> tuple[object, ...]:
        return (self.in_utc().parts, self.zone is None)

    def in_utc(self) -> DateTime:
        """The same moment in UTC; itself where it has no zone, or no minute that a zone could move."""
        if not self.zone or len(self.parts) < 5:
            return self
        moved = _moved_seconds(self.parts, Decimal(-60 * self.zone))
        return DateTime(moved, 0) if moved else self


class Time(Temporal):
    """A time of day."""

    __slots__ = ()
    name = "Time"

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> Self | None:
        """The time written, or None when it is none."""
        match = _TIME.fullmatch(text)
        parts = _clock_parts(*match.groups()) if match else ()
        return cls(parts) if match and _is_clock(parts) else None

    def __str__(self) -> str:
        return _clock(self.parts)

    @property
    def digits(self) -> int:
        return _clock_digits(self.parts)


def _minutes(zone: str) -> int:
    if zone == "Z":
        return 0
    size = int(zone[1:3]) * 60 + int(zone[4:6])
    return -size if zone[0] == "-" else size


def _zone(zone: int | None) -> str:
    if zone is None:
        return ""
    return "Z" if zone == 0 else f"{'-' if zone < 0 else '+'}{abs(zone) // 60:02}:{abs(zone) % 60:02}"


def comparable(left: Temporal, right: Temporal) -> bool:
    """Whether the two can be put in order at all."""
    return isinstance(left, Time) == isinstance(right, Time)


def compare(left: Temporal, right: Temporal) -> int | None:
    """-1, 0, 1; None where precision or a missing zone leaves it open. Both are of comparable kinds."""
    if isinstance(left, DateTime) and isinstance(right, DateTime) and len(left.parts) > 3 and len(right.parts) > 3:
        if (left.zone is None) != (right.zone is None):
            return _compare_across_zones(left, right)
        left, right = left.in_utc(), right.in_utc()
    for one, other in zip(left.parts, right.parts, strict=False):
        if one != other:
            return -1 if one < other else 1
    return 0 if len(left.parts) == len(right.parts) else None


def _compare_across_zones(left: DateTime, right: DateTime) -> int | None:
    one, other = (_instant(moment.in_utc()) for moment in (left, right))
    if abs(one - other) <= _WIDEST_ZONE + timedelta(hours=1):
        return None
    return -1 if one < other else 1


def _instant(moment: DateTime) -> datetime:
    year, month, day, hour, minute, *_ = (*(int(p) for p in moment.parts), 0)
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def add(moment: Temporal, amount: Decimal, unit: str) -> Temporal | None:
    """The moment moved by a calendar duration; None where the result is no date; ValueError for a unit that cannot.

    Fractions count for seconds and milliseconds only; a unit finer than the moment is first converted to its precision.
    """
    if isinstance(moment, Time):
        return _add_to_time(moment, amount, unit)
    if isinstance(moment, Date) and unit in SECONDS_OF:
        raise ValueError(f"{unit}s cannot be added to a Date")
    parts = moment.parts
    if unit not in ("second", "millisecond"):
        amount = Decimal(int(amount))
    moved: tuple[Part, ...] | None
    if unit in ("year", "month") or len(parts) < 3:
        moved = _moved_months(parts, _in_months(amount, unit, len(parts)))
    elif unit in DAYS_OF or len(parts) == 3:
        days = int(amount) * DAYS_OF[unit] if unit in DAYS_OF else int(amount * SECONDS_OF[unit] / 86400)
        moved = _moved_seconds(parts, Decimal(days) * 86400)
    else:
        seconds = amount * SECONDS_OF[unit]
        granule = {4: 3600, 5: 60}.get(len(parts))
        if granule:
            seconds = Decimal(int(seconds / granule) * granule)
        moved = _moved_seconds(parts, seconds)
    return type(moment)(moved, moment.zone) if moved else None


def _in_months(amount: Decimal, unit: str, precision: int) -> int:
    if unit == "year":
        return int(amount) * 12
    if unit == "month":
        return int(amount / 12) * 12 if precision == 1 else int(amount)
    days = int(amount * DAYS_OF[unit] if unit in DAYS_OF else amount * SECONDS_OF[unit] / 86400)
    return int(days / 365) * 12 if precision == 1 else int(days / 30)


def _moved_months(parts: tuple[Part, ...], months: int) -> tuple[Part, ...] | None:
    count = int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 0) + months
    year, month = count // 12, count % 12 + 1
    if not 1 <= year <= 9999:
        return None
    if len(parts) < 3:
        return (year, month)[: len(parts)]
    return (year, month, min(int(parts[2]), monthrange(year, month)[1]), *parts[3:])


def _moved_seconds(parts: tuple[Part, ...], by: Decimal) -> tuple[Part, ...] | None:
    hour, minute, second = (*parts[3:], 0, 0, 0)[:3]
    total = int(hour) * 3600 + int(minute) * 60 + second + by
    days, rest = divmod(total, 86400)
    if rest < 0:
        days, rest = days - 1, rest + 86400
    try:
        day = date(int(parts[0]), int(parts[1]), int(parts[2])) + timedelta(days=int(days))
    except (OverflowError, ValueError):
        return None
    return (day.year, day.month, day.day, *_clock_of(rest, parts[5] if len(parts) > 5 else None)[: len(parts) - 3])


def _clock_of(seconds: Part, like: Part | None) -> tuple[Part, ...]:
    minutes, second = divmod(Decimal(seconds), 60)
    if isinstance(like, Decimal) and int(second.as_tuple().exponent) > int(like.as_tuple().exponent):
        second = second.quantize(like)
    return (int(minutes // 60), int(minutes % 60), second)


def _add_to_time(moment: Time, amount: Decimal, unit: str) -> Time:
    if unit not in SECONDS_OF:
        raise ValueError(f"{unit}s cannot be added to a Time")
    if unit in ("hour", "minute"):
        amount = Decimal(int(amount))
    hour, minute, second = (*moment.parts, 0, 0, 0)[:3]
    total = (int(hour) * 3600 + int(minute) * 60 + second + amount * SECONDS_OF[unit]) % 86400
    total = total + 86400 if total < 0 else total
    like = moment.parts[2] if len(moment.parts) > 2 else None
    return Time(_clock_of(total, like)[: len(moment.parts)])
