"""A change of the board reaches whoever looks at it, and nobody else, within a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from medcluster import app
from medcluster.api import live
from medcluster.app import hub
from medcluster.cluster import Role
from tests.integration.app.stage import Listener, Stage, until


@pytest_asyncio.fixture(scope="module", autouse=True)
async def reactions(stage: Stage) -> AsyncIterator[None]:
    async with stage.reacting():
        yield


@pytest_asyncio.fixture(scope="module")
async def served(stage: Stage) -> Starlette:
    return app.build(stage.platform)


async def listener(stage: Stage, served: Starlette, role: Role, participant: str, patient: str = "") -> Listener:
    return Listener(served, await stage.platform.accounts.issue_token(role, participant, patient))


async def seconds_until_heard(hearing: Listener, plan: str) -> float:
    """How long a change takes to reach whoever looks."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await hearing.hears(plan, 20)
    return loop.time() - began


async def test_an_enrolment_and_a_completed_step_reach_the_coordinator_within_a_second(
    stage: Stage, served: Starlette
) -> None:
    async with await listener(stage, served, Role.COORDINATOR, "imc-foundation") as hearing:
        assert hearing.status == 200
        assert hearing.headers["content-type"].startswith("text/event-stream")
        _, plan = await stage.enrolled(number="48 1000")
        assert await hearing.hears(plan, 20)
        row = await stage.on_board(plan)
        coordinator = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
        await stage.platform.protocol.set_anchor(coordinator, plan, "surgery", stage.clock.now() + timedelta(days=20))
        taken = [await seconds_until_heard(hearing, plan)]
        await stage.platform.protocol.complete(coordinator, plan, "triage")
        taken.append(await seconds_until_heard(hearing, plan))
        assert min(taken) < 1, "a busy machine may hold one of them up, not both"
        assert (await stage.on_board(plan)).changed_at >= row.changed_at


async def test_what_time_alone_brings_reaches_her_too(stage: Stage, served: Starlette) -> None:
    _, plan = await stage.enrolled(number="48 1001")
    row = await stage.on_board(plan)
    handle = await stage.everything()
    changes = (await stage.platform.protocol.progress_of(handle, plan)).changes_at
    assert changes is not None
    async with await listener(stage, served, Role.COORDINATOR, "imc-foundation") as hearing:
        stage.clock.move(changes - stage.clock.now() + timedelta(seconds=1))
        assert await hearing.hears(plan, 20)

        async def changed() -> bool:
            return bool(await stage.on_board(plan) != row)

        assert await until(changed, 20)


async def test_a_caller_hears_only_of_rows_that_she_may_see(stage: Stage, served: Starlette) -> None:
    here = await listener(stage, served, Role.NURSE, "saint-charles")
    there = await listener(stage, served, Role.NURSE, "leon-berard")
    manager = await listener(stage, served, Role.MANAGER, "imc-foundation")
    async with here, there, manager:
        _, plan = await stage.enrolled(number="48 1002")
        assert await here.hears(plan, 20)
        assert not await there.hears(plan, 0.5)
        assert not await manager.hears(plan, 0.2)


async def test_a_patient_hears_of_herself_alone(stage: Stage, served: Starlette) -> None:
    her, plan = await stage.enrolled(number="48 1003")
    other, theirs = await stage.enrolled(number="48 1004")
    await stage.on_board(theirs)
    async with await listener(stage, served, Role.PATIENT, "saint-charles", her) as hearing:
        coordinator = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
        for each in (theirs, plan):
            date = stage.clock.now() + timedelta(days=30)
            await stage.platform.protocol.set_anchor(coordinator, each, "surgery", date)
        heard: list[str] = []
        while plan not in heard:
            heard += await hearing.heard(20)
        assert theirs not in heard
        assert not await hearing.hears(theirs, 0.5)
    assert other != her


async def test_the_stream_ends_with_the_token_that_opened_it(
    stage: Stage, served: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "ASK_AGAIN_SECONDS", 0.0)
    accounts = stage.platform.accounts
    token = await accounts.issue_token(Role.COORDINATOR, "imc-foundation", label="to be revoked")
    async with Listener(served, token) as hearing:
        _, plan = await stage.enrolled(number="48 1005")
        assert await hearing.hears(plan, 20)
        (issued,) = [one for one in await accounts.tokens() if one.label == "to be revoked"]
        await accounts.revoke_token(issued.id)
        _, later = await stage.enrolled(number="48 1006")
        assert not await hearing.hears(later, 1.0)

        async def ended() -> bool:
            return hearing.ended

        assert await until(ended, 20)


async def test_an_account_opens_so_many_streams_and_is_then_told_why(
    stage: Stage, served: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "MOST_OF_ONE_ACCOUNT", 2)
    token = await stage.platform.accounts.issue_token(Role.COORDINATOR, "imc-foundation", label="many pages")
    transport = httpx.ASGITransport(served)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://cluster.example") as client,
        await listener(stage, served, Role.NURSE, "saint-charles"),
    ):
        asked = {"headers": {"Authorization": f"Bearer {token}"}}
        async with Listener(served, token), Listener(served, token):
            refused = await client.get("/board/events", **asked)
            assert refused.status_code == 429
            assert "2 live pages" in refused.text and "Close some" in refused.text
        async with Listener(served, token) as again:
            assert again.status == 200
