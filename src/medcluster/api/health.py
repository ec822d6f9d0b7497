"""Is the server alive, and can it work?

Promise: `/health/live` says that the process answers; `/health/ready` that it reaches its database; neither needs a
sign-in or tells anything else.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from medcluster.api.platform import platform_of
from medcluster.foundation import Refusal


async def live(request: Request) -> Response:
    """200 while the process answers."""
    return JSONResponse({"status": "live"})


async def ready(request: Request) -> Response:
    """200 when the database answers, else 503."""
    try:
        async with platform_of(request).database.acquire() as connection:
            await connection.fetchval("SELECT 1")
    except Refusal as refusal:
        return JSONResponse({"status": "waiting", "reason": refusal.text}, 503, {"Retry-After": "2"})
    return JSONResponse({"status": "ready"})


ROUTES = [Route("/health/live", live), Route("/health/ready", ready)]
