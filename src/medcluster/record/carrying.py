"""How does a handle carry out a bundle, and answer it?

A transaction through `bundles`, with its searches read beforehand (`inside`): first prepared outside of the writing
transaction; when what its conditions match, or what it patches, has changed meanwhile, again under the locks of its
conditions, where nobody else can be in the way. A batch entry by entry, each on its own, its failure told in its place.
The answer has the order of the bundle. Must not know: SQL.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import acts, answers, bundles, conditions, past, planning, reading, searching
from medcluster.record.answers import Returning
from medcluster.record.asking import Asked
from medcluster.record.bundles import Found, Prepared
from medcluster.record.conditions import Condition
from medcluster.record.entries import METHODS, Entry, at, entries_alone
from medcluster.record.inside import searches_of
from medcluster.record.planning import Plan
from medcluster.record.stored import Stored
from medcluster.record.viewing import wanted
from medcluster.record.writing import Moved

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

Extra = Callable[[Connection], Awaitable[None]]


async def transaction(handle: Handle, bundle: types.Bundle, extra: Extra | None, returning: Returning) -> types.Bundle:
    """All of a transaction, or nothing."""
    plan = await _with_plain_codes(handle, planning.plan(handle.acting, bundle))
    carried = _Carried(handle, plan, await searches_of(handle, plan), extra, returning)
    try:
        answer = await _prepared_before(carried)
    except Moved:
        answer = await _under_locks(carried)
    ordered = tuple(answer[place] for place in range(len(plan.entries)))
    return types.Bundle(type="transaction-response", entry=ordered)


@dataclass(frozen=True, slots=True)
class _Carried:
    """A transaction: for whom, what it asks for, its searches by place, what else is done in it, what is answered."""

    handle: Handle
    plan: Plan
    searches: Mapping[int, Asked]
    also: Extra | None
    returning: Returning


async def _with_plain_codes(handle: Handle, plan: Plan) -> Plan:
    """The plan with conditions that can be looked up within the transaction."""
    for of_entries in (plan.making, plan.changing):
        for place, asked in of_entries.items():
            of_entries[place] = await _plain(handle, place, asked)
    for place, (asked, most) in plan.deleting.items():
        plan.deleting[place] = await _plain(handle, place, asked), most
    for text, asked in plan.referring.items():
        plan.referring[text] = await conditions.with_plain_codes(handle, asked)
    return plan


async def _plain(handle: Handle, place: int, asked: Condition) -> Condition:
    try:
        return await conditions.with_plain_codes(handle, asked)
    except Refusal as refusal:
        raise at(place, refusal) from None


Answers = dict[int, types.BundleEntry]


async def _prepared_before(carried: _Carried) -> Answers:
    handle, plan = carried.handle, carried.plan
    found = Found()
    if plan.locked or plan.referring:
        async with handle.opened() as connection:
            found = await bundles.look(handle.room, connection, handle.acting, plan)
    prepared = await bundles.prepare(handle.room, handle.acting, plan, found)

    async def act(connection: Connection) -> Answers:
        return await _write(carried, connection, prepared, looked=False)

    return await handle.attempt(act)


async def _under_locks(carried: _Carried) -> Answers:
    handle, plan = carried.handle, carried.plan

    async def act(connection: Connection) -> Answers:
        await conditions.lock(connection, plan.locked)
        found = await bundles.look(handle.room, connection, handle.acting, plan)
        prepared = await bundles.prepare(handle.room, handle.acting, plan, found, connection)
        return await _write(carried, connection, prepared, looked=True)

    return await acts.settled(handle, act)


async def _write(carried: _Carried, connection: Connection, prepared: Prepared, *, looked: bool) -> Answers:
    handle, plan, returning = carried.handle, carried.plan, carried.returning
    done = await bundles.write(handle.room, connection, handle.acting, plan, prepared, looked=looked)
    answer: Answers = {
        place: answers.written(stored, made=False, returning=returning) for place, stored in prepared.existing.items()
    }
    for place, stored in done.items():
        gone = plan.entries[place].method == "DELETE"
        answer[place] = answers.deleted(len(stored)) if gone else _told(stored[0], returning)
    for entry in plan.of("GET"):
        answer[entry.place] = await _get(carried, connection, entry)
    if carried.also is not None:
        await carried.also(connection)
    return answer


def _told(stored: Stored, returning: Returning) -> types.BundleEntry:
    return answers.written(stored, made=stored.made, returning=returning)


async def _get(carried: _Carried, connection: Connection, entry: Entry) -> types.BundleEntry:
    """A read, a version, a history or a search, within the transaction."""
    room, acting = carried.handle.room, carried.handle.acting
    try:
        view = wanted(entry.type, entry.query)
        if entry.history and entry.version is None:
            asked = past.read_asked(entry.type, entry.id, view.query)
            told = await past.versions(room, connection, acting, asked)
            return view.entry(answers.versions(_url(entry), told))
        if entry.place in carried.searches:
            page = await searching.search(room, connection, acting, carried.searches[entry.place])
            return view.entry(answers.found(entry.type, page))
        if entry.version is not None:
            found = await reading.read_version(room, connection, acting, entry.type, entry.id, entry.version)
        else:
            found = await reading.read(room, connection, acting, entry.type, entry.id)
        return view.entry(answers.read(reading.there(entry.type, entry.id, found), entry))
    except Refusal as refusal:
        raise at(entry.place, refusal) from None


def _url(entry: Entry) -> str:
    return f"{entry.type}/{entry.id}/_history" if entry.id else f"{entry.type}/_history"


async def batch(handle: Handle, bundle: types.Bundle, returning: Returning) -> types.Bundle:
    """Each entry on its own, in R4's order."""
    found, wrong = entries_alone(bundle, handle.acting.own)
    answer: Answers = {place: answers.refused(refusal) for place, refusal in wrong.items()}
    for entry in sorted(found, key=lambda one: METHODS.index(one.method)):
        try:
            answer[entry.place] = await _ALONE[entry.method](handle, entry, returning)
        except Refusal as refusal:
            if refusal.kind is Kind.UNAVAILABLE:
                raise
            answer[entry.place] = answers.refused(refusal)
    return types.Bundle(type="batch-response", entry=tuple(answer[place] for place in range(len(bundle.entry))))


async def _delete(handle: Handle, entry: Entry, returning: Returning) -> types.BundleEntry:
    if entry.conditional:
        return answers.deleted(len(await handle.delete_where(entry.type, entry.query, if_match=entry.if_match)))
    await handle.delete(entry.type, entry.id, if_match=entry.if_match)
    return answers.deleted()


async def _post(handle: Handle, entry: Entry, returning: Returning) -> types.BundleEntry:
    stored, made = await handle.create_unless(_sent(entry), entry.if_none_exist)
    return answers.written(stored, made=made, returning=returning)


async def _put(handle: Handle, entry: Entry, returning: Returning) -> types.BundleEntry:
    if entry.conditional:
        stored, made = await handle.update_where(_sent(entry), entry.query, if_match=entry.if_match)
        return answers.written(stored, made=made, returning=returning)
    resource = replace(_sent(entry), id=entry.id)
    only_new = bool(entry.if_none_match)
    return _told(await handle.update(resource, if_match=entry.if_match, only_new=only_new), returning)


async def _patch(handle: Handle, entry: Entry, returning: Returning) -> types.BundleEntry:
    if entry.patch is None:
        raise TypeError(entry)
    if entry.conditional:
        stored = await handle.patch_where(entry.type, entry.query, entry.patch, if_match=entry.if_match)
    else:
        stored = await handle.patch(entry.type, entry.id, entry.patch, if_match=entry.if_match)
    return answers.written(stored, made=False, returning=returning)


def _sent(entry: Entry) -> types.Resource:
    if entry.resource is None:
        raise TypeError(entry)
    return entry.resource


async def _read(handle: Handle, entry: Entry, returning: Returning) -> types.BundleEntry:
    view = wanted(entry.type, entry.query)
    if entry.history and entry.version is None:
        page = await handle.versions(entry.type, entry.id, view.query)
        return view.entry(answers.versions(_url(entry), page))
    if not entry.id:
        return view.entry(answers.found(entry.type, await handle.search(entry.type, view.query)))
    if entry.version is not None:
        return view.entry(answers.read(await handle.vread(entry.type, entry.id, entry.version), entry))
    return view.entry(answers.read(await handle.read(entry.type, entry.id), entry))


_ALONE: Mapping[str, Callable[[Handle, Entry, Returning], Awaitable[types.BundleEntry]]] = {
    "DELETE": _delete,
    "POST": _post,
    "PUT": _put,
    "PATCH": _patch,
    "GET": _read,
}
