"""How do resources come into files?

Promise: part by part, each a file of one type, written, synced and named before the transaction ends that says it is
there and leaves the audit row with whose data it holds. A part that was interrupted is written anew, those that are
done stay. Every resource is considered once, in the state that it had at the job's snapshot: its present row, or the
version of its history that was the last one then. Bodies go from the database to the file as they are.
Must not know: HTTP.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Connection
from medcluster.record import statements
from medcluster.record.bulk.choosing import RESOURCES_PER_PART, Moment, of_any_patient, plan
from medcluster.record.bulk.wanted import Wanted, check
from medcluster.record.handle import Handle
from medcluster.record.jobs import Carrying, Job, begin, owned
from medcluster.record.values import Values

FOLDER = "exports"  # in the data folder
_PAGE = 1000  # resources of one statement
_SERVER = "SELECT system_identifier::text FROM pg_control_system()"
_OPEN = "SELECT number, type, after, rids FROM record.job_part WHERE job = $1 AND NOT done ORDER BY number"
_DONE = "UPDATE record.job_part SET done = true, resources = $3, deleted = $4 WHERE job = $1 AND number = $2"
_NEXT = """
INSERT INTO record.job_part (job, number, type, after)
SELECT $1, max(number) + 1, $2, $3 FROM record.job_part WHERE job = $1 RETURNING number
"""
_FILES = """
SELECT number, type, resources, deleted FROM record.job_part
WHERE job = $1 AND done AND (resources > 0 OR deleted > 0) ORDER BY type, number
"""
# $1 snapshot; the last version of each resource that was committed then, if there was one.
_AS_OF = """
SELECT r.rid, r.type, r.id, v.ts, v.deleted, v.body, v.pat FROM record.resource AS r CROSS JOIN LATERAL (
    SELECT r.xid, r.ts, r.deleted, r.body, r.pat WHERE pg_visible_in_snapshot(r.xid, (SELECT $1::text::pg_snapshot))
    UNION ALL
    (SELECT h.xid, h.ts, h.deleted, h.body, h.pat FROM record.history AS h
     WHERE NOT pg_visible_in_snapshot(r.xid, (SELECT $1::text::pg_snapshot)) AND h.rid = r.rid
       AND pg_visible_in_snapshot(h.xid, (SELECT $1::text::pg_snapshot)) ORDER BY h.ver DESC LIMIT 1)
) AS v
WHERE {which} ORDER BY r.rid LIMIT {page}
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be fetched: of a type, or of what was deleted."""

    name: str
    type: str
    count: int
    place: Literal["output", "deleted", "error"] = "output"  # in the manifest
    source: str = ""  # of an import: the address that it is about


@dataclass(slots=True)
class _Part:
    """One part while it is written."""

    number: int
    type: str
    after: int
    rids: list[int] | None
    resources: int = 0
    deleted: int = 0
    pats: set[int] = field(default_factory=set)

    @property
    def note(self) -> str:
        return f"part {self.number}, {self.type}"


async def begin_export(handle: Handle, wanted: Wanted, request: str, query: str) -> str:
    """Ask for an export; the id of its job. `query`: names of the parameters, for the audit."""
    check(handle, wanted)
    return await begin(handle, "export", wanted, request, query)


async def export(carrying: Carrying, folder: Path) -> None:
    """Carry an export out, or go on with it; its files lie in a folder of the job's name."""
    wanted = msgspec.json.decode(carrying.job.asked, type=Wanted)
    moment = await _moment(carrying, wanted)
    own = folder_of(folder, carrying.job.id)
    while (part := await _next(carrying)) is not None:
        await _write_part(carrying, wanted, moment, part, own)


def folder_of(folder: Path, job: str) -> Path:
    """The folder of a job's files, for the owner of the process alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = folder / job
    own.mkdir(mode=0o700, exist_ok=True)
    return own


def tidy(folder: Path, kept: frozenset[str], *, older: float = 0.0) -> None:
    """Remove the files of jobs that are no more.

    older: seconds since something was last put there; a job may have begun after it was asked which are kept.
    """
    if folder.is_dir():
        for own in folder.iterdir():
            if own.is_dir() and own.name not in kept and own.stat().st_mtime <= time.time() - older:
                forget(folder, own.name)


def forget(folder: Path, job: str) -> None:
    """Remove the files of a job."""
    shutil.rmtree(folder / job, ignore_errors=True)


async def files_of(handle: Handle, job: Job) -> list[File]:
    """What came of an export that is done."""
    async with handle.opened(owned(handle)) as connection:
        rows = await connection.fetch(_FILES, job.id)
    found = [File(_name(row["number"], row["type"]), row["type"], row["resources"]) for row in rows if row["resources"]]
    gone = [row for row in rows if row["deleted"]]
    return found + [
        File(_name(row["number"], row["type"], "deleted"), "Bundle", row["deleted"], "deleted") for row in gone
    ]


def moment_of(job: Job) -> Moment | None:
    """As of when an export is, once that is decided."""
    return msgspec.json.decode(job.plan, type=Moment) if job.plan else None


async def fetched(handle: Handle, job: Job, name: str) -> None:
    """The audit row of somebody who takes a file away."""
    async with handle.opened() as connection:
        audit = handle.acting.audit(handle.room.now(), "export-file", "", job.id, name)
        await connection.execute(statements.AUDIT, *audit, 0, None)


def _name(number: int, resource_type: str, kind: str = "") -> str:
    return f"{number}.{resource_type}{'.' + kind if kind else ''}.ndjson"


async def _moment(carrying: Carrying, wanted: Wanted) -> Moment:
    """What was decided when the job began; in another server than that one it is decided anew."""
    known = moment_of(carrying.job)
    if known is not None:
        async with carrying.handle.opened() as connection:
            if await connection.fetchval(_SERVER) == known.server:
                return known
    return await plan(carrying, wanted)


async def _next(carrying: Carrying) -> _Part | None:
    async with carrying.handle.opened(carrying.settings) as connection:
        row = await connection.fetchrow(_OPEN + " LIMIT 1", carrying.job.id)
    return _Part(row["number"], row["type"], row["after"], row["rids"]) if row else None


async def _write_part(carrying: Carrying, wanted: Wanted, moment: Moment, part: _Part, own: Path) -> None:
    handle, job = carrying.handle, carrying.job
    present, gone = own / _name(part.number, part.type), own / _name(part.number, part.type, "deleted")
    async with handle.opened(carrying.settings) as connection:
        with _opened(present) as to_present, _opened(gone) as to_gone:
            more = await _copy(connection, wanted, moment, part, to_present, to_gone)
            await asyncio.to_thread(_finish, [(to_present, present, part.resources), (to_gone, gone, part.deleted)])
        await connection.execute(_DONE, job.id, part.number, part.resources, part.deleted)
        if more:
            await connection.fetchval(_NEXT, job.id, part.type, part.after)
        audit = handle.acting.audit(handle.room.now(), "export", part.type, job.id)
        pats = sorted(part.pats)
        await connection.execute(statements.AUDIT, *audit, part.resources + part.deleted, pats or None)
        await carrying.step(connection, part.resources + part.deleted, part.note)


def _opened(path: Path) -> IO[bytes]:
    descriptor = os.open(_unfinished(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "wb")


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _finish(files: Iterable[tuple[IO[bytes], Path, int]]) -> None:
    """Name the files that hold something, once they are on the disk."""
    for stream, path, count in files:
        stream.flush()
        if count:
            os.fsync(stream.fileno())
            _unfinished(path).rename(path)
        else:
            _unfinished(path).unlink()


async def _copy(
    connection: Connection, wanted: Wanted, moment: Moment, part: _Part, present: IO[bytes], gone: IO[bytes]
) -> bool:
    """The resources of a part, page by page; whether there are more of the type than one file takes."""
    place = 0
    while True:
        listed = None if part.rids is None else part.rids[place : place + _PAGE]
        if listed == []:
            return False
        place += _PAGE
        values = Values([moment.snapshot])
        text = _AS_OF.format(which=_which(wanted, moment, part, listed, values), page=_PAGE)
        rows = await connection.fetch(text, *values.bound)
        living = [row["body"] for row in rows if not row["deleted"]]
        if living:
            present.write(b"\n".join(living) + b"\n")
        part.resources += len(living)
        part.pats.update(row["pat"] for row in rows if row["pat"] is not None)
        if len(living) < len(rows) and wanted.since:
            part.deleted += _write_gone([row for row in rows if row["deleted"]], gone)
        if listed is None:
            if len(rows) < _PAGE:
                return False
            part.after = rows[-1]["rid"]
            if part.resources >= RESOURCES_PER_PART:
                return True


def _which(wanted: Wanted, moment: Moment, part: _Part, listed: list[int] | None, values: Values) -> str:
    """The condition on the row `r` and on its version `v` at the snapshot."""
    if listed is None:
        found = f"r.type = {values.bind(part.type, 'text')} AND r.rid > {values.bind(part.after, 'bigint')}"
        found += " AND NOT v.deleted"
        if wanted.level == "patient":
            found += f" AND {of_any_patient(part.type, values)}"
    else:
        found = f"r.rid = ANY ({values.bind(listed, 'bigint[]')})"
    if wanted.until is not None:
        found += f" AND v.ts <= {values.bind(wanted.until, 'timestamptz')}"
    if moment.earlier:
        earlier = f"(SELECT {values.bind(moment.earlier, 'text')}::pg_snapshot)"
        found += f" AND NOT pg_visible_in_snapshot(v.xid, {earlier})"
    elif wanted.since is not None:
        found += f" AND v.ts > {values.bind(wanted.since, 'timestamptz')}"
    return found


def _write_gone(rows: Iterable[Any], gone: IO[bytes]) -> int:
    """A transaction that would delete them, one each alone: one that is gone already stops no other."""
    entries = tuple(
        types.BundleEntry(request=types.BundleEntryRequest(method="DELETE", url=f"{row['type']}/{row['id']}"))
        for row in rows
    )
    for entry in entries:
        gone.write(types.encode(types.Bundle(type="transaction", entry=(entry,))) + b"\n")
    return len(entries)
