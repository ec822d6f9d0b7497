"""How does a page learn of changes without asking?

Promise: `GET /board/events` streams server-sent events named `board`, each with the enrolments that changed and that
this caller may see; a comment line every 15 seconds keeps the connection. A page then asks for what it shows again.
"""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from medcluster.api.door import Visit, door

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def events(visit: Visit) -> Response:
    """GET /board/events"""
    stream = visit.platform.live.follow(visit.handle.caller)
    return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)


ROUTES = [Route("/board/events", door(events), methods=["GET"])]
