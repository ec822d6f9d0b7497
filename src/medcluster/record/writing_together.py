"""How do single writes that come at the same moment share one transaction?

Promise: creates and updates of one account that come together go in as one set, each with an audit row of its own; when
the set is refused, each is tried alone, so that nobody is refused for what another sent; two on one resource never go
together. Nothing is answered before it is committed. A set that would wait for somebody's lock gives its place up, and
each of its writes waits by itself: sets are few, and those behind one that waits would wait too. Must not know: HTTP.
Source: measured in docs/performance.md: the fixed cost of a transaction is several times that of a row in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import asyncpg

from medcluster.foundation import Connection, Kind, Refusal
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


class Waiting(Exception):
    """Somebody else holds what a write needs: it is to wait by itself."""


_HASTY = MappingProxyType({"lock_timeout": "400ms"})
_PATIENT: Mapping[str, str] = MappingProxyType({})


async def write_together(writer: Writer, operations: Sequence[Operation]) -> list[Stored | Exception]:
    """What became of each operation."""
    if 1 < len(operations) == len({(one.type, one.id) for one in operations}):
        try:
            return [*await _write(writer.handle, operations, _HASTY)]
        except asyncpg.LockNotAvailableError:
            return [Waiting() for _ in operations]
        except Refusal as refusal:
            if _may_be_committed(refusal):
                return [refusal for _ in operations]
        except asyncpg.PostgresError:  # one of them is at fault, or the database is: each finds out alone
            pass
    return [await _alone(writer.handle, operation) for operation in operations]


def _may_be_committed(refusal: Refusal) -> bool:
    """Whether the database went away, perhaps behind the commit: what is written again would be written twice."""
    return refusal.kind is Kind.UNAVAILABLE and not isinstance(refusal.__cause__, asyncpg.QueryCanceledError)


async def _alone(handle: Handle, operation: Operation) -> Stored | Exception:
    try:
        return (await _write(handle, [operation], _HASTY))[0]
    except asyncpg.LockNotAvailableError:
        return Waiting()
    except Exception as error:
        return error


async def write_alone(handle: Handle, operation: Operation) -> Stored:
    """A write in a transaction of its own, that waits for whoever is before it."""
    return (await _write(handle, [operation], _PATIENT))[0]


async def _write(handle: Handle, operations: Sequence[Operation], further: Mapping[str, str]) -> list[Stored]:
    room, acting = handle.room, handle.acting
    work = await writing.prepare(room, acting, operations)
    audit = acting.audit(work.now, "")  # each is an act of its own

    async def act(connection: Connection) -> list[Stored]:
        return await writing.apply(room, connection, acting, work, audit)

    return await handle.attempt(act, further)
