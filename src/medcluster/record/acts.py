"""How does a handle carry out what depends on what is there: conditional acts, patches, changes of meta?

Promise: look, decide and write in one transaction, under the lock of the condition or of the one resource; when
somebody who takes no such lock changed what was looked at, the whole is done again, so that no change is lost and none
is made from an old version. The audit tells the look and the write. Must not know: bundles, HTTP.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import conditions, deciding, reading, writing
from medcluster.record.caller import Action
from medcluster.record.conditions import condition
from medcluster.record.deciding import Change
from medcluster.record.stored import Stored
from medcluster.record.validating import Unasked
from medcluster.record.writing import Moved, Operation

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

T = TypeVar("T")
_ATTEMPTS = 16


async def settled(handle: Handle, act: Callable[[Connection], Awaitable[T]]) -> T:
    """The act in a transaction, again as long as what it was decided on moves away under it."""
    for _ in range(_ATTEMPTS):
        try:
            return await handle.attempt(act)
        except Moved:
            continue
        except Unasked as unasked:
            await unasked.learn()
    raise Refusal(Kind.CONFLICT, "Others keep changing what this would change.", hint="Read it again, then repeat.")


async def update_where(
    handle: Handle, resource: types.Resource, query: str, if_match: int | None
) -> tuple[Stored, bool]:
    """A conditional update, and whether it created."""
    name = types.type_name(resource)
    handle.acting.require(Action.WRITE, [name])
    asked = await conditions.with_plain_codes(handle, condition(name, query))

    async def act(connection: Connection) -> tuple[Stored, bool]:
        match = await conditions.matching(handle.room, connection, handle.acting, asked)
        found = deciding.updating(handle.caller, resource, asked, match, handle.room.ids.new, if_match)
        (stored,) = await _write(handle, connection, [found], "create" if match is None else "update", name)
        return stored, match is None

    return await settled(handle, act)


async def delete_where(handle: Handle, name: str, query: str, if_match: int | None) -> list[Stored]:
    """A conditional delete; the tombstones of what went."""
    handle.acting.require(Action.DELETE, [name])
    asked, most = conditions.deletion(name, query)
    asked = await conditions.with_plain_codes(handle, asked)

    async def act(connection: Connection) -> list[Stored]:
        await conditions.lock(connection, [asked])
        found = await conditions.matches(handle.room, connection, handle.acting, [asked], most)
        operations = deciding.deleting(asked, found[asked], most, if_match)
        return await _write(handle, connection, operations, "delete", name) if operations else []

    return await settled(handle, act)


async def change(
    handle: Handle, name: str, resource_id: str, change: Change, if_match: int | None, action: str
) -> Stored:
    """A change of one resource that starts from what it is now; one that is left as it is stays at its version."""
    handle.acting.require(Action.WRITE, [name])
    handle.acting.require(Action.READ, [name])

    async def act(connection: Connection) -> Stored:
        await conditions.lock(connection, [conditions.itself(name, resource_id)])
        found = await reading.read(handle.room, connection, handle.acting, name, resource_id)
        before = reading.there(name, resource_id, found)
        return await _changed(handle, connection, before, change, if_match, action)

    return await settled(handle, act)


async def change_where(
    handle: Handle, name: str, query: str, change: Change, if_match: int | None, action: str
) -> Stored:
    """A change of the one resource that meets a condition."""
    handle.acting.require(Action.WRITE, [name])
    asked = await conditions.with_plain_codes(handle, condition(name, query))

    async def act(connection: Connection) -> Stored:
        await conditions.lock(connection, [asked])
        found = await conditions.matches(handle.room, connection, handle.acting, [asked])
        match = conditions.one(asked, found[asked])
        return await _changed(handle, connection, match, change, if_match, action)

    return await settled(handle, act)


async def _changed(
    handle: Handle, connection: Connection, before: Stored, change: Change, if_match: int | None, action: str
) -> Stored:
    operation = deciding.changing(before, change, if_match)
    if operation is None:
        return before
    (stored,) = await _write(handle, connection, [operation], action, before.type)
    return stored


async def _write(
    handle: Handle, connection: Connection, operations: list[Operation], action: str, name: str
) -> list[Stored]:
    work = await writing.prepare(handle.room, handle.acting, operations, connection)
    only = operations[0].id if len(operations) == 1 else ""
    audit = handle.acting.audit(work.now, action, name, only)
    return await writing.apply(handle.room, connection, handle.acting, work, audit)
