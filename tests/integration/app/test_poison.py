"""A record that one patient's row cannot be made of stops neither the clock nor anybody else's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.protocol import projection_run
from tests.integration.app.stage import Stage, until


def _observed(who: str, when: str) -> types.Observation:
    return types.Observation(
        status="final",
        code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code="718-7"),)),
        subject=types.Reference(reference=f"Patient/{who}"),
        effectiveDateTime=when,
        valueQuantity=types.Quantity(value=130, unit="g/L"),
    )


@pytest.mark.parametrize("when", ["2026-11-18T07:00:60Z", "9999-12-31", "9999-12-31T23:59:59-14:00", "0001-01-01"])
async def test_an_instant_that_is_legal_and_odd_does_not_break_a_plan(stage: Stage, when: str) -> None:
    who, plan = await stage.enrolled(number=f"48 3{abs(hash(when)) % 1000}")
    everything = await stage.everything()
    await everything.create(_observed(who, when))
    assert (await stage.platform.protocol.plan(everything, plan)).progress.occurrences


def _odd_plan(who: str, version: str = "99.9") -> types.CarePlan:
    return types.CarePlan(
        status="active",
        intent="plan",
        subject=types.Reference(reference=f"Patient/{who}"),
        instantiatesCanonical=(f"urn:medcluster:protocol:hip-fast-track|{version}",),
    )


async def test_a_plan_of_a_version_that_is_not_here_hides_no_other_plan(stage: Stage) -> None:
    who, plan = await stage.enrolled(number="48 3901")
    doctor = await stage.person(Role.DOCTOR, "saint-charles", "levin")
    await doctor.create(_odd_plan(who))
    everything = await stage.everything()
    assert [view.episode.careplan for view in await stage.platform.protocol.patient_plans(everything, who)] == [plan]


@pytest.mark.parametrize("when", ["9999-12-31", "9999", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_no_date_is_too_far_for_a_plan(stage: Stage, when: str) -> None:
    who, plan = await stage.enrolled(number=f"48 35{abs(hash(when)) % 1000}")
    everything, service = await stage.everything(), stage.platform.protocol
    await everything.create(
        types.Procedure(
            status="completed",
            code=types.CodeableConcept(coding=(types.Coding(system="http://snomed.info/sct", code="52734007"),)),
            subject=types.Reference(reference=f"Patient/{who}"),
            performedDateTime=when,
        )
    )
    care = (await everything.read("CarePlan", plan)).resource
    await everything.update(replace(care, created=when, period=types.Period(start=when)))
    patient = (await everything.read("Patient", who)).resource
    await everything.update(replace(patient, birthDate=when[:10]))
    assert len(await service.patient_plans(everything, who)) == 1
    async with stage.reacting():
        await stage.on_board(plan)


@pytest.mark.parametrize("year", [1, 1026, 2126, 9999])
async def test_a_planned_date_of_another_century_is_refused(stage: Stage, year: int) -> None:
    _, plan = await stage.enrolled(number=f"48 36{year}")
    office = await stage.person(Role.INTERFACE, "imc-foundation")
    with pytest.raises(Refusal, match="ten years"):
        await stage.platform.protocol.set_anchor(office, plan, "surgery", datetime(year, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("subject", ["Group/family", "http://elsewhere.example/fhir/Patient/1"])
async def test_a_plan_of_others_that_mentions_a_patient_is_not_hers(stage: Stage, subject: str) -> None:
    who, plan = await stage.enrolled(number=f"48 37{len(subject)}")
    everything = await stage.everything()
    detail = types.CarePlanActivityDetail(status="scheduled", performer=(types.Reference(reference=f"Patient/{who}"),))
    await everything.create(
        types.CarePlan(
            status="active",
            intent="plan",
            subject=types.Reference(reference=subject),
            instantiatesCanonical=("urn:medcluster:protocol:hip-fast-track|2.1.0",),
            activity=(types.CarePlanActivity(detail=detail),),
        )
    )
    views = await stage.platform.protocol.patient_plans(everything, who)
    assert [view.episode.careplan for view in views] == [plan]
    async with stage.reacting():
        await stage.on_board(plan)


async def test_time_goes_on_for_others_when_one_patient_cannot_be_computed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sick, sick_plan = await stage.enrolled(number="48 3910")
    _, well_plan = await stage.enrolled(number="48 3911")
    async with stage.reacting():
        await stage.on_board(sick_plan)
        before = await stage.on_board(well_plan)
        computed = projection_run.project

        def failing(enrolled: Any, *rest: Any, **more: Any) -> Any:
            if enrolled.episode.patient == sick:
                raise ValueError("a fault of ours")
            return computed(enrolled, *rest, **more)

        monkeypatch.setattr(projection_run, "project", failing)
        stage.clock.move(before.changes_at + timedelta(minutes=1) - stage.clock.now())

        async def moved() -> bool:
            return bool((await stage.on_board(well_plan)).changes_at != before.changes_at)

        await until(moved, 8)
