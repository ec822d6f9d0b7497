"""What the rooms know of the invented people: facts, progress, enrolments and rows, by their own pure functions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from medcluster.fhir import types
from medcluster.protocol import Deviation, Done, Facts, State, Version, compiled, progress, windows
from medcluster.protocol.projection import Projected, Rights, project
from medcluster.protocol.service_episode import Enrolled, Episode, StepTask
from tests.pages.samples.invented import CASES, Case

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 10, 42, tzinfo=ZONE)
HOSPITALS = {"saint-charles": "Orthopaedic clinic", "leon-berard": "Cancer centre", "polyclinic-62": "Polyclinic 62"}
DAY = timedelta(days=1)
REASONS = ("medical-contraindication", "patient-choice", "no-resource", "delay-upstream", "not-documented", "other")


def version() -> Version:
    """The protocol that all of them are on."""
    return compiled("hip-fast-track/2.1.0")


def facts_of(case: Case) -> Facts:
    """What the record says about a case."""
    surgery = (NOW + case.surgery * DAY).replace(hour=8, minute=0) - case.hours * timedelta(hours=1)
    planned = {"referral": surgery - 43 * DAY, "surgery": surgery}
    bare = Facts(planned=planned, actual={}, conditions={"anaemia": case.anaemia})
    done: dict[str, Done] = {}
    for key, window in windows(version(), bare).items():
        step = key.partition("#")[0]
        if window is None or step in case.skipped or (step == "anaemia" and not case.anaemia):
            continue
        at = window.latest + 2 * DAY if step in case.late else min(window.target, window.latest)
        if at <= NOW and not any(step == name for name, _ in case.deviated):
            done[key] = Done(at, "Marie Dubois", ("DiagnosticReport/xray",) if step == "imaging" else ())
    deviated = {name: Deviation(why, "", NOW - timedelta(hours=3), "Marie Dubois") for name, why in case.deviated}
    return replace(bare, done=done, deviated=deviated)


def patient_of(case: Case) -> types.Patient:
    """The Patient of a case, with both spellings of the name."""
    latin = types.HumanName(use="official", family=case.family, given=(case.given,))
    family, _, given = case.own.partition(", ")
    own = (types.HumanName(use="usual", family=family, given=(given,)),) if case.own else ()
    return types.Patient(
        id=case.family.lower(),
        name=(*own, latin),
        birthDate=case.birth,
        gender="female" if case.given[-1] in "ae" else "male",
        identifier=(types.Identifier(use="official", value=case.number),),
        communication=(
            types.PatientCommunication(
                language=types.CodeableConcept(coding=(types.Coding(system="urn:ietf:bcp:47", code="ru"),))
            ),
        ),
    )


def enrolled_of(case: Case) -> Enrolled:
    """The enrolment of a case."""
    key = case.family.lower()
    owners = {"school": "Marie Dubois", "walk": "Thomas Weiss", "decide": "Antoine Levin", "anaemia": "Ilya Volkov"}
    episode = Episode(
        careplan=f"plan-{key}",
        careplan_version=1,
        patient=key,
        protocol="hip-fast-track",
        version="2.1.0",
        participant="saint-charles",
        coordinator="sokolova",
        coordinator_name="Elena Sokolova",
        status="active",
        created=NOW - 30 * DAY,
        closed_at=None,
        exit_reason="",
        partners={},
        referral="",
        tasks={
            step: StepTask(
                id=f"t-{key}-{step}", version=1, key=step, status="accepted", owner="dubois", owner_name=name
            )
            for step, name in owners.items()
        },
    )
    return Enrolled(episode, version(), facts_of(case), patient_of(case), NOW - timedelta(hours=2))


def projected() -> list[Projected]:
    """The rows of the projection, worst first."""
    found = []
    for number, case in enumerate(CASES):
        enrolled = enrolled_of(case)
        standing = progress(enrolled.version, enrolled.facts, NOW)
        changed = NOW - timedelta(hours=5 * number, minutes=13)
        found.append(project(enrolled, standing, Rights(1, 1, ()), changed_at=changed))
    order = list(State)
    rank = [State.LATE, State.MISSING, State.DEVIATED, State.DUE, State.AWAITING_DATE, State.UPCOMING]
    assert set(rank) <= set(order)
    return sorted(found, key=lambda one: (rank.index(one.enrolment.shown.state), one.enrolment.order_at))
