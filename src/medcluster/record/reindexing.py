"""How are the index rows of what is stored already made anew?

Promise: batch after batch, each a transaction under the locks that writers take, so that searches and writes go on
meanwhile; what a writer changes is never overwritten with older rows. Progress is kept with each batch: a run that was
stopped goes on where it was. Must not know: which parameters there are, who wants it. See docs/how-to/upgrade.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from medcluster.fhir import types
from medcluster.fhir.search import postings
from medcluster.foundation import Connection, Kind, Refusal, log, log_failure
from medcluster.record import statements
from medcluster.record.handle import Handle
from medcluster.record.indexing import FORMAT, indexed
from medcluster.record.kinds import when
from medcluster.record.parameters import GRACE_SECONDS

PAUSE_SECONDS = 0.02
LOOK_SECONDS = 1.0  # for runs that another process began, and for search parameters that were added
BATCH = 200  # resources of one transaction: their rows are locked so long
THIS_FORMAT = f"format {FORMAT}"

_RUNS = "SELECT * FROM record.reindexing WHERE finished IS NULL ORDER BY began"
_RUN = "SELECT * FROM record.reindexing WHERE name = $1"
_BEGIN = """
INSERT INTO record.reindexing (name, types, last, total)
SELECT $1::text, $2::text[], coalesce(max(rid), 0), count(*) FROM record.resource
WHERE cardinality($2::text[]) = 0 OR type = ANY ($2::text[])
ON CONFLICT (name) DO UPDATE SET types = excluded.types, began = now(), last = excluded.last, total = excluded.total,
    reached = 0, done = 0, finished = NULL
"""
_BATCH = """
SELECT rid, type, id, ts, d, body FROM record.resource
WHERE rid > $1 AND rid <= $2 AND (cardinality($3::text[]) = 0 OR type = ANY ($3::text[]))
ORDER BY rid LIMIT $4 FOR UPDATE
"""
_PROGRESS = """
UPDATE record.reindexing SET reached = $2, done = done + $3, finished = CASE WHEN $4 THEN now() END WHERE name = $1
"""
_CLEAR = (
    "DELETE FROM record.token WHERE rid = ANY ($1::bigint[])",
    "DELETE FROM record.text WHERE rid = ANY ($1::bigint[])",
    "DELETE FROM record.span WHERE rid = ANY ($1::bigint[])",
    "DELETE FROM record.quantity WHERE rid = ANY ($1::bigint[])",
)
_DATES = """
UPDATE record.resource AS r SET d = u.d FROM unnest($1::bigint[], $2::timestamptz[]) AS u(rid, d)
WHERE r.rid = u.rid AND r.d <> u.d
"""
_TOKENS = """
INSERT INTO record.token (h, d, rid, pat, p, s, v, custodian, grants)
SELECT t.h, r.d, r.rid, r.pat, t.p, t.s, t.v, r.custodian, r.grants
FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::integer[], $5::text[]) AS t(rid, p, h, s, v)
JOIN record.resource AS r USING (rid)
"""
_TEXTS = """
INSERT INTO record.text (rid, pat, p, custodian, grants, v, tail, original)
SELECT r.rid, r.pat, t.p, r.custodian, r.grants, t.v, t.tail, t.original
FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[]) AS t(rid, p, v, tail, original)
JOIN record.resource AS r USING (rid)
"""
_SPANS = """
INSERT INTO record.span (rid, d, lo, hi, pat, p, custodian, grants)
SELECT r.rid, r.d, to_timestamp(t.lo), to_timestamp(t.hi), r.pat, t.p, r.custodian, r.grants
FROM unnest($1::bigint[], $2::integer[], $3::float8[], $4::float8[]) AS t(rid, p, lo, hi)
JOIN record.resource AS r USING (rid)
"""
_QUANTITIES = """
INSERT INTO record.quantity (rid, v, pat, p, u, c, custodian, grants)
SELECT r.rid, t.v, r.pat, t.p, t.u, t.c, r.custodian, r.grants
FROM unnest($1::bigint[], $2::integer[], $3::float8[], $4::integer[], $5::integer[]) AS t(rid, p, v, u, c)
JOIN record.resource AS r USING (rid)
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    name: str
    types: tuple[str, ...]
    began: datetime
    total: int
    done: int
    finished: datetime | None


async def runs(handle: Handle) -> list[Progress]:
    """The runs that are not finished, the oldest first; after an upgrade the one of the new format is among them."""
    async with handle.opened() as connection:
        return [_progress(row) for row in await connection.fetch(_RUNS)]


async def begin(handle: Handle, name: str, resource_types: Sequence[str] = ()) -> None:
    """Note that the index rows of these types, or of all, have to be made anew; a run of that name starts over."""
    _require_platform(handle)
    async with handle.opened() as connection:
        await connection.execute(_BEGIN, name, list(resource_types))


async def reindex(
    handle: Handle,
    name: str = THIS_FORMAT,
    *,
    batch: int = BATCH,
    pause: float = 0.0,
    report: Callable[[Progress], None] | None = None,
) -> Progress:
    """Carry a run through, from where it is; it may be stopped between two batches and called again.

    pause: seconds between two batches, for those who search and write meanwhile.
    """
    _require_platform(handle)
    while True:
        found = await handle.attempt(lambda connection: _batch(handle, connection, name, batch))
        if report is not None:
            report(found)
        if found.finished is not None:
            return found
        await asyncio.sleep(pause)


async def keep_index(handle: Handle) -> None:
    """Carry through whatever runs there are, for ever: what a server does beside its work."""
    while True:
        try:
            await begin_added(handle)
            for run in await runs(handle):
                log("index.begins", run=run.name, done=run.done, total=run.total)
                await reindex(handle, run.name, pause=PAUSE_SECONDS)
                log("index.finished", run=run.name)
        except Exception as fault:
            if isinstance(fault, Refusal) and fault.kind is Kind.UNAVAILABLE:
                raise
            log_failure("index.failed", fault)
        await asyncio.sleep(LOOK_SECONDS)


async def begin_added(handle: Handle, *, grace: float = GRACE_SECONDS) -> None:
    """Begin the runs of search parameters that were added, as soon as everybody who writes knows them."""
    for name, resource_types in await handle.room.parameters.settle(handle.room.database, grace=grace):
        await begin(handle, name, resource_types)
        log("index.parameter", run=name)


def _require_platform(handle: Handle) -> None:
    if not handle.caller.every_row:
        raise Refusal(Kind.FORBIDDEN, "Only the platform itself makes index rows anew.", hint="medcluster does it.")


async def _batch(handle: Handle, connection: Connection, name: str, size: int) -> Progress:
    run = await connection.fetchrow(_RUN + " FOR UPDATE", name)
    if run is None:
        raise Refusal(Kind.NOT_FOUND, f"There is no re-indexing named {name}.")
    if run["finished"] is not None:
        return _progress(run)
    rows = await connection.fetch(_BATCH, run["reached"], run["last"], run["types"], size)
    await _write(connection, [row for row in rows if row["body"]])
    reached = rows[-1]["rid"] if rows else run["last"]
    await connection.execute(_PROGRESS, name, reached, len(rows), len(rows) < size)
    audit = handle.acting.audit(handle.room.now(), "reindex", query=name)
    await connection.execute(statements.AUDIT, *audit, len(rows), None)
    return _progress(await connection.fetchrow(_RUN, name))


async def _write(connection: Connection, rows: Sequence[Any]) -> None:
    """Index rows of these resources in place of those that they have; what cannot be read keeps its own."""
    rids, found, dates = [], [], []
    for row in rows:
        try:
            about = postings(types.decode(row["body"]), lean=True)
        except Refusal as fault:
            log_failure("index.unreadable", fault, type=row["type"], row=row["rid"])
            continue
        rids.append(row["rid"])
        dates.append(when(row["type"], about.dates, row["ts"]))
        found.append(indexed(row["type"], about))
    for text in _CLEAR:
        await connection.execute(text, rids)
    await connection.execute(_DATES, rids, dates)
    for text, kind, width in (
        (_TOKENS, "tokens", 4),
        (_TEXTS, "texts", 4),
        (_SPANS, "spans", 3),
        (_QUANTITIES, "quantities", 4),
    ):
        of_rows = [list(getattr(index, kind)) for index in found]
        places = list(chain.from_iterable(repeat(rid, len(own)) for rid, own in zip(rids, of_rows, strict=True)))
        if places:
            columns = list(zip(*chain.from_iterable(of_rows), strict=True))
            await connection.execute(text, places, *columns[:width])


def _progress(row: Any) -> Progress:
    return Progress(row["name"], tuple(row["types"]), row["began"], row["total"], row["done"], row["finished"])
