"""How does the platform come up, stay up and go down?

Promise: one parent supervises the database and the HTTP server, which is a child of its own; Ctrl-C and SIGTERM end
all of them in order and leave no process; when the parent is killed, the kernel ends the HTTP server, and the database
shuts down. An HTTP server that dies while it serves is started anew; one that cannot come up ends the parent.
Must not know: what is served.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from medcluster.foundation import Addresses, Kind, Refusal, Settings, database_running, log

APPLICATION = "medcluster.app.application:application"
PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 15.0
READY_SECONDS = 60.0
MOST_DEATHS, DEATHS_WITHIN_SECONDS = 5, 60.0
LARGEST_HEADER_BYTES = 64 * 1024

Prepare = Callable[[Settings, Addresses], Awaitable[None]]


async def serve(settings: Settings, prepare: Prepare, ready: Callable[[], None]) -> int:
    """Run until stopped. `prepare` works on the database before the first request; `ready` is told when we answer."""
    settings.check_may_listen()
    _check_port(settings)
    stopping = _stop_signals()
    async with database_running(settings, alone=True, address=settings.address) as addresses:
        preparing = asyncio.ensure_future(prepare(settings, addresses))
        if not await _first(preparing, stopping):
            return 0
        return await _keep_serving(settings, stopping, ready)


async def _keep_serving(settings: Settings, stopping: asyncio.Event, ready: Callable[[], None]) -> int:
    """Serve until somebody stops us; the exit code."""
    loop = asyncio.get_running_loop()
    deaths: list[float] = []
    while True:
        async with _http_server(settings) as server:
            ended = asyncio.create_task(server.wait())
            await _until_ready(settings, ended, stopping)
            came_up = not ended.done()
            if came_up and not stopping.is_set() and not deaths:
                ready()
            waiting = asyncio.create_task(stopping.wait())
            await asyncio.wait({ended, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if stopping.is_set():
                return 0
        deaths = [*(at for at in deaths if loop.time() - at < DEATHS_WITHIN_SECONDS), loop.time()]
        if not came_up or len(deaths) > MOST_DEATHS:
            log("http.failed", level=logging.ERROR, code=server.returncode)
            return 1
        log("http.died_and_starts_again", level=logging.WARNING, code=server.returncode)


def _stop_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _first(preparing: asyncio.Future[None], stopping: asyncio.Event) -> bool:
    """Whether the preparation came to its end before somebody stopped us."""
    waiting = asyncio.ensure_future(stopping.wait())
    both: tuple[asyncio.Future[Any], ...] = (preparing, waiting)
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not preparing.done():
        preparing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await preparing
        return False
    preparing.result()
    return True


def _check_port(settings: Settings) -> None:
    """Refuse before anything is started when somebody else listens there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host.strip("[]"), settings.port))
        except OSError as fault:
            raise Refusal(
                Kind.CONFLICT,
                f"{settings.host}:{settings.port} cannot be listened on: {fault.strerror}.",
                hint="Stop what uses it, or choose another: MEDCLUSTER_PORT=8081 make run.",
            ) from fault


def _words(settings: Settings) -> list[str]:
    words = [sys.executable, "-m", "granian", APPLICATION, "--factory", "--interface", "asgi", "--ws"]
    words += ["--host", settings.host.strip("[]"), "--port", str(settings.port), "--workers", str(settings.processes)]
    words += ["--http", "1", "--log-level", "warning", "--http1-buffer-size", str(LARGEST_HEADER_BYTES)]
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "8"]
    if settings.tls_cert:
        words += ["--ssl-certificate", settings.tls_cert, "--ssl-keyfile", settings.tls_key]
    return words


def die_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to end this process when its parent dies, however it dies."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


@contextlib.asynccontextmanager
async def _http_server(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    server = await asyncio.create_subprocess_exec(
        *_words(settings),
        env={**os.environ, "MEDCLUSTER_DATA": str(settings.data)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        yield server
    finally:
        await _end(server)


async def _end(server: asyncio.subprocess.Process) -> None:
    if server.returncode is not None:
        _kill_group(server.pid)  # its workers, should it have died before them
        return
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await server.wait()
    except TimeoutError:
        _kill_group(server.pid)
        await server.wait()


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


async def _until_ready(settings: Settings, ended: asyncio.Task[int], stopping: asyncio.Event) -> None:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "", "::") else settings.host.strip("[]")  # noqa: S104
    loop = asyncio.get_running_loop()
    until = loop.time() + READY_SECONDS
    while not ended.done() and not stopping.is_set() and loop.time() < until:
        try:
            _, writer = await asyncio.open_connection(host, settings.port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
