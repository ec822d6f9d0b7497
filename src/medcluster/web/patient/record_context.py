"""What may the templates know of a patient's record?

Promise: lines and curves in the reader's language, ready to be drawn. Must not know: resources, rights.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record: what, a second line, a code, a date."""

    title: str
    sub: str = ""
    code: str = ""
    date: datetime | date | None = None
    date_text: str = ""
    href: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A result with its course. `points` are the polyline, `band` the norm in the same drawing, none when unknown."""

    title: str
    value: str
    unit: str
    norm: str
    bad: bool
    date_text: str
    points: str
    last: tuple[float, float] | None
    band: tuple[float, float] | None  # y and height


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A card of the record. `more` is how many lines were left out, `cls` its width."""

    id: str
    title: str
    cls: str
    entries: tuple[Entry, ...] = ()
    trends: tuple[Trend, ...] = ()
    more: int = 0
    more_href: str = ""
