"""What does a phone keep of the patient's page when the connection is lost?

Promise: one script, which the browser runs for `/me` alone; it keeps the page as it was last seen and what the page is
drawn with, and forgets all of it with the session. Must not know: what the page shows.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from medcluster.web.environment import STATIC
from medcluster.web.security import page


async def worker(request: Request) -> Response:
    """The script; it is asked for again at every visit, so that a new one arrives."""
    headers = {"Service-Worker-Allowed": "/me", "Cache-Control": "no-cache"}
    return FileResponse(STATIC / "js" / "worker.js", media_type="text/javascript", headers=headers)


ROUTES: tuple[BaseRoute, ...] = (Route("/me/worker.js", page(worker, public=True), methods=["GET"]),)
