"""What may the pages about protocols know?

Promise: values in the reader's language, ready to be drawn. Must not know: the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from medcluster.web.frame.context import Frame, Link
from medcluster.web.protocols.diagram import Diagram


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in a list. `patients` is None where the reader may not see counts."""

    version: str
    href: str
    status: str
    patients: int | None
    current: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One protocol of the library."""

    title: str
    href: str
    size: str
    owner: str
    lead: str
    origin: str
    versions: tuple[VersionRow, ...]
    patients: int | None


@dataclass(frozen=True, slots=True)
class ListContext:
    """The library."""

    template: ClassVar[str] = "protocols/protocols.html"
    frame: Frame
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as a paragraph. `small`: what it takes, what completes it, what it cites."""

    id: str
    title: str
    roles: str
    condition: str
    sentence: str
    otherwise: str
    description: str
    small: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage and its steps."""

    title: str
    steps: tuple[StepText, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """When patients leave by themselves: the condition in words, why they leave, and the condition as written."""

    condition: str
    reason: str
    written: str


@dataclass(frozen=True, slots=True)
class ProtocolContext:
    """One version."""

    template: ClassVar[str] = "protocols/protocol.html"
    frame: Frame
    title: str
    version: str
    status: str
    owner: str
    lead: str
    description: str
    patients: int | None
    changed_href: str
    changed_since: str
    origin_href: str
    origin: tuple[tuple[str, str], ...]
    diagram: Diagram
    stages: tuple[StageText, ...]
    versions: tuple[VersionRow, ...]
    anchors: tuple[tuple[str, str], ...]
    evidence: tuple[tuple[str, str], ...]
    leaving: tuple[Leaving, ...]
    languages: tuple[tuple[str, str, int, int], ...]  # code, name, texts it has, texts there are
    judged: tuple[tuple[str, str], ...]
    eligible: str = ""
    eligible_written: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: kind "" (plain), new or old."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MiniBar:
    """One window of a pair, in percent of their shared axis."""

    label: str
    start: float
    width: float
    target: float


@dataclass(frozen=True, slots=True)
class StepChange:
    """What changed in one step. kind: changed, new or removed. `id` is empty for what is no step."""

    id: str
    kind: str
    title: str
    stage: str
    tags: tuple[str, ...]
    says: tuple[tuple[Part, ...], ...]
    reason: str
    bars: tuple[MiniBar, MiniBar] | None
    bars_words: str
    written: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DifferenceContext:
    """Two versions beside each other."""

    template: ClassVar[str] = "protocols/difference.html"
    frame: Frame
    title: str
    old: str
    new: str
    open_href: str
    tabs: tuple[Link, ...]
    action: str
    choices: tuple[tuple[str, str], ...]
    old_key: str
    new_key: str
    headline: str
    summary: str
    changes: tuple[StepChange, ...]
    unchanged: tuple[str, ...]
    whose: tuple[tuple[str, str], ...]
    still: tuple[tuple[str, int], ...]
