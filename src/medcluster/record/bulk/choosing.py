"""Which resources are exported, and as of when?

Promise: everything is as of one snapshot of the database. What is narrower than whole types (changed since, of some
patients, matching a search) is chosen in a transaction that sees that very snapshot, and kept as lists of numbers, a
part of the job each; what is chosen costs its own size. An export since the instant of an earlier one gets exactly what
that one did not see, by its snapshot, whichever instants late transactions carry. Must not know: files, HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from medcluster.fhir.search import compartments
from medcluster.foundation import Connection
from medcluster.record import asking
from medcluster.record.bulk.wanted import Wanted, types_of
from medcluster.record.entitled import permitted
from medcluster.record.handle import Handle
from medcluster.record.hashing import parameter_number, patient_number
from medcluster.record.jobs import Carrying
from medcluster.record.selecting import Selection
from medcluster.record.values import Values

RESOURCES_PER_PART = 50_000
_ONE_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
_NOW = "SELECT pg_current_snapshot()::text AS snapshot, system_identifier::text AS server FROM pg_control_system()"
_KEEP = """
INSERT INTO record.export_position (at, server, snapshot) VALUES ($1, $2, $3::text::pg_snapshot)
ON CONFLICT DO NOTHING RETURNING 1
"""
_EARLIER = "SELECT snapshot::text FROM record.export_position WHERE at = $1 AND server = $2"
_CLEAR = "DELETE FROM record.job_part WHERE job = $1"
_PART = "INSERT INTO record.job_part (job, number, type, rids) VALUES ($1, $2, $3, $4)"


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when: what the manifest calls transactionTime, and the snapshot that it means in this server.

    earlier: the snapshot of the export that `_since` is the instant of; "" for none.
    """

    at: datetime
    server: str
    snapshot: str
    earlier: str = ""


Parts = list[tuple[str, list[int] | None]]  # type and numbers; none for all of the type


async def plan(carrying: Carrying, wanted: Wanted) -> Moment:
    """Decide as of when, and divide the work into parts.

    Looking and writing down are two transactions: the one that looks sees one snapshot throughout, and such a one may
    not touch the job's row, which its heartbeat changes meanwhile.
    """
    handle, job = carrying.handle, carrying.job.id
    async with handle.opened() as connection:
        await connection.execute(_ONE_SNAPSHOT)
        now = await connection.fetchrow(_NOW)
        if now is None:
            raise TypeError(now)
        earlier = await connection.fetchval(_EARLIER, wanted.since, now["server"]) if wanted.since else None
        moment = Moment(handle.room.now(), now["server"], now["snapshot"], earlier or "")
        parts = await _divided(connection, handle, wanted, moment)
    async with handle.opened(carrying.settings) as connection:
        moment = replace(moment, at=await _instant(connection, moment))
        await connection.execute(_CLEAR, job)
        for number, (name, rids) in enumerate(parts, 1):
            await connection.execute(_PART, job, number, name, rids)
        await carrying.plan(connection, moment)
    return moment


async def _instant(connection: Connection, moment: Moment) -> datetime:
    """An instant that stands for this snapshot and no other."""
    at = moment.at
    while not await connection.fetchval(_KEEP, at, moment.server, moment.snapshot):
        at += timedelta(milliseconds=1)
    return at


async def _divided(connection: Connection, handle: Handle, wanted: Wanted, moment: Moment) -> Parts:
    types = types_of(handle, wanted)
    filtered = {name for name, _ in wanted.filters}
    whole = not (wanted.since or wanted.patients or wanted.level == "group")
    parts: Parts = [(name, None) for name in types if name not in filtered] if whole else []
    for name in sorted(filtered) if whole else types:
        values = Values()
        text = _chosen(handle, wanted, moment, name, values)
        rids = [row[0] for row in await connection.fetch(text, *values.bound)]
        parts += [(name, rids[at : at + RESOURCES_PER_PART]) for at in range(0, len(rids), RESOURCES_PER_PART)]
    return parts


def _chosen(handle: Handle, wanted: Wanted, moment: Moment, name: str, values: Values) -> str:
    """The numbers of the resources of a type that are wanted, in order."""
    parts = [f"r.type = {values.bind(name, 'text')}"]
    queries = [query for kind, query in wanted.filters if kind == name]
    matching = f"r.rid IN ({_matching(handle, name, queries, values)})" if queries else ""
    if wanted.since:
        parts.append(f"r.rid IN ({_changed(name, wanted.since, moment, values)})")
        parts += [f"(r.deleted OR {matching})"] if matching else []
    else:
        parts.append("NOT r.deleted")
        parts += [matching] if matching else []
    if wanted.patients or wanted.level == "group":
        parts.append(f"r.rid IN ({_of_patients(name, wanted.patients, values)})")
    elif wanted.level == "patient":
        parts.append(of_any_patient(name, values))
    return f"SELECT r.rid FROM record.resource AS r WHERE {' AND '.join(parts)} ORDER BY r.rid"


def _matching(handle: Handle, name: str, queries: Sequence[str], values: Values) -> str:
    """What one of the searches finds; a search of the role's own kind, as it would be alone."""
    found = []
    for query in queries:
        asked = asking.read_query(name, query, zone=handle.room.zone)
        allowed = permitted(asked, handle.acting)
        found.append(Selection(allowed, None, values, handle.room.now()).matching(""))
    return " UNION ALL ".join(found)


def _changed(name: str, since: datetime, moment: Moment, values: Values) -> str:
    of_type = f"c.type = {values.bind(name, 'text')}"
    if not moment.earlier:
        return f"SELECT c.rid FROM record.change AS c WHERE {of_type} AND c.ts > {values.bind(since, 'timestamptz')}"
    earlier = f"(SELECT {values.bind(moment.earlier, 'text')}::pg_snapshot)"
    return f"""SELECT c.rid FROM record.change AS c
        WHERE {of_type} AND c.xid >= pg_snapshot_xmin({earlier}) AND NOT pg_visible_in_snapshot(c.xid, {earlier})"""


def _of_patients(name: str, patients: Sequence[str], values: Values) -> str:
    """What lies in the compartment of one of them; a tombstone where it last lay."""
    pats = values.bind([patient_number(one) for one in patients], "bigint[]")
    leading = values.bind(_leading(name), "integer[]")
    of_type = f"o.type = {values.bind(name, 'text')}"
    return f"""SELECT o.rid FROM record.resource AS o WHERE o.pat = ANY ({pats}) AND {of_type}
        UNION SELECT t.rid FROM record.token AS t WHERE t.p = ANY ({leading}) AND t.h = ANY ({pats})"""


def of_any_patient(name: str, values: Values) -> str:
    """A condition on `r`: it is in the compartment of some patient."""
    leading = values.bind(_leading(name), "integer[]")
    return f"""(r.pat IS NOT NULL OR EXISTS (
        SELECT FROM record.token AS t JOIN record.resource AS p ON p.ref = t.h AND p.type = 'Patient'
        WHERE t.rid = r.rid AND t.p = ANY ({leading})))"""


def _leading(name: str) -> list[int]:
    """The parameters that put a resource of this type into the compartment of a patient."""
    return [parameter_number(name, parameter) for parameter in compartments()["Patient"][name].parameters]
