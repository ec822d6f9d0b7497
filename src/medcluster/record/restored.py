"""What if the database came back from a dump, into another PostgreSQL?

Promise: rows whose transactions another server numbered become readable in the order of the log, and whoever follows
the log goes on where it was, perhaps a few changes earlier. Costs one look at an index when nothing was restored.
Must not know: who follows. Source: PostgreSQL 18, "Transactions and Identifiers": numbers are those of one server.
"""

from __future__ import annotations

from collections.abc import Mapping

from medcluster.foundation import Connection
from medcluster.record.changes import Position

FIRST_OF_ALL = 3  # as in migration 0160

_PLACE = """
SELECT coalesce(min(seq) - 1, (SELECT coalesce(max(seq), 0) FROM record.change))
FROM record.change WHERE xid >= $1::text::xid8 AND (xid > $1::text::xid8 OR seq > $2)
"""
_FOREIGN = "SELECT EXISTS (SELECT FROM record.change WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))"


async def adopt_restored(connection: Connection, places: Mapping[str, Position]) -> Mapping[str, Position] | None:
    """Make the rows of a restored database this server's; where each follower goes on, or None when all are ours.

    The connection's transaction sees every row; what it returns is to be kept in the same transaction.
    """
    if not await connection.fetchval(_FOREIGN):
        return None
    await connection.execute("SET LOCAL statement_timeout = 0")
    moved = {
        name: Position(FIRST_OF_ALL, await connection.fetchval(_PLACE, str(place.xid), place.seq))
        for name, place in places.items()
    }
    return moved if await connection.fetchval("SELECT record.adopt_restored()") else None
