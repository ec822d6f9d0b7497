"""How is a work list read?

Promise: the late, the present and the coming part of somebody's list under the caller's own rights, each by an index,
with its whole number. Must not know: how a row is computed, pages.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from medcluster.protocol.board import RANK
from medcluster.protocol.model import State
from medcluster.protocol.projection_store import ITEM_COLUMNS, work_item
from medcluster.protocol.work import WorkFilter, WorkItem, WorkList

if TYPE_CHECKING:
    from medcluster.foundation import Connection

_PARTS: tuple[tuple[State, ...], ...] = ((State.LATE, State.MISSING), (State.DUE,), (State.UPCOMING,))
_MOST_COUNTED = 1000


async def read_work(connection: Connection, which: WorkFilter, now: datetime) -> WorkList:
    """Somebody's list at this instant."""
    parts = [await _part(connection, which, states, now) for states in _PARTS]
    late, present, later = parts
    return WorkList(late[0], present[0], later[0], late[1], present[1], later[1], now)


async def _part(
    connection: Connection, which: WorkFilter, states: tuple[State, ...], now: datetime
) -> tuple[tuple[WorkItem, ...], int]:
    arguments: list[object] = [[RANK[state] for state in states]]
    conditions = ["state = ANY($1::smallint[])"]
    for column, value in (
        ("role", which.role),
        ("participant", which.participant),
        ("owner", which.owner),
        ("patient", which.patient),
        ("protocol", which.protocol),
    ):
        if value:
            arguments.append(value)
            conditions.append(f"{column} = ${len(arguments)}")
    if State.UPCOMING in states:
        arguments.append(now + which.later)
        conditions.append(f"order_at <= ${len(arguments)}")
    where = " AND ".join(conditions)
    # Without a role an occurrence would come once for each role that may do it.
    source = f"(SELECT DISTINCT ON (careplan, key) * FROM protocol.work_item WHERE {where}) AS mine"
    if which.role:
        source = f"protocol.work_item WHERE {where}"
    found = await connection.fetch(
        f"SELECT {', '.join(ITEM_COLUMNS)} FROM {source} ORDER BY order_at, careplan, key LIMIT {max(1, which.count)}",
        *arguments,
    )
    number = len(found)
    if number == which.count:
        number = await connection.fetchval(
            f"SELECT count(*) FROM (SELECT FROM {source} LIMIT {_MOST_COUNTED}) AS counted", *arguments
        )
    return tuple(work_item(record) for record in found), number
