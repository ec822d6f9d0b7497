"""What long work was asked for, and how does it stand?

Promise: a job is kept in the database with the rights of who asked. Who asked, and nobody else, sees it, cancels it and
gets what came of it, until it expires. Must not know: what the work is, who carries it out, HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import statements
from medcluster.record.caller import Caller
from medcluster.record.handle import Handle

MOST_OPEN = 5  # jobs of one account
COLUMNS = """
id, kind, account, caller::text, purpose, request, asked::text, at, state, lease, plan::text, done, note, problem::text,
finished, expires
"""
_OPEN = "SELECT count(*) FROM record.job WHERE account = $1 AND state IN ('waiting', 'running')"
_BEGIN = """
INSERT INTO record.job (id, kind, account, caller, purpose, request, asked, at)
VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7::text::jsonb, $8)
"""
_MINE = f"SELECT {COLUMNS} FROM record.job WHERE id = $1 AND account = $2 AND state <> 'cancelled'"
_CANCEL = """
UPDATE record.job SET state = 'cancelled', finished = $3, expires = $3
WHERE id = $1 AND account = $2 AND state <> 'cancelled' RETURNING kind
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. `asked` and `plan` are the JSON of the work itself."""

    id: str
    kind: str
    caller: Caller
    purpose: str
    request: str
    asked: bytes
    at: datetime
    state: str  # waiting, running, done, failed
    lease: str
    plan: bytes | None
    done: int
    note: str
    problem: tuple[Issue, ...]
    finished: datetime | None
    expires: datetime | None


async def begin(handle: Handle, kind: str, asked: object, request: str, query: str) -> str:
    """Ask for a job; its id. `query` names the parameters for the audit."""
    job, now = handle.room.ids.new(), handle.room.now()
    caller = handle.caller
    async with handle.opened(owned(handle)) as connection:
        if await connection.fetchval(_OPEN, caller.account) >= MOST_OPEN:
            raise Refusal(
                Kind.TOO_MANY, f"{MOST_OPEN} of your jobs are not finished yet.", hint="Wait for one, or cancel it."
            )
        told, rights = as_json(asked), as_json(caller)
        await connection.execute(_BEGIN, job, kind, caller.account, rights, handle.acting.purpose, request, told, now)
        audit = handle.acting.audit(now, kind, "", job, query)
        await connection.execute(statements.AUDIT, *audit, 0, None)
    return job


async def mine(handle: Handle, job: str) -> Job:
    """A job of this caller's account; another's is answered like an absent one."""
    async with handle.opened(owned(handle)) as connection:
        row = await connection.fetchrow(_MINE, job, handle.caller.account)
    if row is None:
        raise Refusal(Kind.NOT_FOUND, "There is no such job.", hint="It may have expired, or have been cancelled.")
    return job_of(row)


async def cancel(handle: Handle, job: str) -> None:
    """End a job, or forget what came of it. What an import has written stays."""
    now = handle.room.now()
    async with handle.opened(owned(handle)) as connection:
        kind = await connection.fetchval(_CANCEL, job, handle.caller.account, now)
        if kind is None:
            raise Refusal(Kind.NOT_FOUND, "There is no such job.", hint="It may have expired, or have been cancelled.")
        await connection.execute(statements.AUDIT, *handle.acting.audit(now, f"cancel-{kind}", "", job), 0, None)


def owned(handle: Handle) -> dict[str, str]:
    """The setting by which row-level security knows whose jobs these are."""
    return {"medcluster.account": handle.caller.account}


def as_json(value: object) -> str:
    """Plain values, or a dataclass, as JSON."""
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value))


def job_of(row: Any) -> Job:
    """The job in a row of `COLUMNS`."""
    return Job(
        row["id"],
        row["kind"],
        msgspec.json.decode(row["caller"], type=Caller),
        row["purpose"],
        row["request"],
        row["asked"].encode(),
        row["at"],
        row["state"],
        row["lease"],
        row["plan"].encode() if row["plan"] else None,
        row["done"],
        row["note"],
        msgspec.json.decode(row["problem"], type=tuple[Issue, ...]) if row["problem"] else (),
        row["finished"],
        row["expires"],
    )
