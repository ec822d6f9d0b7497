"""The news of a changed row is part of the transaction that writes it, whoever writes it and whatever dies after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from medcluster import app, protocol
from medcluster.app.announcing import CHANNEL, IDS_PER_NOTICE, announce, announced
from medcluster.cluster import Role
from medcluster.record import START, read_changes
from tests.integration.app.stage import Listener, Stage, until


@pytest_asyncio.fixture
async def heard(stage: Stage) -> AsyncIterator[list[str]]:
    """The enrolments of which every process is told."""
    found: list[str] = []
    connection = await asyncpg.connect(stage.url)

    def hear(_: object, pid: int, channel: str, payload: object) -> None:
        found.extend(change.enrolment for change in announced(payload))

    await connection.add_listener(CHANNEL, hear)
    yield found
    await connection.close()


async def told(heard: list[str], number: int) -> None:
    """Wait until so many were told; they come in the order in which they were committed."""

    async def enough() -> bool:
        return len(heard) >= number

    await until(enough, 20)


async def test_rows_that_are_written_are_told_though_nobody_leads(stage: Stage, heard: list[str]) -> None:
    _, plan = await stage.enrolled(number="50 0001")
    changes = await read_changes(stage.platform.database, START, 100_000)
    await stage.platform.protocol.react(await stage.everything(), changes)
    await told(heard, 1)
    assert plan in heard


async def test_rows_that_are_not_committed_are_not_told(stage: Stage, heard: list[str]) -> None:
    rows = [protocol.ChangedRow(f"plan{n}", f"patient{n}", frozenset({-1})) for n in range(IDS_PER_NOTICE + 1)]
    with pytest.raises(ZeroDivisionError):
        async with stage.platform.database.transaction() as connection:
            await announce(connection, rows[:1])
            raise ZeroDivisionError
    async with stage.platform.database.transaction() as connection:
        await announce(connection, rows[1:])
    await told(heard, len(rows) - 1)
    assert heard == [row.careplan for row in rows[1:]]


async def test_a_leader_that_dies_after_the_commit_has_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    token = await stage.platform.accounts.issue_token(Role.COORDINATOR, "imc-foundation")
    second = app.wire(stage.platform.settings, stage.platform.database, clock=stage.clock)
    react = second.protocol.react
    armed, died = asyncio.Event(), asyncio.Event()

    async def dying(*words: object) -> object:
        changed = await react(*words)  # type: ignore[arg-type]
        if changed and armed.is_set():
            died.set()
            await asyncio.sleep(3600)  # it never comes to anything after its commit
        return changed

    monkeypatch.setattr(second.protocol, "react", dying)
    async with stage.reacting(second):
        await stage.caught_up()  # it leads
        async with stage.reacting(), Listener(app.build(stage.platform), token) as hearing:
            await stage.caught_up()
            armed.set()
            _, plan = await stage.enrolled(number="50 0002")
            await asyncio.wait_for(died.wait(), 20)
            assert await hearing.hears(plan, 20)
