"""Which addresses do the pages answer?

Promise: one list, collected from the pages' folders.
Must not know: what any page shows.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from medcluster.foundation import Kind, Refusal
from medcluster.web import board, cluster, exchange, me, patient, patients, protocols, sign_in, work
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
    exchange.ROUTES,
)


async def _home(request: Request) -> Response:
    """The page that a role begins with; nobody is led to the sign-in"""
    return RedirectResponse(home_of(request.state.caller), status_code=303)


async def _nowhere(request: Request) -> Response:
    """An address that leads nowhere says so as a page"""
    raise Refusal(Kind.NOT_FOUND, "There is no such page.")


def routes() -> list[BaseRoute]:
    """Every route of the web room; the last one takes what no other room and no page answers."""
    return [
        Route("/", page(_home, public=True), methods=["GET"]),
        Mount("/static", Files(directory=STATIC), name="static"),
        *(route for folder in PAGES for route in folder),
        Route("/{rest:path}", page(_nowhere, public=True), methods=["GET"]),
    ]
