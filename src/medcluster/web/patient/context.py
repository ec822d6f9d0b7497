"""What may the templates of the patient's page know?

Promise: values in the reader's language, ready to be drawn. Must not know: the rooms, rights (they arrive as booleans).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from medcluster.web.frame.context import Frame
from medcluster.web.hands import Pairs
from medcluster.web.patient.plan_context import Action, OnePlan, Plan, Step
from medcluster.web.patient.record_context import Entry, RecordPart


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
    back: str
    conflict: str = ""
    hand: Action | None = None
