"""What runs inside one server process?

Promise: one ASGI application with every route of the edges; it connects to the database at start, follows changes while
it lives, and closes what it opened. Must not know: how the database came to run (see `app.server`).
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from medcluster import api, web
from medcluster.app.jobs import Jobs
from medcluster.app.mllp import Listening
from medcluster.app.platform import Platform, wire
from medcluster.app.reactions import Reactions
from medcluster.app.server import die_with_parent
from medcluster.app.subscriptions import Subscriptions
from medcluster.foundation import Settings, begin_logging, log_failure, open_database

STRICTLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")  # a year

_OBJECTS_BETWEEN_LOOKS = 50_000


def routes() -> list[BaseRoute]:
    """Every route of the platform."""
    return [*api.routes(), *web.routes()]


def build(platform: Platform) -> Starlette:
    """The application over a wired platform, without a lifespan: for tests that bring their own database."""
    application = Starlette(routes=routes())
    application.state.platform = platform
    return application


def application() -> ASGIApp:
    """The application as a worker of the HTTP server runs it; settings come from the environment."""
    die_with_parent(signal.SIGKILL)  # it holds nothing that a restart would need
    settings = Settings.from_environment(os.environ)
    begin_logging(settings.log_level, as_json=settings.log_format == "json")
    begin_logging_of_libraries()
    served = Starlette(routes=routes(), lifespan=_lifespan)
    return _quiet(at_home(settings, https_from_now_on(settings, behind(settings, served))))


def at_home(settings: Settings, served: ASGIApp) -> ASGIApp:
    """On loopback alone, no name but this machine's is answered: a page elsewhere can give its own name our address.

    Its scripts would then be of one origin with us, and could press the demonstration's buttons.
    """
    if not settings.on_loopback or settings.behind_proxy:
        return served
    known = {name.encode() for name in ("localhost", "127.0.0.1", "[::1]", settings.host, f"[{settings.host}]")}

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        named = next((value for name, value in scope.get("headers", ()) if name == b"host"), b"")
        if scope["type"] == "http" and _without_port(named) not in known:
            await PlainTextResponse("This machine answers to localhost alone.\n", 421)(scope, receive, send)
        else:
            await served(scope, receive, send)

    return serve


def _without_port(named: bytes) -> bytes:
    name, colon, port = named.lower().rpartition(b":")
    return name if colon and port.isdigit() else named.lower()


def behind(settings: Settings, served: ASGIApp) -> ASGIApp:
    """Behind a proxy: the client is whom the proxy names last in X-Forwarded-For, and the browser came over HTTPS.

    What stands before that in the header, the client may have written itself. Without a proxy nothing is believed.
    """
    if not settings.behind_proxy:
        return served

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
            client = b",".join(named).rpartition(b",")[2].strip().decode("latin-1")
            scope = {**scope, "scheme": "https", "client": (client, 0) if client else scope.get("client")}
        await served(scope, receive, send)

    return serve


def https_from_now_on(settings: Settings, served: ASGIApp) -> ASGIApp:
    """Who came over HTTPS once is not to come without it: RFC 6797, for every answer, and only where it did come so.

    Over our own certificate everything comes so; behind a proxy, what the proxy says came so (the last it named).
    """
    if not settings.https:
        return served

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (settings.tls_cert or _forwarded_proto(scope) == b"https"):
            await served(scope, receive, send)
            return

        async def strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), STRICTLY_HTTPS]}
            await send(message)

        await served(scope, receive, strictly)

    return serve


def _forwarded_proto(scope: Scope) -> bytes:
    named = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
    return b",".join(named).rpartition(b",")[2].strip().lower()


def begin_logging_of_libraries() -> None:
    """What libraries log leaves in our form too: an exception's own words may quote a patient's data."""
    root = logging.getLogger()
    root.handlers[:] = logging.getLogger("medcluster").handlers
    root.setLevel(logging.WARNING)


def _look_rarely_for_garbage() -> None:
    """What is made for a request goes when nobody refers to it; looking for cycles cost a tenth of a load's time.

    What the start made (definitions, routes, templates) stays for good and is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 20, 20)


def _quiet(served: ASGIApp) -> ASGIApp:
    """No exception leaves: the HTTP server would print its words."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await served(scope, receive, send)
        except Exception as fault:
            if scope["type"] == "lifespan":
                raise
            log_failure("request.failed", fault)

    return serve


@contextlib.asynccontextmanager
async def _lifespan(served: Starlette) -> AsyncIterator[None]:
    settings = Settings.from_environment(os.environ)
    async with open_database(settings) as opened:
        platform = wire(settings, opened.database)
        served.state.platform = platform
        works = Reactions(platform, opened.url).run(), Listening(platform).run(), Jobs(platform).run()
        following = asyncio.gather(*works, Subscriptions(platform).run())
        _look_rarely_for_garbage()
        try:
            yield
        finally:
            platform.live.close()
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
