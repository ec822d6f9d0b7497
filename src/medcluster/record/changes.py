"""What was committed since, in order?

Promise: every committed change exactly once and in one order for all readers, without a lock in the write path: rows
carry their transaction's id and readers stop before the oldest transaction that still runs. `follow` wakes by the
signal of this process, and polls for what it does not hear of. Must not know: what readers do with a change. Source:
PostgreSQL 18, "System Information Functions" (pg_snapshot_xmin); the cost of the alternative is in docs/reasons.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

from medcluster.foundation import Database
from medcluster.record.room import Signal

_ALL_ROWS = {"medcluster.every_row": "on"}
# Whose the version before was, when it was another patient's: what is moved concerns both.
_READ = """
SELECT c.xid::text AS xid, c.seq, c.type, c.id, c.ver, c.op, c.patient, c.custodian, c.ts,
       coalesce(p.id, '') AS former_patient
FROM (
    SELECT * FROM record.change
    WHERE xid >= $1::text::xid8 AND (xid > $1::text::xid8 OR seq > $2)
      AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, seq LIMIT $3
) AS c
LEFT JOIN record.history AS h
       ON c.op = 'update' AND h.rid = c.rid AND h.ver = c.ver - 1 AND h.pat IS DISTINCT FROM c.pat
LEFT JOIN record.resource AS p ON p.ref = h.pat AND p.type = 'Patient'
ORDER BY c.xid, c.seq
"""
_LATEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid"


APART_SECONDS = 0.02  # between two looks: a look for every commit took as much as the commits


class Position(NamedTuple):
    """A place in the change log: after this row. `START` is before the first."""

    xid: int
    seq: int


START = Position(0, 0)


class Change(NamedTuple):
    """One version of one resource, committed."""

    position: Position
    type: str
    id: str
    version: int
    op: str  # create, update, delete
    patient_id: str  # "" for none
    custodian: int
    at: datetime
    former_patient: str = ""  # whose it was before this version, when that is another

    @property
    def patients(self) -> tuple[str, ...]:
        """Whom it concerns."""
        return tuple(each for each in (self.patient_id, self.former_patient) if each)


async def read_changes(database: Database, after: Position, limit: int = 1000) -> list[Change]:
    """The next changes after a position, at most so many."""
    async with database.transaction(settings=_ALL_ROWS, read_only=True) as connection:
        rows = await connection.fetch(_READ, str(after.xid), after.seq, limit)
    return [Change(Position(int(xid), seq), *rest) for xid, seq, *rest in rows]


async def latest(database: Database) -> Position:
    """The end of the log now: nothing that is committed later comes before it."""
    async with database.transaction(settings=_ALL_ROWS, read_only=True) as connection:
        return Position(int(await connection.fetchval(_LATEST)), 0)


async def follow(
    database: Database, signal: Signal, after: Position, *, limit: int = 1000, poll: float = 0.5
) -> AsyncIterator[list[Change]]:
    """Batches of changes for ever: the first at once, what follows hard upon it together."""
    position = after
    while True:
        mark = signal.mark()
        changes = await read_changes(database, position, limit)
        if changes:
            position = changes[-1].position
            yield changes
        if changes and len(changes) < limit:
            await asyncio.sleep(APART_SECONDS)
        if len(changes) < limit:
            await signal.wait(mark, poll)
