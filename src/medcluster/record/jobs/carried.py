"""Who carries long work out, and how does it go on after any interruption?

Promise: a job is carried out with the rights of who asked, never more; one process at a time has its lease and renews
it; when that process dies another takes over within `LEASE_SECONDS`. What a job does part by part it writes down in the
transactions of the parts, each of which checks the lease: who has lost it writes nothing more. Must not know: what the
work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from medcluster.foundation import Connection, Issue, Kind, Refusal, log_failure
from medcluster.record.caller import Caller
from medcluster.record.handle import Handle
from medcluster.record.jobs.asked import COLUMNS, Job, as_json, job_of, owned

LEASE_SECONDS = 30.0
LOOK_SECONDS = 1.0
MOST_ATTEMPTS = 5
KEPT = timedelta(hours=24)
_CLAIM = f"""
UPDATE record.job SET state = 'running', lease = $1, leased_until = now() + $2, attempts = attempts + 1
WHERE id = (
    SELECT id FROM record.job
    WHERE state IN ('waiting', 'running') AND kind = ANY ($3::text[])
      AND (state = 'waiting' OR coalesce(leased_until < now(), true))
    ORDER BY at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING {COLUMNS}, attempts
"""
_RENEW = """
UPDATE record.job SET leased_until = now() + $3 WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING 1
"""
_GIVE_BACK = """
UPDATE record.job SET leased_until = now(), attempts = attempts - 1 WHERE id = $1 AND lease = $2 AND state = 'running'
"""
_STEP = """
UPDATE record.job SET done = done + $3, note = CASE $4::text WHEN '' THEN note ELSE $4::text END
WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING 1
"""
_PLAN = "UPDATE record.job SET plan = $3::text::jsonb WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING 1"
_END = """
UPDATE record.job SET state = $3, finished = $4, expires = $5, problem = $6::text::jsonb, leased_until = NULL
WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING 1
"""
_EXPIRED = "DELETE FROM record.job WHERE expires <= $1"
_KEPT = "SELECT id FROM record.job WHERE state <> 'cancelled'"


class Stopped(Exception):
    """The job was cancelled, or another process has it now."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """A job in the hands of the one process that has its lease; `handle` has the rights of who asked."""

    job: Job
    handle: Handle

    @property
    def settings(self) -> dict[str, str]:
        return owned(self.handle)

    async def plan(self, connection: Connection, plan: object) -> None:
        """Write down what was decided at the beginning."""
        await self._checked(connection, _PLAN, as_json(plan))

    async def step(self, connection: Connection, resources: int, note: str = "") -> None:
        """In the transaction of a part: so many more resources. `Stopped` when the lease is lost."""
        await self._checked(connection, _STEP, resources, note)

    async def _checked(self, connection: Connection, text: str, *values: object) -> None:
        if await connection.fetchval(text, self.job.id, self.job.lease, *values) is None:
            raise Stopped


Work = Callable[[Carrying], Awaitable[None]]
Allowed = Callable[[Caller], Awaitable[bool]]


async def keep_jobs(
    platform: Handle,
    works: Mapping[str, Work],
    allowed: Allowed,
    tidy: Callable[[frozenset[str]], None],
    *,
    lease_seconds: float = LEASE_SECONDS,
) -> None:
    """Carry out what is asked for, for ever: what a server does beside its work.

    allowed: whether who asked may still come in. tidy: told which jobs are kept, now and then.
    """
    clock, tidied = asyncio.get_running_loop().time, -60.0
    while True:
        try:
            if clock() - tidied >= 60:
                tidied = clock()
                tidy(await _kept(platform))
            if await carry_next(platform, works, allowed, lease_seconds=lease_seconds):
                continue
        except Exception as fault:
            if not (isinstance(fault, Refusal) and fault.kind is Kind.UNAVAILABLE):
                log_failure("jobs.failed", fault)
        await asyncio.sleep(LOOK_SECONDS)


async def carry_next(
    platform: Handle, works: Mapping[str, Work], allowed: Allowed, *, lease_seconds: float = LEASE_SECONDS
) -> bool:
    """Carry out the oldest job that nobody has; whether there was one."""
    lease, until = platform.room.ids.new(), timedelta(seconds=lease_seconds)
    async with platform.opened() as connection:
        row = await connection.fetchrow(_CLAIM, lease, until, list(works))
    if row is None:
        return False
    job = job_of(row)
    carrying = Carrying(job, Handle(platform.room, job.caller, job.purpose))
    if row["attempts"] > MOST_ATTEMPTS:
        text = "This was begun several times and never came to its end."
        await _end(platform, job, "failed", (Issue(text, code="exception"),))
        return True
    working = asyncio.ensure_future(works[job.kind](carrying))
    beating = asyncio.create_task(_beat(platform, job, allowed, lease_seconds))
    try:
        await asyncio.wait({working, beating}, return_when=asyncio.FIRST_COMPLETED)
        if beating.done() and not working.done():
            working.cancel()
            with suppress(asyncio.CancelledError, Stopped):
                await working
            beating.result()
            return True
        await _ended(platform, job, working)
    except (Stopped, asyncio.CancelledError) as ending:
        if isinstance(ending, asyncio.CancelledError):
            await _let_go(platform, job, working)
            raise
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await beating
    return True


async def _ended(platform: Handle, job: Job, working: asyncio.Future[None]) -> None:
    """Write down how the work came to its end."""
    try:
        working.result()
    except Stopped:
        return
    except Refusal as refusal:
        if refusal.kind is Kind.UNAVAILABLE:
            raise  # the lease ends, and somebody goes on
        hint = f" {refusal.hint}" if refusal.hint else ""
        issues = refusal.issues if len(refusal.issues) > 1 else (Issue(refusal.text + hint, code="processing"),)
        await _end(platform, job, "failed", issues)
    except Exception as error:
        log_failure("jobs.work_failed", error, job=job.id)
        text = "The server could not finish this; its log says why."
        await _end(platform, job, "failed", (Issue(text, code="exception"),))
    else:
        await _end(platform, job, "done", ())


async def _end(platform: Handle, job: Job, state: str, problem: tuple[Issue, ...]) -> None:
    now = platform.room.now()
    async with platform.opened() as connection:
        await connection.fetchval(
            _END, job.id, job.lease, state, now, now + KEPT, as_json(problem) if problem else None
        )


async def _let_go(platform: Handle, job: Job, working: asyncio.Future[None]) -> None:
    """This process stops: the next one goes on at once."""
    working.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await working
    with suppress(Refusal):
        async with platform.opened() as connection:
            await connection.execute(_GIVE_BACK, job.id, job.lease)


async def _beat(platform: Handle, job: Job, allowed: Allowed, lease_seconds: float) -> None:
    """Keep the lease; comes back when it is lost, or when who asked may no longer come in."""
    until = timedelta(seconds=lease_seconds)
    while True:
        if not await allowed(job.caller):
            text = "Who asked for this has no access any more."
            await _end(platform, job, "failed", (Issue(text, code="forbidden"),))
            return
        with suppress(Refusal):
            async with platform.opened() as connection:
                if await connection.fetchval(_RENEW, job.id, job.lease, until) is None:
                    return
        await asyncio.sleep(lease_seconds / 3)


async def _kept(platform: Handle) -> frozenset[str]:
    async with platform.opened() as connection:
        await connection.execute(_EXPIRED, platform.room.now())
        return frozenset(row["id"] for row in await connection.fetch(_KEPT))
