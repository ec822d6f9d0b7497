"""What a patient's resources say about one enrolment."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from medcluster.fhir import types
from medcluster.protocol import State, compile_text, compiled, exits, facts_of, progress, types_needed

HIP = compiled("hip-fast-track/2.1.0")
NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
SURGERY = datetime(2026, 11, 24, 8, tzinfo=UTC)
ANNA = types.Patient(id="anna", birthDate="1959-03-14")
SUBJECT = types.Reference(reference="Patient/anna")
REFERRAL = types.ServiceRequest(
    id="ref", status="active", intent="order", subject=SUBJECT, authoredOn="2026-10-12T09:00:00+03:00"
)


def concept(system: str, code: str) -> types.CodeableConcept:
    """A coded concept."""
    return types.CodeableConcept(coding=(types.Coding(system=system, code=code),))


def plan(**changes: object) -> types.CarePlan:
    """Anna's enrolment, with surgery planned by the coordinator."""
    anchor = types.Extension(
        url="urn:medcluster:anchor",
        extension=(
            types.Extension(url="name", valueCode="surgery"),
            types.Extension(url="planned", valueDateTime=SURGERY.isoformat()),
        ),
    )
    base = types.CarePlan(
        id="cp",
        status="active",
        intent="plan",
        subject=SUBJECT,
        extension=(anchor,),
        period=types.Period(start="2026-10-13T10:00:00Z"),
        instantiatesCanonical=(HIP.canonical,),
        supportingInfo=(types.Reference(reference="ServiceRequest/ref"),),
    )
    return msgspec.structs.replace(base, **changes)


def hb(value: str, unit: str = "g/L", when: str = "2026-10-20T08:00:00Z", status: str = "final") -> types.Observation:
    """A haemoglobin."""
    return types.Observation(
        id=f"hb-{value}-{when[:10]}",
        status=status,  # type: ignore[arg-type]
        code=concept("http://loinc.org", "718-7"),
        subject=SUBJECT,
        effectiveDateTime=when,
        valueQuantity=types.Quantity(value=Decimal(value), unit=unit, system="http://unitsofmeasure.org", code=unit),
        performer=(types.Reference(display="Diagnostic centre"),),
    )


def task(key: str, status: str, when: str = "2026-10-14T09:00:00Z", **more: object) -> types.Task:
    """The Task of an occurrence."""
    return types.Task(
        id=f"task-{key.replace('#', '-')}",
        identifier=(types.Identifier(system="urn:medcluster:step", value=f"cp/{key}"),),
        status=status,  # type: ignore[arg-type]
        intent="order",
        executionPeriod=types.Period(end=when),
        lastModified=when,
        requester=types.Reference(reference="Practitioner/dubois", display="Marie Dubois"),
        **more,  # type: ignore[arg-type]
    )


def states(*resources: types.Resource, now: datetime = NOW) -> dict[str, State]:
    """The states that follow from these resources."""
    facts = facts_of(HIP, plan(), [ANNA, REFERRAL, *resources], now)
    return {one.key: one.state for one in progress(HIP, facts, now).occurrences}


def test_the_dates_of_an_enrolment() -> None:
    """Referral from its ServiceRequest, surgery from what the coordinator set."""
    facts = facts_of(HIP, plan(), [ANNA, REFERRAL], NOW)
    assert facts.planned == {"referral": datetime(2026, 10, 12, 6, tzinfo=UTC), "surgery": SURGERY}
    assert facts.actual == {}
    assert facts.closed_at is None


def test_without_a_referral_the_enrolment_is_day_zero() -> None:
    """Who was enrolled without a referral is counted from the enrolment."""
    facts = facts_of(HIP, plan(supportingInfo=()), [ANNA], NOW)
    assert facts.planned["referral"] == datetime(2026, 10, 13, 10, tzinfo=UTC)


def test_an_appointment_wins_over_the_set_date() -> None:
    """The protocol names the appointment first; a cancelled one is none."""
    booked = types.Appointment(
        id="a",
        status="booked",
        start="2026-11-26T08:00:00Z",
        serviceType=(concept("http://snomed.info/sct", "52734007"),),
        participant=(types.AppointmentParticipant(actor=SUBJECT, status="accepted"),),
    )
    assert facts_of(HIP, plan(), [booked, REFERRAL], NOW).planned["surgery"] == SURGERY + timedelta(days=2)
    cancelled = msgspec.structs.replace(booked, status="cancelled")
    assert facts_of(HIP, plan(), [cancelled, REFERRAL], NOW).planned["surgery"] == SURGERY


def test_a_result_completes_its_step_and_takes_the_branch() -> None:
    """Before the result the branch is not known; a low one opens it, in whatever unit it was reported."""
    assert states()["anaemia"] is State.NOT_APPLICABLE
    low = states(hb("121"))
    assert (low["bloods"], low["anaemia"]) == (State.DONE, State.LATE)
    assert states(hb("12.1", "g/dL"))["anaemia"] is State.LATE
    assert states(hb("141"))["anaemia"] is State.NOT_APPLICABLE
    assert states(hb("7.5", "mmol/L"))["anaemia"] is State.NOT_APPLICABLE


def test_the_latest_result_decides() -> None:
    """A later, normal haemoglobin closes the branch again, unless the treatment is recorded."""
    results = [hb("121"), hb("135", when="2026-11-10T08:00:00Z")]
    assert states(*results)["anaemia"] is State.NOT_APPLICABLE
    assert states(*results, task("anaemia", "completed", "2026-11-01T08:00:00Z"))["anaemia"] is State.DONE


@pytest.mark.parametrize("status", ["preliminary", "cancelled", "entered-in-error"])
def test_what_is_not_final_does_not_count(status: str) -> None:
    """A preliminary result completes nothing and opens no branch."""
    found = states(hb("121", status=status))
    assert (found["bloods"], found["anaemia"]) == (State.LATE, State.NOT_APPLICABLE)


def test_what_was_before_the_referral_does_not_complete() -> None:
    """An old result may decide a branch within its days, but was not taken for this enrolment."""
    found = states(hb("121", when="2026-09-01T08:00:00Z"))
    assert (found["bloods"], found["anaemia"]) == (State.LATE, State.LATE)
    older = states(hb("121", when="2026-06-01T08:00:00Z"))
    assert older["anaemia"] is State.NOT_APPLICABLE


def test_tasks_say_what_people_did() -> None:
    """Completed with its time and who said so; rejected with its coded reason and note."""
    deviated = task(
        "imaging",
        "rejected",
        statusReason=concept("urn:medcluster:deviation-reason", "no-resource"),
        note=(types.Annotation(text="the room is closed"),),
    )
    facts = facts_of(HIP, plan(), [task("triage", "completed"), deviated, task("decide", "accepted")], NOW)
    assert facts.done["triage"].at == datetime(2026, 10, 14, 9, tzinfo=UTC)
    assert facts.done["triage"].by == "Marie Dubois"
    assert (facts.deviated["imaging"].reason, facts.deviated["imaging"].note) == ("no-resource", "the room is closed")
    assert "decide" not in facts.done


def test_surgery_moves_what_follows() -> None:
    """The procedure is the surgery, and its date is the one that the later steps hang on."""
    happened = SURGERY + timedelta(days=2)
    procedure = types.Procedure(
        id="op",
        status="completed",
        code=concept("http://snomed.info/sct", "52734007"),
        subject=SUBJECT,
        performedPeriod=types.Period(start=happened.isoformat(), end=(happened + timedelta(hours=2)).isoformat()),
    )
    now = happened + timedelta(hours=3)
    facts = facts_of(HIP, plan(), [procedure, REFERRAL], now)
    occurrences = {one.key: one for one in progress(HIP, facts, now).occurrences}
    assert occurrences["surgery"].state is State.DONE_LATE, "two days after it was planned"
    assert occurrences["walk"].state is State.DUE
    assert occurrences["imaging"].state is State.MISSING


def test_a_stay_long_before_is_about_something_else() -> None:
    """An inpatient stay weeks before the admission does not complete it; the one of that morning does."""

    def stay(when: datetime) -> types.Encounter:
        return types.Encounter(
            id=f"e{when:%m%d}",
            status="in-progress",
            class_=types.Coding(system="http://terminology.hl7.org/CodeSystem/v3-ActCode", code="IMP"),
            subject=SUBJECT,
            period=types.Period(start=when.isoformat()),
        )

    assert states(stay(SURGERY - timedelta(days=20)))["admit"] is State.UPCOMING
    morning = SURGERY - timedelta(hours=2)
    assert states(stay(SURGERY - timedelta(days=20)), stay(morning), now=SURGERY)["admit"] is State.DONE


def test_answers_complete_the_questionnaire() -> None:
    """A QuestionnaireResponse to this version's questions completes the step that asks them."""
    answers = types.QuestionnaireResponse(
        id="qr",
        status="completed",
        questionnaire="urn:medcluster:protocol:hip-fast-track:questionnaire:prom-hip|2.1.0",
        authored="2027-11-20T10:00:00Z",
    )
    assert states(answers, now=datetime(2027, 11, 21, tzinfo=UTC))["prom12"] is State.DONE


def test_leaving() -> None:
    """A revoked CarePlan closes the episode at its end, with its reason."""
    reason = types.Extension(url="urn:medcluster:exit-reason", valueCode="patient-choice")
    left = plan(
        status="revoked",
        period=types.Period(start="2026-10-13T10:00:00Z", end="2026-11-01T00:00:00Z"),
        extension=(*plan().extension, reason),
    )
    facts = facts_of(HIP, left, [REFERRAL], NOW)
    assert (facts.closed_at, facts.close_reason) == (datetime(2026, 11, 1, tzinfo=UTC), "patient-choice")


def test_a_reason_to_leave_is_found() -> None:
    """The protocol says when a patient should leave; a person decides."""
    since = datetime(2026, 10, 12, tzinfo=UTC)
    assert exits(HIP, [ANNA, hb("75")], since=since, now=NOW) == ("not-fit",)
    assert exits(HIP, [ANNA, hb("121")], since=since, now=NOW) == ()
    died = msgspec.structs.replace(ANNA, deceasedDateTime="2026-11-01")
    assert exits(HIP, [died], since=since, now=NOW) == ("died",)


def test_the_order_of_resources_does_not_matter() -> None:
    """The same resources shuffled give the same facts."""
    resources = [ANNA, REFERRAL, hb("121"), hb("135", when="2026-11-10T08:00:00Z"), task("triage", "completed")]
    expected = facts_of(HIP, plan(), resources, NOW)
    for seed in range(5):
        random.Random(seed).shuffle(resources)
        assert facts_of(HIP, plan(), resources, NOW) == expected


def test_a_course_takes_its_evidence_one_by_one() -> None:
    """Each laboratory result goes to the nearest time of the cycle whose window has begun."""
    course = compile_text(
        """\
protocol: course
version: 1.0.0
title: {en: Course}
anchors: {start: {planned: {set-by: coordinator}}}
steps:
  - id: labs
    stage: cycle
    by: nurse
    at: "start +0d [-3d, 0d]"
    cycle: {every: 21d, times: 3}
    done: [{Observation: "http://loinc.org|718-7"}]
"""
    )
    started = types.Extension(
        url="urn:medcluster:anchor",
        extension=(
            types.Extension(url="name", valueCode="start"),
            types.Extension(url="planned", valueDateTime="2026-10-20T08:00:00Z"),
        ),
    )
    results = [hb("121", when="2026-10-19T08:00:00Z"), hb("120", when="2026-10-24T08:00:00Z")]
    results.append(hb("119", when="2026-11-09T08:00:00Z"))
    facts = facts_of(course, plan(extension=(started,), supportingInfo=()), results, NOW)
    assert {key: done.at.day for key, done in facts.done.items()} == {"labs#1": 19, "labs#2": 9}


def test_which_types_are_needed() -> None:
    """What has to be fetched follows from the protocol."""
    assert types_needed(HIP) >= {
        "Patient",
        "CarePlan",
        "Task",
        "Observation",
        "Procedure",
        "Appointment",
        "ServiceRequest",
    }
    assert "Claim" not in types_needed(HIP)
