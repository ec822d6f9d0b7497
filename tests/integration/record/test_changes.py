"""The change log: every committed change once, in one order; and what the loss of the database means."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from medcluster.foundation import Database, Kind, Refusal
from medcluster.record import START, Change, Handle, Position, Record, follow, latest, read_changes
from tests.integration.record.samples import observation, patient


async def test_changes_name_what_happened(clinic: Handle, record: Record, database: Database) -> None:
    after = await latest(database)
    made = await clinic.create(patient("Changed"))
    seen = await clinic.create(observation(made.id, "1-1", "2024-01-01"))
    await clinic.update(patient("Changed", "Twice", id=made.id))
    await clinic.delete("Observation", seen.id)
    changes = await read_changes(database, after, 10)
    assert [(c.type, c.version, c.op) for c in changes] == [
        ("Patient", 1, "create"),
        ("Observation", 1, "create"),
        ("Patient", 2, "update"),
        ("Observation", 2, "delete"),
    ]
    assert [c.patient_id for c in changes[:3]] == [made.id] * 3
    number = await record.custodian_number("clinic")
    assert {c.custodian for c in changes} == {number}


async def test_a_deletion_names_the_patient(clinic: Handle, database: Database) -> None:
    who = (await clinic.create(patient("Deleted", "From"))).id
    gone = await clinic.create(observation(who, "29463-7", "2024-03-05"))
    after = await latest(database)
    await clinic.delete("Observation", gone.id)
    await clinic.delete("Patient", who)
    found = [(change.op, change.type, change.patient_id) for change in await read_changes(database, after)]
    assert found == [("delete", "Observation", who), ("delete", "Patient", who)]


async def test_a_reader_stops_before_a_transaction_that_still_runs(clinic: Handle, database: Database) -> None:
    after = await latest(database)
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def wait(_: object) -> None:
        begun.set()
        await may_end.wait()

    slow = asyncio.create_task(clinic.write([patient("Slow")], extra=wait))
    await begun.wait()
    quick = await clinic.create(patient("Quick"))
    assert await read_changes(database, after, 10) == []
    may_end.set()
    late = (await slow)[0]
    assert [c.id for c in await read_changes(database, after, 10)] == [late.id, quick.id]


async def test_concurrent_writers_and_readers_lose_nothing(clinic: Handle, record: Record, database: Database) -> None:
    after = await latest(database)
    seen: list[Change] = []

    async def tail() -> None:
        async for changes in follow(database, record.signal, after, limit=7, poll=0.1):
            seen.extend(changes)
            if len(seen) >= 60:
                return

    reader = asyncio.create_task(tail())
    made = await asyncio.gather(*(clinic.create(patient("Many")) for _ in range(60)))
    await asyncio.wait_for(reader, 20)
    assert sorted(c.id for c in seen) == sorted(s.id for s in made)
    assert [c.position for c in seen] == sorted(c.position for c in seen)
    assert [c.id for c in (await read_changes(database, START, 100_000))[-60:]] == [c.id for c in seen]


async def test_what_fails_leaves_no_change(clinic: Handle, database: Database) -> None:
    after = await latest(database)
    with pytest.raises(RuntimeError, match="no"):
        await clinic.write([patient("Never")], extra=_fail)
    assert await read_changes(database, after, 10) == []
    assert not (await clinic.search("Patient", "family=never")).matches


async def _fail(_: object) -> None:
    raise RuntimeError("no")


async def test_a_lost_connection_is_said_and_the_next_call_works(clinic: Handle, application_url: str) -> None:
    made = await clinic.create(patient("Lost"))
    connection = await asyncpg.connect(application_url)

    async def cut(_: object) -> None:
        await connection.execute(
            "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    try:
        with pytest.raises(Refusal) as caught:
            await clinic.write([patient("Cut")], extra=cut)
    finally:
        await connection.close()
    assert caught.value.kind is Kind.UNAVAILABLE
    for _ in range(12):
        await asyncio.sleep(0.02)  # the pool's other connections hear that they are closed
        try:
            assert (await clinic.read("Patient", made.id)).body == made.body
            assert not (await clinic.search("Patient", "family=cut")).matches
        except Refusal as refusal:
            assert refusal.kind is Kind.UNAVAILABLE
        else:
            break
    else:
        pytest.fail("the record did not recover")


async def test_what_follows_hard_upon_a_change_comes_together(
    clinic: Handle, record: Record, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medcluster.record.changes.APART_SECONDS", 2.0)  # longer than ten writes take
    batches: list[list[Change]] = []
    first, all_came = asyncio.Event(), asyncio.Event()

    async def read(after: Position) -> None:
        async for changes in follow(database, record.signal, after, poll=60):
            batches.append(changes)
            first.set()
            if sum(map(len, batches)) == 11:
                all_came.set()

    reading = asyncio.create_task(read(await latest(database)))
    await clinic.create(patient("First"))
    async with asyncio.timeout(60):
        await first.wait()
        for number in range(10):
            await clinic.create(patient(f"After-{number}"))
        await all_came.wait()
    reading.cancel()
    assert [len(batch) for batch in batches] == [1, 10]
