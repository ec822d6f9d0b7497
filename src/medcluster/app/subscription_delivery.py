"""What is done for one subscription now?

Promise: a handshake begins it; its events go out in order, one notification after the other, read with the subscriber's
rights at that moment; what fails is tried again, later each time, and ends in the state error with its reason; its end
is kept. What was delivered is noted after it was: at least once. Must not know: how a message travels, who leads.
Source: Subscriptions R5 Backport 1.1, "Errors" and "Channels".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from medcluster import record
from medcluster.app.platform import Platform
from medcluster.app.subscription_channels import Channels, Message, NotDelivered
from medcluster.foundation import Kind, Refusal, log, log_failure
from medcluster.record import subscriptions

LARGEST_BYTES = 4 * 1024 * 1024
NO_RIGHTS = "The account that wrote it has no rights any more: write it again with a token that is valid."


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a receiver is waited for: the first pause, doubled each time up to the longest; so many attempts."""

    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(minutes=15)
    attempts: int = 16  # about two hours

    def pause(self, attempts: int) -> timedelta:
        """Before the next attempt, when so many have failed."""
        return min(self.longest, self.first * float(2 ** min(attempts, 20)))


class Delivery:
    """Delivers for a platform."""

    def __init__(self, platform: Platform, seeing: record.Handle, channels: Channels, patience: Patience) -> None:
        self._platform = platform
        self._seeing = seeing
        self._channels = channels
        self._patience = patience
        self.base = f"{(platform.settings.public_url or platform.settings.address).rstrip('/')}/fhir"

    def due(self, one: subscriptions.Subscriber) -> bool:
        """Whether there is something to do for it now."""
        now = self._platform.clock.now()
        if one.status == "error":
            return False
        end = one.definition.end
        if end is not None and end <= now:
            return True
        if one.due is not None and one.due > now:
            return False
        if one.status == "requested":
            return True
        return one.channel != subscriptions.WEBSOCKET and (one.events > one.sent or self._heartbeat_due(one))

    def _heartbeat_due(self, one: subscriptions.Subscriber) -> bool:
        period = one.definition.heartbeat
        if not period or one.told is None:
            return False
        return self._platform.clock.now() >= one.told + timedelta(seconds=period)

    async def attend(self, one: subscriptions.Subscriber) -> bool:
        """Do the next thing; whether it went well."""
        end = one.definition.end
        if end is not None and end <= self._platform.clock.now():
            await subscriptions.ended(self._seeing, one, "")
            return True
        caller = await self._platform.accounts.caller_of_account(one.account)
        if caller is None:
            await subscriptions.failed(self._seeing, one, NO_RIGHTS)
            return False
        try:
            return await self._next(one, self._platform.record.open_for(caller))
        except NotDelivered as fault:
            await self._again(one, fault)
        except Refusal as refusal:
            if refusal.kind is Kind.UNAVAILABLE:
                raise
            await self._again(one, NotDelivered(refusal.text))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            raise  # ours, not the receiver's
        except Exception as error:
            log_failure("subscription.failed", error, subscription=one.id)
            await self._again(one, NotDelivered("It could not be sent: the server's log says why."))
        return False

    async def _next(self, one: subscriptions.Subscriber, handle: record.Handle) -> bool:
        if one.status == "requested":
            if one.channel != subscriptions.WEBSOCKET:
                await self._send(one, subscriptions.HANDSHAKE, [], f"handshake-{one.ver}")
            await subscriptions.activated(self._seeing, one)
            return True
        definition = one.definition
        if one.events > one.sent:
            found = await subscriptions.events(handle, one.id, one.sent, limit=definition.most)
            if not found:  # they were kept too long and are forgotten; the numbers show the gap
                await subscriptions.sent(self._seeing, one.id, one.events)
                return True
            told = _bounded(await subscriptions.told_of(handle, one.id, found, definition.content))
            await self._send(one, subscriptions.EVENTS, told, f"{told[0].number}-{told[-1].number}")
            await subscriptions.sent(self._seeing, one.id, told[-1].number)
        else:
            await self._send(
                one, subscriptions.HEARTBEAT, [], f"heartbeat-{int(self._platform.clock.now().timestamp())}"
            )
            await subscriptions.sent(self._seeing, one.id, one.sent)
        return True

    async def _send(
        self, one: subscriptions.Subscriber, kind: str, told: Sequence[subscriptions.Told], name: str
    ) -> None:
        now, definition = self._platform.clock.now(), one.definition
        standing = subscriptions.Standing(
            one.id, definition.topic.url, one.status, one.events, definition.content, self.base
        )
        body = subscriptions.bundle(standing, kind, now, told)
        attached = definition.payload.partition("attach=")[2] or definition.payload
        message = Message(
            f"{one.id}.{name}",
            int(now.timestamp()),
            subscriptions.written(body, attached),
            kind,
            f"Subscription/{one.id}",
        )
        await self._channels.send(definition, one.secret, message)

    async def _again(self, one: subscriptions.Subscriber, fault: NotDelivered) -> None:
        """Later, or never: a handshake that fails ends it at once, as the guide says."""
        log("subscription.not_delivered", subscription=one.id, attempts=one.attempts + 1, reason=fault.reason)
        if fault.final or one.status == "requested" or one.attempts + 1 >= self._patience.attempts:
            await subscriptions.failed(self._seeing, one, fault.reason)
        else:
            until = self._platform.clock.now() + self._patience.pause(one.attempts)
            await subscriptions.put_off(self._seeing, one, fault.reason, until)


def _bounded(told: list[subscriptions.Told]) -> list[subscriptions.Told]:
    """As many as make no notification beyond what a receiver may be expected to take; at least one."""
    size = 0
    for count, one in enumerate(told):
        size += len(one.body)
        if size > LARGEST_BYTES and count:
            return told[:count]
    return told
