"""What may the templates of the patient's page know?

Promise: values in the reader's language, ready to be drawn. Must not know: the rooms, rights (they arrive as booleans).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame

Pairs = tuple[tuple[str, str], ...]
RESTING = frozenset({"done", "done-late", "upcoming", "awaiting-date", "not-applicable"})


@dataclass(frozen=True, slots=True)
class Header:
    """What must always be seen about a patient."""

    id: str
    name: str
    other_name: str
    other_language: str
    birth: date | None
    birth_text: str
    age: int | None
    gender: str
    number: str
    speaks: str
    allergies: tuple[str, ...]
    no_known_allergy: bool
    alerts: tuple[str, ...]
    phone: str = ""
    deceased: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A window on the axis, in percent."""

    start: float
    width: float
    target: float
    mark: float | None
    over: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TickMark:
    """A grid line. `label` may be empty; `anchor` is SVG's text-anchor."""

    place: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Scale:
    """The drawn axis: captions, grid, gaps, today."""

    captions: tuple[TickMark, ...]
    ticks: tuple[TickMark, ...]
    grid: tuple[float, ...]
    gaps: tuple[float, ...]
    today: float
    today_named: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that shows what was done."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One occurrence as a row of the plan."""

    key: str
    href: str
    title: str
    window: str
    roles: str
    person: str
    state: str
    state_note: str
    bar: Bar | None
    evidence: tuple[Shown, ...] = ()
    note: str = ""
    protocols: tuple[str, ...] = ()  # in a plan of several protocols: whose act it is
    shared: bool = False  # one act for several of them
    name: str = ""  # the title without the number of the time
    plan_href: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def row(self) -> tuple[str, tuple[str, ...], str]:
        """What tells this row from every other of the plan."""
        return (self.key, self.protocols, self.href)


@dataclass(frozen=True, slots=True)
class StageRows:
    """A stage with its steps. place: past, now, coming."""

    title: str
    place: str
    steps: tuple[Step, ...]

    @property
    def resting(self) -> tuple[bool, ...]:
        """Which rows a small screen may fold: behind or ahead, and needing nobody; a title keeps its first row."""
        if self.place == "now":
            return tuple(False for _ in self.steps)
        quiet = [one.state in RESTING for one in self.steps]
        return tuple(one and (place > 0 or all(quiet)) for place, one in enumerate(quiet))


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is not as it should be."""

    state: str
    heading: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Action:
    """One of the next things to do."""

    key: str
    state: str
    when: str
    when_note: str
    what: str
    who: str
    person: str
    href: str
    label: str
    primary: bool
    action: str = ""  # where the forms of the step go
    owner: str = ""
    mine: bool = False
    version: int = 0
    people: Pairs = ()  # who can be given it
    may_take: bool = False


@dataclass(frozen=True, slots=True)
class AnchorDate:
    """A date on which steps hang."""

    name: str
    title: str
    at: datetime | None
    actual: bool
    may_set: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One enrolment."""

    careplan: str
    title: str
    version: str
    protocol_href: str
    hospital: str
    coordinator: str
    status: str  # CarePlan.status
    status_note: str
    stage: str
    distance: str
    rail: tuple[str, ...]  # past, now or "" for each stage
    stage_number: int
    wrong: tuple[Wrong, ...]
    actions: tuple[Action, ...]
    scale: Scale | None
    stages: tuple[StageRows, ...]
    anchors: tuple[AnchorDate, ...]
    exits: Pairs
    may_exit: bool  # and finish
    may_resume: bool
    left: int = 0  # steps that are still to be done
    over: bool = False
    notes: tuple[Entry, ...] = ()  # what was said when it was left, finished or resumed


@dataclass(frozen=True, slots=True)
class Clash:
    """What should be one act and cannot be: for each protocol its name, its time and its step."""

    heading: str
    text: str
    key: str
    named: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class OnePlan:
    """Several protocols as one plan. `shared` is how many acts serve more than one of them."""

    scale: Scale | None
    stages: tuple[StageRows, ...]
    clashes: tuple[Clash, ...] = ()
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record: what, a second line, a code, a date."""

    title: str
    sub: str = ""
    code: str = ""
    date: datetime | date | None = None
    date_text: str = ""
    href: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A result with its course. `points` are the polyline, `band` the norm in the same drawing, none when unknown."""

    title: str
    value: str
    unit: str
    norm: str
    bad: bool
    date_text: str
    points: str
    last: tuple[float, float] | None
    band: tuple[float, float] | None  # y and height


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A card of the record. `more` is how many lines were left out, `cls` its width."""

    id: str
    title: str
    cls: str
    entries: tuple[Entry, ...] = ()
    trends: tuple[Trend, ...] = ()
    more: int = 0
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class Referred:
    """A referral of this patient that waits for an answer; `protocol` and `participant` are what it asks for."""

    id: str
    protocol: str
    participant: str
    asks: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offers:
    """What the reader may do for this patient, with the choices for the forms."""

    refer_to: Pairs = ()
    refer_protocols: Pairs = ()
    enrol_in: Pairs = ()
    enrol_at: Pairs = ()
    enrol_anchors: Pairs = ()  # anchors that a person sets: name, title
    enrol_for: Pairs = ()  # anchor or role -> the protocols that know it
    enrol_partners: Pairs = ()  # roles whose steps may be done elsewhere
    partner_places: Pairs = ()
    may_invite: bool = False
    referrals: Pairs = ()  # open referrals: id, words
    referred: tuple[Referred, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientContext:
    """The patient's page."""

    template: ClassVar[str] = "patient/patient.html"
    frame: Frame
    header: Header
    plans: tuple[Plan, ...]
    closed: tuple[Entry, ...]
    record: tuple[RecordPart, ...]
    offers: Offers
    whole: bool = False  # every line of the record is shown
    part: str = ""  # the one part of the record that is shown, whole
    parts: tuple[tuple[str, str, int], ...] = ()  # id, title, lines: all parts, to go from one to the next
    together: OnePlan | None = None  # when several protocols run
    invitation: str = ""
    invitation_until: datetime | None = None
    legend: tuple[str, ...] = ("done", "done-late", "due", "late", "deviated", "missing", "upcoming", "not-applicable")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a step's history."""

    at: datetime
    who: str
    what: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class StepContext:
    """One step of one patient, and what can be done about it."""

    template: ClassVar[str] = "patient/step.html"
    frame: Frame
    header: Header
    careplan: str
    plan_title: str
    plan_href: str
    hospital: str
    step: Step
    stage: str
    description: str
    sentence: str  # why the step is in this state
    owner: str
    history: tuple[Event, ...]
    task_version: int
    reasons: Pairs
    people: Pairs
    at_default: datetime
    is_open: bool
    is_mine: bool
    may_act: bool
    may_deviate: bool
    may_assign: bool
    back: str
    conflict: str = ""
    hand: Action | None = None
