"""What does every page know about its reader?

Promise: values only; the frame is built from a request once, in `frame_of`. Must not know: what the page shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. `current` marks where the reader is."""

    href: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """This page in another language."""

    href: str
    code: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just happened, with the way back. kind: done, deviated, told."""

    kind: str
    text: str
    undo_action: str = ""
    undo_fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The reader, the way around, and the instant at which the page was drawn."""

    now: datetime
    zone: ZoneInfo
    person: str = ""
    role: str = ""
    cluster: str = ""
    home: str = "/"
    csrf: str = ""
    nav: tuple[Link, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    can_find: bool = False
    demonstration: str = ""
    notice: Notice | None = None
    here: str = "/"


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """A refusal as a page."""

    template: ClassVar[str] = "frame/error.html"
    frame: Frame
    status: int
    heading: str
    text: str
    hint: str = ""
    findings: tuple[str, ...] = field(default=())
    back: str = "/"
    detail: str = ""  # what the rooms said, in English
