"""Who is named in an act exists: the hospital of an enrolment, the person of a step."""

from __future__ import annotations

import pytest

from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from tests.integration.app.stage import Stage


async def test_nobody_is_enrolled_at_a_hospital_that_is_not_there(stage: Stage) -> None:
    doctor = await stage.person(Role.DOCTOR, "polyclinic-62", "gusarova")
    who = (await doctor.create(types.Patient(name=(types.HumanName(family="Named"),)))).id
    await stage.platform.protocol.refer(doctor, who, "saint-charles", "hip-fast-track", "Hip pain")
    office = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
    for hospital, partners in (("no-such-hospital", {}), ("saint-charles", {"nurse": "no-such-hospital"})):
        with pytest.raises(Refusal) as refused:
            await stage.platform.protocol.enrol(office, who, "hip-fast-track", "", hospital, partners=partners)
        assert refused.value.kind is Kind.NOT_FOUND


@pytest.mark.parametrize("person", ["no-such-person", "bad id/with slash"])
async def test_no_step_is_given_to_a_person_who_is_not_there(stage: Stage, person: str) -> None:
    _, plan = await stage.enrolled(number=f"48 60{len(person)}")
    nurse = await stage.person(Role.NURSE, "saint-charles", "dubois")
    view = await stage.platform.protocol.plan(nurse, plan)
    key = next(one.key for one in view.progress.occurrences if "nurse" in one.step.by)
    with pytest.raises(Refusal) as refused:
        await stage.platform.protocol.assign(nurse, plan, key, person, "Dr Nobody")
    assert refused.value.kind is Kind.NOT_FOUND
    assert (await stage.platform.protocol.assign(nurse, plan, key, "dubois", "Marie Dubois")).owner == "dubois"
