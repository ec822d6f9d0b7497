"""What do the pages about the cluster answer to a request?

Promise: the directory becomes contexts; only the list that is asked for is read. Must not know: how the directory is
kept.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from medcluster.cluster import STAGES, Participant, ParticipantKind, Right, check_may, may
from medcluster.foundation import Kind, Refusal, Words
from medcluster.record import Handle
from medcluster.web.cluster import reading
from medcluster.web.cluster import words as said
from medcluster.web.cluster.acts import finish_act, name_act, reach, told
from medcluster.web.cluster.context import ClusterContext
from medcluster.web.cluster.reading import ClusterReader
from medcluster.web.frame.building import frame_of
from medcluster.web.frame.context import Link
from medcluster.web.places import calendar_of
from medcluster.web.platform import platform_of
from medcluster.web.responses import render
from medcluster.web.security import page
from medcluster.web.vocabulary import text_of

VIEWS = ("participants", "services", "facilities", "people", "papers")


async def show(request: Request) -> Response:
    """The cluster, with one of its lists."""
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.SEE_CLUSTER)
    directory, words = platform_of(request).directory, request.state.words
    cluster, reader = await directory.cluster(), await _reader(request)
    view, stage = request.query_params.get("view", "") or VIEWS[0], request.query_params.get("stage", "")
    if view not in VIEWS or (stage and stage not in STAGES):
        raise Refusal(Kind.NOT_FOUND, "The cluster has no such list.")
    way, profile = reading.on_the_way(reader.participants), cluster.profile
    shown = [one for one in way if not stage or one.stage == stage]
    context = ClusterContext(
        frame=frame_of(request, "cluster"),
        name=reader.text(profile.name),
        place=reader.text(profile.place),
        summary=reader.text(profile.summary),
        notice=reader.text(profile.notice),
        figures=reading.figures(profile.facts, reader),
        operator=reader.place(cluster.operator),
        number=len(way),
        number_open=sum(1 for one in way if one.open),
        number_late=sum(1 for one in way if reading.is_late(one, reader.today)),
        view=view,
        tabs=tabs(words, view),
        cells=reading.cells(reader, stage),
        stage=said.stage_word(words, stage) if stage else "",
        rows=tuple(reading.participant_row(one, reader) for one in shown) if view == "participants" else (),
        services=reading.service_rows(await directory.services(handle), reader) if view == "services" else (),
        facilities=reading.facility_rows(await directory.places(handle), reader) if view == "facilities" else (),
        people=reading.person_rows(await directory.workers(handle), reader) if view == "people" else (),
        papers=reading.paper_rows(way, reader) if view == "papers" else (),
    )
    return render(context, words)


def tabs(words: Words, view: str) -> tuple[Link, ...]:
    """The lists of the cluster's page."""
    _ = words.gettext
    labels = (_("Participants"), _("Services"), _("Facilities"), _("People"), _("Letters and agreements"))
    return tuple(
        Link("/cluster" if name == VIEWS[0] else f"/cluster?view={name}", label, name == view)
        for name, label in zip(VIEWS, labels, strict=True)
    )


async def show_participant(request: Request) -> Response:
    """One participant."""
    handle: Handle = request.state.handle
    check_may(handle.caller, Right.SEE_CLUSTER)
    directory, reader = platform_of(request).directory, await _reader(request)
    wanted = request.path_params["participant"]
    one = next((each for each in reader.participants if each.id == wanted), None)
    if one is None:
        raise Refusal(Kind.NOT_FOUND, "There is no such participant.")
    context = reading.participant_page(
        one,
        reader,
        frame_of(request, "cluster", told(request, one)),
        await _protocols(request, one),
        [each for each in await directory.services(handle) if each.participant == one.id],
        [each for each in await directory.places(handle) if each.participant == one.id],
        [each for each in await directory.workers(handle) if each.participant == one.id],
        may_change=may(handle.caller, Right.CHANGE_CLUSTER) and one.kind is not ParticipantKind.OPERATOR,
    )
    return render(context, request.state.words)


async def _reader(request: Request) -> ClusterReader:
    calendar, now = calendar_of(request), platform_of(request).clock.now()
    participants = await platform_of(request).directory.participants()
    return ClusterReader(request.state.words, calendar, calendar.local(now).date(), participants)


async def _protocols(request: Request, one: Participant) -> tuple[tuple[str, str, int | None], ...]:
    handle: Handle = request.state.handle
    service, language = platform_of(request).protocol, request.state.words.language
    counted = may(handle.caller, Right.SEE_COUNTS)
    running = await service.running(handle) if counted else None
    return tuple(
        (
            f"{text_of(version.title, language)} {version.version}",
            f"/protocols/{version.name}/{version.version}",
            None if running is None else running.get((version.name, version.version), 0),
        )
        for version in await service.versions(handle)
        if version.owner == one.id and version.status == "active"
    )


ROUTES: tuple[BaseRoute, ...] = (
    Route("/cluster", page(show), methods=["GET"]),
    Route("/cluster/{participant}", page(show_participant), methods=["GET"]),
    Route("/cluster/{participant}/stage", page(reach), methods=["POST"]),
    Route("/cluster/{participant}/acts", page(name_act), methods=["POST"]),
    Route("/cluster/{participant}/acts/{act}/done", page(finish_act), methods=["POST"]),
)
