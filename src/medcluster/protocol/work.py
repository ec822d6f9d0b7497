"""What is there for me to do?

Promise: values only. A `WorkItem` is one open step occurrence of one patient; a step that several roles may do stands
once in each role's list and disappears from all when one has done it. Late steps stay doable.
Must not know: SQL, pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from medcluster.protocol.model import State


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Whose work: a role at a participant, or one person's (`owner`, a Practitioner id). `later`: how far to look."""

    role: str = ""
    participant: str = ""
    owner: str = ""
    patient: str = ""
    protocol: str = ""
    later: timedelta = timedelta(days=1)
    count: int = 100  # at most so many of each part


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One open step occurrence. `participant`: where it is done; `task` with its version is what an act changes."""

    careplan: str
    key: str
    step: str
    stage: str
    protocol: str
    version: str
    participant: str
    patient: str
    name: str
    latin_name: str
    number: str
    birth_date: str
    state: State
    roles: tuple[str, ...]
    owner: str
    owner_name: str
    earliest: datetime | None
    target: datetime | None
    latest: datetime | None
    anchor: str
    anchor_at: datetime | None
    task: str
    task_version: int


@dataclass(frozen=True, slots=True)
class WorkList:
    """The three parts of a list, each in the order of its latest moments, with their whole numbers."""

    late: tuple[WorkItem, ...]
    now: tuple[WorkItem, ...]
    later: tuple[WorkItem, ...]
    late_number: int
    now_number: int
    later_number: int
    at: datetime
