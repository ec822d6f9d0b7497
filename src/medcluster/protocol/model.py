"""What is a protocol, and how does it stand for one patient?

The values of the room's pure core: a compiled version, the facts of one enrolment, and the progress that follows from
both at an instant. Promise: immutable, no I/O, aware datetimes. Source of the words: `docs/reference/states.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

Text = Mapping[str, str]  # language code -> words; "en" is always there


class State(StrEnum):
    """The nine states of a step; worst first in `WORST_FIRST`."""

    NOT_APPLICABLE = "not-applicable"
    AWAITING_DATE = "awaiting-date"
    UPCOMING = "upcoming"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    DONE = "done"
    DONE_LATE = "done-late"
    DEVIATED = "deviated"


WORST_FIRST = (
    State.LATE,
    State.MISSING,
    State.DEVIATED,
    State.DUE,
    State.AWAITING_DATE,
    State.UPCOMING,
    State.DONE_LATE,
    State.DONE,
    State.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class At:
    """When a step is meant: an anchor, and offsets from it."""

    anchor: str
    target: timedelta
    earliest: timedelta
    latest: timedelta


@dataclass(frozen=True, slots=True)
class Cycle:
    """A step that comes again: `times` cycles of `every`, on `days` of each (1 is the first)."""

    every: timedelta
    times: int
    days: tuple[int, ...] = (1,)
    weekdays_only: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What a step takes: kind of resource, how many, minutes."""

    kind: str
    minutes: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A resource in the record that completes a step or dates an anchor: type and code."""

    type: str
    system: str
    code: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a version. `by`: roles. `condition`/`otherwise`: FHIRPath, and the id of the step taken otherwise."""

    id: str
    stage: str
    title: Text
    by: tuple[str, ...]
    at: At
    line: int = field(default=0, compare=False)  # where it stands in the text it was compiled from
    condition: str = ""
    otherwise: str = ""
    start_when: str = ""
    needs: tuple[Need, ...] = ()
    item: str = ""
    refs: tuple[str, ...] = ()
    done: tuple[Evidence, ...] = ()
    ask: str = ""
    cycle: Cycle | None = None
    same_as: str = ""
    same_within: timedelta = timedelta(0)
    competence: tuple[str, ...] = ()
    description: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that steps hang on. `planned`: where a planned date comes from; `actual`: what says that it happened."""

    name: str
    title: Text
    planned: tuple[
        str, ...
    ] = ()  # "Appointment.start", "set-by: coordinator", "ServiceRequest.authoredOn", "induction +64d"
    actual: tuple[Evidence, ...] = ()
    actual_step: str = ""  # completing this step is the anchor's actual date too

    @property
    def set_by_people(self) -> bool:
        """Whether somebody may set the planned date."""
        return any(source.startswith("set-by:") for source in self.planned)


@dataclass(frozen=True, slots=True)
class Window:
    """The instants of one step occurrence."""

    earliest: datetime
    target: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """A step occurrence that was done: when it happened, who said so, what shows it ("Observation/…")."""

    at: datetime
    by: str = ""
    evidence: tuple[str, ...] = ()
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deviation:
    """Somebody said that a step will not be done as planned."""

    reason: str
    note: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says about one enrolment; `done` and `deviated` go by occurrence key (see `Occurrence`)."""

    planned: Mapping[str, datetime]
    actual: Mapping[str, datetime]
    done: Mapping[str, Done] = field(default_factory=dict)
    deviated: Mapping[str, Deviation] = field(default_factory=dict)
    conditions: Mapping[str, bool | None] = field(default_factory=dict)  # step id -> applicable? None: not known yet
    closed_at: datetime | None = None
    close_reason: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One step for one patient at one instant. `key` is the step id, or `id#3` for the third time of a cycle."""

    key: str
    step: Step
    state: State
    reason: str  # one sentence in English with the facts that decided; pages build their own from the fields
    window: Window | None
    done: Done | None = None
    deviation: Deviation | None = None
    cycle_number: int = 0  # 1-based, 0 when the step does not repeat
    cycle_day: int = 0  # the day of the cycle, 0 when the step does not repeat


@dataclass(frozen=True, slots=True)
class Progress:
    """How an enrolment stands: occurrences in the order of their targets, and when time alone will change this."""

    occurrences: tuple[Occurrence, ...]
    changes_at: datetime | None
    stage: str  # the stage the patient is in
    worst: State
    next_key: str  # occurrence that somebody must act on next, "" when none


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and its words."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a step's questionnaire. kind: choice, integer, scale, text, boolean."""

    id: str
    text: Text
    kind: str
    options: tuple[tuple[str, Text], ...] = ()
    minimum: int = 0
    maximum: int = 10


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence that a step cites."""

    id: str
    cite: str


@dataclass(frozen=True, slots=True)
class Version:
    """One compiled version of one protocol."""

    name: str
    version: str
    title: Text
    status: str  # draft, active, retired
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    anchors: Mapping[str, Anchor]
    replaces: str = ""
    origin_partner: str = ""
    origin_artefact: str = ""
    owner: str = ""
    lead: str = ""
    description: Text = field(default_factory=dict)
    eligible: str = ""
    defines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    evidence: tuple[Citation, ...] = ()
    questionnaires: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    deviation_reasons: tuple[tuple[str, Text], ...] = ()
    criteria: Mapping[str, Text] = field(default_factory=dict)  # what a person judges before a step starts (`when`)
    exits: tuple[tuple[str, str], ...] = ()  # (FHIRPath, reason)
    exit_reasons: tuple[tuple[str, Text], ...] = ()
    adherence: Mapping[str, object] = field(default_factory=dict)
    outcomes: Mapping[str, object] = field(default_factory=dict)
    changes: Mapping[str, Text] = field(default_factory=dict)  # step id -> why it differs from the version it replaces
    adaptations: Mapping[str, Text] = field(
        default_factory=dict
    )  # step id -> why it differs from the partner's original

    @property
    def url(self) -> str:
        """The canonical address of every version of this protocol."""
        return f"urn:medcluster:protocol:{self.name}"

    @property
    def canonical(self) -> str:
        """The canonical address of this version."""
        return f"{self.url}|{self.version}"

    def step(self, step_id: str) -> Step:
        """The step of this id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
