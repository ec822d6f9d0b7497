"""What may the board's template know?

Promise: values in the reader's language, ready to be drawn; no rights, no queries. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame, Link


@dataclass(frozen=True, slots=True)
class Count:
    """A figure that is a filter. `state` is "" for all."""

    href: str
    number: int | str  # 1000+ where not all are counted
    label: str
    state: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it."""

    name: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter can take."""

    href: str
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A filter that can be added."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A stage of the queue; shares are percent of the fullest stage."""

    href: str
    number: int
    late: int
    label: str
    share: int
    late_share: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. `sort` is the aria word when the table stands in its order."""

    label: str
    cls: str
    href: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class StripMark:
    """One glyph; `times` when it stands for a run of steps in one state."""

    key: str
    state: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One enrolment in words."""

    careplan: str
    href: str
    name: str
    age: int | None
    number: str
    protocol: str
    protocol_short: str
    version: str
    hospital: str
    strip: tuple[tuple[StripMark, ...], ...]
    strip_words: str
    stage: str
    distance: str
    next_key: str
    next_state: str
    next_title: str
    next_roles: str
    next_person: str
    when: str
    state: str
    state_key: str
    state_note: str
    days_late: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class BoardContext:
    """The whole page."""

    template: ClassVar[str] = "board/board.html"
    frame: Frame
    views: tuple[Link, ...]
    counts: tuple[Count, ...]
    chips: tuple[Chip, ...]
    picks: tuple[Pick, ...]
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    line: str
    next_href: str
    first_href: str
    again_href: str
    all_href: str
    rows_href: str
    filtered: bool
    referrals: int = 0
    live: bool = True
    asked: str = ""  # the text that rows must contain
    kept: tuple[tuple[str, str], ...] = ()  # the rest of the address, for the form that changes the text
    named: bool = True  # whether the reader sees patients at all
    counted: bool = False  # figures alone, for who sees no patient


@dataclass(frozen=True, slots=True)
class RowsContext:
    """The parts that change by themselves: figures, queue, rows."""

    template: ClassVar[str] = "board/rows.html"
    frame: Frame
    counts: tuple[Count, ...]
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]
