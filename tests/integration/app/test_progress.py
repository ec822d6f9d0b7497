"""`CarePlan/[id]/$progress`: every step's window, state and reason, now or at an instant."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from medcluster.cluster import Role
from medcluster.protocol import State
from tests.integration.api.site import Site, issues
from tests.integration.app.stage import Stage


@pytest_asyncio.fixture(scope="module")
async def enrolled(stage: Stage) -> AsyncIterator[tuple[Site, str]]:
    """A patient on the hip fast-track with a date of surgery, and doors to ask through."""
    _, plan = await stage.enrolled(number="48 5000")
    handle = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
    await stage.platform.protocol.set_anchor(handle, plan, "surgery", stage.clock.now() + timedelta(days=20))
    async with contextlib.AsyncExitStack() as closing:
        yield Site(stage.platform, closing), plan


def named(parts: list[dict[str, Any]], name: str) -> Any:
    """The value of the only part with this name."""
    (one,) = [part for part in parts if part["name"] == name]
    return next(value for key, value in one.items() if key.startswith("value"))


async def test_every_step_has_its_state_window_and_reason(enrolled: tuple[Site, str], stage: Stage) -> None:
    site, plan = enrolled
    doctor = await site.doctor()
    answer = await doctor.get(f"/fhir/CarePlan/{plan}/$progress")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["resourceType"] == "Parameters"
    assert named(body["parameter"], "protocol").endswith("hip-fast-track|2.1.0")
    assert named(body["parameter"], "at") == "2026-11-18T07:42:00Z"
    steps = [one["part"] for one in body["parameter"] if one["name"] == "step"]
    assert len(steps) > 10
    for step in steps:
        assert named(step, "state") in {str(state) for state in State}
        assert named(step, "key")
        assert named(step, "stage")
        if named(step, "state") in ("due", "late", "upcoming"):
            assert set(named(step, "window")) == {"start", "end"}
        if named(step, "state") in ("not-applicable", "awaiting-date"):
            assert named(step, "reason")


async def test_the_future_is_computed_like_the_present(enrolled: tuple[Site, str], stage: Stage) -> None:
    site, plan = enrolled
    doctor = await site.doctor()

    async def states(at: str) -> dict[str, str]:
        answer = await doctor.get(f"/fhir/CarePlan/{plan}/$progress", params={"at": at})
        assert answer.status_code == 200, answer.text
        steps = [one["part"] for one in answer.json()["parameter"] if one["name"] == "step"]
        return {named(step, "key"): named(step, "state") for step in steps}

    now, later = await states("2026-11-18T07:42:00Z"), await states("2027-06-01T10:00:00+03:00")
    assert now.keys() == later.keys()
    assert "due" in now.values()
    assert {"late", "missing"} & set(later.values())


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-40", "99999-01-01T00:00:00Z", "2026-11-18T25:00:00Z"])
async def test_an_instant_that_is_none_is_refused_by_name(enrolled: tuple[Site, str], at: str) -> None:
    site, plan = enrolled
    doctor = await site.doctor()
    answer = await doctor.get(f"/fhir/CarePlan/{plan}/$progress", params={"at": at})
    assert answer.status_code == 400
    assert issues(answer)[0]["expression"] == ["at"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00"])
async def test_the_ends_of_the_calendar_harm_nobody(enrolled: tuple[Site, str], at: str) -> None:
    site, plan = enrolled
    doctor = await site.doctor()
    assert (await doctor.get(f"/fhir/CarePlan/{plan}/$progress?at={at}")).status_code in (200, 400)


async def test_another_participants_plan_is_answered_like_an_absent_one(enrolled: tuple[Site, str]) -> None:
    site, plan = enrolled
    stranger = await site.doctor("leon-berard")
    hidden, absent = [await stranger.get(f"/fhir/CarePlan/{one}/$progress") for one in (plan, "x" * len(plan))]
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace(plan, "") == absent.text.replace("x" * len(plan), "")


async def test_a_manager_may_not_ask(enrolled: tuple[Site, str]) -> None:
    site, plan = enrolled
    manager = await site.of("manager", "imc-foundation")
    assert (await manager.get(f"/fhir/CarePlan/{plan}/$progress")).status_code == 403
