"""A record that one patient's row cannot be made of stops neither the clock nor anybody else's page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from medcluster.cluster import Role
from medcluster.fhir import types
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


async def test_time_goes_on_for_others_when_one_patient_cannot_be_computed(stage: Stage) -> None:
    sick, sick_plan = await stage.enrolled(number="48 3910")
    _, well_plan = await stage.enrolled(number="48 3911")
    async with stage.reacting():
        await stage.on_board(sick_plan)
        before = await stage.on_board(well_plan)
        await (await stage.everything()).create(
            types.Procedure(
                status="completed",
                code=types.CodeableConcept(coding=(types.Coding(system="http://snomed.info/sct", code="52734007"),)),
                subject=types.Reference(reference=f"Patient/{sick}"),
                performedDateTime="9999-12-31",
            )
        )
        stage.clock.move(before.changes_at + timedelta(minutes=1) - stage.clock.now())

        async def moved() -> bool:
            return (await stage.on_board(well_plan)).changes_at != before.changes_at

        await until(moved, 8)
