"""What time is it?

Promise: every instant in the platform is aware and comes from a `Clock` that was handed in; lateness is the product, so
no room asks the operating system. Must not know: time zones of places (those are data of a facility).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StoppedClock:
    """A clock that stands until it is told to move: for tests and for replaying the past."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def move(self, by: timedelta) -> None:
        """Move forward (or back) by a duration."""
        self._instant += by
