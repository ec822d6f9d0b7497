"""Who comes next, of messages about one patient?

Promise: whoever joins first for a patient's number goes first; joining never waits, so that the order is that of
arrival, and several numbers are joined at once, so that nobody waits for ever. Within one process; what others apply
is seen in the database (`reception.refuse_superseded`). Must not know: messages.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence


class Order:
    """Queues by patient's number."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Event] = {}  # of each number: set when its last visitor has gone

    def join(self, numbers: Sequence[str]) -> Turn:
        """A place in the queues of these numbers, now; whoever has one must enter it."""
        gone = asyncio.Event()
        before = [self._last[number] for number in dict.fromkeys(numbers) if number in self._last]
        for number in numbers:
            self._last[number] = gone
        return Turn(self._last, numbers, before, gone)


class Turn:
    """A place in some queues."""

    def __init__(
        self,
        last: dict[str, asyncio.Event],
        numbers: Sequence[str],
        before: Sequence[asyncio.Event],
        gone: asyncio.Event,
    ) -> None:
        self._last = last
        self._numbers = numbers
        self._before = before
        self._gone = gone

    @contextlib.asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for those before, and let the next one in afterwards."""
        try:
            for other in self._before:
                await other.wait()
            yield
        finally:
            self._gone.set()
            for number in self._numbers:
                if self._last.get(number) is self._gone:
                    del self._last[number]
