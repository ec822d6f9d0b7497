"""A coordinator finishes a protocol; where steps are left, why it ends early is asked, kept and shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from medcluster.cluster import Role
from tests.integration.app.stage import Stage


async def test_ending_early_needs_a_reason_that_stays_with_the_plan(stage: Stage, enter: Callable[..., Any]) -> None:
    who, plan = await stage.enrolled()
    coordinator = await enter(Role.COORDINATOR)
    address = f"/patients/{who}/plans/{plan}/finish"
    assert f'action="{address}"' in (await coordinator.see(f"/patients/{who}")).text
    refused = await coordinator.send(address, reason="  ")
    assert refused.status_code == 422
    everything = await stage.everything()
    assert (await stage.platform.protocol.plan(everything, plan)).episode.status == "active"
    answer = await coordinator.send(address, reason="She goes on at home, abroad")
    assert answer.status_code == 303
    view = await stage.platform.protocol.plan(everything, plan)
    assert view.episode.status == "completed"
    page = (await coordinator.see(answer.headers["location"])).text
    assert "The protocol is finished." in page
    whole = (await coordinator.see(f"/patients/{who}?plan={plan}")).text
    assert "She goes on at home, abroad" in whole
    assert "The protocol is over." in whole
    assert "All that was due has happened" not in whole
    assert (await coordinator.send(address, reason="Once more")).status_code == 409


@pytest.mark.parametrize("role", [Role.NURSE, Role.SURGEON, Role.DOCTOR, Role.MANAGER])
async def test_nobody_else_finishes_it(stage: Stage, enter: Callable[..., Any], role: Role) -> None:
    who, plan = await stage.enrolled("Орлова", f"77 {list(Role).index(role):04}")
    visitor = await enter(role)
    answer = await visitor.send(f"/patients/{who}/plans/{plan}/finish", reason="Enough")
    assert answer.status_code in (403, 404)
    view = await stage.platform.protocol.plan(await stage.everything(), plan)
    assert view.episode.status == "active"


async def test_a_doctor_begins_with_patients_and_sees_her_referrals(stage: Stage, enter: Callable[..., Any]) -> None:
    doctor = await enter(Role.DOCTOR)
    page = await doctor.see("/")
    assert page.url.path == "/patients"
    handle = await stage.person(Role.DOCTOR, "polyclinic-62", "gusarova")
    who, _ = await stage.enrolled("Лебедева", "77 9001")
    await stage.platform.protocol.refer(handle, who, "saint-charles", "knee-fast-track", "Now the knee")
    page = await doctor.see("/patients")
    assert "Now the knee" in page.text
    assert f'href="/patients/{who}#refer"' in page.text
