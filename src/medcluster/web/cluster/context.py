"""What may the pages about the cluster know?

Promise: values in the reader's language, ready to be drawn. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from medcluster.web.frame.context import Frame, Link


@dataclass(frozen=True, slots=True)
class Cell:
    """How many participants work on a stage."""

    href: str
    number: int
    late: int
    label: str
    share: int
    late_share: int
    current: bool


@dataclass(frozen=True, slots=True)
class ActRow:
    """Who must act, and do what, by when."""

    who: str
    what: str
    by: str
    late: bool
    id: str = ""  # empty for who may not change it


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One participant of the list."""

    href: str
    name: str
    country: str
    kind: str
    standings: tuple[str, ...]
    stage: str
    track_words: str
    act: ActRow | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact that is a number, or a statement."""

    name: str
    value: str
    number: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of the directory."""

    name: str
    summary: str
    place: str
    href: str
    hours: str
    phone: str
    tel: str


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """Places of one kind at one participant."""

    name: str
    place: str
    href: str
    size: str
    hours: str
    planned: bool
    source: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works there."""

    name: str
    own_name: str
    title: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A letter of intent, an agreement, a licence."""

    title: str
    place: str
    href: str
    date: str
    until: str
    soon: bool
    source: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of a participant's way."""

    title: str
    state: str
    on: str
    note: str
    source: str
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """What who moves a participant on may say: which stage was reached, and who acts then."""

    base: str
    stage: str
    stage_word: str
    last: bool  # after it the participant is open, and nobody has to act
    today: date


@dataclass(frozen=True, slots=True)
class ClusterContext:
    """The cluster. `view` says which of the lists is shown."""

    template: ClassVar[str] = "cluster/cluster.html"
    frame: Frame
    name: str
    place: str
    summary: str
    notice: str
    figures: tuple[Figure, ...]
    operator: tuple[str, str]  # name, address
    number: int
    number_open: int
    number_late: int
    view: str
    tabs: tuple[Link, ...]
    cells: tuple[Cell, ...]
    stage: str
    rows: tuple[ParticipantRow, ...] = ()
    services: tuple[ServiceRow, ...] = ()
    facilities: tuple[FacilityRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantContext:
    """One participant."""

    template: ClassVar[str] = "cluster/participant.html"
    frame: Frame
    name: str
    kind: str
    country: str
    founded: str
    source: str
    part_of: tuple[str, str] | None
    summary: str
    plans: str
    figures: tuple[Figure, ...]
    credentials: tuple[str, ...]
    state: str
    stage: str
    track: tuple[StageRow, ...]
    acts: tuple[ActRow, ...]
    protocols: tuple[tuple[str, str, int | None], ...]  # title, address, patients
    services: tuple[ServiceRow, ...]
    facilities: tuple[FacilityRow, ...]
    people: tuple[PersonRow, ...]
    moving: Moving | None = None
    may_name: str = ""  # where an act is named; empty for who may not
