"""How does a server process hear at once that another has committed something?

Promise: whoever waits for changes is woken by commits of every server process, within a moment; a hint, which may be
lost, for everybody looks now and then as well. Told after the commit and apart from it, because PostgreSQL lets one
transaction with a NOTIFY commit at a time; and seldom, however much is written. Must not know: what was committed.
Source: PostgreSQL 18, "NOTIFY".
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial

import asyncpg

from medcluster.app.leading import ALIVE_SECONDS, for_ever
from medcluster.foundation import Connection
from medcluster.record import Signal

CHANNEL = "medcluster_committed"
APART_SECONDS = 0.05  # between two notices of one process


class Waking:
    """What one server process tells the others, and hears from them."""

    def __init__(self, signal: Signal, url: str) -> None:
        self._signal = signal
        self._url = url

    async def run(self) -> None:
        """Tell and hear until cancelled; a lost database is waited for."""
        await for_ever(self._connected, failed="waking.failed")

    async def _connected(self) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.add_listener(CHANNEL, partial(self._heard, connection.get_server_pid()))
            self._signal.hear()  # of whatever was told before anybody listened
            while True:
                await self._tell(connection)
        finally:
            await connection.close(timeout=2)

    async def _tell(self, connection: Connection) -> None:
        """Wait for a commit of this process, and tell of it; now and then see whether the connection lives."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ALIVE_SECONDS):
                await self._signal.committed.wait()
        if not self._signal.committed.is_set():
            await connection.execute("SELECT 1")
            return
        self._signal.committed.clear()
        await connection.execute(f"NOTIFY {CHANNEL}")
        await asyncio.sleep(APART_SECONDS)

    def _heard(self, own: int, connection: object, pid: int, channel: str, payload: object) -> None:
        if pid != own:
            self._signal.hear()
