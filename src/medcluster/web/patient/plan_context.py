"""What may the templates know of how care is meant to go for a patient?

Promise: one enrolment, or several as one plan, in the reader's language: words, and places on the axis in percent.
Must not know: protocols, rights (they arrive as booleans).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcluster.web.hands import Pairs
from medcluster.web.patient.record_context import Entry

RESTING = frozenset({"done", "done-late", "upcoming", "awaiting-date", "not-applicable"})


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
