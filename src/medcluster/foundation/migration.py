"""Which steps turn an empty database into today's, and which of them are still to be taken?

Promise: forward only; each file `src/medcluster/<room>/migrations/NNNN_words.sql` is applied once, in the order of its
number, in a transaction of its own together with the row that records it; an advisory lock lets one process migrate at
a time; a file that changed after it was applied is refused. Must not know: what the files contain, except that
`{application_role}` in them stands for the application's role.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from medcluster.foundation.database import refusing_loss
from medcluster.foundation.errors import Kind, Refusal

_ROOMS = Path(__file__).resolve().parent.parent
_FILE = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
_LOCK = 0x6D6564636C757374  # "medclust"


@dataclass(frozen=True, slots=True, order=True)
class Migration:
    """One step: its number over all rooms, its room, its name in words, its SQL."""

    number: int
    room: str
    name: str
    sql: str = field(repr=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.number:04} {self.room}: {self.name.replace('_', ' ')}"


def shipped(rooms: Path = _ROOMS) -> list[Migration]:
    """Every migration of every room, in order; two with one number are refused."""
    found: dict[int, Migration] = {}
    for path in sorted(rooms.glob("*/migrations/*.sql")):
        match = _FILE.fullmatch(path.name)
        if match is None:
            raise Refusal(Kind.INVALID, f"A migration must be called NNNN_words.sql, not {path.name}.")
        step = Migration(int(match[1]), path.parent.parent.name, match[2], path.read_text(encoding="utf-8"))
        if step.number in found:
            raise Refusal(
                Kind.CONFLICT, f"Two migrations have the number {step.number:04}: {found[step.number]}; {step}."
            )
        found[step.number] = step
    return sorted(found.values())


async def migrate(
    owner_url: str, *, application_role: str, plan_only: bool = False, steps: Sequence[Migration] | None = None
) -> list[Migration]:
    """Take the steps that are missing and return them; with `plan_only`, only say which they are."""
    with refusing_loss():
        connection = await _connect(owner_url)
        try:
            if plan_only:
                return _pending(shipped() if steps is None else steps, await _applied(connection))
            await _check_role_exists(connection, application_role)
            await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
            pending = _pending(shipped() if steps is None else steps, await _applied(connection))
            for step in pending:
                await _apply(connection, step, application_role)
            return pending
        finally:
            await connection.close()


async def _connect(owner_url: str) -> asyncpg.Connection[asyncpg.Record]:
    try:
        return await asyncpg.connect(owner_url, server_settings={"application_name": "medcluster migrate"})
    except OSError as error:
        raise Refusal(
            Kind.UNAVAILABLE, "The database cannot be reached.", hint="Is it running, and is its address right?"
        ) from error


async def _applied(connection: asyncpg.Connection[asyncpg.Record]) -> list[asyncpg.Record]:
    if await connection.fetchval("SELECT to_regclass('foundation.migration') IS NULL"):
        return []
    rows = await connection.fetch("SELECT number, room, name, digest FROM foundation.migration ORDER BY number")
    return list(rows)


def _pending(steps: Sequence[Migration], applied: Iterable[asyncpg.Record]) -> list[Migration]:
    known = {step.number: step for step in steps}
    done: set[int] = set()
    newest: dict[str, int] = {}
    for row in applied:
        step = known.get(row["number"])
        if step is None:
            raise Refusal(
                Kind.CONFLICT,
                f"The database has migration {row['number']:04} ({row['name']}), which this version does not know.",
                hint="A newer medcluster has worked on it: start that version, or restore a backup.",
            )
        if step.digest != row["digest"]:
            raise Refusal(
                Kind.CONFLICT,
                f"Migration {step} has changed after it was applied.",
                hint="Put the file back as it was and write a new migration with the change.",
            )
        done.add(step.number)
        newest[step.room] = max(newest.get(step.room, 0), step.number)
    pending = [step for step in steps if step.number not in done]
    for step in pending:
        if step.number < newest.get(step.room, 0):
            raise Refusal(Kind.CONFLICT, f"Migration {step} comes before one of its room that is already applied.")
    return pending


async def _check_role_exists(connection: asyncpg.Connection[asyncpg.Record], role: str) -> None:
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
        raise Refusal(
            Kind.NOT_FOUND,
            f"The database has no role {role} for the application.",
            hint=f"Run as a superuser: CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '...';",
        )


async def _apply(connection: asyncpg.Connection[asyncpg.Record], step: Migration, application_role: str) -> None:
    role = '"' + application_role.replace('"', '""') + '"'
    try:
        async with connection.transaction():
            await connection.execute(step.sql.replace("{application_role}", role))
            await connection.execute(
                "INSERT INTO foundation.migration (number, room, name, digest) VALUES ($1, $2, $3, $4)",
                step.number,
                step.room,
                step.name,
                step.digest,
            )
    except asyncpg.PostgresError as error:
        details: dict[str, Any] = error.as_dict()
        where = _line_of(step, details.get("position"))
        raise Refusal(
            Kind.CONFLICT,
            f"Migration {step} failed{where}: {error.args[0]}",
            hint="Nothing of it was kept; the steps before it were.",
        ) from error


def _line_of(step: Migration, position: str | None) -> str:
    if not position or not str(position).isdigit():
        return ""
    return f" near line {step.sql.count(chr(10), 0, int(position)) + 1}"
