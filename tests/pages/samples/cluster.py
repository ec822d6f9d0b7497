"""The shipped cluster and one of its participants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from medcluster.cluster import Participant, Place, Service, Track, Worker, demonstration
from medcluster.cluster.directory_values import Profile
from medcluster.foundation import Words
from medcluster.web.cluster import reading
from medcluster.web.cluster.context import ClusterContext, ParticipantContext
from medcluster.web.cluster.reading import ClusterReader, participant_page
from medcluster.web.cluster.views import tabs
from medcluster.web.cluster.words import stage_word
from medcluster.web.dates import Calendar
from medcluster.web.environment import Context
from tests.pages.samples.facts import NOW, ZONE
from tests.pages.samples.framing import frame_of


def _participants() -> list[Participant]:
    """The shipped participants, as the directory gives them back."""
    today = NOW.date()
    found = []
    for one in demonstration().participants:
        acts = tuple(
            replace(each.act, by=today + timedelta(days=each.in_days)) if each.in_days is not None else each.act
            for each in one.acts
        )
        track = Track(one.milestones, acts)
        found.append(Participant(one.id, one.kind, one.country, one.part_of, Profile.of(one), track))
    return found


def _cluster_reader(words: Words) -> ClusterReader:
    return ClusterReader(words, Calendar(words, ZONE), NOW.date(), _participants())


def _offers(participant: str = "") -> list[Service]:
    return [
        Service(each.id, one.id, each.category, each.name, each.summary, each.phone, each.hours)
        for one in demonstration().participants
        for each in one.services
        if participant in ("", one.id)
    ]


def _places(participant: str = "") -> list[Place]:
    return [
        Place(
            f"{one.id}-{each.id}-{number}",
            one.id,
            each.kind,
            {code: f"{text} {number}" if each.each > 1 else text for code, text in each.name.items()},
            each.beds,
            each.count,
            each.hours,
            each.planned,
            str(each.source),
        )
        for one in demonstration().participants
        for each in one.facilities
        for number in range(1, each.each + 1)
        if participant in ("", one.id)
    ]


def _workers(participant: str = "") -> list[Worker]:
    return [
        Worker(
            one.id, f"{one.given} {one.family}", one.latin if one.script else "", one.participant, one.role, one.title
        )
        for one in demonstration().people
        if participant in ("", one.participant)
    ]


def cluster(words: Words, view: str = "participants", stage: str = "") -> ClusterContext:
    """The shipped cluster."""
    described, reader = demonstration(), _cluster_reader(words)
    way = reading.on_the_way(reader.participants)
    frame = replace(frame_of(words, "cluster"), person="Daria Orlova", role=words.gettext("manager"))
    return ClusterContext(
        frame=frame,
        name=reader.text(described.name),
        place=reader.text(described.place),
        summary=reader.text(described.summary),
        notice=reader.text(described.notice),
        figures=reading.figures(described.facts, reader),
        operator=reader.place(described.operator),
        number=len(way),
        number_open=sum(1 for one in way if one.open),
        number_late=sum(1 for one in way if reading.is_late(one, reader.today)),
        view=view,
        tabs=tabs(words, view),
        cells=reading.cells(reader, stage),
        stage=stage_word(words, stage) if stage else "",
        rows=tuple(reading.participant_row(one, reader) for one in way if stage in ("", one.stage)),
        services=reading.service_rows(_offers(), reader),
        facilities=reading.facility_rows(_places(), reader),
        people=reading.person_rows(_workers(), reader),
        papers=reading.paper_rows(way, reader),
    )


def participant(words: Words) -> ParticipantContext:
    """One of them, whole."""
    reader = _cluster_reader(words)
    one = next(each for each in reader.participants if each.id == "saint-charles")
    return participant_page(
        one,
        reader,
        frame_of(words, "cluster"),
        (("Hip fast-track 2.1.0", "/protocols/hip-fast-track/2.1.0", 148),),
        _offers(one.id),
        _places(one.id),
        _workers(one.id),
    )


GALLERY: dict[str, Callable[[Words], Context]] = {
    "cluster": cluster,
    "cluster-services": lambda words: cluster(words, "services"),
    "cluster-facilities": lambda words: cluster(words, "facilities"),
    "cluster-people": lambda words: cluster(words, "people"),
    "cluster-papers": lambda words: cluster(words, "papers"),
    "cluster-stage": lambda words: cluster(words, stage="visit"),
    "participant": participant,
}
