"""What is said about a cluster, before any of it is installed?

Promise: immutable values, complete and consistent when they come from `load_description`. Words of ours come in all
languages of the platform; names of institutions and people stay theirs. Must not know: YAML, the database, FHIR.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from medcluster.cluster.access import Role
from medcluster.cluster.hours import Opening
from medcluster.cluster.pipeline import Milestone, NextAct, Source, Text


class ParticipantKind(StrEnum):
    """What a participant is."""

    OPERATOR = "operator"  # the foundation that runs the cluster; it has no way to opening
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    DIAGNOSTICS = "diagnostics"
    INSURER = "insurer"
    RESEARCH = "research"
    EDUCATION = "education"


class FacilityKind(StrEnum):
    """What a place inside a participant is."""

    SITE = "site"
    THEATRE = "theatre"
    INTERVENTION = "intervention"
    WARD = "ward"
    CONSULTING = "consulting"
    MACHINE = "machine"
    CLASSROOM = "classroom"
    UNIT = "unit"


class Roughly(StrEnum):
    """How exact a figure is meant."""

    EXACTLY = ""
    OVER = "over"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure (`number`, with `roughly` "over", "about" or "") or a statement (`value`) about a participant."""

    name: Text
    value: Text
    number: int | None = None
    roughly: Roughly = Roughly.EXACTLY


@dataclass(frozen=True, slots=True)
class Facility:
    """A place, or `each` equal places (theatre 1 to 6). `beds`, `count`: how many it holds."""

    id: str
    kind: FacilityKind
    name: Text
    each: int = 1
    beds: int = 0
    count: int = 0
    hours: tuple[Opening, ...] = ()
    planned: bool = False
    source: Source = Source.INVENTED


@dataclass(frozen=True, slots=True)
class ServiceDescription:
    """What a participant offers, and when; `at` is one of its facilities or empty."""

    id: str
    name: Text
    summary: Text
    category: str
    at: str = ""
    hours: tuple[Opening, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ActDescription:
    """A next act whose date may be counted in days from the day the description is first installed."""

    act: NextAct
    in_days: int | None = None


@dataclass(frozen=True, slots=True)
class ParticipantDescription:
    """One institution, with its facts and its way to opening."""

    id: str
    kind: ParticipantKind
    name: Text
    country: str
    source: Source
    summary: Text
    plans: Text
    founded: str
    part_of: str
    facts: tuple[Fact, ...]
    credentials: tuple[Text, ...]
    milestones: tuple[Milestone, ...]
    acts: tuple[ActDescription, ...]
    facilities: tuple[Facility, ...]
    services: tuple[ServiceDescription, ...]


@dataclass(frozen=True, slots=True)
class PersonDescription:
    """Somebody who works at a participant; `latin` transliterates a name that is not written in Latin letters."""

    id: str
    given: str
    family: str
    script: str
    latin_given: str
    latin_family: str
    participant: str
    role: Role
    title: Text
    languages: tuple[str, ...]
    account: str = ""

    @property
    def latin(self) -> str:
        """The name in Latin letters."""
        return f"{self.latin_given} {self.latin_family}"


@dataclass(frozen=True, slots=True)
class AccountDescription:
    """A demonstration account of somebody who is no practitioner."""

    account: str
    role: Role
    name: str
    participant: str
    patient: str = ""


@dataclass(frozen=True, slots=True)
class ClusterDescription:
    """A whole cluster."""

    id: str
    name: Text
    place: Text
    summary: Text
    notice: Text
    time_zone: str
    operator: str
    facts: tuple[Fact, ...]
    participants: tuple[ParticipantDescription, ...]
    people: tuple[PersonDescription, ...]
    accounts: tuple[AccountDescription, ...]
    emergency_number: str = ""  # who comes when a life is in danger, as it is dialled there; empty: nothing is said
