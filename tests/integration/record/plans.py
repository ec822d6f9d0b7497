"""By which plan is a statement of the record carried out?

PostgreSQL plans an EXPLAIN that comes with values for these values, whatever plan_cache_mode says; the record has most
of its statements planned once, for any value. So a statement is prepared here as the driver prepares it, and what its
execution would do, under the settings of the connection, is explained. Must not know: which plans are good.
Source: PostgreSQL 18 documentation, "PREPARE" and "EXPLAIN".
"""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from medcluster.foundation import Connection
from medcluster.record import Handle, searching
from medcluster.record.cursors import Signer, digest
from medcluster.record.values import Values

_numbers = itertools.count(1)
Tree = dict[str, Any]


async def lines(connection: Connection, statement: str, values: Sequence[object]) -> str:
    """The plan as people read it."""
    return "\n".join(row[0] for row in await _explained(connection, "COSTS", statement, values))


async def tree(connection: Connection, statement: str, values: Sequence[object], *, run: bool = False) -> Tree:
    """The plan with all that is known of it; `run`: carried out, and with what came of it."""
    options = "VERBOSE, FORMAT JSON" + (", ANALYZE" if run else "")
    ((told,),) = await _explained(connection, options, statement, values)
    found: Tree = json.loads(told)[0]["Plan"]
    return found


@asynccontextmanager
async def search(handle: Handle, place: str, query: str) -> AsyncIterator[tuple[Connection, str, Sequence[object]]]:
    """What a search asks the database for its page, and the connection that holds what it is asked with."""
    room, asked = handle.room, searching.read_query(place, query)
    settings = {**handle.database_settings, **searching.planner_settings(asked)}
    async with room.database.holding(settings) as connection:
        signer = Signer(await room.secret.value(connection))
        mark = digest(asked.place, asked.pairs, handle.caller.account)
        cursor = signer.read(asked.cursor, mark) if asked.cursor else None
        values = Values(list(handle.acting.audit(room.now(), "search")))
        text = searching.statement(room, handle.acting, asked, cursor, values)
        yield connection, text, values.bound


def nodes(plan: Tree) -> Iterator[Tree]:
    """The plan and every plan in it."""
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


async def _explained(connection: Connection, options: str, statement: str, values: Sequence[object]) -> list[Any]:
    name = f"explained_{next(_numbers)}"
    execution = f"EXECUTE {name}"
    if values:
        execution += f" ({', '.join(await _literals(connection, statement, values))})"
    await connection.execute(f"PREPARE {name} AS {statement}")
    rows: list[Any] = await connection.fetch(f"EXPLAIN ({options}) {execution}")
    await connection.execute(f"DEALLOCATE {name}")
    return rows


async def _literals(connection: Connection, statement: str, values: Sequence[object]) -> list[str]:
    """The values as SQL, as the server itself writes them: EXECUTE takes no parameters."""
    known = (await connection.prepare(statement)).get_parameters()
    columns = ", ".join(f"quote_nullable(${place}::{one.name}::text)" for place, one in enumerate(known, start=1))
    row = await connection.fetchrow(f"SELECT {columns}", *values)
    return list(row or ())
