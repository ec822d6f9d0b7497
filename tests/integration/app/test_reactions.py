"""What follows from a change happens once it can, by one process of several, and nothing is missed over a restart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from medcluster import app, protocol
from medcluster.app.reactions import LOCK
from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Refusal
from tests.integration.app.stage import Listener, Stage, until

PLACE = "SELECT xid::text, seq FROM app.position WHERE follower = 'board'"
LEADERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted"

UNREADABLE = """
UPDATE record.resource
SET body = convert_to(replace(convert_from(body, 'UTF8'), '"value":98', '"value":"many"'), 'UTF8')
WHERE type = 'Observation' AND id = $1
"""


async def place(stage: Stage) -> tuple[str, int] | None:
    async with stage.platform.database.acquire() as connection:
        row = await connection.fetchrow(PLACE)
    return tuple(row) if row else None


def counted(platform: app.Platform, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patients of the changes that this platform's reactions are given, as they come."""
    given: list[str] = []
    react = platform.protocol.react

    async def counting(handle: Any, changes: Any) -> Any:
        given.extend(change.patient_id for change in changes)
        return await react(handle, changes)

    monkeypatch.setattr(platform.protocol, "react", counting)
    return given


async def test_the_place_in_the_log_is_kept_over_a_restart(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    given = counted(stage.platform, monkeypatch)
    async with stage.reacting():
        first, plan = await stage.enrolled(number="48 2000")
        await stage.on_board(plan)
        await until(lambda: place(stage))
    assert first in given
    while_stopped, missed = await stage.enrolled(number="48 2001")
    given.clear()
    async with stage.reacting():
        await stage.on_board(missed)
        later, last = await stage.enrolled(number="48 2002")
        await stage.on_board(last)
    assert while_stopped in given
    assert later in given
    assert first not in given, "what was done before the restart is not done again"


async def test_of_two_processes_one_leads_and_the_other_takes_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = app.wire(stage.platform.settings, stage.platform.database, clock=stage.clock)
    of_first, of_second = counted(stage.platform, monkeypatch), counted(second, monkeypatch)
    async with stage.reacting(second):
        async with stage.reacting():
            _, plan = await stage.enrolled(number="48 2010")
            await stage.on_board(plan)
            async with stage.platform.database.acquire() as connection:
                assert await connection.fetchval(LEADERS, LOCK) == 1
            assert bool(of_first) != bool(of_second)
        of_first.clear()
        _, plan = await stage.enrolled(number="48 2011")
        await stage.on_board(plan, 10)
        assert of_second
        assert not of_first


async def test_every_process_tells_its_followers_whoever_leads(stage: Stage) -> None:
    second = app.wire(stage.platform.settings, stage.platform.database, clock=stage.clock)
    token = await stage.platform.accounts.issue_token(Role.COORDINATOR, "imc-foundation")
    async with (
        stage.reacting(),
        stage.reacting(second),
        Listener(app.build(stage.platform), token) as here,
        Listener(app.build(second), token) as there,
    ):
        _, plan = await stage.enrolled(number="48 2020")
        assert await here.hears(plan, 20)
        assert await there.hears(plan, 20)


async def test_following_goes_on_after_its_connections_were_lost(stage: Stage) -> None:
    token = await stage.platform.accounts.issue_token(Role.COORDINATOR, "imc-foundation")
    async with stage.reacting(), Listener(app.build(stage.platform), token) as hearing:
        _, plan = await stage.enrolled(number="48 2030")
        assert await hearing.hears(plan, 20)
        await lose_connections(stage.url)
        enrolled = await until(lambda: _enrolled_at_last(stage), 15)
        assert await hearing.hears(enrolled, 5) or hearing.reloads, "she hears of it, or that she has to look again"
        await stage.on_board(enrolled)
        _, later = await stage.enrolled(number="48 2032")
        assert await hearing.hears(later, 20)


async def _enrolled_at_last(stage: Stage) -> str:
    try:
        return (await stage.enrolled(number="48 2031"))[1]
    except Refusal:
        return ""


async def lose_connections(url: str) -> None:
    """End every other connection of the application, as a restart of the database would."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()


async def test_a_result_that_arrives_completes_its_step_and_takes_the_branch(stage: Stage) -> None:
    """The walk's fourth step, without a click: a low haemoglobin brings the step that looks for its cause."""
    async with stage.reacting():
        patient, plan = await stage.enrolled(number="48 2040")
        before = await stage.on_board(plan)
        stage.clock.move(timedelta(hours=2))
        handle = await stage.everything()
        version = (await stage.platform.protocol.plan(handle, plan)).version
        await handle.create(_haemoglobin(patient, stage.clock.now().isoformat()))

        async def changed() -> bool:
            return bool((await stage.on_board(plan)).changed_at > before.changed_at)

        await until(changed, 5)
        states = {one.key: one.state for one in (await stage.platform.protocol.plan(handle, plan)).progress.occurrences}
    assert version.name == "hip-fast-track"
    assert protocol.State.DONE in states.values()
    assert states["anaemia"] is not protocol.State.NOT_APPLICABLE


async def test_a_patient_whose_record_cannot_be_understood_stops_nobody_else(stage: Stage) -> None:
    broken, plan = await stage.enrolled(number="48 2050")
    async with stage.reacting():
        await stage.on_board(plan)
    handle = await stage.everything()
    made = await handle.create(_haemoglobin(broken, stage.clock.now().isoformat()))
    async with stage.platform.database.transaction(settings=handle.database_settings) as connection:
        await connection.execute(UNREADABLE, made.id)
    _, sound = await stage.enrolled(number="48 2051")
    async with stage.reacting():
        assert await stage.on_board(sound, 10)
        await stage.enrolled(number="48 2052")


def _haemoglobin(patient: str, at: str) -> types.Observation:
    coding = types.Coding(system="http://loinc.org", code="718-7")
    quantity = types.Quantity(value=Decimal(98), unit="g/L", system="http://unitsofmeasure.org", code="g/L")
    return types.Observation(
        status="final",
        code=types.CodeableConcept(coding=(coding,)),
        subject=types.Reference(reference=f"Patient/{patient}"),
        effectiveDateTime=at,
        valueQuantity=quantity,
    )
