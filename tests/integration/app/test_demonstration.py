"""The demonstration is there after any number of starts, once, and the same for the same seed."""

from __future__ import annotations

import asyncio
import json
import random
from datetime import timedelta
from pathlib import Path

import pytest

from medcluster import app
from medcluster.cluster import Role
from medcluster.foundation import Database, Refusal, Settings, StoppedClock
from medcluster.protocol import BoardFilter, State
from medcluster.record import Handle
from tests.conftest import DatabaseMaker
from tests.integration.app.stage import NOW, Stage, until

PATIENTS = 30


async def people(handle: Handle) -> dict[str, tuple[str, str]]:
    """Every patient: id, name, birth date."""
    page = await handle.search("Patient", [("_count", "1000")])
    bodies = [json.loads(one.body) for one in page.matches]
    return {one["id"]: (one["name"][0]["family"], one["birthDate"]) for one in bodies}


async def test_installing_again_changes_nothing(stage: Stage) -> None:
    async with stage.platform.database.acquire() as connection:
        counts = "SELECT count(*), coalesce(max(ver), 0) FROM record.resource"

        async def now() -> tuple[int, int]:
            async with connection.transaction():
                await connection.execute("SET LOCAL medcluster.every_row = 'on'")
                return tuple(await connection.fetchrow(counts))

        before = await now()
        accounts = len(await stage.platform.accounts.people())
        await app.Demonstration(stage.platform).install()
        assert await now() == before
        assert len(await stage.platform.accounts.people()) == accounts


async def test_an_interrupted_population_is_completed_and_a_full_one_left_alone(stage: Stage) -> None:
    demonstration = app.Demonstration(stage.platform)
    done = 0
    begun = asyncio.Event()

    def step(by: int = 1) -> None:
        nonlocal done
        done += by
        begun.set()

    running = asyncio.create_task(demonstration.populate(PATIENTS, step))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    partly = len(await people(await stage.everything()))
    added = await demonstration.populate(PATIENTS, step)
    handle = await stage.everything()
    found = await people(handle)
    assert len(found) == partly + added == PATIENTS + 1, "the patients asked for, and Anna"
    assert await demonstration.populate(PATIENTS, step) == 0
    assert await people(handle) == found


async def test_the_same_seed_makes_the_same_patients(stage: Stage, make_database: DatabaseMaker) -> None:
    await app.Demonstration(stage.platform).populate(PATIENTS, lambda by: None)
    addresses = await make_database()
    database = await Database.connect(addresses.application)
    try:
        platform = app.wire(Settings(data=Path("unused")), database, clock=StoppedClock(NOW))
        second = Stage(platform, StoppedClock(NOW), addresses.application)
        await app.Demonstration(platform).install()
        await app.Demonstration(platform).populate(PATIENTS, lambda by: None)
        assert await people(await second.everything()) == await people(await stage.everything())
    finally:
        await database.close()


async def test_everybody_of_the_demonstration_signs_in_by_one_click(stage: Stage) -> None:
    await app.Demonstration(stage.platform).populate(PATIENTS, lambda by: None)
    for role in Role:
        if role is Role.INTERFACE:
            continue
        session = await stage.platform.accounts.sign_in_as_demonstration(role)
        caller = await stage.platform.accounts.caller_of_session(session.token)
        assert caller is not None
        assert caller.role == role
        if role is Role.PATIENT:
            anna = await stage.platform.record.open_for(caller).read("Patient", caller.patient)
            assert "Анна" in anna.body.decode() or "Anna" in anna.body.decode()


async def test_the_board_shows_patients_in_every_state_of_interest(stage: Stage) -> None:
    await app.Demonstration(stage.platform).populate(60, lambda by: None)
    coordinator = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
    async with stage.reacting():

        async def full() -> bool:
            return (await stage.platform.protocol.board(coordinator, BoardFilter())).counts.total >= 40

        await until(full, 30)
    page = await stage.platform.protocol.board(coordinator, BoardFilter(), count=100)
    states = {row.state for row in page.rows}
    assert {State.LATE, State.DUE} <= states
    assert len({row.protocol for row in page.rows}) >= 3


async def test_after_any_series_of_acts_the_board_is_what_is_computed(stage: Stage) -> None:
    """`medcluster board verify` compares exactly this."""
    await app.Demonstration(stage.platform).populate(PATIENTS, lambda by: None)
    source = random.Random(3)
    service = stage.platform.protocol
    async with stage.reacting():
        plans = [(await stage.enrolled(number=f"48 30{number}"))[1] for number in range(6)]
        coordinator = await stage.person(Role.COORDINATOR, "imc-foundation", "sokolova")
        staff = [coordinator]
        clinic = (Role.SURGEON, Role.NURSE, Role.PHYSIOTHERAPIST, Role.ANAESTHETIST)
        staff += [await stage.person(role, "saint-charles", str(role)) for role in clinic]
        done = 0
        for _ in range(160):
            plan, person = source.choice(plans), source.choice(staff)
            keys = [one.key for one in (await service.plan(coordinator, plan)).progress.occurrences]
            done += await _act(source, stage, person, plan, source.choice(keys))
            if source.random() < 0.2:
                stage.clock.move(timedelta(hours=source.randrange(1, 60)))
        assert done > 20, "the series was too tame"
        await stage.caught_up()
        differences = await _differences(stage, seconds=20)
    assert differences == [], "\n".join(map(str, differences))


async def _act(source: random.Random, stage: Stage, person: Handle, plan: str, key: str) -> int:
    service, now = stage.platform.protocol, stage.clock.now()
    acts = {
        "complete": lambda: service.complete(person, plan, key, now - timedelta(hours=source.randrange(5))),
        "undo": lambda: service.undo(person, plan, key, reason="a slip"),
        "deviate": lambda: service.deviate(person, plan, key, reason="patient-choice"),
        "claim": lambda: service.claim(person, plan, key),
        "date": lambda: service.set_anchor(person, plan, "surgery", now + timedelta(days=source.randrange(-3, 40))),
        "exit": lambda: service.exit(person, plan, reason="patient-choice"),
        "resume": lambda: service.resume(person, plan, reason="she came back"),
    }
    weights = {"complete": 6, "date": 2, "claim": 2, "deviate": 2, "undo": 2, "exit": 1, "resume": 4}
    chosen = source.choices(list(weights), list(weights.values()))[0]
    try:
        await acts[chosen]()
    except Refusal:
        return 0
    return 1


async def _differences(stage: Stage, seconds: float) -> list[object]:
    """What the board says otherwise than is computed, once what time alone brings has been looked at."""
    handle = await stage.everything()
    end = asyncio.get_running_loop().time() + seconds
    while True:
        found = [one async for _, many in stage.platform.protocol.verify(handle) for one in many]
        if not found or asyncio.get_running_loop().time() > end:
            return found
        await asyncio.sleep(0.5)
