"""How does a file of NDJSON come into the record, whatever interrupts it?

Promise: one process at a time loads a file (by its digest); several transactions are under way at once, so that the
database works while lines are read; what was committed is known by its lines and never loaded again. Must not know:
where files come from, who wants to hear of progress.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record.bulk.lines import Broken, Span, Task, digest_of, tasks
from medcluster.record.bulk.loading import Outcome, load
from medcluster.record.handle import Handle
from medcluster.record.hashing import hash64

AT_ONCE = 3  # transactions, in one process
_LOCK = "SELECT pg_try_advisory_lock($1)"
_KNOWN = "SELECT first, last, resources FROM record.imported WHERE digest = $1 AND updating = $2 ORDER BY first"
_MERGE = """
WITH old AS (DELETE FROM record.imported WHERE digest = $1 AND updating = $2 RETURNING first, last, resources, refused)
INSERT INTO record.imported (digest, updating, first, last, resources, refused, at)
SELECT $1, $2, 0, max(last), sum(resources), sum(refused), $3 FROM old HAVING count(*) > 0
"""


@dataclass(slots=True)
class Loaded:
    """What became of a file. known: resources that an earlier run had loaded."""

    resources: int = 0
    known: int = 0
    refused: int = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Loading:
    """Who loads a task, and how many at once: here by default, or processes that the wiring has."""

    load: Callable[[Task], Awaitable[Outcome]]
    at_once: int


Told = Callable[[Task, Outcome], None]
Refused = Callable[[int, tuple[Issue, ...]], None]


async def import_file(
    handle: Handle,
    path: Path,
    *,
    update: bool = False,
    only: str = "",
    told: Told = lambda task, outcome: None,
    refused: Refused = lambda line, issues: None,
    patience: float = 0.0,
    loading: Loading | None = None,
) -> Loaded:
    """Load a file, or the rest of it. `refused` hears of each line that is, before its note is forgotten.

    patience: seconds to wait for another process that loads the same file.
    """
    loading = loading or Loading(partial(load, handle), AT_ONCE)
    digest = await asyncio.to_thread(digest_of, path)
    loaded = Loaded()
    async with _alone(handle, path, digest, patience):
        known = await _known(handle, digest, update, loaded)

        def take(task: Task, outcome: Outcome) -> None:
            loaded.resources += outcome.resources
            loaded.refused += len(outcome.refused)
            for line, issues in sorted(outcome.refused):
                refused(line, issues)
            told(task, outcome)

        broken = await _all(loading, tasks(path, digest, known, updating=update, only=only), take)
        if broken is not None:
            loaded.broken = True
            refused(broken.line, (Issue(broken.reason, code="incomplete"),))
            return loaded
        async with handle.opened() as connection:
            await connection.execute(_MERGE, digest, update, handle.room.now())
    return loaded


@asynccontextmanager
async def _alone(handle: Handle, path: Path, digest: str, patience: float) -> AsyncIterator[None]:
    """Nobody else loads this file meanwhile."""
    until = asyncio.get_running_loop().time() + patience
    async with handle.room.database.acquire() as connection:
        while not await connection.fetchval(_LOCK, hash64(f"import {digest}")):
            if asyncio.get_running_loop().time() >= until:
                raise Refusal(
                    Kind.CONFLICT, f"{path.name} is being loaded by another process.", hint="Wait until it has ended."
                )
            await asyncio.sleep(1)
        yield


async def _known(handle: Handle, digest: str, update: bool, loaded: Loaded) -> list[Span]:
    async with handle.opened() as connection:
        rows = await connection.fetch(_KNOWN, digest, update)
    loaded.known = sum(row["resources"] for row in rows)
    return [(row["first"], row["last"]) for row in rows]


async def _all(
    loading: Loading, source: Iterator[Task | Broken], take: Callable[[Task, Outcome], None]
) -> Broken | None:
    """Load the tasks, a few at once; whatever ends it, nothing goes on behind, and what was done is told."""
    pending: dict[asyncio.Future[Outcome], Task] = {}
    broken: Broken | None = None
    try:
        for task in source:
            if isinstance(task, Broken):
                broken = task
                break
            pending[asyncio.ensure_future(loading.load(task))] = task
            if len(pending) >= loading.at_once:
                await _some(pending, take)
        while pending:
            await _some(pending, take)
    finally:
        for running in pending:
            running.cancel()
        outcomes = await asyncio.gather(*pending, return_exceptions=True)
        for task, outcome in zip(pending.values(), outcomes, strict=True):
            if isinstance(outcome, Outcome):
                take(task, outcome)
    return broken


async def _some(pending: dict[asyncio.Future[Outcome], Task], take: Callable[[Task, Outcome], None]) -> None:
    done, _ = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    failed: BaseException | None = None
    for one in done:
        task, error = pending.pop(one), one.exception()
        failed = failed or error
        if error is None:
            take(task, one.result())
    if failed is not None:
        raise failed
