"""Where do subscriptions and their events stand?

Promise: who wrote a Subscription, what it asked for, how far it was told, and every event under its number, once, in
order; all of it under row-level security as the subscriber's own. What is told of a resource is read with the
subscriber's rights and leaves an audit row. Must not know: channels, the change log's position.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import statements
from medcluster.record.caller import Action
from medcluster.record.hashing import reference_number
from medcluster.record.subscriptions.definition import Definition, read
from medcluster.record.subscriptions.notices import Told

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

BINDING_LIFETIME = timedelta(minutes=5)
LARGEST_PAGE = 1000
_COLUMNS = (
    "id, ver, body, account, custodian, channel, status, shown, reason, secret, events, sent, attempts, due, told"
)
_ALL = f"SELECT {_COLUMNS} FROM record.subscription WHERE status <> 'off' ORDER BY id"
_ONE = f"SELECT {_COLUMNS} FROM record.subscription WHERE id = $1"
_EVENTS = """
SELECT number, type, id, ver, op, at FROM record.subscription_event
WHERE subscription = $1 AND number > $2 AND number <= $3 ORDER BY number LIMIT $4
"""
_VERSIONS = """
WITH wanted AS (SELECT * FROM unnest($10::bigint[], $11::integer[]) AS w(ref, ver)),
shown AS MATERIALIZED (
    SELECT r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat
    FROM wanted AS w JOIN record.resource AS r ON r.ref = w.ref AND r.ver = w.ver
    UNION ALL
    SELECT h.type, h.id, h.ver, h.ts, h.deleted, h.body, h.pat
    FROM wanted AS w JOIN record.resource AS r ON r.ref = w.ref
    JOIN record.history AS h ON h.rid = r.rid AND h.ver = w.ver
), {audit}
SELECT type, id, ver, deleted, body FROM shown
""".replace("{audit}", statements.AUDIT_SHOWN)
_SENT = """
UPDATE record.subscription SET sent = greatest(sent, $2), told = $3, attempts = 0, due = NULL
WHERE id = $1 AND status <> 'off'
"""
_BIND = "INSERT INTO record.subscription_binding VALUES ($1, $2, $3, $4, $5)"
_BOUND = "SELECT subscriptions, account FROM record.find_binding($1, $2)"
_SECRET = "UPDATE record.subscription SET secret = $2 WHERE id = $1"  # noqa: S105 - a statement


@dataclass(frozen=True)
class Subscriber:
    """One subscription as it stands."""

    id: str
    ver: int
    body: bytes = field(repr=False)
    account: str
    custodian: int
    channel: str
    status: str
    shown: str
    reason: str
    secret: bytes = field(repr=False)
    events: int
    sent: int
    attempts: int
    due: datetime | None
    told: datetime | None

    @cached_property
    def definition(self) -> Definition:
        """What it asks for."""
        resource = types.decode(self.body)
        assert isinstance(resource, types.Subscription)
        return read(resource)

    @property
    def readable(self) -> bool:
        """Whether it can still be understood."""
        try:
            return bool(self.definition)
        except Refusal:
            return False


@dataclass(frozen=True, slots=True)
class Event:
    """One change of which a subscription is to be told."""

    number: int
    type: str
    id: str
    version: int
    operation: str
    at: datetime


async def subscribers(handle: Handle) -> list[Subscriber]:
    """Every subscription that is not off and that this handle sees."""
    async with handle.opened() as connection:
        return [Subscriber(**dict(row)) for row in await connection.fetch(_ALL)]


async def subscriber(handle: Handle, subscription: str) -> Subscriber:
    """One subscription; NOT_FOUND while nobody has looked at it yet."""
    async with handle.opened() as connection:
        row = await connection.fetchrow(_ONE, subscription)
    if row is None:
        raise _unknown(subscription)
    return Subscriber(**dict(row))


def _unknown(subscription: str) -> Refusal:
    return Refusal(
        Kind.NOT_FOUND,
        f"Subscription/{subscription} is not known as a subscription to a topic.",
        hint="It is taken up a moment after it is written; one from before this version is to be written again.",
    )


async def events(
    handle: Handle, subscription: str, after: int, *, until: int = 2**62, limit: int = LARGEST_PAGE
) -> list[Event]:
    """The events after a number, in order."""
    async with handle.opened() as connection:
        rows = await connection.fetch(_EVENTS, subscription, after, until, min(limit, LARGEST_PAGE))
    return [Event(row["number"], row["type"], row["id"], row["ver"], row["op"], row["at"]) for row in rows]


async def told_of(handle: Handle, subscription: str, found: Sequence[Event], content: str) -> list[Told]:
    """What may be told of these events with the rights of this handle, each under its number."""
    if content == "empty" or not found:
        return [Told(one.number, one.at) for one in found]
    allowed = [one for one in found if handle.caller.allows(Action.READ, one.type)]
    wanted = [(one.type, one.id, one.version) for one in allowed]
    async with handle.opened() as connection:
        seen = await versions(handle, connection, wanted, "notify", subscription)
    told: list[Told] = []
    for one in found:
        version = seen.get((one.type, one.id, one.version))
        if version is None:
            told.append(Told(one.number, one.at))
        else:
            body = version if content == "full-resource" else b""
            told.append(Told(one.number, one.at, one.operation, f"{one.type}/{one.id}", body))
    return told


async def versions(
    handle: Handle, connection: Connection, wanted: Sequence[tuple[str, str, int]], action: str, subscription: str = ""
) -> dict[tuple[str, str, int], bytes]:
    """The bodies of these versions that the connection's rights show, empty of a tombstone; with an audit row."""
    if not wanted:
        return {}
    audit = handle.acting.audit(handle.room.now(), action, "Subscription", subscription)
    refs = [reference_number(name, resource_id) for name, resource_id, _ in wanted]
    rows = await connection.fetch(_VERSIONS, *audit, refs, [version for _, _, version in wanted])
    return {(row["type"], row["id"], row["ver"]): b"" if row["deleted"] else row["body"] for row in rows}


async def sent(handle: Handle, subscription: str, number: int) -> None:
    """The events up to a number were delivered, or, with the number of before, something else was."""
    async with handle.opened() as connection:
        await connection.execute(_SENT, subscription, number, handle.room.now())


async def signing_secret(handle: Handle, subscription: str, *, new: bool) -> bytes:
    """The key that signs what is sent to a subscriber, made anew when asked; the audit says that it was shown."""
    handle.acting.require(Action.WRITE, ["Subscription"])
    audit = handle.acting.audit(handle.room.now(), "signing-secret", "Subscription", subscription)
    key = secrets.token_bytes(32)
    async with handle.opened() as connection:
        row: Any = await connection.fetchrow(_ONE, subscription)
        if row is None:
            raise _unknown(subscription)
        if new:
            await connection.execute(_SECRET, subscription, key)
        await connection.execute(statements.AUDIT, *audit, 1, None)
    return key if new else bytes(row["secret"])


async def bind(handle: Handle, subscriptions: Sequence[str]) -> tuple[str, datetime]:
    """A token that opens a websocket for these, and until when."""
    token, caller = secrets.token_urlsafe(32), handle.caller
    expires = handle.room.now() + BINDING_LIFETIME
    digest = sha256(token.encode()).digest()
    async with handle.opened() as connection:
        await connection.execute(_BIND, digest, list(subscriptions), caller.account, expires, caller.custodian)
    return token, expires


async def bound(connection: Connection, token: str, now: datetime) -> tuple[list[str], str]:
    """The subscriptions and the account of a token; none when it is unknown or too old."""
    row = await connection.fetchrow(_BOUND, sha256(token.encode()).digest(), now)
    return (list(row["subscriptions"]), row["account"]) if row else ([], "")
