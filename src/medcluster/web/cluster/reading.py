"""How does the cluster read on its pages?

Promise: pure: the directory's values become rows and words. Must not know: HTTP, services.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from medcluster.cluster import (
    STAGES,
    Document,
    Fact,
    Milestone,
    NextAct,
    Participant,
    ParticipantKind,
    Place,
    Service,
    Stage,
    Standing,
    Worker,
    next_act,
    standings,
)
from medcluster.foundation import Words
from medcluster.web.cluster import words as said
from medcluster.web.cluster.context import (
    ActRow,
    Cell,
    FacilityRow,
    Figure,
    Moving,
    PaperRow,
    ParticipantContext,
    ParticipantRow,
    PersonRow,
    ServiceRow,
    StageRow,
)
from medcluster.web.cluster.openings import openings
from medcluster.web.dates import Calendar
from medcluster.web.frame.context import Frame
from medcluster.web.vocabulary import state_word, text_of

_NUMBERED = re.compile(r"\s+\d+$")


@dataclass(frozen=True)
class ClusterReader:
    """For whom and when the cluster is written."""

    words: Words
    calendar: Calendar
    today: date
    participants: Sequence[Participant]

    def text(self, text: object) -> str:
        """A text of the description in the reader's language."""
        return text_of(text, self.words.language) if text else ""  # type: ignore[arg-type]

    def place(self, participant: str) -> tuple[str, str]:
        """A participant's name and address."""
        found = next((one for one in self.participants if one.id == participant), None)
        return (self.text(found.name) if found else participant, f"/cluster/{participant}")


def on_the_way(participants: Iterable[Participant]) -> list[Participant]:
    """Those that have a way to opening, the nearest to it first."""
    found = [one for one in participants if one.kind is not ParticipantKind.OPERATOR]
    return sorted(found, key=lambda one: (-STAGES.index(one.stage), not one.open))


def is_late(participant: Participant, today: date) -> bool:
    """Whether somebody should have acted already."""
    act = next_act(participant.track)
    return act is not None and act.by is not None and act.by < today


def cells(reader: ClusterReader, chosen: str) -> tuple[Cell, ...]:
    """How many participants work on each stage."""
    way = on_the_way(reader.participants)
    most = max((sum(1 for one in way if one.stage is stage) for stage in STAGES), default=1) or 1
    return tuple(_cell(reader, stage, [one for one in way if one.stage is stage], most, chosen) for stage in STAGES)


def _cell(reader: ClusterReader, stage: Stage, here: list[Participant], most: int, chosen: str) -> Cell:
    late = sum(1 for one in here if is_late(one, reader.today))
    return Cell(
        href="/cluster" if stage == chosen else f"/cluster?stage={stage}",
        number=len(here),
        late=late,
        label=said.stage_word(reader.words, stage),
        share=round(100 * len(here) / most),
        late_share=round(100 * late / most),
        current=stage == chosen,
    )


def participant_row(one: Participant, reader: ClusterReader) -> ParticipantRow:
    """A participant in a list."""
    words, states = reader.words, standings(one.track, reader.today)
    stage = said.stage_word(words, one.stage)
    now = next((state for place, state in states if place is one.stage), Standing.DONE)
    act = next_act(one.track)
    return ParticipantRow(
        href=f"/cluster/{one.id}",
        name=reader.text(one.name),
        country=said.country_word(words, one.country),
        kind=said.kind_word(words, one.kind),
        standings=tuple(str(state) for _, state in states),
        stage=stage,
        track_words=words.gettext("%(stage)s, stage %(number)s of %(all)s, %(state)s")
        % {
            "stage": stage,
            "number": STAGES.index(one.stage) + 1,
            "all": len(STAGES),
            "state": state_word(words, str(now)),
        },
        act=act_row(act, reader) if act else None,
    )


def act_row(act: NextAct, reader: ClusterReader, act_id: str = "") -> ActRow:
    """Who must act next."""
    late = act.by is not None and act.by < reader.today
    by = reader.calendar.full_day(act.by) if act.by else ""
    return ActRow(reader.text(act.who), reader.text(act.what), by, late, act_id)


def moving(one: Participant, reader: ClusterReader) -> Moving | None:
    """The stage that it can be moved past; None when it is open."""
    if one.open:
        return None
    return Moving(
        f"/cluster/{one.id}", one.stage, said.stage_word(reader.words, one.stage), one.stage is STAGES[-1], reader.today
    )


def figures(facts: Iterable[Fact], reader: ClusterReader) -> tuple[Figure, ...]:
    """Facts as they are shown."""
    return tuple(
        Figure(reader.text(one.name), said.figure_value(reader.words, one), one.number is not None) for one in facts
    )


def service_rows(services: Iterable[Service], reader: ClusterReader) -> tuple[ServiceRow, ...]:
    """The directory of services."""
    return tuple(
        ServiceRow(
            reader.text(one.name),
            reader.text(one.summary),
            *reader.place(one.participant),
            openings(reader.words, one.hours),
            one.phone,
            "tel:" + "".join(sign for sign in one.phone if sign.isdigit() or sign == "+"),
        )
        for one in services
    )


def facility_rows(places: Iterable[Place], reader: ClusterReader) -> tuple[FacilityRow, ...]:
    """Facilities, equal ones in one row."""

    def alike(one: Place) -> tuple[str, str, str, bool]:
        return one.participant, str(one.kind), _NUMBERED.sub("", reader.text(one.name)), one.planned

    return tuple(_facility(list(group), reader) for _, group in groupby(places, key=alike))


def _facility(group: list[Place], reader: ClusterReader) -> FacilityRow:
    first, words = group[0], reader.words
    name = reader.text(first.name) if len(group) == 1 else _NUMBERED.sub("", reader.text(first.name))
    beds, count = sum(one.beds for one in group), sum(one.count for one in group)
    if beds:
        size = words.ngettext("%(num)s bed", "%(num)s beds", beds) % {"num": words.number(beds)}
    else:
        size = words.number(count or len(group)) if (count or len(group)) > 1 else ""
    return FacilityRow(
        name,
        *reader.place(first.participant),
        size,
        openings(words, first.hours),
        first.planned,
        said.source_word(words, first.source) if first.source else "",
    )


def person_rows(workers: Iterable[Worker], reader: ClusterReader) -> tuple[PersonRow, ...]:
    """Who works where."""
    return tuple(
        PersonRow(
            one.latin or one.name,
            one.name if one.latin not in ("", one.name) else "",
            reader.text(one.title),
            *reader.place(one.participant),
        )
        for one in workers
    )


def paper_rows(participants: Iterable[Participant], reader: ClusterReader) -> tuple[PaperRow, ...]:
    """Letters of intent, agreements and licences, participant by participant."""
    return tuple(
        _paper(one, milestone, paper, reader)
        for one in participants
        for milestone in one.track.milestones
        for paper in milestone.documents
    )


def _paper(one: Participant, milestone: Milestone, paper: Document, reader: ClusterReader) -> PaperRow:
    return PaperRow(
        title=reader.text(paper.title),
        place=reader.text(one.name),
        href=f"/cluster/{one.id}",
        date=said.partial(reader.calendar, paper.date),
        until=said.partial(reader.calendar, paper.until),
        soon=said.ends_soon(paper.until, reader.today),
        source=said.source_word(reader.words, milestone.source),
    )


def track_rows(one: Participant, reader: ClusterReader) -> tuple[StageRow, ...]:
    """The way to opening, stage by stage."""
    reached = {milestone.stage: milestone for milestone in one.track.milestones}
    found = []
    for stage, standing in standings(one.track, reader.today):
        milestone = reached.get(stage)
        found.append(
            StageRow(
                title=said.stage_word(reader.words, stage),
                state=str(standing),
                on=said.partial(reader.calendar, milestone.on) if milestone else "",
                note=reader.text(milestone.note) if milestone else "",
                source=said.source_word(reader.words, milestone.source) if milestone else "",
                papers=tuple(_paper(one, milestone, paper, reader) for paper in milestone.documents)
                if milestone
                else (),
            )
        )
    return tuple(found)


def participant_page(
    one: Participant,
    reader: ClusterReader,
    frame: Frame,
    protocols: tuple[tuple[str, str, int | None], ...],
    services: Sequence[Service],
    places: Sequence[Place],
    workers: Sequence[Worker],
    *,
    may_change: bool = False,
) -> ParticipantContext:
    """The page of a participant, from what the directory holds about it alone."""
    words, profile = reader.words, one.profile
    on_way = one.kind is not ParticipantKind.OPERATOR
    return ParticipantContext(
        frame=frame,
        name=reader.text(one.name),
        kind=said.kind_word(words, one.kind),
        country=said.country_word(words, one.country),
        founded=said.partial(reader.calendar, profile.founded),
        source=said.source_word(words, profile.source),
        part_of=reader.place(one.part_of) if one.part_of else None,
        summary=reader.text(profile.summary),
        plans=reader.text(profile.plans),
        figures=figures(profile.facts, reader),
        credentials=tuple(reader.text(text) for text in profile.credentials),
        state="late" if is_late(one, reader.today) else "done" if one.open else "due",
        stage=said.stage_word(words, one.stage) if on_way else "",
        track=track_rows(one, reader) if on_way else (),
        acts=tuple(
            act_row(act, reader, act_id if may_change else "")
            for act, act_id in zip(one.track.next_acts, one.act_ids, strict=False)
        ),
        protocols=protocols,
        services=service_rows(services, reader),
        facilities=facility_rows(places, reader),
        people=person_rows(workers, reader),
        moving=moving(one, reader) if may_change else None,
        may_name=f"/cluster/{one.id}/acts" if may_change else "",
    )
