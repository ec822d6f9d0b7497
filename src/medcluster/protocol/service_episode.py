"""Which enrolment does a CarePlan describe, and what do its Tasks say?

Promise: pure reading of the FHIR shape of an enrolment (one CarePlan, one Task per step occurrence); what is not an
enrolment in a protocol is None, never an error. Must not know: the database, pages.
Source of the shape: docs/reference (enrolment as FHIR); the codes below are the only spellings of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.protocol import happenings
from medcluster.protocol.model import Facts, Progress, Version
from medcluster.record import Stored

ENROLMENT_SYSTEM = "urn:medcluster:enrolment"
STEP_SYSTEM = "urn:medcluster:step"
REASON_SYSTEM = "urn:medcluster:deviation-reason"
PROTOCOL_SYSTEM = "urn:medcluster:protocol"
ANCHOR_URL = "urn:medcluster:anchor"
EXIT_URL = "urn:medcluster:exit-reason"
PARTNER_URL = "urn:medcluster:partner-for"
PROTOCOL_URL = "urn:medcluster:protocol:"

ACT_SYSTEM = "urn:medcluster:act"

OPEN_PLAN = ("active", "on-hold")


class Act(StrEnum):
    """What was done to a step; stands in its Task's businessStatus, so that the history can be told."""

    COMPLETE = "complete"
    CORRECT = "correct"
    UNDO = "undo"
    DEVIATE = "deviate"
    NOTE = "note"
    CLAIM = "claim"
    ASSIGN = "assign"
    SHOWN = "shown"  # the record shows that it was done: nobody said so, and the Task follows what shows it
    REOPENED = "reopened"  # the record shows it no longer


class Parsed(NamedTuple):
    """What is stored, with the resource in it: decoded once."""

    stored: Stored
    resource: types.Resource


def parsed(stored: Stored) -> Parsed:
    """What is stored, decoded; the record checked it when it was written, so this does not check it again."""
    try:
        return Parsed(stored, _decoder(stored.type).decode(stored.body))
    except msgspec.MsgspecError as error:
        place = str(error).partition(" - at `$")[2].rstrip("`")
        text = f"{stored.reference} is stored, in version {stored.version}, in a form that cannot be read."
        raise Refusal(Kind.INVALID, text, issues=(Issue(text, f"{stored.type}{place}"),)) from None


@cache
def _decoder(name: str) -> msgspec.json.Decoder[types.Resource]:
    return msgspec.json.Decoder(types.RESOURCE_TYPES[name])


@dataclass(frozen=True, slots=True)
class StepTask:
    """The Task of one occurrence, as far as lists and acts need it."""

    id: str
    version: int
    key: str
    status: str
    owner: str = ""
    owner_name: str = ""
    requester: str = ""
    requester_name: str = ""
    happened: datetime | None = None
    recorded: datetime | None = None
    note: str = ""
    act: str = ""  # a word of `Act`, "" as long as nothing was done to it
    shown_by: tuple[str, ...] = ()  # its output: "Observation/1"


@dataclass(frozen=True, slots=True)
class Episode:
    """One enrolment: its CarePlan's facts and its Tasks by occurrence key."""

    careplan: str
    careplan_version: int
    patient: str
    protocol: str
    version: str
    participant: str
    coordinator: str
    coordinator_name: str
    status: str
    created: datetime
    closed_at: datetime | None
    exit_reason: str
    partners: Mapping[str, str]
    referral: str
    tasks: Mapping[str, StepTask] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.status in OPEN_PLAN


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An episode with its pinned version, the facts of the record, the patient, and its Tasks by occurrence key.

    `twins`: the occurrences that are done by the same act in another enrolment -> that one's Task.
    """

    episode: Episode
    version: Version
    facts: Facts
    patient: types.Patient | None
    touched: datetime  # when the newest of its CarePlan and Tasks was written
    tasks: Mapping[str, Parsed] = field(default_factory=dict)
    twins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanView:
    """One enrolment as a patient's page shows it: the episode with its Tasks, the version, how it stands.

    An exit's reason stands in `episode.exit_reason`.
    """

    episode: Episode
    version: Version
    facts: Facts
    progress: Progress
    at: datetime


def protocol_of(plan: types.CarePlan) -> tuple[str, str] | None:
    """Name and version of the protocol a CarePlan is pinned to; None when it is another kind of plan."""
    for canonical in plan.instantiatesCanonical:
        url, _, version = (canonical or "").partition("|")
        if url.startswith(PROTOCOL_URL) and version:
            return url.removeprefix(PROTOCOL_URL), version
    return None


def instant(text: str | datetime | None) -> datetime | None:
    """An aware instant from FHIR's dateTime, as `happenings` reads it; None where there is none."""
    if isinstance(text, datetime):
        return happenings.within_reach(text if text.tzinfo else text.replace(tzinfo=UTC))
    return happenings.instant(text) if text else None


def target_id(reference: types.Reference | None, kind: str) -> str:
    """The id that a reference names, when it is of this type; else empty."""
    text = (reference.reference or "") if reference else ""
    head, _, rest = text.partition("/")
    return rest.split("/")[0] if head == kind else ""


def episode_of(found: Parsed, tasks: Iterable[StepTask] = ()) -> Episode | None:
    """The enrolment that a CarePlan and its Tasks describe; None for any other plan of care."""
    stored: Stored = found.stored
    plan: Any = found.resource
    pinned = protocol_of(plan)
    if pinned is None:
        return None
    contributors = [(target_id(each, "Practitioner"), each) for each in plan.contributor]
    coordinator, reference = next(((who, each) for who, each in contributors if who), ("", None))
    return Episode(
        careplan=stored.id,
        careplan_version=stored.version,
        patient=target_id(plan.subject, "Patient"),
        protocol=pinned[0],
        version=pinned[1],
        participant=target_id(plan.author, "Organization"),
        coordinator=coordinator,
        coordinator_name=(reference.display or "") if reference else "",
        status=plan.status,
        created=instant(plan.created) or instant(plan.period.start if plan.period else None) or stored.updated,
        closed_at=None
        if plan.status in OPEN_PLAN
        else instant(plan.period.end if plan.period else None) or stored.updated,
        exit_reason=next((each.valueCode or "" for each in plan.extension if each.url == EXIT_URL), ""),
        partners=_partners(plan),
        referral=next((to for each in plan.supportingInfo if (to := target_id(each, "ServiceRequest"))), ""),
        tasks={task.key: task for task in tasks},
    )


def _partners(plan: types.CarePlan) -> dict[str, str]:
    """Roles whose steps are done at another participant: a contributor that says for which role."""
    found: dict[str, str] = {}
    for each in plan.contributor:
        where = target_id(each, "Organization")
        for extension in each.extension:
            if where and extension.url == PARTNER_URL and extension.valueCode:
                found[extension.valueCode] = where
    return found


def step_of(task: types.Resource) -> tuple[str, str] | None:
    """The CarePlan and the occurrence key that a Task is of; None for any other resource."""
    for identifier in task.identifier if isinstance(task, types.Task) else ():
        if identifier.system == STEP_SYSTEM:
            careplan, _, key = (identifier.value or "").partition("/")
            return careplan, key
    return None


def step_task(found: Parsed) -> StepTask | None:
    """What the Task of an occurrence says; None for any other resource."""
    stored, of = found.stored, step_of(found.resource)
    task: Any = found.resource
    return (
        None
        if of is None
        else StepTask(
            id=stored.id,
            version=stored.version,
            key=of[1],
            status=task.status,
            owner=target_id(task.owner, "Practitioner"),
            owner_name=(task.owner.display or "") if task.owner else "",
            requester=target_id(task.requester, "Practitioner"),
            requester_name=(task.requester.display or "") if task.requester else "",
            happened=instant(task.executionPeriod.end) if task.executionPeriod else None,
            recorded=instant(task.lastModified) or stored.updated,
            note=task.note[-1].text or "" if task.note else "",
            act=act_of(task),
            shown_by=tuple(each.valueReference.reference or "" for each in task.output if each.valueReference),
        )
    )


def act_of(task: types.Task) -> str:
    """What was done to a step's Task last."""
    codings = task.businessStatus.coding if task.businessStatus else ()
    return next((each.code or "" for each in codings if each.system == ACT_SYSTEM), "")
