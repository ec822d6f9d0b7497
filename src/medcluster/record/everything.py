"""What is everything about a patient, or about an encounter?

Promise: the compartment, newest first, then what it refers to outside of any patient's record (practitioners,
organisations, locations, medications) each once; an encounter's refer to its patient's record too. One statement for a
page, its audit row with it; pages by a signed cursor within the snapshot of the first, so that what changes meanwhile
comes at most once. Who does not see the patient gets the answer of an absent one. Must not know: HTTP. Source: FHIR R4
operations Patient-everything and Encounter-everything, CompartmentDefinition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from medcluster.fhir.search import compartments, parameters_of
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal
from medcluster.record import statements
from medcluster.record.caller import Action
from medcluster.record.cursors import Cursor, Signer, digest
from medcluster.record.handle import Handle
from medcluster.record.hashing import parameter_number, reference_number
from medcluster.record.merged import replaced
from medcluster.record.reading import stored
from medcluster.record.stored import Page
from medcluster.record.values import Values

CENTRES = ("Patient", "Encounter")
LARGEST_PAGE = 1000
TIMELESS = ("Patient", "Coverage", "RelatedPerson")  # nothing says when they happened: no date leaves them out
_MEMBERS, _BESIDE = 0, 1  # the two stretches of the answer, as cursors name them
_TYPE = "(r.type || '')"  # no index by type may be taken: what is sought lies under a patient or a reference
_COLUMNS = "r.rid, r.d, r.pat, r.type, r.id, r.ver, r.ts, r.deleted, r.body"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of it is wanted. `pairs`: the parameters as they came, without the cursor, for the next page's address."""

    types: tuple[str, ...] = ()
    since: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    count: int = LARGEST_PAGE
    cursor: str = ""
    pairs: tuple[tuple[str, str], ...] = ()


async def everything(handle: Handle, centre: str, resource_id: str, asked: Asked) -> Page:
    """A page of everything about a Patient or an Encounter; `included` is what stands outside the compartment."""
    if centre not in CENTRES:
        raise Refusal(Kind.UNSUPPORTED, f"$everything is not offered on {centre}.")
    handle.acting.require(Action.READ, [centre])
    search = digest(f"{centre}/{resource_id}/$everything", list(asked.pairs), handle.caller.account)
    values = Values(list(handle.acting.audit(handle.room.now(), "everything", centre, resource_id, _names(asked))))
    async with handle.opened() as connection:
        signer = Signer(await handle.room.secret.value(connection))
        cursor = signer.read(asked.cursor, search) if asked.cursor else None
        others = (await replaced(connection, [resource_id])).get(resource_id, ()) if centre == "Patient" else ()
        text = _statement(handle, centre, (resource_id, *others), asked, cursor, values)
        rows = await connection.fetch(text, *values.bound)
    return _page(f"{centre}/{resource_id}", asked, search, cursor, signer, rows)


def _names(asked: Asked) -> str:
    return ",".join(sorted({name for name, _ in asked.pairs}))


@cache
def _leading(centre: str) -> list[int]:
    """The parameters by which a resource belongs to the centre."""
    return [parameter_number(name, p) for name, member in compartments()[centre].items() for p in member.parameters]


@cache
def _referring(readable: frozenset[str]) -> list[int]:
    """Every reference parameter of these types: what others refer to is not shown."""
    return [parameter_number(name, p.name) for name in sorted(readable) for p in _references(name)]


def _readable(handle: Handle) -> frozenset[str]:
    allowed = handle.caller.may.get(Action.READ, frozenset())
    return frozenset(RESOURCE_TYPES) if "*" in allowed else frozenset(RESOURCE_TYPES) & allowed


def _references(resource_type: str) -> list[Any]:
    return [p for p in parameters_of(resource_type).values() if p.type == "reference"]


def _statement(
    handle: Handle, centre: str, ids: Sequence[str], asked: Asked, cursor: Cursor | None, values: Values
) -> str:
    """The SQL of a page; `values` holds those of the audit already. ids: the centre, then the records it replaces."""
    here = values.bind(reference_number(centre, ids[0]), "bigint")
    wanted = values.bind(asked.count + 1, "integer")
    is_here, is_elsewhere = f"= {here}", f"IS DISTINCT FROM {here}"
    if len(ids) > 1:
        is_here = f"= ANY ({values.bind([reference_number(centre, one) for one in ids], 'bigint[]')})"
        is_elsewhere = f"{is_here} IS NOT TRUE"
    among = f"t.p = ANY ({values.bind(_leading(centre), 'integer[]')}) AND t.h {is_here}"
    kept, within = _kept(handle, asked, values), _dated(asked, values)
    unchanged, after, beside_after = _after(cursor, values)
    if centre == "Patient":  # nearly all of it lies together; few rows belong to another patient and name this one
        own, of_others = f"r.pat {is_here}", f"{among} AND (t.pat {is_elsewhere})"
        whole, outside = f"SELECT rid FROM record.resource WHERE pat {is_here} AND NOT deleted", "r.pat IS NULL"
    else:
        own, of_others = f"r.ref = {here}", among
        whole, outside = "SELECT rid FROM subject", "(r.pat IS NULL OR r.pat = (SELECT pat FROM subject))"
    conditions = f"NOT r.deleted{kept}{within}{unchanged}{after}"
    return f"""
WITH subject AS MATERIALIZED (
    SELECT rid, pat, deleted FROM record.resource WHERE ref = {here} AND type = {values.bind(centre, "text")}
),
others AS MATERIALIZED (SELECT DISTINCT t.rid FROM record.token AS t WHERE {of_others}),
members AS MATERIALIZED (
    SELECT * FROM (
        (SELECT {_COLUMNS} FROM record.resource AS r
         WHERE {own} AND EXISTS (SELECT FROM subject) AND {conditions} ORDER BY r.d DESC, r.rid DESC LIMIT {wanted})
        UNION
        (SELECT r.* FROM others AS o CROSS JOIN LATERAL (
             SELECT {_COLUMNS} FROM record.resource AS r WHERE r.rid = o.rid AND {conditions} OFFSET 0) AS r
         WHERE EXISTS (SELECT FROM subject) ORDER BY r.d DESC, r.rid DESC LIMIT {wanted})
    ) AS either ORDER BY d DESC, rid DESC LIMIT {wanted}
),
whole AS ({whole} UNION SELECT rid FROM others),
referred AS MATERIALIZED (
    SELECT DISTINCT t.h FROM record.token AS t
    WHERE (SELECT count(*) FROM members) < {wanted} AND EXISTS (SELECT FROM subject)
      AND t.rid IN (SELECT rid FROM whole) AND t.p = ANY ({values.bind(_referring(_readable(handle)), "integer[]")})
),
beside AS MATERIALIZED (
    SELECT r.* FROM referred AS x CROSS JOIN LATERAL (
        SELECT {_COLUMNS} FROM record.resource AS r
        WHERE r.ref = x.h AND {outside} AND NOT r.deleted{kept}{unchanged}{beside_after} OFFSET 0) AS r
    WHERE r.rid NOT IN (SELECT rid FROM whole) ORDER BY r.rid DESC LIMIT {wanted}
),
probe AS MATERIALIZED (
    SELECT {_MEMBERS} AS stretch, * FROM members
    UNION ALL SELECT {_BESIDE}, * FROM beside
    ORDER BY stretch, d DESC, rid DESC LIMIT {wanted}
),
shown AS (SELECT pat FROM probe ORDER BY stretch, d DESC, rid DESC LIMIT {wanted} - 1),
{statements.AUDIT_SHOWN}
SELECT stretch, type, id, ver, ts, deleted, body, rid, d::text AS d, pg_current_snapshot()::text AS snapshot,
       NULL::boolean AS gone FROM probe
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, deleted FROM subject
ORDER BY stretch, d DESC, rid DESC
"""


def _kept(handle: Handle, asked: Asked, values: Values) -> str:
    """Types that are wanted and may be read, and rows written since."""
    text = ""
    allowed = handle.caller.may.get(Action.READ, frozenset())
    if asked.types:
        text += f" AND {_TYPE} = ANY ({values.bind(list(asked.types), 'text[]')})"
    if "*" not in allowed:
        text += f" AND {_TYPE} <> ALL ({values.bind(sorted(set(RESOURCE_TYPES) - allowed), 'text[]')})"
    if asked.since is not None:
        text += f" AND r.ts >= {values.bind(asked.since, 'timestamptz')}"
    return text


def _dated(asked: Asked, values: Values) -> str:
    """Care between two dates; what has no date of care stays."""
    parts = [f"r.d >= {values.bind(asked.start, 'timestamptz')}"] if asked.start else []
    parts += [f"r.d < {values.bind(asked.end, 'timestamptz')}"] if asked.end else []
    timeless = f"r.type = ANY ({values.bind(list(TIMELESS), 'text[]')})" if parts else ""
    return f" AND ({timeless} OR ({' AND '.join(parts)}))" if parts else ""


def _after(cursor: Cursor | None, values: Values) -> tuple[str, str, str]:
    """Conditions: not written since the first page; members after the cursor; what stands beside them after it."""
    if cursor is None:
        return "", "", ""
    unchanged = f" AND pg_visible_in_snapshot(r.xid, {values.bind(cursor.snapshot, 'text')}::pg_snapshot)"
    stretch, d = cursor.key
    rid = values.bind(cursor.rid, "bigint")
    if int(stretch) == _MEMBERS:
        return unchanged, f" AND (r.d, r.rid) < ({values.bind(d, 'text')}::timestamptz, {rid})", ""
    return unchanged, " AND false", f" AND r.rid < {rid}"


def _page(name: str, asked: Asked, search: str, cursor: Cursor | None, signer: Signer, rows: Sequence[Any]) -> Page:
    subject = [row for row in rows if row["gone"] is not None]
    if not subject:
        raise Refusal(Kind.NOT_FOUND, f"There is no {name}.")
    if subject[0]["gone"]:
        raise Refusal(Kind.GONE, f"{name} was deleted.", hint="Its history can still be read.")
    found = [row for row in rows if row["gone"] is None]
    following = None
    if len(found) > asked.count:
        found.pop()
        last = found[-1]
        snapshot = cursor.snapshot if cursor else last["snapshot"]
        here = Cursor(search, snapshot, (str(last["stretch"]), last["d"]), last["rid"])
        following = urlencode([*asked.pairs, ("_cursor", signer.write(here))])
    return Page(
        [stored(row) for row in found if row["stretch"] == _MEMBERS],
        [stored(row) for row in found if row["stretch"] == _BESIDE],
        None,
        following,
    )
