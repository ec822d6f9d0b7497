"""What do the pages of refused messages answer?

Promise: the room decides what may be seen and done; whatever is still wrong with a message that is applied again comes
back beside the text as it was typed.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.exchange import Kept, Refused, Superseded, Unfit
from medcluster.foundation import Kind, Refusal
from medcluster.web.entered import whole
from medcluster.web.exchange.context import MessageContext, MessagesContext, Row
from medcluster.web.frame.building import frame_of
from medcluster.web.frame.context import Notice
from medcluster.web.platform import platform_of
from medcluster.web.responses import render, see
from medcluster.web.security import page

COUNT = 50
LONGEST_TEXT = 60_000  # a form carries no more; longer messages are mended as files
AREA = "messages"


async def show(request: Request) -> Response:
    """Messages that were refused and wait for somebody."""
    repairs, handle = platform_of(request).repairs, request.state.handle
    before = whole(request.query_params.get("before", ""), 0)
    found = await repairs.waiting(handle, before=before, count=COUNT + 1)
    number = await repairs.number(handle)
    following = f"/messages?{urlencode({'before': found[COUNT - 1].seq})}" if len(found) > COUNT else ""
    context = MessagesContext(
        frame=frame_of(request, AREA, _notice(request)),
        rows=tuple(_row(one) for one in found[:COUNT]),
        number=number,
        next_href=following,
        first_href="/messages" if before else "",
    )
    return render(context, request.state.words)


async def look(request: Request) -> Response:
    """One message, to be read and mended."""
    return await _shown(request, await _asked(request))


async def replay(request: Request) -> Response:
    """Apply it again, as it is or as it was mended."""
    number = _number(request)
    text = request.state.form.get("text")
    typed = str(text) if text is not None else None
    although = request.state.form.get("although") == "yes"
    try:
        await platform_of(request).repairs.replay(request.state.handle, number, typed, although_newer=although)
    except Unfit as fault:
        return await _shown(request, await _asked(request), typed, fault)
    return see(f"/messages?{urlencode({'applied': number})}")


async def dismiss(request: Request) -> Response:
    """Put it aside."""
    number = _number(request)
    await platform_of(request).repairs.dismiss(request.state.handle, number)
    return see(f"/messages?{urlencode({'aside': number})}")


async def _asked(request: Request) -> Refused:
    return await platform_of(request).repairs.message(request.state.handle, _number(request))


def _number(request: Request) -> int:
    number = whole(request.path_params["number"], 0)
    if not number:
        raise Refusal(Kind.NOT_FOUND, "There is no such message.")
    return number


async def _shown(request: Request, found: Refused, typed: str | None = None, fault: Unfit | None = None) -> Response:
    kept = found.kept
    text = found.text if typed is None else typed
    context = MessageContext(
        frame=frame_of(request, AREA),
        row=_row(kept),
        state=kept.state,
        text=text[:LONGEST_TEXT],
        lines=min(30, text.count("\n") + 2),
        decided=kept.decided,
        decider=kept.decider,
        may_change=kept.state in ("refused", "dismissed"),
        editable=len(text.encode()) <= LONGEST_TEXT,
        wrong_bytes=found.wrong_bytes,
        mended=kept.repaired is not None,
        wrong=fault.text if fault else "",
        newer=isinstance(fault, Superseded),
    )
    return render(context, request.state.words, status=422 if fault else 200)


def _row(kept: Kept) -> Row:
    reason = f"{kept.place}: {kept.reason}" if kept.place else kept.reason
    return Row(
        f"/messages/{kept.seq}",
        kept.seq,
        kept.source,
        kept.kind,
        kept.control,
        kept.received,
        reason,
        kept.attempts,
    )


def _notice(request: Request) -> Notice | None:
    _ = request.state.words.gettext
    applied = whole(request.query_params.get("applied", ""), 0)
    aside = whole(request.query_params.get("aside", ""), 0)
    if applied:
        return Notice("told", _("Message %(num)s is applied.") % {"num": applied})
    if aside:
        return Notice("told", _("Message %(num)s is put aside.") % {"num": aside})
    return None


ROUTES: tuple[BaseRoute, ...] = (
    Route("/messages", page(show), methods=["GET"]),
    Route("/messages/{number}", page(look), methods=["GET"]),
    Route("/messages/{number}/replay", page(replay), methods=["POST"]),
    Route("/messages/{number}/dismiss", page(dismiss), methods=["POST"]),
)
