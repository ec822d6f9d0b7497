"""What runs inside one server process?

Promise: one ASGI application with every route of the edges; it connects to the database at start, follows changes while
it lives, and closes what it opened. Must not know: how the database came to run (see `app.server`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from medcluster import api, web
from medcluster.app.platform import Platform, wire
from medcluster.app.reactions import Reactions
from medcluster.app.server import die_with_parent
from medcluster.foundation import Settings, begin_logging, log_failure, open_database


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
    return _quiet(Starlette(routes=routes(), lifespan=_lifespan))


def begin_logging_of_libraries() -> None:
    """What libraries log leaves in our form too: an exception's own words may quote a patient's data."""
    root = logging.getLogger()
    root.handlers[:] = logging.getLogger("medcluster").handlers
    root.setLevel(logging.WARNING)


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
        following = asyncio.create_task(Reactions(platform, opened.url).run())
        try:
            yield
        finally:
            platform.live.close()
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
