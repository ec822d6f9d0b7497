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
from starlette.types import ASGIApp

from medcluster import api, web
from medcluster.app.garbage import look_rarely_for_garbage
from medcluster.app.jobs import Jobs
from medcluster.app.mllp import Listening
from medcluster.app.platform import Platform, wire
from medcluster.app.reactions import Reactions
from medcluster.app.server import die_with_parent
from medcluster.app.subscriptions import Subscriptions
from medcluster.app.waking import Waking
from medcluster.app.wrapping import at_home, behind, https_from_now_on, quiet
from medcluster.foundation import Settings, begin_logging, open_database


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
    return quiet(at_home(settings, https_from_now_on(settings, behind(settings, served))))


def begin_logging_of_libraries() -> None:
    """What libraries log leaves in our form too: an exception's own words may quote a patient's data."""
    root = logging.getLogger()
    root.handlers[:] = logging.getLogger("medcluster").handlers
    root.setLevel(logging.WARNING)


@contextlib.asynccontextmanager
async def _lifespan(served: Starlette) -> AsyncIterator[None]:
    settings = Settings.from_environment(os.environ)
    async with open_database(settings) as opened:
        platform = wire(settings, opened.database)
        served.state.platform = platform
        works = Reactions(platform, opened.url).run(), Listening(platform).run(), Jobs(platform).run()
        waking = Waking(platform.record.signal, opened.url).run()
        following = asyncio.gather(*works, Subscriptions(platform).run(), waking)
        look_rarely_for_garbage()
        try:
            yield
        finally:
            platform.live.close()
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
