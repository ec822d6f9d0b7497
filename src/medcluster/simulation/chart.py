"""Which resources does an invented journey leave in the record?

Promise: the shapes that people's own acts leave: enrolment by protocol's own builder, one Task per occurrence, and the
evidence that the steps name. Values of results are drawn so that a condition of the protocol holds or not as the
journey says. Pure. Must not know: the database.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from medcluster import cluster, protocol
from medcluster.fhir import types
from medcluster.foundation import Ids
from medcluster.simulation.background import coded, result, rounded, stamp, typical
from medcluster.simulation.journey import Act, Journey

EVIDENCE = types.CodeableConcept(text="evidence")
LOW_SHARE = 0.86  # of the lower limit: a result that is plainly below it


@dataclass(frozen=True, slots=True)
class Staff:
    """One person who could have done a step: Practitioner id, name, role."""

    practitioner: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a protocol runs: its participant, who coordinates, who works there, which roles work elsewhere."""

    participant: str
    coordinator: Staff
    staff: tuple[Staff, ...]
    partners: Mapping[str, str]


def chart(source: random.Random, journey: Journey, patient: str, place: Place, ids: Ids) -> Iterator[types.Resource]:
    """Everything that the journey wrote, the CarePlan and its Tasks with their ids."""
    subject = types.Reference(reference=f"Patient/{patient}")
    referral = _referral(journey, subject, place, ids.new())
    yield referral
    plan, *tasks = protocol.enrolment_resources(
        protocol.Enrolment(
            patient=patient,
            version=journey.version,
            participant=place.participant,
            at=journey.enrolled_at,
            anchors={name: at for name, at in journey.planned.items() if not _is_referral(journey.version, name)},
            referral=referral.id or "",
            coordinator=place.coordinator.practitioner,
            coordinator_name=place.coordinator.name,
            partners=place.partners,
        ),
        ids,
    )
    yield _closed(plan, journey)
    acts = {act.key: act for act in journey.acts}
    for task in tasks:
        assert isinstance(task, types.Task)
        act = acts.get(_key_of(task))
        if act is None:
            yield task
        else:
            yield from _acted(source, journey, task, act, subject, place, ids)


def _is_referral(version: protocol.Version, name: str) -> bool:
    return any(word.startswith("ServiceRequest") for word in version.anchors[name].planned)


def _key_of(task: types.Task) -> str:
    return (task.instantiatesUri or "").rpartition("|")[2].partition("#")[2]


def _closed(plan: types.Resource, journey: Journey) -> types.Resource:
    if journey.closed_at is None or not isinstance(plan, types.CarePlan):
        return plan
    period = types.Period(start=stamp(journey.enrolled_at), end=stamp(journey.closed_at))
    return msgspec.structs.replace(plan, status="completed", period=period)


def _referral(journey: Journey, subject: types.Reference, place: Place, referral_id: str) -> types.ServiceRequest:
    version = journey.version
    return types.ServiceRequest(
        id=referral_id,
        status="completed",
        intent="order",
        code=types.CodeableConcept(
            coding=(types.Coding(system=protocol.PROTOCOL_SYSTEM, code=version.name, display=version.title["en"]),)
        ),
        subject=subject,
        authoredOn=stamp(journey.referred_at),
        performer=(types.Reference(reference=f"Organization/{place.participant}"),),
    )


def _acted(
    source: random.Random,
    journey: Journey,
    task: types.Task,
    act: Act,
    subject: types.Reference,
    place: Place,
    ids: Ids,
) -> Iterator[types.Resource]:
    step = journey.version.step(act.key.partition("#")[0])
    doer = _doer(source, step, place)
    who = types.Reference(reference=f"Practitioner/{doer.practitioner}", display=doer.name) if doer else subject
    recorded = act.at + timedelta(minutes=source.randrange(1, 30))
    shared = {"owner": who, "requester": who, "lastModified": stamp(recorded)}
    if act.deviation:
        reason = coded(protocol.REASON_SYSTEM, act.deviation)
        yield msgspec.structs.replace(task, status="rejected", statusReason=reason, **shared)
        return
    shown = _evidence(source, journey, step, act.at, subject, ids)
    outputs = tuple(
        types.TaskOutput(type=EVIDENCE, valueReference=types.Reference(reference=f"{types.type_name(one)}/{one.id}"))
        for one in shown
    )
    period = types.Period(end=stamp(act.at))
    yield msgspec.structs.replace(task, status="completed", executionPeriod=period, output=outputs, **shared)
    yield from shown


def _doer(source: random.Random, step: protocol.Step, place: Place) -> Staff | None:
    if "coordinator" in step.by:
        return place.coordinator
    if step.by == ("patient",):
        return None
    roles = cluster.roles_for_step(step.by)
    fitting = [one for one in place.staff if one.role in roles]
    return source.choice(fitting) if fitting else None


def _evidence(
    source: random.Random,
    journey: Journey,
    step: protocol.Step,
    at: datetime,
    subject: types.Reference,
    ids: Ids,
) -> Sequence[types.Resource]:
    """The resource that the step names first, when it is of a kind the demonstration can make."""
    for named in step.done:
        made = _made(source, journey, step, named, at, subject)
        if made is not None:
            return (msgspec.structs.replace(made, id=ids.new()),)
    return ()


def _made(
    source: random.Random,
    journey: Journey,
    step: protocol.Step,
    named: protocol.Evidence,
    at: datetime,
    subject: types.Reference,
) -> types.Resource | None:
    code = coded(named.system, named.code, step.title["en"])
    when = stamp(at)
    if named.type == "Observation":
        return _observation(source, journey, named, at, subject)
    if named.type == "Procedure":
        return types.Procedure(status="completed", code=code, subject=subject, performedDateTime=when)
    if named.type == "DiagnosticReport":
        return types.DiagnosticReport(status="final", code=code, subject=subject, effectiveDateTime=when, issued=when)
    if named.type == "Encounter":
        kind = types.Coding(system=named.system, code=named.code)
        return types.Encounter(status="finished", class_=kind, subject=subject, period=types.Period(start=when))
    if named.type == "MedicationAdministration":
        return types.MedicationAdministration(
            status="completed", medicationCodeableConcept=code, subject=subject, effectiveDateTime=when
        )
    return None


def _observation(
    source: random.Random, journey: Journey, named: protocol.Evidence, at: datetime, subject: types.Reference
) -> types.Observation | None:
    known = typical(named.code)
    if known is None:
        return None
    text, mean, spread, unit, low, high, decimals = known
    below = any(journey.conditions.values())
    value = low * LOW_SHARE + source.random() * 8 if below else max(mean + source.gauss(0, spread / 3), low + 1)
    return result(subject, named.code, text, rounded(value, decimals), unit, at, low=low, high=high)
