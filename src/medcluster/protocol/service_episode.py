"""Which enrolment does a CarePlan describe, and what do its Tasks say?

Promise: pure reading of the FHIR shape of an enrolment (one CarePlan, one Task per step occurrence); what is not an
enrolment in a protocol is None, never an error. Must not know: the database, pages.
Source of the shape: docs/reference (enrolment as FHIR); the codes below are the only spellings of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from medcluster.fhir import types
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

OPEN_PLAN = ("active", "on-hold")


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
    """An episode with its pinned version, the facts of the record, and the patient."""

    episode: Episode
    version: Version
    facts: Facts
    patient: types.Patient | None
    touched: datetime  # when the newest of its CarePlan and Tasks was written


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
    """An aware instant from FHIR's dateTime; days, months and years begin at midnight UTC."""
    if text is None or text == "":
        return None
    if isinstance(text, datetime):
        return text if text.tzinfo else text.replace(tzinfo=UTC)
    padded = text if len(text) > 7 else text + ("-01" if len(text) == 7 else "-01-01")
    found = datetime.fromisoformat(padded)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def target_id(reference: types.Reference | None, kind: str) -> str:
    """The id that a reference names, when it is of this type; else empty."""
    text = (reference.reference or "") if reference else ""
    head, _, rest = text.partition("/")
    return rest.split("/")[0] if head == kind else ""


def episode_of(stored: Stored, tasks: Iterable[Stored]) -> Episode | None:
    """The enrolment that a CarePlan and its Tasks describe; None for any other plan of care."""
    plan: Any = stored.resource
    pinned = protocol_of(plan)
    if pinned is None or stored.deleted:
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
        referral=next((found for each in plan.supportingInfo if (found := target_id(each, "ServiceRequest"))), ""),
        tasks={task.key: task for each in tasks if (task := step_task(each, stored.id))},
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


def step_task(stored: Stored, careplan: str) -> StepTask | None:
    """The Task of an occurrence of this enrolment; None for any other Task."""
    if stored.deleted or stored.type != "Task":
        return None
    task: Any = stored.resource
    prefix = f"{careplan}/"
    for identifier in task.identifier:
        if identifier.system == STEP_SYSTEM and (identifier.value or "").startswith(prefix):
            return StepTask(
                id=stored.id,
                version=stored.version,
                key=identifier.value.removeprefix(prefix),
                status=task.status,
                owner=target_id(task.owner, "Practitioner"),
                owner_name=(task.owner.display or "") if task.owner else "",
                requester=target_id(task.requester, "Practitioner"),
                requester_name=(task.requester.display or "") if task.requester else "",
                happened=instant(task.executionPeriod.end) if task.executionPeriod else None,
                recorded=instant(task.lastModified) or stored.updated,
                note=task.note[-1].text or "" if task.note else "",
            )
    return None
