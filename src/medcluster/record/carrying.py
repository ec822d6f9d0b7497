"""How does a handle carry out a bundle, and answer it?

A transaction through `bundles`, prepared again when what its conditions match has changed meanwhile; a batch entry by
entry, each on its own, its failure told in its place. The answer has the order of the bundle. Must not know: SQL.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import answers, bundles, reading, searching
from medcluster.record.bundles import Moved, Plan
from medcluster.record.entries import Entry, at, entries
from medcluster.record.stored import Stored

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

Extra = Callable[[Connection], Awaitable[None]]
_ATTEMPTS = 4
_HISTORY = 50


async def transaction(handle: Handle, bundle: types.Bundle, extra: Extra | None) -> types.Bundle:
    """All of a transaction, or nothing."""
    plan = bundles.plan(handle.acting, bundle)
    for _ in range(_ATTEMPTS):
        try:
            return await _once(handle, plan, extra)
        except Moved:
            continue
    raise Refusal(Kind.CONFLICT, "What the conditions of this transaction match keeps changing.", hint="Try again.")


async def _once(handle: Handle, plan: Plan, extra: Extra | None) -> types.Bundle:
    found = {}
    if plan.conditions:
        async with handle.opened() as connection:
            found = await bundles.look(handle.room, connection, handle.acting, plan)
    prepared = await bundles.prepare(handle.room, handle.acting, plan, found)
    answer: dict[int, types.BundleEntry] = {}

    async def act(connection: Connection) -> None:
        answer.clear()
        done = await bundles.write(handle.room, connection, handle.acting, plan, prepared)
        for place, stored in prepared.existing.items():
            answer[place] = answers.written(stored, made=False)
        for place, stored in done.items():
            answer[place] = answers.deleted() if stored.deleted else answers.written(stored, made=stored.version == 1)
        for entry in plan.of("GET"):
            answer[entry.place] = await _get(handle, connection, entry)
        if extra is not None:
            await extra(connection)

    await handle.attempt(act)
    ordered = tuple(answer[place] for place in range(len(plan.entries)))
    return types.Bundle(type="transaction-response", entry=ordered)


async def _get(handle: Handle, connection: Connection, entry: Entry) -> types.BundleEntry:
    """A read, a version, a history or a search, within the transaction."""
    room, acting = handle.room, handle.acting
    try:
        if not entry.id:
            asked = searching.read_query(entry.type, entry.query, None)
            page = await searching.search(room, connection, acting, asked)
            return answers.found(entry.type, page)
        if entry.version is not None:
            found = await reading.read_version(room, connection, acting, entry.type, entry.id, entry.version)
        elif entry.history:
            found = await reading.history(room, connection, acting, entry.type, entry.id, _HISTORY)
            if found:
                return answers.versions(found)
        else:
            found = await reading.read(room, connection, acting, entry.type, entry.id)
        return answers.read(reading.there(entry.type, entry.id, found))
    except Refusal as refusal:
        raise at(entry.place, refusal) from None


async def batch(handle: Handle, bundle: types.Bundle) -> types.Bundle:
    """Each entry on its own, in R4's order."""
    found = entries(bundle)
    answer: dict[int, types.BundleEntry] = {}
    for method in ("DELETE", "POST", "PUT", "GET"):
        for entry in found:
            if entry.method == method:
                try:
                    answer[entry.place] = await _alone(handle, entry)
                except Refusal as refusal:
                    if refusal.kind is Kind.UNAVAILABLE:
                        raise
                    answer[entry.place] = answers.refused(refusal)
    return types.Bundle(type="batch-response", entry=tuple(answer[place] for place in range(len(found))))


async def _alone(handle: Handle, entry: Entry) -> types.BundleEntry:
    if entry.method == "DELETE":
        await handle.delete(entry.type, entry.id, if_match=entry.if_match)
        return answers.deleted()
    if entry.method == "GET":
        return await _read_alone(handle, entry)
    if entry.resource is None:
        raise TypeError(entry)
    if entry.method == "POST":
        stored, made = await handle.create_unless(entry.resource, entry.if_none_exist)
        return answers.written(stored, made=made)
    stored = await handle.update(replace(entry.resource, id=entry.id), if_match=entry.if_match)
    return answers.written(stored, made=stored.version == 1)


async def _read_alone(handle: Handle, entry: Entry) -> types.BundleEntry:
    if not entry.id:
        return answers.found(entry.type, await handle.search(entry.type, entry.query))
    if entry.version is not None:
        return answers.read(await handle.vread(entry.type, entry.id, entry.version))
    if entry.history:
        return answers.versions(await handle.history(entry.type, entry.id))
    return answers.read(await handle.read(entry.type, entry.id))


__all__ = ["Stored", "batch", "transaction"]
