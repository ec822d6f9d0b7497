"""How do changes become events?

Promise: changes are taken in the order of the log; a Subscription in it counts from its own place on. What a subscriber
may not see becomes no event, so that even the numbers tell nothing. Events, counters and the caller's place in the log
are kept in one transaction: a change is counted once, whatever dies. Must not know: where the place is kept, channels.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from medcluster.fhir import types
from medcluster.foundation import Connection, Refusal, log_failure
from medcluster.record.caller import Action, Caller
from medcluster.record.changes import Change
from medcluster.record.hashing import reference_number
from medcluster.record.subscriptions.definition import read
from medcluster.record.subscriptions.matching import Subject, happened, meets
from medcluster.record.subscriptions.store import Subscriber, subscribers, versions
from medcluster.record.subscriptions.topics import Topic

if TYPE_CHECKING:
    from medcluster.record.handle import Handle
    from medcluster.record.record import Record

Callers = Callable[[str], Awaitable[Caller | None]]
Extra = Callable[[Connection, Change], Awaitable[None]]
_KIND = "Subscription"
_VISIBLE = "SELECT ref FROM record.resource WHERE ref = ANY ($1::bigint[])"
_COUNT = """
UPDATE record.subscription SET events = events + $2 WHERE id = $1 AND status <> 'off' RETURNING events
"""
_ADD = """
INSERT INTO record.subscription_event (subscription, number, type, id, ver, op, at, custodian)
SELECT $1, $2::bigint + u.k, u.type, u.id, u.ver, u.op, u.at, $8
FROM unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::timestamptz[])
     WITH ORDINALITY AS u(type, id, ver, op, at, k)
"""
_AUTHOR = "SELECT account, custodian FROM record.subscription_author WHERE id = $1 AND ver = $2"
_UNKNOWN = """
SELECT a.id, max(a.ver) AS ver FROM record.subscription_author AS a
WHERE NOT EXISTS (SELECT FROM record.subscription AS s WHERE s.id = a.id) GROUP BY a.id
"""
_OURS = "UPDATE record.subscription SET ver = $2, shown = $3 WHERE id = $1 AND ver < $2"
_TAKE_UP = """
INSERT INTO record.subscription (id, ver, body, account, custodian, channel, status, shown, reason, secret)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE
SET ver = excluded.ver, body = excluded.body, account = excluded.account, custodian = excluded.custodian,
    channel = excluded.channel, status = excluded.status, shown = excluded.shown, reason = excluded.reason,
    attempts = 0, due = NULL
WHERE record.subscription.ver < excluded.ver
"""
_FORGET = (
    "DELETE FROM record.subscription_event WHERE subscription = $1 AND $2::integer > 0",
    "DELETE FROM record.subscription WHERE id = $1 AND $2::integer > 0",
    "DELETE FROM record.subscription_author WHERE id = $1 AND ver < $2::integer",  # it may be there anew already
)


async def take(record: Record, seeing: Handle, changes: Sequence[Change], callers: Callers, keep: Extra) -> bool:
    """Let these changes become events; `keep` saves the place after each part in its transaction; whether any did."""
    any_found = False
    for part in _parts(changes):
        if part[0].type == _KIND:
            any_found = True
            await _take_up(seeing, part[0], keep)
        elif await _match(record, seeing, part, callers, keep):
            any_found = True
    return any_found


def _parts(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """What lies between Subscriptions together, and each of those alone."""
    start = 0
    for place, change in enumerate(changes):
        if change.type == _KIND:
            if start < place:
                yield changes[start:place]
            yield changes[place : place + 1]
            start = place + 1
    if start < len(changes):
        yield changes[start:]


async def _take_up(seeing: Handle, change: Change, keep: Extra) -> None:
    wanted = (change.type, change.id, change.version)
    async with seeing.opened() as connection:
        if change.op == "delete":
            for statement in _FORGET:
                await connection.execute(statement, change.id, change.version)
        else:
            body = (await versions(seeing, connection, [wanted], "read", change.id)).get(wanted)
            author = await connection.fetchrow(_AUTHOR, change.id, change.version)
            if body and author:
                await _begin(connection, wanted, body, author["account"], author["custodian"])
            elif body:
                await connection.execute(_OURS, change.id, change.version, _status(body))
        await keep(connection, change)


async def take_up_unknown(seeing: Handle) -> None:
    """Those that were written before anybody followed the log: the follower begins at its end."""
    async with seeing.opened() as connection:
        for row in await connection.fetch(_UNKNOWN):
            wanted = (_KIND, row["id"], row["ver"])
            body = (await versions(seeing, connection, [wanted], "read", row["id"])).get(wanted)
            author = await connection.fetchrow(_AUTHOR, row["id"], row["ver"])
            if body and author:
                await _begin(connection, wanted, body, author["account"], author["custodian"])


async def _begin(
    connection: Connection, version: tuple[str, str, int], body: bytes, account: str, custodian: int
) -> None:
    resource = types.decode(body)
    assert isinstance(resource, types.Subscription)
    status, reason = str(resource.status), ""
    try:
        read(resource)
    except Refusal as refusal:  # it was stored when less was checked
        status, reason = "error", refusal.text
    await connection.execute(
        _TAKE_UP,
        version[1],
        version[2],
        body,
        account,
        custodian,
        str(resource.channel.type),
        status if status in ("requested", "off", "error") else "requested",
        str(resource.status),
        reason,
        secrets.token_bytes(32),
    )


def _status(body: bytes) -> str:
    resource = types.decode(body)
    return str(resource.status) if isinstance(resource, types.Subscription) else ""


async def _match(record: Record, seeing: Handle, part: Sequence[Change], callers: Callers, keep: Extra) -> bool:
    known = [one for one in await subscribers(seeing) if one.readable]
    candidates = await _candidates(seeing, part, known)
    events: dict[str, list[Change]] = {}
    accounts = {one.account: None for one in known if one.id in candidates}
    who = {account: await callers(account) for account in accounts}
    for one in known:
        if one.id in candidates:
            caller = who[one.account]
            shown = await _seen(record, caller, candidates[one.id]) if caller else []
            if shown:
                events[one.id] = shown
    async with seeing.opened() as connection:
        for one in known:
            if one.id in events:
                await _count(connection, one, events[one.id])
        await keep(connection, part[-1])
    return bool(events)


async def _candidates(seeing: Handle, part: Sequence[Change], known: Sequence[Subscriber]) -> dict[str, list[Change]]:
    """The changes that each subscription asks for, rights aside."""
    topics = {one.definition.topic for one in known}
    relevant = [change for change in part if any(_looked_at(change, topic) for topic in topics)]
    wanted = {(one.type, one.id, one.version) for one in relevant if one.op != "delete"}
    wanted |= {(one.type, one.id, one.version - 1) for one in relevant if one.op != "create"}
    found: dict[str, list[Change]] = {}
    if not wanted:
        return found
    async with seeing.opened() as connection:
        bodies = await versions(seeing, connection, sorted(wanted), "match")
    now = seeing.room.now()
    for change in relevant:
        for one in _asking(change, bodies, known, now):
            found.setdefault(one.id, []).append(change)
    return found


def _looked_at(change: Change, topic: Topic) -> bool:
    """Whether a change is of a type and a kind that a topic is about."""
    return any(change.type in one.types and change.op in one.operations for one in topic.triggers)


def _asking(
    change: Change, bodies: Mapping[tuple[str, str, int], bytes], known: Sequence[Subscriber], now: datetime
) -> list[Subscriber]:
    """Who asks for this change; one that cannot be understood is nobody's, and holds up no other."""
    try:
        current = _decoded(bodies.get((change.type, change.id, change.version)))
        previous = _decoded(bodies.get((change.type, change.id, change.version - 1)))
        subject = previous if change.op == "delete" else current
        if subject is None:
            return []  # its version was purged before anybody was told
        subjects = [Subject(subject)]
        if change.former_patient and previous is not None:
            subjects.append(Subject(previous))  # who asks for the patient that it left is told as well
        return [
            one
            for one in known
            if happened(one.definition.topic, change.op, current, previous, now)
            and any(meets(one.definition.filters, each) for each in subjects)
        ]
    except Exception as error:
        log_failure("subscriptions.change_skipped", error, type=change.type, version=change.version)
        return []


def _decoded(body: bytes | None) -> types.Resource | None:
    return types.decode(body) if body else None


async def _seen(record: Record, caller: Caller, changes: Sequence[Change]) -> list[Change]:
    """Those that are about rows which exist for this caller."""
    allowed = [one for one in changes if caller.allows(Action.READ, one.type)]
    refs = [reference_number(one.type, one.id) for one in allowed]
    async with record.open_for(caller).opened() as connection:
        visible = {row["ref"] for row in await connection.fetch(_VISIBLE, refs)} if refs else set()
    return [one for one, ref in zip(allowed, refs, strict=True) if ref in visible]


async def _count(connection: Connection, one: Subscriber, changes: Sequence[Change]) -> None:
    counted = await connection.fetchval(_COUNT, one.id, len(changes))
    if counted is None:
        return
    await connection.execute(
        _ADD,
        one.id,
        counted - len(changes),
        [change.type for change in changes],
        [change.id for change in changes],
        [change.version for change in changes],
        [change.op for change in changes],
        [change.at for change in changes],
        one.custodian,
    )
