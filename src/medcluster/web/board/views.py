"""What does the board answer to a request?

Promise: the address becomes a filter, the room's page becomes a context; nothing is decided here.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import Right, check_may, may
from medcluster.foundation import Words
from medcluster.protocol import BoardPage
from medcluster.web.board.context import BoardContext, RowsContext
from medcluster.web.board.filters import FILTERS, Address, drawn, filter_of
from medcluster.web.board.rows import row_of
from medcluster.web.entered import whole
from medcluster.web.frame.building import frame_of
from medcluster.web.places import places_of, reader_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render
from medcluster.web.security import page

COUNT = 25
MOST_ROWS = 100
KNOWN = (*FILTERS, "state", "sort", "closed", "after", "from")


def _address(request: Request) -> Address:
    query = tuple((name, value) for name, value in request.query_params.multi_items() if name in KNOWN and value)
    return Address("/board", query)


async def show(request: Request) -> Response:
    """The board."""
    handle, words = request.state.handle, request.state.words
    check_may(handle.caller, Right.SEE_COUNTS)
    service, address = platform_of(request).protocol, _address(request)
    reader = await reader_of(request, await places_of(request))
    found = await service.board(handle, filter_of(address), after=address.get("after"), count=COUNT)
    figures = drawn(found.counts, address, reader, practitioner=handle.caller.practitioner)
    first = whole(address.get("from") or "", 1)
    context = BoardContext(
        frame=frame_of(request, "board"),
        views=figures.views,
        counts=figures.counts,
        chips=figures.chips,
        picks=figures.picks,
        cells=figures.cells,
        columns=figures.columns,
        rows=tuple(row_of(row, reader) for row in found.rows),
        line=_line(found, first, words),
        next_href=address.with_(after=found.after, **{"from": str(first + len(found.rows))}) if found.after else "",
        first_href=address.with_() if address.get("after") else "",
        again_href=address.with_(),
        all_href="/board",
        rows_href=address.with_().replace("/board", "/board/rows", 1),
        filtered=any(address.get(name) for name in (*FILTERS, "state", "closed")),
        referrals=len(await service.referrals(handle)) if may(handle.caller, Right.ENROL) else 0,
        live=may(handle.caller, Right.SEE_BOARD),
        asked=address.get("q"),
        kept=tuple((name, value) for name, value in address.query if name not in ("q", "after", "from")),
        named=may(handle.caller, Right.SEE_BOARD),
        counted=found.counts.total > 0 or bool(address.query),
    )
    return render(context, words)


def _line(found: BoardPage, first: int, words: Words) -> str:
    last = first + len(found.rows) - 1
    all_ = f"{found.counts.total}+" if found.counts.more else found.counts.total
    return words.gettext("%(first)s–%(last)s of %(all)s") % {"first": first, "last": last, "all": all_}


async def rows(request: Request) -> Response:
    """The figures of this address, and the rows named in `rows`: what a live page replaces."""
    handle = request.state.handle
    check_may(handle.caller, Right.SEE_BOARD)
    service, address = platform_of(request).protocol, _address(request)
    reader = await reader_of(request, await places_of(request))
    wanted = [one for one in request.query_params.get("rows", "").split(",") if one][:MOST_ROWS]
    counts = (await service.board(handle, filter_of(address), count=1)).counts
    figures = drawn(counts, address, reader, practitioner=handle.caller.practitioner)
    context = RowsContext(
        frame=frame_of(request, "board"),
        counts=figures.counts,
        cells=figures.cells,
        rows=tuple(row_of(row, reader) for row in await service.rows(handle, wanted)) if wanted else (),
    )
    return render(context, request.state.words)


ROUTES: tuple[BaseRoute, ...] = (
    Route("/board", page(show), methods=["GET"]),
    Route("/board/rows", page(rows), methods=["GET"]),
)
