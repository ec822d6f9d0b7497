"""What stands on the board, and what can be asked of it?

Promise: values only. A `BoardRow` is one enrolment as the projection keeps it; words of protocols, stages and steps
come from the pinned `Version`, so the row is free of language. Days late are counted when they are shown, never stored.
Must not know: SQL, pages. Source of the order: worst state first (`model.WORST_FIRST`), then the longest overdue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from medcluster.protocol.model import WORST_FIRST, State

LETTER: Mapping[State, str] = {
    State.NOT_APPLICABLE: "n",
    State.AWAITING_DATE: "a",
    State.UPCOMING: "u",
    State.DUE: "d",
    State.LATE: "l",
    State.MISSING: "m",
    State.DONE: "o",
    State.DONE_LATE: "p",
    State.DEVIATED: "v",
}
STATE_OF_LETTER: Mapping[str, State] = {letter: state for state, letter in LETTER.items()}
RANK: Mapping[State, int] = {state: rank for rank, state in enumerate(WORST_FIRST)}


class Sort(StrEnum):
    """The orders of the board."""

    STATE = "state"  # worst state first, then the longest overdue
    NAME = "name"
    WHEN = "when"  # the next step's latest moment
    CHANGED = "changed"  # newest first


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which enrolments: everything empty means all that are open. `text` is a name, a birth date or a number."""

    hospital: str = ""
    protocol: str = ""
    stage: str = ""
    role: str = ""
    state: str = ""
    owner: str = ""  # Practitioner id: the coordinator of the enrolment, or the owner of its next step
    text: str = ""
    sort: str = Sort.STATE
    closed: bool = False  # the enrolments that are over instead of the open ones


@dataclass(frozen=True, slots=True)
class Mark:
    """One glyph of the strip."""

    key: str
    state: State


Strip = tuple[tuple[str, tuple[Mark, ...]], ...]  # stage id -> its marks, in the order of the protocol


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One enrolment. Keys are occurrence keys (`model.Occurrence`); `participant` is an Organization id."""

    careplan: str
    patient: str
    name: str
    latin_name: str
    birth_date: str
    gender: str
    number: str
    protocol: str
    version: str
    participant: str
    coordinator: str
    status: str  # CarePlan.status
    created: datetime
    stage: str
    state: State
    state_key: str  # the occurrence that decided the state, "" when none is worse than done
    reason: str  # the coded reason when that occurrence deviated
    late_since: datetime | None  # its latest moment, when it is late or missing
    next_key: str
    next_state: State | None
    next_roles: tuple[str, ...]
    next_owner: str
    next_owner_name: str
    next_earliest: datetime | None
    next_target: datetime | None
    next_latest: datetime | None
    anchor: str
    anchor_at: datetime | None
    anchor_actual: bool
    strip: Strip
    changed_at: datetime
    changes_at: datetime | None

    def days_late(self, now: datetime) -> int:
        """Whole days past the latest moment; 0 when it is not late, or late since less than a day."""
        return max(0, (now - self.late_since).days) if self.late_since else 0


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many stand in a stage of a protocol, and how many of them are late."""

    protocol: str
    stage: str
    number: int
    late: int


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """The figures above the table. Each facet counts with every filter but its own: it says what a click brings.

    `more`: a text has so many matches that only the worst of them were counted: there are at least so many.
    """

    total: int
    states: Mapping[State, int] = field(default_factory=dict)
    stages: tuple[StageCount, ...] = ()
    hospitals: Mapping[str, int] = field(default_factory=dict)
    protocols: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of the board: rows, figures, and where the next page begins ("" at the end)."""

    rows: tuple[BoardRow, ...]
    counts: BoardCounts
    after: str
    at: datetime


def spell_strip(strip: Strip) -> str:
    """The strip as the projection keeps it: `stage=key:letter,key:letter;stage=…`."""
    return ";".join(
        f"{stage}=" + ",".join(f"{mark.key}:{LETTER[mark.state]}" for mark in marks) for stage, marks in strip
    )


def read_strip(text: str) -> Strip:
    """The strip from its spelling."""
    if not text:
        return ()
    groups = (group.partition("=") for group in text.split(";"))
    return tuple((stage, tuple(_mark(part) for part in marks.split(","))) for stage, _, marks in groups)


def _mark(text: str) -> Mark:
    key, _, letter = text.rpartition(":")
    return Mark(key, STATE_OF_LETTER[letter])
