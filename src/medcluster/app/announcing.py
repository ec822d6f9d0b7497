"""How do all server processes learn which rows of the board have changed?

Promise: the news is part of the transaction that writes the rows (PostgreSQL's NOTIFY): told when they are committed,
whatever dies after that, and never when they are not. Must not know: why rows change, who follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from medcluster import protocol
from medcluster.app.hub import BoardChange
from medcluster.foundation import Connection

CHANNEL = "medcluster_board"
IDS_PER_NOTICE = 40  # PostgreSQL's payloads hold 8,000 bytes

_NOTIFY = "SELECT pg_notify($1, $2)"


async def announce(connection: Connection, changed: Sequence[protocol.ChangedRow]) -> None:
    """Tell every server process, this one included, once the transaction of this connection is committed."""
    rows = [[row.careplan, row.patient, sorted(row.terms)] for row in changed]
    for first in range(0, len(rows), IDS_PER_NOTICE):
        notice = msgspec.json.encode(rows[first : first + IDS_PER_NOTICE]).decode()
        await connection.execute(_NOTIFY, CHANNEL, notice)


def announced(payload: object) -> tuple[BoardChange, ...]:
    """What a notice says."""
    rows: Iterable[tuple[str, str, list[int]]] = msgspec.json.decode(
        str(payload), type=list[tuple[str, str, list[int]]]
    )
    return tuple(BoardChange(plan, frozenset(terms), who) for plan, who, terms in rows)
