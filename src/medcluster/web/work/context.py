"""What may the work list's template know?

Promise: values in the reader's language, ready to be drawn. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame, Link


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    key: str
    careplan: str
    action: str  # address that the acts hang on
    step_href: str
    title: str
    state: str
    more: str  # behind the word late: "3 d"
    when: str
    until: str
    patient: str
    patient_href: str
    about: str  # hospital, distance to surgery
    owner: str
    mine: bool
    version: int
    reasons: tuple[tuple[str, str], ...]
    keep_until: str
    people: tuple[tuple[str, str], ...] = ()  # who can be given it
    may_take: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Late, now, or later."""

    id: str
    title: str
    note: str
    tasks: tuple[Task, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that was done or deviated lately."""

    state: str
    title: str
    patient: str
    at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class WorkContext:
    """The page."""

    template: ClassVar[str] = "work/work.html"
    frame: Frame
    place: str
    views: tuple[Link, ...]
    parts: tuple[Part, ...]
    closed: tuple[Closed, ...] = ()
    all_href: str = "/work?all=yes"
    live: bool = True
    mine: bool = False  # only the reader's own steps are asked for
