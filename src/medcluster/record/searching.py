"""How does a search run?

Promise: one statement finds the page, what is included with it and writes the audit row; matches newest first unless
sorted otherwise. Pages go on by a signed cursor, of this search and this caller: across them, what matched at the
first page and was not changed since comes exactly once, what was changed at most once, what was made later never.
Unknown parameters are refused by name, or ignored and told. Must not know: HTTP. Source:
http://hl7.org/fhir/R4/search.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from medcluster.fhir.search import Query
from medcluster.fhir.types import NO_ADDRESSES, OwnAddresses
from medcluster.foundation import Connection, Issue, Kind, Refusal
from medcluster.record import asking, statements
from medcluster.record.acting import Acting
from medcluster.record.asking import Asked, Pairs
from medcluster.record.caller import Action
from medcluster.record.cursors import Cursor, Signer, digest
from medcluster.record.entitled import permitted
from medcluster.record.including import MOST_INCLUDED, included
from medcluster.record.merged import with_replaced
from medcluster.record.ordering import directions
from medcluster.record.reading import stored
from medcluster.record.room import Room
from medcluster.record.selecting import Selection, ends_early
from medcluster.record.stored import Page
from medcluster.record.together import PLANNED_ONCE
from medcluster.record.values import Values

ESTIMATED_UP_TO = 10_000
_FEWER = "Ask for fewer matches at once, with _count."
_NO_SORT: Mapping[str, str] = MappingProxyType({**PLANNED_ONCE, "enable_sort": "off", "enable_bitmapscan": "off"})


def read_query(
    place: str,
    query: str | Sequence[tuple[str, str]],
    count: int | None = None,
    *,
    lenient: bool = False,
    zone: tzinfo = UTC,
    own: OwnAddresses = NO_ADDRESSES,
) -> Asked:
    """Read a search at a place: a type, `Patient/1/Observation`, `Patient/1/*`, or `*` for every type."""
    return asking.read_query(place, query, count, lenient=lenient, zone=zone, own=own)


def planner_settings(asked: Asked) -> Mapping[str, str]:
    """What the planner may not do: it expects few rows behind row-level security, and would sort what it need not.

    Planning for the values of each search takes longer than most searches; where they start is decided in `starting`.
    """
    return _NO_SORT if asked.count and ends_early(asked.queries, asked.scope) else PLANNED_ONCE


async def search(room: Room, connection: Connection, acting: Acting, asked: Asked) -> Page:
    """One page of a search."""
    queries = permitted(asked, acting)
    asked = await with_replaced(connection, replace(asked, queries=queries))
    queries = asked.queries
    signer = Signer(await room.secret.value(connection))
    mark = digest(asked.place, asked.pairs, acting.caller.account)
    cursor = signer.read(asked.cursor, mark) if asked.cursor else None
    audit = _audit(room, acting, asked)
    page = _told(asked)
    if not queries:
        await connection.execute(statements.AUDIT, *audit, 0, None)
        return replace(page, total=0 if asked.count == 0 else None)
    total, capped = (cursor.total, cursor.capped) if cursor else await _total(room, connection, asked, queries)
    if capped:
        page = replace(page, notes=(*page.notes, _AT_LEAST), total_is_capped=True)
    if asked.count == 0:
        await connection.execute(statements.AUDIT, *audit, 0, None)
        return replace(page, total=total)
    values = Values(list(audit))
    text = statement(room, acting, asked, cursor, values)
    rows = await connection.fetch(text, *values.bound)
    matches, following = _split(asked, rows)
    if following:
        here = Cursor(mark, cursor.snapshot if cursor else "", (), 0, total, capped)
        page = replace(page, next_query=_query(asked.pairs, signer.write(_at(here, matches[-1]))))
    beside = [stored(row) for row in rows if row["place"] is None]
    if len(beside) > MOST_INCLUDED:  # the audit names them, though none leaves: rather too many than too few
        raise Refusal(Kind.TOO_LARGE, f"More than {MOST_INCLUDED} resources come with this page.", hint=_FEWER)
    return replace(page, matches=[stored(row) for row in matches], included=beside, total=total)


def _audit(room: Room, acting: Acting, asked: Asked) -> tuple[Any, ...]:
    """The names of what was asked, never the values; of a compartment, whose it is."""
    types = ",".join(query.type for query in asked.queries) if not asked.every_type else "*"
    if asked.scope is None:
        return acting.audit(room.now(), "search", types, query=asked.names)
    return acting.audit(room.now(), "search", asked.scope.centre, asked.scope.id, f"{types}?{asked.names}")


def _told(asked: Asked) -> Page:
    return Page(query=_query(asked.pairs, asked.cursor), first_query=_query(asked.pairs), notes=asked.notes)


def _query(pairs: Pairs, cursor: str = "") -> str:
    return urlencode([*pairs, ("_cursor", cursor)] if cursor else pairs)


async def _total(room: Room, connection: Connection, asked: Asked, queries: Sequence[Query]) -> tuple[int | None, bool]:
    """The total, when asked for; an estimate counts no further than its cap. Later pages say what the first said."""
    wanted = "accurate" if asked.count == 0 else asked.query.total
    if wanted not in ("accurate", "estimate"):
        return None, False
    values = Values()
    limit = f" LIMIT {ESTIMATED_UP_TO + 1}" if wanted == "estimate" else ""
    found = Selection(queries, asked.scope, values, room.now()).matching(limit)
    total = await connection.fetchval(f"SELECT count(*) FROM ({found}) AS m", *values.bound)
    if wanted == "estimate" and total > ESTIMATED_UP_TO:
        return ESTIMATED_UP_TO, True
    return total, False


def statement(room: Room, acting: Acting, asked: Asked, cursor: Cursor | None, values: Values) -> str:
    """The SQL of a page; `values` holds those of the audit already."""
    wanted = values.bind(asked.count, "integer")
    selection = Selection(asked.queries, asked.scope, values, room.now())
    keys = range(len(directions(asked.query)) - 1)
    texts = ", ".join(f"k{place}::text" for place in keys)
    found = f"""probe AS MATERIALIZED (
    SELECT *, row_number() OVER () AS place FROM ({selection.page(cursor, wanted)}) AS ordered
)"""
    matches = f"""
SELECT place, type, id, ver, ts, deleted, body, rid, ARRAY[{texts}] AS key, pg_current_snapshot()::text AS snapshot
FROM probe"""
    beside = _including(acting, asked.queries, values)
    if not beside:
        return f"""
WITH {found},
shown AS (SELECT pat FROM probe WHERE place <= {wanted}),
{statements.AUDIT_SHOWN}{matches} ORDER BY place
"""
    return f"""
WITH RECURSIVE {found},
matched AS (SELECT * FROM probe WHERE place <= {wanted}),
{beside}
shown AS (SELECT pat FROM matched UNION ALL SELECT pat FROM included),
{statements.AUDIT_SHOWN}{matches}
UNION ALL
SELECT NULL, type, id, ver, ts, deleted, body, rid, NULL, NULL FROM included
ORDER BY place
"""


def _including(acting: Acting, queries: Sequence[Query], values: Values) -> str:
    allowed = acting.caller.may.get(Action.READ, frozenset())
    return included(queries, values, None if "*" in allowed else sorted(allowed))


def _split(asked: Asked, rows: Sequence[Any]) -> tuple[list[Any], bool]:
    """The matches of the page, and whether there are more."""
    matches = [row for row in rows if row["place"] is not None]
    return matches[: asked.count], len(matches) > asked.count


def _at(cursor: Cursor, row: Any) -> Cursor:
    """The cursor behind this row; its snapshot is that of the first page."""
    return Cursor(
        cursor.search, cursor.snapshot or row["snapshot"], tuple(row["key"]), row["rid"], cursor.total, cursor.capped
    )


_AT_LEAST = Issue(
    f"There are more than {ESTIMATED_UP_TO} matches: an estimate counts no further.",
    code="informational",
    severity="information",
)
__all__ = ["planner_settings", "read_query", "search", "statement"]
