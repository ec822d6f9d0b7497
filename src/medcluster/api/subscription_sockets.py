"""How are subscribers told on a websocket?

Promise: `/fhir/websocket` takes `bind-with-token TOKEN` and tells of the subscriptions of that token: a handshake each,
then their events in order, from the first that was not told on; a heartbeat when it was silent. What is told is read
with the rights of whoever asked for the token, at that moment. A receiver that does not take what it is sent is let go;
nothing is queued for it here, it waits in the database. Must not know: what an event is.
Source: Subscriptions R5 Backport 1.1, "Websockets".
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from medcluster import cluster, record
from medcluster.api.platform import Platform
from medcluster.api.subscriptions import MOST_BOUND, SOCKET, standing_of
from medcluster.foundation import Kind, Refusal
from medcluster.record import subscriptions

BIND_SECONDS, SEND_SECONDS, LOOK_SECONDS, RIGHTS_SECONDS = 10.0, 10.0, 0.5, 10.0
GATHER_SECONDS = 0.1  # after a commit: nobody is to be asked at each of many
SILENCE = timedelta(seconds=30)  # after it something is said where the subscription does not say how often
LONGEST_MESSAGE = 1000
MOST_SOCKETS, MOST_UNBOUND = 500, 32  # of one process, and of those who have shown no token yet
POLICY, TRY_LATER = 1008, 1013  # RFC 6455, and the registry of close codes
_BIND = "bind-with-token "

log = logging.getLogger("medcluster.api")


class _Over(Exception):
    """The line is to be closed, with a code and words that a client may read."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass
class _Bound:
    """One subscription on a line, and how far it was told there."""

    account: str
    handle: record.Handle
    told: int
    said: float


@dataclass(eq=False)
class _Line:
    """One websocket."""

    socket: WebSocket
    platform: Platform
    bound: dict[str, _Bound] = field(default_factory=dict)
    asked: float = 0.0

    @property
    def base(self) -> str:
        """The address of the FHIR service as the client wrote it."""
        url = self.socket.url
        return f"{'https' if url.scheme == 'wss' else 'http'}://{url.netloc}/fhir"

    async def listen(self) -> None:
        """Take what the client says; it has to begin by a token."""
        while True:
            wait = None if self.bound else BIND_SECONDS
            try:
                async with asyncio.timeout(wait):
                    text = await self.socket.receive_text()
            except TimeoutError:
                raise _Over(POLICY, "No token came.") from None
            except KeyError:
                raise _Over(1003, "Texts alone are taken.") from None
            if len(text) > LONGEST_MESSAGE or not (text.startswith(_BIND) or text == "ping"):
                raise _Over(POLICY, "Say: bind-with-token TOKEN")
            if text == "ping":
                await self._send("pong")
            else:
                await self._bind(text.removeprefix(_BIND).strip())

    async def _bind(self, token: str) -> None:
        now = self.platform.clock.now()
        async with self.platform.database.transaction(settings={}) as connection:
            names, account = await subscriptions.bound(connection, token, now)
        caller = await self._caller(account) if account else None
        if caller is None:
            raise _Over(POLICY, "The token is unknown or too old: ask for another.")
        handle = self.platform.record.open_for(caller)
        for name in names:
            if name not in self.bound and len(self.bound) >= MOST_BOUND:
                raise _Over(POLICY, f"More than {MOST_BOUND} subscriptions are not told on one line.")
            one = await subscriptions.subscriber(handle, name)
            await self._tell(one, subscriptions.HANDSHAKE, [])
            self.bound.setdefault(name, _Bound(account, handle, one.sent, self._clock()))

    async def tell(self) -> None:
        """Tell what is new, for as long as the client may know it."""
        signal = self.platform.record.signal
        while True:
            mark = signal.mark()
            more = False
            await self._check_rights()
            for name, one in list(self.bound.items()):
                more = await self._news(name, one) or more
            if not more:
                await signal.wait(mark, LOOK_SECONDS)
                await asyncio.sleep(GATHER_SECONDS)

    async def _news(self, name: str, bound: _Bound) -> bool:
        """The next events of one subscription; whether there may be more."""
        one = await subscriptions.subscriber(bound.handle, name)
        if one.status == "off":
            del self.bound[name]
            if not self.bound:
                raise _Over(1000, "The subscription is off.")
            return False
        if one.status != "active":
            return False
        most = one.definition.most
        found = await subscriptions.events(bound.handle, name, bound.told, limit=most)
        if found:
            told = await subscriptions.told_of(bound.handle, name, found, one.definition.content)
            await self._tell(one, subscriptions.EVENTS, told)
            bound.told, bound.said = found[-1].number, self._clock()
            await subscriptions.sent(bound.handle, name, bound.told)
        elif self._clock() - bound.said >= (one.definition.heartbeat or SILENCE.total_seconds()):
            await self._tell(one, subscriptions.HEARTBEAT, [])
            bound.said = self._clock()
        return len(found) == most

    async def _tell(self, one: subscriptions.Subscriber, kind: str, told: list[subscriptions.Told]) -> None:
        now = self.platform.clock.now()
        body = subscriptions.bundle(standing_of(one, self.base), kind, now, told)
        await self._send(subscriptions.written(body, one.definition.payload).decode())

    async def _send(self, text: str) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.socket.send_text(text)
        except TimeoutError:
            raise _Over(TRY_LATER, "What was sent was not taken.") from None

    async def _check_rights(self) -> None:
        """A token that has ended, or whose rights have changed, is told nothing more."""
        if self._clock() - self.asked < RIGHTS_SECONDS:
            return
        self.asked = self._clock()
        for account in {one.account for one in self.bound.values()}:
            caller = await self._caller(account)
            if any(one.account == account and one.handle.caller != caller for one in self.bound.values()):
                raise _Over(POLICY, "The rights have ended or changed: connect again.")

    async def _caller(self, account: str) -> record.Caller | None:
        caller = await self.platform.accounts.caller_of_account(account)
        return cluster.without_pages(caller) if caller else None

    def _clock(self) -> float:
        return asyncio.get_running_loop().time()


_open: set[_Line] = set()


async def subscribed(socket: WebSocket) -> None:
    """The websocket of the subscriptions."""
    if len(_open) >= MOST_SOCKETS or sum(not line.bound for line in _open) >= MOST_UNBOUND:
        await socket.close(TRY_LATER)
        return
    line = _Line(socket, cast(Platform, socket.app.state.platform))
    _open.add(line)
    try:
        await socket.accept()
        over = await _run(line)
        if over is not None:
            await _close(socket, over.code, over.reason)
    finally:
        _open.discard(line)


async def _run(line: _Line) -> _Over | None:
    """Listen and tell until either ends; with which words."""
    works = [asyncio.create_task(line.listen()), asyncio.create_task(line.tell())]
    try:
        done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        return next((_why(error) for work in done if (error := work.exception()) is not None), None)
    finally:
        for work in works:  # before the line is closed: the server does not close one on which it is listened
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)


def _why(error: BaseException) -> _Over | None:
    """With which words a line is closed after an error; None when the client is gone."""
    if isinstance(error, _Over):
        return error
    if isinstance(error, WebSocketDisconnect):
        return None
    if isinstance(error, Refusal):
        return _Over(TRY_LATER if error.kind is Kind.UNAVAILABLE else POLICY, error.text)
    log.error("api.websocket_failed", exc_info=error)
    return _Over(1011, "The server could not go on.")


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    """Close the line; a client that takes nothing does not take this either, and is left."""
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, OSError, TimeoutError):
        async with asyncio.timeout(SEND_SECONDS):
            await socket.close(code, reason.encode()[:120].decode(errors="ignore"))


SOCKETS = [WebSocketRoute(SOCKET, subscribed)]
