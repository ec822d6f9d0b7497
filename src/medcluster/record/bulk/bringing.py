"""How is `$import` carried out: files that lie elsewhere, each fetched, loaded and told of?

Promise: a file is fetched once, loaded as `import_file` does with the rights of who asked, and then removed; of each
there is an OperationOutcome that tells how many came in, and one for each line that was refused. An interrupted job
goes on with the file that it was at. What cannot be fetched is told and stops no other. Must not know: the edges.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Issue, Kind, Outgoing, Refusal
from medcluster.record.bulk.exporting import File, folder_of
from medcluster.record.bulk.fetching import fetch
from medcluster.record.bulk.importing import Loaded, import_file
from medcluster.record.bulk.lines import Task
from medcluster.record.bulk.loading import Outcome, outcome_of
from medcluster.record.caller import Action
from medcluster.record.handle import Handle
from medcluster.record.jobs import Carrying, Job, begin, owned

MOST_INPUTS = 1000
_PATIENCE_SECONDS, _TOLD_SECONDS = 3600.0, 2.0
_PLAN = """
INSERT INTO record.job_part (job, number, type, source)
SELECT $1, n, t, s FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS u(t, s, n) ON CONFLICT DO NOTHING
"""
_OPEN = "SELECT number, type, source FROM record.job_part WHERE job = $1 AND NOT done ORDER BY number LIMIT 1"
_DONE = "UPDATE record.job_part SET done = true, resources = $3, refused = $4 WHERE job = $1 AND number = $2"
_FILES = "SELECT number, type, source, resources, refused FROM record.job_part WHERE job = $1 AND done ORDER BY number"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be imported: type and address of each file."""

    files: tuple[tuple[str, str], ...]
    source: str = ""


async def begin_import(handle: Handle, inputs: Inputs, request: str, allowed: Outgoing) -> str:
    """Ask for an import; the id of its job."""
    if not handle.caller.chooses_ids:
        text = f"The role {handle.caller.role} may not import: ids of resources are chosen by interfaces alone."
        raise Refusal(Kind.FORBIDDEN, text, hint="Use the token of an interface.")
    if not inputs.files or len(inputs.files) > MOST_INPUTS:
        raise Refusal(Kind.MALFORMED, f"An import names 1 to {MOST_INPUTS} files.")
    for name, url in inputs.files:
        if name not in RESOURCE_TYPES:
            raise Refusal(Kind.MALFORMED, f"R4 has no resource type {name[:40]!r}.")
        allowed.check(url)
    handle.acting.require(Action.WRITE, sorted({name for name, _ in inputs.files}))
    return await begin(handle, "import", inputs, request, ",".join(sorted({name for name, _ in inputs.files})))


async def bring(carrying: Carrying, folder: Path, allowed: Outgoing) -> None:
    """Carry an import out, or go on with it."""
    inputs = msgspec.json.decode(carrying.job.asked, type=Inputs)
    job, own = carrying.job.id, folder_of(folder, carrying.job.id)
    async with carrying.handle.opened(carrying.settings) as connection:
        names, sources = zip(*inputs.files, strict=True)
        await connection.execute(_PLAN, job, list(names), list(sources))
    while (part := await _next(carrying)) is not None:
        note = f"file {part['number']} of {len(inputs.files)}, {part['type']}"
        loaded = await _bring(carrying, part, own, allowed, note)
        async with carrying.handle.opened(carrying.settings) as connection:
            await connection.execute(_DONE, job, part["number"], loaded.known + loaded.resources, loaded.refused)
            await carrying.step(connection, loaded.known, note)


async def _next(carrying: Carrying) -> Any:
    async with carrying.handle.opened(carrying.settings) as connection:
        return await connection.fetchrow(_OPEN, carrying.job.id)


async def _bring(carrying: Carrying, part: Any, own: Path, allowed: Outgoing, note: str) -> Loaded:
    number, source = part["number"], part["source"]
    path, errors = own / f"{number}.input{_packing(source)}", own / _name(number, "errors")
    errors.unlink(missing_ok=True)

    def refused(line: int, issues: tuple[Issue, ...]) -> None:
        _append(errors, outcome_of(f"{source}:{line}", issues))

    progress = _Progress(carrying, note)
    telling = asyncio.create_task(progress.run())
    try:
        if not path.exists():
            await fetch(source, path, allowed)
        loaded = await import_file(
            carrying.handle,
            path,
            update=True,
            only=part["type"],
            told=progress.take,
            refused=refused,
            patience=_PATIENCE_SECONDS,
        )
    except Refusal as refusal:
        if refusal.kind is Kind.UNAVAILABLE:
            raise
        loaded = Loaded(refused=1)
        refused(0, (Issue(f"{refusal.text} {refusal.hint}".strip(), code="processing"),))
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    await progress.tell()
    text = f"{loaded.known + loaded.resources} resources are in the record, {loaded.refused} lines were refused."
    (own / _name(number, "OperationOutcome")).unlink(missing_ok=True)
    outcome = outcome_of(source, (Issue(text, code="informational", severity="information"),))
    _append(own / _name(number, "OperationOutcome"), outcome)
    path.unlink(missing_ok=True)
    return loaded


class _Progress:
    """Tells the job now and then how many resources came in."""

    def __init__(self, carrying: Carrying, note: str) -> None:
        self._carrying = carrying
        self._note = note
        self._count = 0

    def take(self, task: Task, outcome: Outcome) -> None:
        self._count += outcome.resources

    async def run(self) -> None:
        while True:
            await self.tell()
            await asyncio.sleep(_TOLD_SECONDS)

    async def tell(self) -> None:
        count, self._count = self._count, 0
        async with self._carrying.handle.opened(self._carrying.settings) as connection:
            await self._carrying.step(connection, count, self._note)


async def outcomes_of(handle: Handle, job: Job) -> list[File]:
    """What came of an import that is done."""
    async with handle.opened(owned(handle)) as connection:
        rows = await connection.fetch(_FILES, job.id)
    found = [
        File(_name(row["number"], "OperationOutcome"), "OperationOutcome", 1, "output", row["source"]) for row in rows
    ]
    return found + [
        File(_name(row["number"], "errors"), "OperationOutcome", row["refused"], "error", row["source"])
        for row in rows
        if row["refused"]
    ]


def _name(number: int, kind: str) -> str:
    return f"{number}.{kind}.ndjson"


def _packing(source: str) -> str:
    path = source.partition("?")[0]
    return next((ending for ending in (".gz", ".bz2") if path.endswith(ending)), "")


def _append(path: Path, outcome: dict[str, object]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as stream:
        stream.write(json.dumps(outcome) + "\n")
