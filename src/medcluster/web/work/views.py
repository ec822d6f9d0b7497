"""What does the work list answer to a request?

Promise: the caller's role and place become a filter, the room's list becomes a context; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import Right, Role, check_may
from medcluster.protocol import StepAct, WorkFilter, WorkItem, WorkList
from medcluster.record import Caller
from medcluster.web import names
from medcluster.web.board.rows import Reader
from medcluster.web.frame.building import frame_of
from medcluster.web.frame.context import Link
from medcluster.web.hands import Hands, hands_of
from medcluster.web.patient.notices import notice_of
from medcluster.web.places import places_of, reader_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render
from medcluster.web.security import page
from medcluster.web.work.context import Closed, Part, WorkContext
from medcluster.web.work.tasks import task_of

SHIFT = timedelta(hours=12)
WEEK = timedelta(days=7)
FEW, MOST = 15, 200


async def show(request: Request) -> Response:
    """My work."""
    handle = request.state.handle
    caller: Caller = handle.caller
    check_may(caller, Right.SEE_WORK)
    service = platform_of(request).protocol
    places = await places_of(request)
    reader = await reader_of(request, places)
    view = request.query_params.get("view", "")
    listed = await service.work(handle, _filter(caller, view, request.query_params.get("all") == "yes"))
    acts = await service.recent_acts(handle, reader.now - SHIFT)
    found = _without(listed, {(act.careplan, act.task.key) for act in acts})
    context = WorkContext(
        frame=frame_of(request, "work", await notice_of(request)),
        place=places.names.get(caller.participant, ""),
        views=_views(reader, view),
        parts=_parts(found, reader, await hands_of(request)),
        all_href="/work?" + urlencode([(name, value) for name, value in (("view", view), ("all", "yes")) if value]),
        mine=view == "mine",
        closed=await _closed(request, acts, reader),
    )
    return render(context, request.state.words)


def _without(found: WorkList, closed: set[tuple[str, str]]) -> WorkList:
    """The list without what the caller has just closed: the projection follows a moment later."""
    parts = [
        tuple(item for item in part if (item.careplan, item.key) not in closed)
        for part in (found.late, found.now, found.later)
    ]
    return replace(
        found,
        late=parts[0],
        now=parts[1],
        later=parts[2],
        late_number=found.late_number - len(found.late) + len(parts[0]),
        now_number=found.now_number - len(found.now) + len(parts[1]),
        later_number=found.later_number - len(found.later) + len(parts[2]),
    )


def _filter(caller: Caller, view: str, whole: bool) -> WorkFilter:
    mine = view == "mine"
    return WorkFilter(
        role=caller.role,
        participant="" if caller.role == Role.COORDINATOR else caller.participant,
        owner=caller.practitioner if mine else "",
        later=WEEK if view == "week" else timedelta(days=1),
        count=MOST if whole else FEW,
    )


def _views(reader: Reader, view: str) -> tuple[Link, ...]:
    _ = reader.words.gettext
    labels = (("", _("Today")), ("week", _("This week")), ("mine", _("Only mine")))
    return tuple(Link(f"/work?view={key}" if key else "/work", label, key == view) for key, label in labels)


def _parts(found: WorkList, reader: Reader, hands: Hands) -> tuple[Part, ...]:
    words = reader.words
    late = _counted(words.ngettext("%(num)s still to do", "%(num)s still to do", found.late_number), found.late_number)
    now = _counted(
        words.ngettext("%(num)s in its window", "%(num)s in their windows", found.now_number), found.now_number
    )
    return (
        _part("late", words.gettext("Late"), late, found.late, found.late_number, reader, hands),
        _part("now", words.gettext("Now"), now, found.now, found.now_number, reader, hands),
        _part("later", words.gettext("Later"), str(found.later_number), found.later, found.later_number, reader, hands),
    )


def _counted(pattern: str, number: int) -> str:
    return pattern % {"num": number}


def _part(
    key: str, title: str, note: str, items: tuple[WorkItem, ...], number: int, reader: Reader, hands: Hands
) -> Part:
    tasks = tuple(task_of(item, reader, hands.caller.practitioner, hands) for item in items)
    return Part(key, title, note, tasks, max(0, number - len(tasks)))


async def _closed(request: Request, acts: tuple[StepAct, ...], reader: Reader) -> tuple[Closed, ...]:
    rows = await platform_of(request).protocol.rows(request.state.handle, [act.careplan for act in acts])
    known = {row.careplan: row for row in rows}
    found = []
    for act in acts:
        row = known.get(act.careplan)
        version = reader.versions.get((row.protocol, row.version)) if row else None
        found.append(
            Closed(
                state="done" if act.task.status == "completed" else "deviated",
                title=reader.title_of(version, act.task.key) or act.title,
                patient=names.chosen(row.name, row.latin_name, reader.words.language) if row else "",
                at=act.task.recorded or reader.now,
                href=f"/patients/{act.patient}",
            )
        )
    return tuple(found)


ROUTES: tuple[BaseRoute, ...] = (Route("/work", page(show), methods=["GET"]),)
