"""How does a search run?

Promise: one statement finds the page, what is included with it and writes the audit row; matches newest first unless
sorted otherwise; pages by a signed cursor within the snapshot of the first page. Unknown parameters are refused by
name, and so is what is not run yet. Must not know: HTTP. Source: http://hl7.org/fhir/R4/search.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from medcluster.fhir.search import Query, parse
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import ordering, statements
from medcluster.record.acting import Acting
from medcluster.record.caller import Action
from medcluster.record.cursors import Cursor, Signer, digest
from medcluster.record.including import MOST_INCLUDED, included
from medcluster.record.predicates import Predicates, not_run
from medcluster.record.reading import stored
from medcluster.record.room import Room
from medcluster.record.starting import Start, start, walks_index
from medcluster.record.stored import Page
from medcluster.record.values import Values

DEFAULT_COUNT = 50
LARGEST_COUNT = 1000
ESTIMATED_UP_TO = 10_000
_COLUMNS = "r.ref, r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat"
_FEWER = "Ask for fewer matches at once, with _count."
_NO_SORT = {"enable_sort": "off", "enable_bitmapscan": "off"}
Pairs = list[tuple[str, str]]


@dataclass(slots=True)
class Asked:
    """A search as it came: the pairs without the cursor, their tree, the page that is wanted."""

    query: Query
    pairs: Pairs
    count: int
    cursor: str


def read_query(resource_type: str, query: str | Sequence[tuple[str, str]], count: int | None) -> Asked:
    """Read a search; what it says that is not run is refused."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else list(query)
    cursors = [text for name, text in pairs if name == "_cursor"]
    pairs = [(name, text) for name, text in pairs if name != "_cursor"]
    if any("\0" in text for pair in pairs for text in pair):
        raise Refusal(Kind.MALFORMED, "No part of a search holds a NUL character.")
    tree = parse(resource_type, pairs)
    _refuse_not_run(tree)
    wanted = tree.count if tree.count is not None else count if count is not None else DEFAULT_COUNT
    if tree.summary == "count":
        wanted = 0
    return Asked(tree, pairs, min(wanted, LARGEST_COUNT), cursors[0] if cursors else "")


def planner_settings(asked: Asked) -> dict[str, str]:
    """What the planner may not do: it expects few rows behind row-level security, and would sort what it need not."""
    return _NO_SORT if asked.count and walks_index(asked.query) else {}


async def search(room: Room, connection: Connection, acting: Acting, asked: Asked) -> Page:
    """One page of a search."""
    signer = Signer(await room.secret.value(connection))
    cursor = signer.read(asked.cursor, digest(asked.query.type, asked.pairs)) if asked.cursor else None
    names = ",".join(sorted({name for name, _ in asked.pairs}))
    audit = acting.audit(room.now(), "search", asked.query.type, query=names)
    total, capped = (cursor.total, cursor.capped) if cursor else await _total(room, connection, asked)
    if asked.count == 0:
        await connection.execute(statements.AUDIT, *audit, 0, None)
        return Page(total=total, total_is_capped=capped)
    values = Values(list(audit))
    rows = await connection.fetch(statement(room, acting, asked, cursor, values), *values.bound)
    return _page(asked, cursor, signer, rows, total, capped)


def _refuse_not_run(tree: Query) -> None:
    if tree.summary not in ("", "count", "false"):
        raise not_run(f"parameter _summary={tree.summary}")
    if tree.elements:
        raise not_run("parameter _elements")


async def _total(room: Room, connection: Connection, asked: Asked) -> tuple[int | None, bool]:
    """The total, when asked for; an estimate counts no further than its cap. Later pages say what the first said."""
    wanted = "accurate" if asked.count == 0 else asked.query.total
    if wanted not in ("accurate", "estimate"):
        return None, False
    values = Values()
    found = start(asked.query, Predicates(values, room.now()), in_order=False)
    limit = f" LIMIT {ESTIMATED_UP_TO}" if wanted == "estimate" else ""
    total = await connection.fetchval(
        f"{found.before.rstrip(',')} SELECT count(*) FROM (SELECT DISTINCT r.rid {found.rest}{limit}) AS m",
        *values.bound,
    )
    return total, wanted == "estimate" and total >= ESTIMATED_UP_TO


def statement(room: Room, acting: Acting, asked: Asked, cursor: Cursor | None, values: Values) -> str:
    """The SQL of a page; `values` holds those of the audit already."""
    query = asked.query
    found = start(query, Predicates(values, room.now()), in_order=not query.sort)
    keys = ordering.keys(query, values, found.row)
    where = _within(cursor, keys, found, values)
    columns = ", ".join(f"{key.expression} AS k{place}" for place, key in enumerate(keys))
    order = ", ".join([*(f"k{place} {key.direction}" for place, key in enumerate(keys)), "rid DESC"])
    names = ", ".join(f"k{place}" for place in range(len(keys)))
    wanted = values.bind(asked.count, "integer")
    texts = ", ".join(f"k{place}::text" for place in range(len(keys)))
    return f"""
{found.before or "WITH"}
probe AS MATERIALIZED (
    SELECT *, row_number() OVER () AS place FROM (
        SELECT {found.distinct(names)} {found.row.rid}, {_COLUMNS}, {columns}
        {found.rest}{where} ORDER BY {order} LIMIT {wanted} + 1
    ) AS ordered
),
matched AS (SELECT * FROM probe WHERE place <= {wanted}),
{_including(acting, query, values)}
shown AS (SELECT pat FROM matched UNION ALL SELECT pat FROM included),
{statements.AUDIT_SHOWN}
SELECT place, type, id, ver, ts, deleted, body, rid, ARRAY[{texts}] AS key, pg_current_snapshot()::text AS snapshot
FROM probe
UNION ALL
SELECT NULL, type, id, ver, ts, deleted, body, rid, NULL, NULL FROM included
ORDER BY place
"""


def _within(cursor: Cursor | None, keys: list[ordering.Key], found: Start, values: Values) -> str:
    """After the cursor, and not written since the first page."""
    if cursor is None:
        return ""
    if len(cursor.key) != len(keys):
        raise Refusal(Kind.MALFORMED, "The _cursor of this search cannot be read.")
    snapshot = values.bind(cursor.snapshot, "text")
    beyond = ordering.after(keys, cursor, found.row, values)
    return f" AND {beyond} AND pg_visible_in_snapshot(r.xid, {snapshot}::pg_snapshot)"


def _including(acting: Acting, query: Query, values: Values) -> str:
    allowed = acting.caller.may.get(Action.READ, frozenset())
    return included(query, values, None if "*" in allowed else sorted(allowed))


def _page(
    asked: Asked, cursor: Cursor | None, signer: Signer, rows: Sequence[Any], total: int | None, capped: bool
) -> Page:
    matches = [row for row in rows if row["place"] is not None]
    following = None
    if len(matches) > asked.count:
        matches.pop()
        last = matches[-1]
        snapshot = cursor.snapshot if cursor else last["snapshot"]
        here = Cursor(digest(asked.query.type, asked.pairs), snapshot, tuple(last["key"]), last["rid"], total, capped)
        following = urlencode([*asked.pairs, ("_cursor", signer.write(here))])
    beside = [stored(row) for row in rows if row["place"] is None]
    if len(beside) > MOST_INCLUDED:
        raise Refusal(Kind.TOO_LARGE, f"More than {MOST_INCLUDED} resources come with this page.", hint=_FEWER)
    return Page([stored(row) for row in matches], beside, total, following, capped)
