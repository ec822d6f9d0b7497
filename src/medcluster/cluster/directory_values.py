"""What does the directory tell?

Promise: immutable values; texts carry every language they have. Must not know: the database, FHIR.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from medcluster.cluster.access import Role
from medcluster.cluster.description import FacilityKind, Fact, ParticipantDescription, ParticipantKind
from medcluster.cluster.hours import Opening
from medcluster.cluster.pipeline import Source, Stage, Text, Track, current, is_open


@dataclass(frozen=True, slots=True)
class ClusterProfile:
    """What is said about the cluster as a whole."""

    id: str
    name: Text
    place: Text
    summary: Text
    notice: Text
    facts: tuple[Fact, ...] = ()
    emergency_number: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster: what is said about it, who runs it, and by which clock."""

    profile: ClusterProfile
    operator: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said about a participant."""

    name: Text
    source: Source
    summary: Text
    plans: Text
    founded: str
    facts: tuple[Fact, ...] = ()
    credentials: tuple[Text, ...] = ()

    @classmethod
    def of(cls, described: ParticipantDescription) -> Self:
        """The part of a description that is shown as it is."""
        return cls(
            name=described.name,
            source=described.source,
            summary=described.summary,
            plans=described.plans,
            founded=described.founded,
            facts=described.facts,
            credentials=described.credentials,
        )


@dataclass(frozen=True, slots=True)
class Participant:
    """One institution and its way to opening. The operator of the cluster has no way."""

    id: str
    kind: ParticipantKind
    country: str
    part_of: str
    profile: Profile
    track: Track
    act_ids: tuple[str, ...] = ()  # of `track.next_acts`, in the same order

    @property
    def name(self) -> Text:
        """Its name by language; "en" is always there."""
        return self.profile.name

    @property
    def stage(self) -> Stage:
        """The stage it works on; `OPEN` when it is open."""
        return current(self.track)

    @property
    def open(self) -> bool:
        """Whether it is open; the operator always is."""
        return self.kind is ParticipantKind.OPERATOR or is_open(self.track)


@dataclass(frozen=True, slots=True)
class Place:
    """A theatre, a ward, a room, a machine."""

    id: str
    participant: str
    kind: FacilityKind
    name: Text
    beds: int = 0
    count: int = 0
    hours: tuple[Opening, ...] = ()
    planned: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Something that is offered to patients, teams or learners."""

    id: str
    participant: str
    category: str
    name: Text
    summary: Text = field(default_factory=dict)
    phone: str = ""
    hours: tuple[Opening, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works at a participant. `latin` is empty where the name is in Latin letters."""

    practitioner: str
    name: str
    latin: str
    participant: str
    role: Role | None
    title: Text


@dataclass(frozen=True, slots=True)
class Installed:
    """What installing a description wrote; twice nothing when it was installed as it is."""

    resources: int
    participants: int
