"""Where do hospitals' HL7 v2 messages arrive?

Promise: one process at a time, whoever holds the advisory lock, listens on the ports that are described, and hears
within seconds of a change of the description; another takes over when it dies. Of each connection one message after the
other is received and answered; bytes may come in any pieces. Who is silent too long, or never ends a message, is let
go. Must not know: what a message means. Source: MLLP release 1.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Sequence
from functools import partial

from medcluster import exchange
from medcluster.app.leading import for_ever, lead
from medcluster.app.platform import Platform
from medcluster.foundation import log, log_failure

LOCK = 0x6D6C6C70
LOOK_SECONDS = 2.0
IDLE_SECONDS, WITHIN_MESSAGE_SECONDS = 15 * 60.0, 60.0
MOST_CONNECTIONS = 200
AT_ONCE = 6  # messages that are worked on; each takes a connection to the database, and pages need some too
GRACE_SECONDS = 5.0
_PIECE = 64 * 1024


class Listening:
    """The listeners of one server process."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._ports: dict[exchange.Listener, _Port] = {}
        self._by_port: dict[int, list[exchange.Source]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Listen until cancelled, when this process leads; a lost database is waited for."""
        leading = partial(lead, self._platform.database, LOCK, self._listen)
        await for_ever(leading, failed="hl7.listening_failed")

    async def _listen(self) -> None:
        try:
            while True:
                await self._look()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            await self._close(list(self._ports))

    async def _look(self) -> None:
        """Listen where the description says, and nowhere else."""
        sources: dict[int, list[exchange.Source]] = {}
        for source in await self._platform.sources.sources():
            sources.setdefault(source.port, []).append(source)
        self._by_port = sources
        wanted = [one for one in await self._platform.sources.listeners() if one.port in sources]
        await self._close([one for one in self._ports if one not in wanted])
        for listener in wanted:
            if listener not in self._ports:
                await self._open(listener)

    async def _open(self, listener: exchange.Listener) -> None:
        port = _Port(self, listener.port)
        try:
            await port.open(listener)
        except (OSError, ssl.SSLError) as error:
            log("hl7.cannot_listen", level=logging.ERROR, port=listener.port, failure=type(error).__name__)
            return
        self._ports[listener] = port
        log("hl7.listens", port=listener.port, tls=bool(listener.tls_cert))

    async def _close(self, listeners: Sequence[exchange.Listener]) -> None:
        await asyncio.gather(*(self._ports.pop(one).close() for one in listeners))

    async def receive(self, raw: bytes, port: int) -> exchange.Answer:
        """Take a message that came in at a port."""
        async with self._at_once:
            return await self._platform.reception.receive(raw, self._by_port.get(port, []))


class _Port:
    """One open port with its connections."""

    def __init__(self, listening: Listening, number: int) -> None:
        self._listening = listening
        self._number = number
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._working: set[asyncio.Task[None]] = set()
        self._ending = False

    async def open(self, listener: exchange.Listener) -> None:
        context = _secured(listener) if listener.tls_cert else None
        host = listener.host.strip("[]")
        self._server = await asyncio.start_server(self._connected, host, listener.port, ssl=context, limit=_PIECE)

    async def close(self) -> None:
        """Hear nobody new; what is being worked on is finished and answered, as far as it does not take long."""
        self._ending = True
        if self._server is not None:
            self._server.close()
        everybody = set(self._connections)
        for task in everybody - self._working:
            task.cancel()
        if self._working:
            await asyncio.wait(set(self._working), timeout=GRACE_SECONDS)
        for task in everybody:
            task.cancel()
        await asyncio.gather(*everybody, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or self._ending or len(self._connections) >= MOST_CONNECTIONS:
            writer.close()
            return
        self._connections.add(task)
        try:
            await self._converse(task, reader, writer)
        except (ConnectionError, ssl.SSLError, TimeoutError, asyncio.CancelledError):
            pass  # whoever was not answered sends again
        except exchange.TooLong:
            log("hl7.message_too_long", level=logging.WARNING, port=self._number)
        except Exception as error:
            log_failure("hl7.connection_failed", error, port=self._number)
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, ssl.SSLError, TimeoutError, asyncio.CancelledError):
                async with asyncio.timeout(1):
                    await writer.wait_closed()

    async def _converse(
        self, task: asyncio.Task[None], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        frames = exchange.Frames()
        while not self._ending:
            patience = WITHIN_MESSAGE_SECONDS if frames.inside else IDLE_SECONDS
            async with asyncio.timeout(patience):
                piece = await reader.read(_PIECE)
            if not piece:
                return
            self._working.add(task)
            try:
                for raw in frames.feed(piece):
                    answer = await self._listening.receive(raw, self._number)
                    if answer.block is not None:
                        writer.write(exchange.framed(answer.block))
                        async with asyncio.timeout(WITHIN_MESSAGE_SECONDS):
                            await writer.drain()
            finally:
                self._working.discard(task)


def _secured(listener: exchange.Listener) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(listener.tls_cert, listener.tls_key)
    if listener.client_ca:
        context.load_verify_locations(listener.client_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
