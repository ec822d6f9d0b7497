"""What follows from a change of the record, and from time alone?

Promise: one process at a time, whoever holds the advisory lock, reads the change log in commit order and lets protocol
recompute the patients concerned; its place in the log is kept, so nothing is missed over a restart (at least once, each
reaction idempotent). What only time changes is recomputed at its instant. Every server process hears of the enrolments
that changed (`announcing`) and tells its followers. Must not know: what a state is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import asyncpg

from medcluster import record
from medcluster.app.announcing import CHANNEL, announced
from medcluster.app.leading import for_ever, is_away, keep_asking, lead
from medcluster.app.platform import Platform
from medcluster.record.unrestricted import unrestricted

LOCK = 0x6D656463
FOLLOWER = "board"
LOOK_AT_TIME_SECONDS = 0.5  # an enrolment can come whose next instant is near, and clocks are set: so look often
BATCH = 500
PATIENCE_SECONDS = 60.0  # with who leads, when a command waits for it

_PLACE = "SELECT xid::text AS xid, seq FROM app.position WHERE follower = $1"
_PLACES = "SELECT follower, xid::text AS xid, seq FROM app.position FOR UPDATE"
_KEEP = """
INSERT INTO app.position (follower, xid, seq) VALUES ($1, $2::text::xid8, $3)
ON CONFLICT (follower) DO UPDATE SET xid = excluded.xid, seq = excluded.seq
"""

log = logging.getLogger("medcluster.app")


def overseer(platform: Platform, reason: str) -> record.Handle:
    """The handle that keeps the board: it sees every row, and completes the steps that the record shows as done."""
    return unrestricted(platform.record, f"board: {reason}")


class Reactions:
    """The followers of the change log in one server process."""

    def __init__(self, platform: Platform, url: str) -> None:
        self._platform = platform
        self._url = url

    async def run(self) -> None:
        """Follow until cancelled; a lost database is waited for."""
        index = partial(record.keep_index, unrestricted(self._platform.record, "index"))
        works = self._react, self._keep_time, index
        leading = partial(lead, self._platform.database, LOCK, *works, begin=self._adopt)
        told = {"failed": "board.following_failed", "waits": "board.waits_for_database"}
        await asyncio.gather(for_ever(leading, **told), for_ever(self._listen, **told))

    async def catch_up(self, *, patience: float = PATIENCE_SECONDS) -> bool:
        """Have everything reacted to that is committed by now: by who leads, or here when nobody does; whether it is.

        For commands: right after a start the board is as it was when the last server stopped.
        """
        await self._adopt()
        target = await record.latest(self._platform.database)
        until = asyncio.get_running_loop().time() + patience
        while await self._waiting(target, 1):
            if await lead(self._platform.database, LOCK, partial(self._react_until, target)):
                return True
            if asyncio.get_running_loop().time() > until:
                return False
            await asyncio.sleep(LOOK_AT_TIME_SECONDS)
        return True

    async def _adopt(self) -> None:
        """A database that came back from a dump: its log goes on here, and everybody who follows it with it."""
        everything = self._seeing("restored").database_settings
        async with self._platform.database.transaction(settings=everything) as connection:
            kept = {row["follower"]: _position(row) for row in await connection.fetch(_PLACES)}
            moved = await record.adopt_restored(connection, kept)
            for follower, place in (moved or {}).items():
                await connection.execute(_KEEP, follower, str(place.xid), place.seq)
        if moved is not None:
            log.warning("record.adopted_from_a_dump")

    async def _react_until(self, target: record.Position) -> None:
        while changes := await self._waiting(target, BATCH):
            await self._reacted(changes)
            await self._keep(changes[-1].position)

    async def _waiting(self, target: record.Position, limit: int) -> list[record.Change]:
        """The next changes before a position that nobody has reacted to."""
        found = await record.read_changes(self._platform.database, await self._place(), limit)
        return [change for change in found if change.position < target]

    async def _react(self) -> None:
        place = await self._place()
        following = record.follow(self._platform.database, self._platform.record.signal, place, limit=BATCH)
        async for changes in following:
            await self._reacted(changes)
            await self._keep(changes[-1].position)

    async def _reacted(self, changes: Sequence[record.Change]) -> None:
        """Let protocol react; a patient whose record cannot be understood stops nobody else."""
        try:
            await self._platform.protocol.react(self._seeing("react"), changes)
        except Exception as fault:
            if is_away(fault):
                raise
            if len({change.patients for change in changes}) == 1 and len(changes[0].patients) < 2:
                log.exception("board.patient_skipped")
                return
        else:
            return
        each_alone = [one for change in changes for one in _for_each_patient(change)]
        for patient in dict.fromkeys(change.patient_id for change in each_alone):
            await self._reacted([change for change in each_alone if change.patient_id == patient])

    async def _keep_time(self) -> None:
        """Recompute at the instants at which time alone changes a state."""
        while True:
            now = self._platform.clock.now()
            if not await self._platform.protocol.due_changes(self._seeing("time"), now):
                await asyncio.sleep(LOOK_AT_TIME_SECONDS)

    def _seeing(self, reason: str) -> record.Handle:
        return overseer(self._platform, reason)

    async def _place(self) -> record.Position:
        rows = await self._platform.database.fetch(_PLACE, FOLLOWER)
        return _position(rows[0]) if rows else record.START

    async def _keep(self, position: record.Position) -> None:
        await self._platform.database.fetch(_KEEP, FOLLOWER, str(position.xid), position.seq)

    async def _listen(self) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.add_listener(CHANNEL, self._heard)
            self._platform.live.missed()
            await keep_asking(connection)
        finally:
            await connection.close(timeout=2)

    def _heard(self, connection: object, pid: int, channel: str, payload: object) -> None:
        self._platform.live.publish(announced(payload))


def _position(row: Mapping[str, Any]) -> record.Position:
    return record.Position(int(row["xid"]), row["seq"])


def _for_each_patient(change: record.Change) -> Iterable[record.Change]:
    """A change that concerns two, once for each."""
    return [change._replace(patient_id=patient, former_patient="") for patient in change.patients or ("",)]
