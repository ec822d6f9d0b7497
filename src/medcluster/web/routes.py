"""Which addresses do the pages answer?

Promise: one list, collected from the pages' folders.
Must not know: what any page shows.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from medcluster.web import board, cluster, me, patient, patients, protocols, sign_in, work
from medcluster.web.environment import STATIC
from medcluster.web.files import Files
from medcluster.web.frame.building import home_of
from medcluster.web.security import page

# The pages' folders, each with its tuple `ROUTES`. A new folder is one import above and one line here.
PAGES: tuple[tuple[BaseRoute, ...], ...] = (
    board.ROUTES,
    patients.ROUTES,
    patient.ROUTES,
    work.ROUTES,
    sign_in.ROUTES,
    me.ROUTES,
    protocols.ROUTES,
    cluster.ROUTES,
)


async def _home(request: Request) -> Response:
    return RedirectResponse(home_of(request.state.caller), status_code=303)


def routes() -> list[BaseRoute]:
    """Every route of the web room."""
    return [
        Route("/", page(_home, public=True), methods=["GET"]),
        Mount("/static", Files(directory=STATIC), name="static"),
        *(route for folder in PAGES for route in folder),
    ]
