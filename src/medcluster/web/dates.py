"""How does an instant read on a page?

Promise: every date is shown in the cluster's time zone and the reader's language; the year appears only when it is
another one. Must not know: which page. Source of the patterns: CLDR, through
`foundation.Words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from medcluster.foundation import Words


@dataclass(frozen=True)
class Calendar:
    """Formats instants for one language and one time zone."""

    words: Words
    zone: ZoneInfo

    def local(self, instant: datetime) -> datetime:
        """The same instant on the cluster's wall clock."""
        return instant.astimezone(self.zone)

    def _day_of(self, instant: date) -> date:
        return self.local(instant).date() if isinstance(instant, datetime) else instant

    def day(self, instant: date, now: datetime) -> str:
        """`24 Nov`, with the year when it is not this one."""
        day = self._day_of(instant)
        return self.words.skeleton("MMMd" if day.year == self.local(now).year else "yMMMd", day)

    def full_day(self, instant: date) -> str:
        """`14 Mar 1959`."""
        return self.words.skeleton("yMMMd", self._day_of(instant))

    def month(self, instant: date) -> str:
        """`Nov 2026`."""
        return self.words.skeleton("yMMM", self._day_of(instant))

    def weekday(self, instant: datetime) -> str:
        """`Wednesday`."""
        return format_date(self.local(instant).date(), "EEEE", locale=self.words.locale)

    def time(self, instant: datetime) -> str:
        """`08:00`."""
        return self.words.skeleton("Hm", self.local(instant))

    def moment(self, instant: datetime, now: datetime) -> str:
        """`24 Nov, 08:00`, and only the day when it is midnight."""
        local = self.local(instant)
        if local.hour == 0 and local.minute == 0:
            return self.day(instant, now)
        return f"{self.day(instant, now)}, {self.time(instant)}"

    def changed(self, instant: datetime, now: datetime) -> str:
        """`10:41` today, `12 Nov` before."""
        same = self._day_of(instant) == self._day_of(now)
        return self.time(instant) if same else self.day(instant, now)

    def window(self, earliest: datetime, latest: datetime, now: datetime) -> str:
        """`12 Oct – 19 Oct`; with times when the window is shorter than two days."""
        start, end = self.local(earliest), self.local(latest)
        if end - start >= timedelta(days=2):
            return f"{self.day(earliest, now)} – {self.day(latest, now)}"
        if end - start < timedelta(minutes=1):
            return self.moment(earliest, now)
        if start.date() == end.date():
            return f"{self.day(earliest, now)}, {self.time(earliest)} – {self.time(latest)}"
        return f"{self.day(earliest, now)}, {self.time(earliest)} – {self.day(latest, now)}, {self.time(latest)}"

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Whole calendar days from one instant to another, on the cluster's wall clock."""
        return (self._day_of(later) - self._day_of(earlier)).days

    def field(self, instant: datetime) -> str:
        """The value of an `<input type="datetime-local">`."""
        return self.local(instant).strftime("%Y-%m-%dT%H:%M")

    def read_field(self, value: str) -> datetime:
        """The instant that such an input names; ValueError when it names none."""
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
