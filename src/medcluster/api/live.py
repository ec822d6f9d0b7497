"""How does a page learn of changes without asking?

Promise: `GET /board/events` streams server-sent events named `board`, each with the enrolments that changed and that
this caller may see; a comment line every 15 seconds keeps the connection. A page then asks for what it shows again. The
stream ends soon after the session or token that opened it does. Who has too many open is answered 429. Source: HTML,
server-sent events.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from medcluster.api.door import Visit, caller_of, door
from medcluster.foundation import Kind, Refusal

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
ASK_AGAIN_SECONDS = 10.0


async def events(visit: Visit) -> Response:
    """GET /board/events"""
    stream = visit.platform.live.follow(visit.handle.caller)
    first = await anext(stream)  # refused here, while there still is a status to answer with
    return StreamingResponse(_while_welcome(visit, first, stream), media_type="text/event-stream", headers=HEADERS)


async def _while_welcome(visit: Visit, first: bytes, stream: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    asked = loop.time()
    async with contextlib.aclosing(stream):
        yield first
        async for told in stream:
            if loop.time() - asked >= ASK_AGAIN_SECONDS:
                asked = loop.time()
                if not await _welcome(visit):
                    return
            yield told


async def _welcome(visit: Visit) -> bool:
    """Whether the caller still is who she was; while the database is away nobody is shut out."""
    try:
        return await caller_of(visit.request, visit.platform, active=False) == visit.handle.caller
    except Refusal as refusal:
        if refusal.kind is Kind.UNAVAILABLE:
            return True
        raise


ROUTES = [Route("/board/events", door(events), methods=["GET"])]
