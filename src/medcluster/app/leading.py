"""How is work done by one server process at a time, for ever?

Promise: whoever holds the advisory lock leads; the lock lasts as long as its connection, and another process takes over
when the leader dies. A lost database is waited for; another failure is logged, and the work begun again. Must not know:
what the work is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import asyncpg

from medcluster.foundation import Connection, Database, Kind, Refusal, log, log_failure

AGAIN_SECONDS = 1.0
ALIVE_SECONDS = 2.0
_LOCK = "SELECT pg_try_advisory_lock($1)"

Work = Callable[[], Coroutine[Any, Any, None]]


async def for_ever(work: Callable[[], Awaitable[object]], *, failed: str, waits: str = "") -> None:
    """Do the work again whenever it ends. Events: `failed`, and `waits` where it is worth saying that it is waited."""
    while True:
        try:
            await work()
        except Exception as fault:
            if not is_away(fault):
                log_failure(failed, fault)
            elif waits:
                log(waits, level=logging.WARNING)
        await asyncio.sleep(AGAIN_SECONDS)


async def lead(database: Database, lock: int, *works: Work, begin: Work | None = None) -> bool:
    """Begin, then do the works side by side until one of them ends; False at once when another process leads."""
    async with database.acquire() as connection:
        if not await connection.fetchval(_LOCK, lock):
            return False
        if begin is not None:
            await begin()
        tasks = [asyncio.create_task(work()) for work in works]
        tasks.append(asyncio.create_task(keep_asking(connection)))
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return True


async def keep_asking(connection: Connection) -> None:
    """Ask now and then, so that a lost connection is noticed."""
    while True:
        await asyncio.sleep(ALIVE_SECONDS)
        await connection.execute("SELECT 1")


def is_away(fault: Exception) -> bool:
    """Whether the database cannot be reached just now; everything else is a fault of ours."""
    if isinstance(fault, Refusal):
        return fault.kind is Kind.UNAVAILABLE
    return isinstance(fault, OSError | asyncpg.PostgresConnectionError | asyncpg.OperatorInterventionError) or (
        isinstance(fault, asyncpg.InterfaceError) and "clos" in str(fault)
    )
