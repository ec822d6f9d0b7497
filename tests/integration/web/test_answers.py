"""A patient's answers and the step they complete are one transaction, and one sending is kept once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio

from medcluster import app
from medcluster.cluster import Role
from medcluster.fhir import types
from tests.integration.app.stage import Stage
from tests.integration.web.conftest import HERE, Visitor

STEP = "prom0"
CHANGES = "SELECT type, op, xid::text AS xid FROM record.change WHERE patient = $1 AND ts >= $2 AND type = ANY ($3)"


class Her:
    """A patient on her phone, a month before her surgery."""

    def __init__(self, stage: Stage, patient: str, plan: str, visitor: Visitor) -> None:
        self.stage, self.patient, self.plan, self.visitor = stage, patient, plan, visitor
        self.since = stage.clock.now()

    async def answers(self, mark: str = "first") -> httpx.Response:
        fields = {"q-pain-walking": "4", "mark": mark}
        return await self.visitor.send(f"/me/plans/{self.plan}/steps/{STEP}/answers", **fields)

    async def kept(self) -> list[types.Resource]:
        handle = await self.stage.everything()
        found = await handle.patient_resources(self.patient, ["QuestionnaireResponse"])
        return [each.resource for each in found]

    async def transactions(self) -> dict[str, set[str]]:
        """Which transactions wrote answers and Tasks of hers."""
        settings = {"medcluster.every_row": "on"}
        async with self.stage.platform.database.transaction(settings=settings, read_only=True) as connection:
            rows = await connection.fetch(CHANGES, self.patient, self.since, ["QuestionnaireResponse", "Task"])
        found: dict[str, set[str]] = {"QuestionnaireResponse": set(), "Task": set()}
        for row in rows:
            found[row["type"]].add(row["xid"])
        return found

    async def task(self) -> tuple[str, tuple[str, ...]]:
        view = await self.stage.platform.protocol.plan(await self.stage.everything(), self.plan)
        task = view.episode.tasks[STEP]
        return task.status, task.shown_by


@pytest_asyncio.fixture
async def her(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Her]:
    number = f"55 {abs(hash(request.node.name)) % 10_000:04}"
    who, plan = await stage.enrolled(number=number)
    coordinator = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
    service = stage.platform.protocol
    await service.set_anchor(coordinator, plan, "surgery", stage.clock.now() + timedelta(days=20))
    stage.clock.move(timedelta(minutes=1))
    session = await stage.platform.accounts.redeem(await stage.platform.accounts.invite_patient(coordinator, who))
    transport = httpx.ASGITransport(app.build(stage.platform), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HERE, headers={"Origin": HERE}) as client:
        client.cookies.set("medcluster_session", session.token)
        visitor = Visitor(client)
        assert re.search(r'name="q-pain-walking"', (await visitor.see("/me")).text)
        yield Her(stage, who, plan, visitor)


async def test_the_answers_and_the_step_are_written_together(her: Her) -> None:
    assert (await her.answers()).status_code == 303
    (kept,) = await her.kept()
    assert await her.task() == ("completed", (f"QuestionnaireResponse/{kept.id}",))
    found = await her.transactions()
    assert found["QuestionnaireResponse"] == found["Task"] and len(found["Task"]) == 1


async def test_one_sending_is_kept_once_however_often_it_comes(her: Her) -> None:
    sent = await asyncio.gather(*(her.answers() for _ in range(4)))
    assert {each.status_code for each in sent} == {303}
    assert (await her.answers()).status_code == 303
    assert len(await her.kept()) == 1


async def test_answers_that_come_after_the_step_was_done_are_kept_too(her: Her) -> None:
    nurse = await her.stage.person(Role.NURSE, "saint-charles", "dubois")
    await her.stage.platform.protocol.complete(nurse, her.plan, STEP)
    assert (await her.answers("late")).status_code == 303
    assert (await her.answers("late")).status_code == 303
    assert len(await her.kept()) == 1


async def test_a_step_that_cannot_be_completed_leaves_no_answers(her: Her) -> None:
    coordinator = await her.stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
    service = her.stage.platform.protocol
    reason = (await service.plan(coordinator, her.plan)).version.exit_reasons[0][0]
    await service.exit(coordinator, her.plan, reason=reason)
    assert (await her.answers()).status_code == 409
    assert await her.kept() == []
