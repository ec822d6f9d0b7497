"""What may the templates of finding and registering know?

Promise: values ready to be drawn. Must not know: the rooms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame


@dataclass(frozen=True, slots=True)
class Found:
    """One patient in a list."""

    id: str
    href: str
    name: str
    other_name: str
    other_language: str
    birth: date | None
    birth_text: str
    age: int | None
    gender: str
    number: str
    why: str = ""  # for likely duplicates: what is alike
    refer_href: str = ""  # where the reader refers this patient; empty for who does not


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits for a decision."""

    href: str
    patient: str
    protocol: str
    hospital: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PatientsContext:
    """Search and its results."""

    template: ClassVar[str] = "patients/patients.html"
    frame: Frame
    asked: str
    found: tuple[Found, ...]
    number: int | None
    next_href: str
    may_register: bool
    register_href: str
    waiting: tuple[Waiting, ...] = ()
    refers: bool = False  # the reader refers, and somebody else enrols


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """The form for a new patient; `values` is what was typed, `errors` by field, `alike` are likely duplicates."""

    template: ClassVar[str] = "patients/register.html"
    frame: Frame
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[Found, ...] = ()
