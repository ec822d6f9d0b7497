"""Who follows the record for those who subscribed?

Promise: one process at a time, whoever holds the advisory lock, makes events of the change log and delivers them; its
place in the log is kept in the transaction that keeps the events, so that a change is counted once, and what was not
delivered when a process died is delivered by the next. Subscriptions wait for none but themselves. Websockets are told
by the process that holds them (`api.subscriptions`). Must not know: what a topic is, how a message travels.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from functools import partial

from medcluster import record
from medcluster.app.leading import AGAIN_SECONDS, for_ever, lead
from medcluster.app.platform import Platform
from medcluster.app.subscription_channels import Channels
from medcluster.app.subscription_delivery import Delivery, Patience
from medcluster.foundation import Connection, Kind, Refusal, log, log_failure
from medcluster.record import subscriptions
from medcluster.record.unrestricted import unrestricted

LOCK = 0x73756273
FOLLOWER = "subscriptions"
LOOK_SECONDS = 0.5
BATCH = 500
GATHER_SECONDS = 0.05  # after a commit, so that those that come together are looked at together
AT_ONCE = 64  # deliveries that wait for their receivers
SWEEP_EVERY = timedelta(hours=1)

_PLACE = "SELECT xid::text AS xid, seq FROM app.position WHERE follower = $1"
_KEEP = """
INSERT INTO app.position (follower, xid, seq) VALUES ($1, $2::text::xid8, $3)
ON CONFLICT (follower) DO UPDATE SET xid = excluded.xid, seq = excluded.seq
"""


class Subscriptions:
    """The subscriptions of one server process."""

    def __init__(
        self, platform: Platform, *, channels: Channels | None = None, patience: Patience | None = None
    ) -> None:
        settings = platform.settings
        ways = channels or Channels(settings.may_notify, settings.smtp, settings.mail_from)
        self._platform = platform
        self._seeing = unrestricted(platform.record, "subscriptions")
        self._delivery = Delivery(platform, self._seeing, ways, patience or Patience())
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._found = asyncio.Event()
        self._swept: datetime | None = None

    async def run(self) -> None:
        """Follow and deliver until cancelled, when this process leads; a lost database is waited for."""
        leading = partial(lead, self._platform.database, LOCK, self._follow, self._deliver, begin=self._begin)
        await for_ever(leading, failed="subscriptions.failed")

    async def _begin(self) -> None:
        """The first time: from the end of the log on, with the subscriptions that were written until then."""
        if await self._place() is not None:
            return
        end = await record.latest(self._platform.database)
        await subscriptions.take_up_unknown(self._seeing)
        async with self._platform.database.acquire() as connection:
            await _keep(connection, end)

    async def _follow(self) -> None:
        """Read the log; the place is asked for each time, because a restored database moves it (`reactions`)."""
        signal = self._platform.record.signal
        while True:
            mark = signal.mark()
            if await self.follow_once() < BATCH:
                await signal.wait(mark, LOOK_SECONDS)
                await asyncio.sleep(GATHER_SECONDS)

    async def follow_once(self) -> int:
        """Make events of the next changes; how many changes those were."""
        place = await self._place()
        changes = await record.read_changes(self._platform.database, place or record.START, BATCH)
        if changes and await subscriptions.take(
            self._platform.record, self._seeing, changes, self._platform.accounts.caller_of_account, _keep_change
        ):
            self._found.set()
            self._platform.record.signal.fire()  # those who hold websockets wait for it
        return len(changes)

    async def _deliver(self) -> None:
        try:
            while True:
                self._found.clear()
                await self.deliver_once()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._found.wait()
        finally:
            deliveries = list(self._busy.values())
            for one in deliveries:
                one.cancel()
            await asyncio.gather(*deliveries, return_exceptions=True)
            self._busy.clear()

    async def deliver_once(self) -> None:
        """Begin what is due for those for whom nothing is on its way."""
        await subscriptions.show(self._seeing)
        under_way = set(self._busy)  # what is read of these may be from before they noted what they did
        found = await subscriptions.subscribers(self._seeing)
        for one in sorted(found, key=lambda one: one.told.timestamp() if one.told else 0.0):  # who waits longest
            if one.id in under_way or one.id in self._busy or len(self._busy) >= AT_ONCE:
                continue
            if not one.readable:
                await subscriptions.failed(self._seeing, one, "It cannot be understood any more: write it again.")
            elif self._delivery.due(one):
                task = asyncio.create_task(self._attend(one))
                self._busy[one.id] = task
        await self._sweep()

    async def _attend(self, one: subscriptions.Subscriber) -> None:
        try:
            await self._delivery.attend(one)
        except Refusal as refusal:
            if refusal.kind is not Kind.UNAVAILABLE:
                log_failure("subscription.failed", refusal, subscription=one.id)
            await asyncio.sleep(AGAIN_SECONDS)
        except Exception as error:
            log_failure("subscription.failed", error, subscription=one.id)
            await asyncio.sleep(AGAIN_SECONDS)
        finally:
            self._busy.pop(one.id, None)
            self._found.set()

    async def _sweep(self) -> None:
        now = self._platform.clock.now()
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            self._swept = now
            await subscriptions.sweep(self._seeing)
            log("subscriptions.swept", level=logging.DEBUG)

    async def _place(self) -> record.Position | None:
        rows = await self._platform.database.fetch(_PLACE, FOLLOWER)
        return record.Position(int(rows[0]["xid"]), rows[0]["seq"]) if rows else None


async def _keep_change(connection: Connection, change: record.Change) -> None:
    await _keep(connection, change.position)


async def _keep(connection: Connection, position: record.Position) -> None:
    await connection.execute(_KEEP, FOLLOWER, str(position.xid), position.seq)
