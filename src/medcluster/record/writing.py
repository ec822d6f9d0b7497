"""How is a set of resources written, all or nothing?

Promise: resources, history, index rows, change log and audit in one transaction and one statement each for what is new
and what is replaced; versions are checked under a row lock; two operations on one identity are refused; what opens a
patient's record reaches all her rows, also those that others are writing at the same time (her advisory lock). Order of
locks: criteria, patients, rows. Must not know: bundles, HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from medcluster.fhir import search, types
from medcluster.foundation import Connection, Issue, Kind, Refusal
from medcluster.record import parameters, statements
from medcluster.record.acting import Acting, AuditValues
from medcluster.record.caller import ON_PROTOCOL, Action, Caller
from medcluster.record.columns import TYPES, columns
from medcluster.record.grants import Opening, opening
from medcluster.record.hashing import lock_of_patient
from medcluster.record.literal import check_targets
from medcluster.record.room import Room
from medcluster.record.rows import Row, prepared, stamp, tombstone
from medcluster.record.stored import ANY_VERSION, Stored
from medcluster.record.subscriptions import writing as subscriptions

_BREATH = 32  # resources prepared before others get their turn on the event loop


class Moved(Exception):
    """What a write was decided on is no longer so: decide again."""


@dataclass(slots=True)
class Operation:
    """One resource to create, update or delete; `may_create`: an update of what is absent makes it.

    based_on: the version that it was made from; another one now is `Moved`, not a refusal. unless_there: with what kind
    of refusal it ends when the resource is there. place: of its entry, when it comes from a bundle.
    """

    method: str  # create, update, delete
    type: str
    id: str
    resource: types.Resource | None = None
    if_match: int | None = None
    may_create: bool = False
    based_on: int | None = None
    unless_there: Kind | None = None
    place: int | None = None


@dataclass(slots=True)
class Work:
    """A set of operations, prepared as far as can be before the database is asked."""

    now: datetime
    operations: Sequence[Operation]
    rows: list[Row]
    openings: dict[int, Opening]  # by patient
    terms: Mapping[str, int]  # organisations that are named in openings
    indexed_by: search.ByType  # the added parameters that the rows were made with


async def prepare(
    room: Room, acting: Acting, operations: Sequence[Operation], connection: Connection | None = None
) -> Work:
    """Make the rows: processor work, before the transaction unless what it reads decides about them."""
    refuse_twice(operations)
    if connection is None:  # else whoever opened the transaction has looked
        await room.parameters.learn(room.database)
    now = room.now()
    await room.validating.check(operations, now, connection)
    indexed_by = room.parameters.by_type
    rows: list[Row] = []
    openings: dict[int, Opening] = {}
    for count, operation in enumerate(operations):
        if operation.resource is None:
            rows.append(tombstone(operation.type, operation.id, now))
            continue
        subscriptions.check(acting.caller, operation.resource)
        row = prepared(operation.resource, operation.id, now)
        _check_custodian(acting, operation, row)
        if operation.method == "create":
            stamp(row, 1, now)
        rows.append(row)
        found = opening(operation.resource)
        if found and row.pat is not None:
            before = openings.get(row.pat, Opening(frozenset()))
            openings[row.pat] = Opening(
                before.organizations | found.organizations, before.on_protocol or found.on_protocol
            )
        if count % _BREATH == _BREATH - 1:
            await asyncio.sleep(0)
    named = frozenset(chain.from_iterable(o.organizations for o in openings.values()))
    terms = await room.custodians.numbers(named, connection) if named else {}
    return Work(now, operations, rows, openings, terms, indexed_by)


def refuse_twice(operations: Iterable[Operation]) -> None:
    """Refuse a second operation on one resource; the entries of a bundle that ask for the two are named."""
    seen: dict[tuple[str, str], Operation] = {}
    for operation in operations:
        first = seen.setdefault((operation.type, operation.id), operation)
        if first is operation:
            continue
        text = f"Two operations of one transaction name {operation.type}/{operation.id}."
        places = [one.place for one in (first, operation) if one.place is not None]
        issues = tuple(Issue(text, f"Bundle.entry[{place}]") for place in places)
        raise Refusal(Kind.INVALID, text, hint="Send one operation for each resource.", issues=issues)


def _check_custodian(acting: Acting, operation: Operation, row: Row) -> None:
    if acting.caller.every_row and (operation.if_match is not None or operation.based_on is not None):
        return  # the platform changes what is there: whoever was responsible for it still is
    if acting.caller.custodian == 0 and not row.everybody:
        raise Refusal(
            Kind.FORBIDDEN,
            f"Who belongs to no participant cannot write {row.type} resources.",
            hint="Sign in for a participant: it becomes the custodian of what is written.",
        )


async def apply(room: Room, connection: Connection, acting: Acting, work: Work, audit: AuditValues) -> list[Stored]:
    """Write the set within the transaction of `connection`; what was written, in the order of the operations."""
    await _lock_patients(connection, work)
    replaced_at, revived = await _find_versions(connection, work, acting)
    if room.references == "strict":
        await check_targets(connection, work.rows)
    else:
        await _check_patients(connection, work, acting.caller)
    await _open_to_others(connection, work)
    await _index_again(room, work)
    added = [row for row in work.rows if row.op == "create"]
    replaced = [row for row in work.rows if row.op != "create"]
    if added:
        for row, rid in zip(added, await room.numbers.take(connection, len(added)), strict=True):
            row.rid = rid
        await _put(connection, statements.ADD, added, work.now, audit)
    if replaced:
        await _put(connection, statements.REPLACE, replaced, replaced_at, audit)
    await subscriptions.note_authors(connection, acting.caller, work.rows)
    times = {True: work.now, False: replaced_at}
    done = [Stored(row.type, row.id, row.ver, times[row.op == "create"], row.deleted, row.body) for row in work.rows]
    for place in revived:
        done[place] = replace(done[place], revived=True)
    return done


async def _lock_patients(connection: Connection, work: Work) -> None:
    locks = sorted({lock_of_patient(pat) for row in work.rows if (pat := row.pat) is not None})
    if work.openings:  # all of them alone: one order over both kinds, so that two cannot wait for each other
        await connection.execute(statements.LOCK_ALONE, locks)
    elif locks:
        await connection.execute(statements.LOCK_SHARED, locks)


async def _check_patients(connection: Connection, work: Work, caller: Caller) -> None:
    """Refuse to write about a patient who is in the record and closed to the writer."""
    pats = sorted({row.pat for row in work.rows if row.pat is not None and row.pat != row.ref})
    if caller.every_row or caller.patient or not pats:
        return
    if await connection.fetchval(statements.HIDDEN_PATIENTS, pats, sorted(caller.terms), caller.custodian):
        text = "This is about a patient whose record is not open to you."
        raise Refusal(
            Kind.INVALID,
            text,
            hint="Ask for a referral to your hospital, or register the patient with your own hospital's number.",
            issues=(Issue(text, code="forbidden"),),
        )


async def _find_versions(connection: Connection, work: Work, acting: Acting) -> tuple[datetime, list[int]]:
    """Lock the rows that are replaced, check what the caller knows of them, and give every row its version.

    Since when the new versions of these rows are: never before the ones that they follow, whoever waited for whom; and
    the places of those that were deleted and are there again.
    """
    pairs = list(zip(work.operations, work.rows, strict=True))
    refs = [row.ref for operation, row in pairs if operation.method != "create"]
    found: dict[int, Any] = {}
    if refs:
        found = {row["ref"]: row for row in await connection.fetch(statements.LOCK_ROWS, refs)}
    replaced_at: datetime = max((work.now, *(row["ts"] for row in found.values())))
    revived: list[int] = []
    for place, (operation, row) in enumerate(pairs):
        if operation.method == "create":
            row.custodian = acting.caller.custodian  # its version and its bytes, it was given when it was prepared
            continue
        before = found.get(row.ref)
        if before is None and _may_appear(operation):
            row.op, row.custodian = "create", acting.caller.custodian
            stamp(row, 1, work.now)
        else:
            before = _checked(operation, before, acting.caller)
            row.op = "delete" if operation.method == "delete" else "update"
            row.rid, row.custodian = before["rid"], before["custodian"]
            if row.op == "delete":
                row.pat, row.patient = before["pat"], before["patient"]
            elif before["deleted"]:
                revived.append(place)
            stamp(row, before["ver"] + 1, replaced_at)
    return replaced_at, revived


def _may_appear(operation: Operation) -> bool:
    if operation.method != "update" or not operation.may_create or operation.based_on is not None:
        return False
    if operation.if_match is not None:
        raise Refusal(
            Kind.VERSION, f"There is no {operation.type}/{operation.id} yet.", hint="Send it without If-Match."
        )
    return True


def _checked(operation: Operation, before: Any, caller: Caller) -> Any:
    """The row that is replaced, when the operation may replace it."""
    name = f"{operation.type}/{operation.id}"
    if operation.based_on is not None and (before is None or before["ver"] != operation.based_on):
        raise Moved
    if before is None:
        raise Refusal(Kind.NOT_FOUND, f"There is no {name}.")
    action = Action.DELETE if operation.method == "delete" else Action.WRITE
    if not caller.may_replace(action, operation.type, before["custodian"]):
        raise Refusal(Kind.FORBIDDEN, f"Another participant answers for {name}.", hint="Ask it to change this.")
    if before["deleted"] and not (operation.method == "update" and operation.may_create):
        raise Refusal(Kind.GONE, f"{name} was deleted.")
    if before["deleted"] and operation.if_match == ANY_VERSION:
        raise Refusal(Kind.VERSION, f"{name} was deleted.", hint="Send it without If-Match to bring it back.")
    check_version(name, operation.if_match, before["ver"])
    if operation.unless_there is not None and not before["deleted"]:
        raise Refusal(operation.unless_there, f"{name} is there already.", hint="Update what is there, or take no id.")
    return before


def check_version(name: str, expected: int | None, found: int) -> None:
    """Refuse a change that was made from another version than the one found."""
    if expected not in (None, ANY_VERSION, found):
        raise Refusal(
            Kind.VERSION,
            f"{name} is at version {found}, not at {expected}.",
            hint="Read it again, then repeat the change.",
        )


async def _open_to_others(connection: Connection, work: Work) -> None:
    if not work.openings:
        return
    pats: list[int] = []
    terms: list[int] = []
    for pat, found in work.openings.items():
        mine = [work.terms[organization] for organization in sorted(found.organizations)]
        mine += [ON_PROTOCOL] if found.on_protocol else []
        terms.extend(mine)
        pats.extend(repeat(pat, len(mine)))
    made = [row.ref for row in work.rows if row.type == "Patient" and row.op == "create"]
    await connection.execute(statements.GRANT, sorted(work.openings), terms, made, pats)


async def _index_again(room: Room, work: Work) -> None:
    """Make the index rows anew where parameters were added after they were prepared: the run of these may be over."""
    while work.indexed_by is not room.parameters.by_type:
        work.indexed_by = room.parameters.by_type
        for count, row in enumerate(work.rows, 1):
            if row.resource is not None:
                again = prepared(row.resource, row.id, work.now)
                row.tokens, row.texts = again.tokens, again.texts
                row.spans, row.quantities = again.spans, again.quantities
            if count % _BREATH == 0:
                await asyncio.sleep(0)


async def _put(connection: Connection, statement: str, rows: Sequence[Row], now: datetime, audit: AuditValues) -> None:
    arrays = columns(rows, now)
    await connection.execute(statement, *arrays, *audit[1:])
    if "SearchParameter" in arrays[TYPES]:
        await parameters.check_number(connection, [row.resource for row in rows])
