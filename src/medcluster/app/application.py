"""What runs inside one server process?

Promise: one ASGI application with every route of the edges; it connects to the database at start, follows changes while
it lives, and closes what it opened. Must not know: how the database came to run (see `app.server`).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from medcluster import api, web
from medcluster.app.platform import Platform, wire
from medcluster.app.reactions import Reactions
from medcluster.foundation import Settings, open_database


def routes() -> list[BaseRoute]:
    """Every route of the platform."""
    return [*api.routes(), *web.routes()]


def build(platform: Platform) -> Starlette:
    """The application over a wired platform, without a lifespan: for tests that bring their own database."""
    application = Starlette(routes=routes())
    application.state.platform = platform
    return application


def application() -> Starlette:
    """The application as the server process runs it; settings come from the environment."""
    return Starlette(routes=routes(), lifespan=_lifespan)


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
