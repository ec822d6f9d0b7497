"""Which resources does an enrolment consist of, and how does it begin, end and go on?

Promise: pure; a CarePlan pinned to a version and one Task for every occurrence of its steps. The same functions make
the enrolments of people and of the demonstration. Must not know: the database, who may do what.
Source of the shape: FHIR R4 CarePlan and Task; the codes of `service_episode`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Ids
from medcluster.protocol.model import Version
from medcluster.protocol.service_episode import (
    ANCHOR_URL,
    ENROLMENT_SYSTEM,
    EXIT_URL,
    PARTNER_URL,
    REASON_SYSTEM,
    STEP_SYSTEM,
)
from medcluster.protocol.windows import keys

OPEN_TASK = ("requested", "accepted", "in-progress")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is decided when a patient is enrolled. `partners`: role -> participant where its steps are done."""

    patient: str
    version: Version
    participant: str
    at: datetime
    anchors: Mapping[str, datetime] = field(default_factory=dict)
    referral: str = ""
    coordinator: str = ""
    coordinator_name: str = ""
    partners: Mapping[str, str] = field(default_factory=dict)


def enrolment_resources(enrolment: Enrolment, ids: Ids) -> list[types.Resource]:
    """The CarePlan, with its id, and the Tasks of every occurrence."""
    plan = _care_plan(enrolment, ids.new())
    occurrences = [key for step in enrolment.version.steps for key in keys(step)]
    return [plan, *(_task(enrolment, plan, key, ids.new()) for key in occurrences)]


def _care_plan(enrolment: Enrolment, careplan: str) -> types.CarePlan:
    contributors = [person(enrolment.coordinator, enrolment.coordinator_name)] if enrolment.coordinator else []
    contributors += [_partner(role, where) for role, where in enrolment.partners.items()]
    referral = (types.Reference(reference=f"ServiceRequest/{enrolment.referral}"),) if enrolment.referral else ()
    return types.CarePlan(
        id=careplan,
        identifier=(types.Identifier(system=ENROLMENT_SYSTEM, value=careplan),),
        extension=tuple(_anchor(name, date) for name, date in enrolment.anchors.items()),
        instantiatesCanonical=(enrolment.version.canonical,),
        status="active",
        intent="plan",
        title=f"{enrolment.version.title['en']} {enrolment.version.version}",
        subject=types.Reference(reference=f"Patient/{enrolment.patient}"),
        period=types.Period(start=enrolment.at.isoformat()),
        created=enrolment.at.isoformat(),
        author=types.Reference(reference=f"Organization/{enrolment.participant}"),
        contributor=tuple(contributors),
        supportingInfo=referral,
    )


def _task(enrolment: Enrolment, plan: types.CarePlan, key: str, task: str) -> types.Task:
    version = enrolment.version
    step = version.step(key.partition("#")[0])
    return types.Task(
        id=task,
        identifier=(types.Identifier(system=STEP_SYSTEM, value=f"{plan.id}/{key}"),),
        instantiatesUri=f"{version.canonical}#{key}",
        basedOn=(types.Reference(reference=f"CarePlan/{plan.id}"),),
        status="requested",
        intent="order",
        code=types.CodeableConcept(
            coding=(types.Coding(system=version.url, code=step.id, display=step.title["en"]),),
        ),
        for_=plan.subject,
        authoredOn=plan.created,
        lastModified=plan.created,
        performerType=tuple(types.CodeableConcept(text=role) for role in step.by),
    )


def _partner(role: str, participant: str) -> types.Reference:
    for_role = types.Extension(url=PARTNER_URL, valueCode=role)
    return types.Reference(reference=f"Organization/{participant}", extension=(for_role,))


def person(practitioner: str, name: str) -> types.Reference:
    """A reference to a person who may have no Practitioner resource."""
    return types.Reference(
        reference=f"Practitioner/{practitioner}" if practitioner else None, display=name or practitioner
    )


def _anchor(name: str, date: datetime) -> types.Extension:
    return types.Extension(
        url=ANCHOR_URL,
        extension=(
            types.Extension(url="name", valueCode=name),
            types.Extension(url="planned", valueDateTime=date.isoformat()),
        ),
    )


def _is_anchor(extension: types.Extension, name: str) -> bool:
    return extension.url == ANCHOR_URL and any(
        part.url == "name" and part.valueCode == name for part in extension.extension
    )


def with_anchor(plan: types.CarePlan, name: str, date: datetime | None) -> types.CarePlan:
    """The plan with another planned date of an anchor; None takes the date away."""
    others = tuple(each for each in plan.extension if not _is_anchor(each, name))
    return msgspec.structs.replace(plan, extension=(*others, _anchor(name, date)) if date else others)


def ended(plan: types.CarePlan, at: datetime, *, reason: str = "") -> types.CarePlan:
    """The plan after the patient has left it for a reason, or has come to its end."""
    started = plan.period.start if plan.period else plan.created
    because = (types.Extension(url=EXIT_URL, valueCode=reason),) if reason else ()
    return msgspec.structs.replace(
        plan,
        status="revoked" if reason else "completed",
        period=types.Period(start=started, end=at.isoformat()),
        extension=(*plan.extension, *because),
    )


def noted(plan: types.CarePlan, at: datetime, *, by: str, words: str) -> types.CarePlan:
    """The plan with what somebody said about it; as it is when nothing was said."""
    if not words.strip():
        return plan
    note = types.Annotation(authorString=by, time=at.isoformat(), text=words)
    return msgspec.structs.replace(plan, note=(*plan.note, note))


def resumed(plan: types.CarePlan) -> types.CarePlan:
    """The plan after the patient has come back."""
    started = plan.period.start if plan.period else plan.created
    return msgspec.structs.replace(
        plan,
        status="active",
        period=types.Period(start=started),
        extension=tuple(each for each in plan.extension if each.url != EXIT_URL),
    )


def exit_reasons(version: Version) -> tuple[str, ...]:
    """The codes with which a patient may leave a protocol."""
    own = dict.fromkeys([reason for reason, _ in version.exit_reasons] + [reason for _, reason in version.exits])
    return tuple(own) or tuple(reason for reason, _ in version.deviation_reasons)


def reason_concept(code: str) -> types.CodeableConcept:
    """A coded reason of a deviation."""
    return types.CodeableConcept(coding=(types.Coding(system=REASON_SYSTEM, code=code),))
