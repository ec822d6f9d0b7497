"""What state is a subscription in, and does its resource say so?

Promise: the transitions of a subscription are made here: active after a handshake, later after a failure, error with a
reason after many, off at its end; the Subscription resource is written to say the same, and again when that was
interrupted. Events that are old are forgotten, those not told later than others. Must not know: channels.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal, log_failure
from medcluster.record.subscriptions.store import Subscriber

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

TOLD_KEPT, UNTOLD_KEPT = timedelta(days=7), timedelta(days=30)
_LOST = (Kind.VERSION, Kind.NOT_FOUND, Kind.GONE)
_ACTIVE = """
UPDATE record.subscription SET status = 'active', reason = '', attempts = 0, due = NULL, told = $3
WHERE id = $1 AND ver = $2 AND status = 'requested'
"""
_LATER = "UPDATE record.subscription SET attempts = $3, due = $4, reason = $5 WHERE id = $1 AND ver = $2"
_ERROR = "UPDATE record.subscription SET status = 'error', reason = $3, due = NULL WHERE id = $1 AND ver = $2"
_OFF = "UPDATE record.subscription SET status = 'off', reason = $3, due = NULL WHERE id = $1 AND ver = $2"
_UNSHOWN = "SELECT id FROM record.subscription WHERE status <> shown"
_ROW = "SELECT ver, status, reason FROM record.subscription WHERE id = $1 AND status <> shown"
_SHOWN = "UPDATE record.subscription SET ver = $3, shown = $4 WHERE id = $1 AND ver = $2"
_AS_IF_SHOWN = "UPDATE record.subscription SET shown = status WHERE id = $1"
_SWEEP_TOLD = """
DELETE FROM record.subscription_event AS e USING record.subscription AS s
WHERE s.id = e.subscription AND e.number <= s.sent AND e.at < $1
"""
_SWEEP_UNTOLD = "DELETE FROM record.subscription_event WHERE at < $1"
_SWEEP_BINDINGS = "DELETE FROM record.subscription_binding WHERE expires < $1"


async def activated(seeing: Handle, one: Subscriber) -> None:
    """Its handshake was taken."""
    async with seeing.opened() as connection:
        await connection.execute(_ACTIVE, one.id, one.ver, seeing.room.now())


async def put_off(seeing: Handle, one: Subscriber, reason: str, until: datetime) -> None:
    """What was sent failed; it is tried again, not before this."""
    async with seeing.opened() as connection:
        await connection.execute(_LATER, one.id, one.ver, one.attempts + 1, until, reason)


async def failed(seeing: Handle, one: Subscriber, reason: str) -> None:
    """It is tried no more until somebody writes it again."""
    async with seeing.opened() as connection:
        await connection.execute(_ERROR, one.id, one.ver, reason)


async def ended(seeing: Handle, one: Subscriber, reason: str) -> None:
    """It is over."""
    async with seeing.opened() as connection:
        await connection.execute(_OFF, one.id, one.ver, reason)


async def show(seeing: Handle) -> None:
    """Write into the resources what they do not say yet; what somebody wrote meanwhile comes by the log."""
    async with seeing.opened() as connection:
        ids = [row["id"] for row in await connection.fetch(_UNSHOWN)]
    for subscription in ids:
        try:
            await _show(seeing, subscription)
        except Refusal as refusal:
            if refusal.kind is Kind.UNAVAILABLE:
                raise
            if refusal.kind not in _LOST:  # it cannot be written: `$status` says it all the same
                log_failure("subscription.not_shown", refusal, subscription=subscription)
                async with seeing.opened() as connection:
                    await connection.execute(_AS_IF_SHOWN, subscription)


async def _show(seeing: Handle, subscription: str) -> None:
    async with seeing.opened() as connection:
        row = await connection.fetchrow(_ROW, subscription)
    if row is None:
        return
    stored = await seeing.read("Subscription", subscription)
    resource = stored.resource
    if stored.version != row["ver"] or not isinstance(resource, types.Subscription):
        return
    changed = replace(resource, status=row["status"], error=row["reason"] or None)
    written = await seeing.update(changed, if_match=stored.version)
    async with seeing.opened() as connection:
        await connection.execute(_SHOWN, subscription, stored.version, written.version, row["status"])


async def sweep(seeing: Handle) -> None:
    """Forget what nobody will ask for any more."""
    now = seeing.room.now()
    async with seeing.opened() as connection:
        await connection.execute(_SWEEP_TOLD, now - TOLD_KEPT)
        await connection.execute(_SWEEP_UNTOLD, now - UNTOLD_KEPT)
        await connection.execute(_SWEEP_BINDINGS, now)
