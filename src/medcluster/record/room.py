"""What do all handles of one record share?

The database, the clock, the ids; the numbers of rows and participants that this process holds; the signal that
something was committed. Must not know: callers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Literal

from medcluster.foundation import Clock, Connection, Database, Gathering, Ids
from medcluster.record.custodians import Custodians
from medcluster.record.parameters import Parameters
from medcluster.record.stored import Stored
from medcluster.record.together import Reads
from medcluster.record.validating import Validating

if TYPE_CHECKING:
    from medcluster.record.writing import Operation
    from medcluster.record.writing_together import Writer

BLOCK = 1000  # the increment of record.row_number
_NEXT_BLOCK = "SELECT nextval('record.row_number')"

References = Literal["lenient", "strict"]


class RowNumbers:
    """Numbers of rows, a block at a time; what a dying process did not use is never used."""

    def __init__(self) -> None:
        self._blocks: deque[range] = deque()

    async def take(self, connection: Connection, count: int) -> list[int]:
        """That many numbers that nobody else has."""
        taken: list[int] = []
        while len(taken) < count:
            if not self._blocks:
                start = await connection.fetchval(_NEXT_BLOCK)
                self._blocks.append(range(start, start + BLOCK))
                continue
            block = self._blocks.popleft()
            wanted = count - len(taken)
            taken.extend(block[:wanted])
            if len(block) > wanted:
                self._blocks.appendleft(block[wanted:])
        return taken


class Secret:
    """The key that signs cursors; the database has it, so that every process has the same."""

    def __init__(self) -> None:
        self._value = b""

    async def value(self, connection: Connection) -> bytes:
        if not self._value:
            self._value = await connection.fetchval("SELECT value FROM record.secret WHERE name = 'cursor'")
        return self._value


class Signal:
    """Wakes whoever waits when a change was committed; a hint, never the news itself.

    `committed` is set, too, when it was this process that committed it: whoever tells other processes waits for it.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.committed = asyncio.Event()

    def fire(self) -> None:
        """This process has committed something."""
        self.committed.set()
        self.hear()

    def hear(self) -> None:
        """Another process has."""
        self._event.set()
        self._event = asyncio.Event()

    def mark(self) -> asyncio.Event:
        """What the next commit sets: take it before looking, so that nothing falls between looking and waiting."""
        return self._event

    async def wait(self, mark: asyncio.Event, seconds: float) -> bool:
        """Wait for a commit that was heard of after `mark` was taken, at most so long; whether there was one."""
        try:
            async with asyncio.timeout(seconds):
                await mark.wait()
        except TimeoutError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Room:
    """What the handles of one record share."""

    database: Database
    clock: Clock
    ids: Ids
    references: References
    custodians: Custodians
    numbers: RowNumbers
    signal: Signal
    secret: Secret
    reads: Reads
    writes: Gathering[Writer, Operation, Stored]
    validating: Validating
    zone: tzinfo = UTC  # of the cluster: in it a search means its days, where it names no other
    parameters: Parameters = field(default_factory=Parameters)

    def now(self) -> datetime:
        """The present instant to the millisecond, as meta.lastUpdated can say it."""
        now = self.clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
