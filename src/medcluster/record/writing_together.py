"""How do single writes that come at the same moment share one transaction?

Promise: creates and updates of one account that come together go in as one set, each with an audit row of its own; when
the set is refused, each is tried alone, so that nobody is refused for what another sent; two on one resource never go
together. Nothing is answered before it is committed. Must not know: HTTP.
Source: measured in docs/performance.md: the fixed cost of a transaction is several times that of a row in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncpg

from medcluster.foundation import Connection, Refusal
from medcluster.record import writing
from medcluster.record.stored import Stored
from medcluster.record.writing import Operation

if TYPE_CHECKING:
    from medcluster.record.handle import Handle


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, for what purpose, with which rights: only what is equal in all of it goes together."""

    account: str
    role: str
    participant: str
    purpose: str
    rights: tuple[tuple[str, str], ...]
    handle: Handle = field(compare=False)

    @classmethod
    def of(cls, handle: Handle) -> Writer:
        who = handle.caller
        rights: Mapping[str, str] = handle.database_settings
        return cls(who.account, who.role, who.participant, handle.acting.purpose, tuple(rights.items()), handle)


async def write_together(writer: Writer, operations: Sequence[Operation]) -> list[Stored | Exception]:
    """What became of each operation."""
    if 1 < len(operations) == len({(one.type, one.id) for one in operations}):
        try:
            return [*await _write(writer.handle, operations)]
        except (Refusal, asyncpg.PostgresError):  # one of them is at fault, or the database is: each finds out alone
            pass
    return [await _alone(writer.handle, operation) for operation in operations]


async def _alone(handle: Handle, operation: Operation) -> Stored | Exception:
    try:
        return (await _write(handle, [operation]))[0]
    except Exception as error:
        return error


async def _write(handle: Handle, operations: Sequence[Operation]) -> list[Stored]:
    room, acting = handle.room, handle.acting
    work = await writing.prepare(room, acting, operations)
    audit = acting.audit(work.now, "")  # each is an act of its own

    async def act(connection: Connection) -> list[Stored]:
        return await writing.apply(room, connection, acting, work, audit)

    return await handle.attempt(act)
