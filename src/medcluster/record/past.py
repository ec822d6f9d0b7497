"""What was changed: the versions of one resource, of a type, of the whole record?

Promise: newest first by the instant of the version, deletions among them, and what came back after one is known as
such (`Stored.revived`) until its deletion is purged; only versions that the caller may see now. A page costs what it
shows (and, per type, what it skips because it is hidden): the change log is walked by its index, never sorted. Pages by
a signed cursor, within the snapshot of the first page, so that nothing comes twice and nothing that was committed later
slips in between. Must not know: HTTP. Source: http://hl7.org/fhir/R4/http.html#history.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from medcluster.fhir import types
from medcluster.fhir.search import span
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import statements
from medcluster.record.acting import Acting
from medcluster.record.caller import Action
from medcluster.record.cursors import Cursor, Signer, digest
from medcluster.record.hashing import patient_number, reference_number
from medcluster.record.reading import stored, there
from medcluster.record.room import Room
from medcluster.record.stored import Stored
from medcluster.record.values import Values

DEFAULT_COUNT, LARGEST_COUNT = 50, 1000
PARAMETERS = ("_count", "_since", "_at")
IN_ORDER = {"enable_sort": "off", "enable_bitmapscan": "off"}  # the planner expects few rows behind row-level security
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?.*)?)?)?")
_EXISTS = "SELECT EXISTS (SELECT FROM record.resource WHERE ref = $1 AND type = $2 AND id = $3)"
_VERSION = "type, id, ver, ts, deleted, body, pat, rid"
# Whether the version before was a deletion: one look by the key of the history, where there may be one. No EXISTS: of
# that the planner makes a list of every deletion there is.
_REVIVED = """s.ver > 1 AND NOT s.deleted AND coalesce(
           (SELECT b.deleted FROM record.history AS b WHERE b.rid = s.rid AND b.ver = s.ver - 1), false)"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A history as it was asked for; no type for the whole record, no id for a type."""

    type: str
    id: str
    pairs: tuple[tuple[str, str], ...]
    count: int
    cursor: str
    since: datetime | None = None
    at: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """One page; the total is told for one resource, where it costs nothing."""

    versions: list[Stored] = field(default_factory=list)
    total: int | None = None
    next_query: str | None = None


def read_asked(resource_type: str, resource_id: str, query: str | Sequence[tuple[str, str]]) -> Asked:
    """Read what a history is asked for; what it does not know is refused by name."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else list(query)
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in (*PARAMETERS, "_cursor"):
            hint = f"It takes {', '.join(PARAMETERS)}."
            raise Refusal(Kind.MALFORMED, f"A history has no parameter {name[:40]!r}.", hint=hint)
        if name in given:
            raise Refusal(Kind.MALFORMED, f"{name} may be given once.")
        given[name] = value
    said = tuple((name, value) for name, value in pairs if name != "_cursor")
    since = _span("_since", given["_since"])[0] if "_since" in given else None
    at = _span("_at", given["_at"]) if "_at" in given else None
    return Asked(resource_type, resource_id, said, _count(given.get("_count")), given.get("_cursor", ""), since, at)


def _count(text: str | None) -> int:
    if text is None:
        return DEFAULT_COUNT
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal(Kind.MALFORMED, "_count is a whole number.")
    return min(int(text), LARGEST_COUNT)


def _span(name: str, text: str) -> tuple[datetime, datetime]:
    text = text.replace(" ", "+")  # an unescaped + of a zone arrives as a space
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return span(text)
    except (ValueError, IndexError, OverflowError):
        hint = f"{name}=2024-03-05T10:00:00Z"
        raise Refusal(Kind.MALFORMED, f"{name} is no date or instant.", hint=hint) from None


async def versions(room: Room, connection: Connection, acting: Acting, asked: Asked) -> Versions:
    """One page of a history."""
    acting.require(Action.READ, [asked.type] if asked.type else [])
    signer = Signer(await room.secret.value(connection))
    of = digest(f"{asked.type}/{asked.id}/_history", list(asked.pairs), acting.caller.account)
    cursor = signer.read(asked.cursor, of) if asked.cursor else None
    names = ",".join(sorted(name for name, _ in asked.pairs))
    values = Values(list(acting.audit(room.now(), "history", asked.type, asked.id, names)))
    rows = await connection.fetch(statement(acting, asked, cursor, values), *values.bound)
    if asked.id and not rows:
        here = (reference_number(asked.type, asked.id), asked.type, asked.id)
        if not await connection.fetchval(_EXISTS, *here):
            there(asked.type, asked.id, [])
        return Versions(total=0)
    return _page(asked, cursor, signer, of, rows)


def statement(acting: Acting, asked: Asked, cursor: Cursor | None, values: Values) -> str:
    """One row for each version of the page and one more where there is a next one; bodies of the page alone.

    `values` holds those of the audit already.
    """
    listing = _of_one(asked, cursor, values) if asked.id else _of_many(acting, asked, cursor, values)
    wanted = values.bind(asked.count, "integer")
    return f"""
WITH {listing},
probe AS MATERIALIZED (SELECT *, row_number() OVER () AS place FROM listed),
shown AS MATERIALIZED (
    SELECT l.place, l.total, v.* FROM probe AS l CROSS JOIN LATERAL (
        SELECT {_VERSION} FROM record.resource AS r WHERE r.rid = l.rid AND r.ver = l.ver
        UNION ALL
        SELECT {_VERSION} FROM record.history AS h WHERE h.rid = l.rid AND h.ver = l.ver
            AND EXISTS (SELECT FROM record.resource AS r WHERE r.rid = l.rid)
    ) AS v WHERE l.place <= {wanted}
),
{statements.AUDIT_SHOWN}
SELECT p.place, p.rid AS key_rid, p.ver AS key_ver, p.ts::text AS key_ts, p.total,
       pg_current_snapshot()::text AS snapshot, s.type, s.id, s.ver, s.ts, s.deleted, s.body,
       {_REVIVED} AS revived
FROM probe AS p LEFT JOIN shown AS s ON s.place = p.place
ORDER BY p.place
"""


def _of_one(asked: Asked, cursor: Cursor | None, values: Values) -> str:
    ref = values.bind(reference_number(asked.type, asked.id), "bigint")
    name, its_id = values.bind(asked.type, "text"), values.bind(asked.id, "text")
    below = f" AND ver < {values.bind(int(cursor.key[0]), 'integer')}" if cursor else ""
    limit = values.bind(asked.count + 1, "integer")
    return f"""
current AS MATERIALIZED (
    SELECT rid, ver, ts FROM record.resource WHERE ref = {ref} AND type = {name} AND id = {its_id}
),
every AS (
    SELECT v.rid, v.ver, v.ts FROM (
        SELECT rid, ver, ts FROM current
        UNION ALL
        SELECT h.rid, h.ver, h.ts FROM record.history AS h JOIN current USING (rid)
    ) AS v WHERE true{_when(asked, "v", values)}
),
listed AS (
    SELECT rid, ver, ts, (SELECT count(*) FROM every) AS total FROM every
    WHERE true{below} ORDER BY ver DESC LIMIT {limit}
)"""


def _of_many(acting: Acting, asked: Asked, cursor: Cursor | None, values: Values) -> str:
    if acting.caller.patient:
        source = _compartment(acting, values)
    else:
        source = "SELECT c.rid, c.ver, c.ts FROM record.change AS c WHERE c.type = t.type"
    below = ""
    if cursor:
        ts, ver = values.bind(cursor.key[0], "text"), values.bind(int(cursor.key[1]), "integer")
        rid, snapshot = values.bind(cursor.rid, "bigint"), values.bind(cursor.snapshot, "text")
        below = f""" AND (c.ts, c.rid, c.ver) < ({ts}::timestamptz, {rid}, {ver})
            AND pg_visible_in_snapshot(c.xid, {snapshot}::pg_snapshot)"""
    names = values.bind(_types(acting, asked), "text[]")
    limit = values.bind(asked.count + 1, "integer")
    order = "ts DESC, rid DESC, ver DESC"
    return f"""
listed AS (
    SELECT rid, ver, ts, NULL::bigint AS total FROM unnest({names}) AS t(type) CROSS JOIN LATERAL (
        {source}{below}{_when(asked, "c", values)} ORDER BY {order} LIMIT {limit}
    ) AS c ORDER BY {order} LIMIT {limit}
)"""


def _types(acting: Acting, asked: Asked) -> list[str]:
    if asked.type:
        return [asked.type]
    allowed = acting.caller.may.get(Action.READ, frozenset())
    return sorted(types.RESOURCE_TYPES if "*" in allowed else allowed)


def _compartment(acting: Acting, values: Values) -> str:
    """All versions of one patient's own resources: few, and found without walking past everybody else's."""
    pat = values.bind(patient_number(acting.caller.patient), "bigint")
    return f"""SELECT c.rid, c.ver, c.ts FROM (
            SELECT r.rid, r.ver, r.ts, r.xid, r.type FROM record.resource AS r WHERE r.pat = {pat}
            UNION ALL
            SELECT h.rid, h.ver, h.ts, h.xid, h.type FROM record.history AS h
            JOIN record.resource AS r USING (rid) WHERE r.pat = {pat}
        ) AS c WHERE c.type = t.type"""


def _when(asked: Asked, row: str, values: Values) -> str:
    """Conditions on the instants of a version: written since; the current one at some time of a period."""
    text = f" AND {row}.ts >= {values.bind(asked.since, 'timestamptz')}" if asked.since else ""
    if asked.at is None:
        return text
    low, high = (values.bind(moment, "timestamptz") for moment in asked.at)
    return f"""{text} AND {row}.ts < {high}
        AND NOT EXISTS (SELECT FROM record.history AS n
                        WHERE n.rid = {row}.rid AND n.ver > {row}.ver AND n.ts <= {low})
        AND NOT EXISTS (SELECT FROM record.resource AS n
                        WHERE n.rid = {row}.rid AND n.ver > {row}.ver AND n.ts <= {low})"""


def _page(asked: Asked, cursor: Cursor | None, signer: Signer, of: str, rows: Sequence[Any]) -> Versions:
    following = None
    if len(rows) > asked.count > 0:
        last = rows[asked.count - 1]
        key = (str(last["key_ver"]),) if asked.id else (last["key_ts"], str(last["key_ver"]))
        snapshot = cursor.snapshot if cursor else last["snapshot"]
        following = urlencode([*asked.pairs, ("_cursor", signer.write(Cursor(of, snapshot, key, last["key_rid"])))])
    total = rows[0]["total"] if rows else None
    shown = [_version(row) for row in rows[: asked.count] if row["type"] is not None]  # a purged one has no body left
    return Versions(shown, total, following)


def _version(row: Any) -> Stored:
    return replace(stored(row), revived=row["revived"])
