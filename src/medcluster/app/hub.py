"""Who hears of a change?

Promise: what is published reaches every follower who may see it, at once, in order; a follower that does not keep up
loses its place and is told to reload, and never slows the others. Nobody can open streams without end. Must not know:
HTTP, pages, the database.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import msgspec

from medcluster import record
from medcluster.foundation import Kind, Refusal

QUEUE_LENGTH = 256
HEARTBEAT_SECONDS = 15.0
MOST_OF_ONE_ACCOUNT = 50  # in one server process; a public demonstration's visitors share accounts
MOST_STREAMS = 5_000


@dataclass(frozen=True, slots=True)
class BoardChange:
    """One enrolment whose board row changed, with the terms by which rows are seen and its patient."""

    enrolment: str
    terms: frozenset[int]
    patient: str


@dataclass(slots=True, eq=False)
class _Follower:
    caller: record.Caller
    queue: asyncio.Queue[tuple[str, ...] | None]
    lost: bool = False


def _sees(caller: record.Caller, change: BoardChange) -> bool:
    if caller.patient:
        return caller.patient == change.patient
    return caller.every_row or bool(caller.terms & change.terms)


class Hub:
    """The fan-out of board changes within one server process."""

    def __init__(self) -> None:
        self._followers: set[_Follower] = set()
        self._closed = False

    def publish(self, changes: tuple[BoardChange, ...]) -> None:
        """Hand changes to every follower who may see them."""
        for follower in self._followers:
            seen = tuple(dict.fromkeys(c.enrolment for c in changes if _sees(follower.caller, c)))
            if seen:
                self._hand(follower, seen)

    def missed(self) -> None:
        """News may have been missed (the way they come by was lost): every follower is told to reload."""
        for follower in self._followers:
            follower.lost = True
            self._hand(follower, ())

    def _hand(self, follower: _Follower, seen: tuple[str, ...]) -> None:
        try:
            follower.queue.put_nowait(seen)
        except asyncio.QueueFull:
            follower.lost = True

    async def follow(self, caller: record.Caller) -> AsyncGenerator[bytes, None]:
        """Server-sent events for one follower, until the server closes; refused at the first when there are many."""
        self._check_room_for(caller.account)
        follower = _Follower(caller, asyncio.Queue(QUEUE_LENGTH))
        self._followers.add(follower)
        try:
            yield b"retry: 2000\n: connected\n\n"
            while not self._closed:
                yield await self._next(follower)
        finally:
            self._followers.discard(follower)

    def _check_room_for(self, account: str) -> None:
        if sum(each.caller.account == account for each in self._followers) >= MOST_OF_ONE_ACCOUNT:
            text = f"This account has {MOST_OF_ONE_ACCOUNT} live pages open, and no more are allowed."
        elif len(self._followers) >= MOST_STREAMS:
            text = "The server has as many live pages open as it can serve."
        else:
            return
        raise Refusal(Kind.TOO_MANY, text, hint="Close some, or reload this page now and then instead.")

    async def _next(self, follower: _Follower) -> bytes:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                seen = await follower.queue.get()
        except TimeoutError:
            return b": still here\n\n"
        if follower.lost:
            follower.lost = False
            return b"event: reload\ndata: {}\n\n"
        if seen is None:
            return b": closing\n\n"
        return b"event: board\ndata: " + msgspec.json.encode({"enrolments": seen}) + b"\n\n"

    def close(self) -> None:
        """End every stream: the server is stopping."""
        self._closed = True
        for follower in self._followers:
            with contextlib.suppress(asyncio.QueueFull):
                follower.queue.put_nowait(None)
