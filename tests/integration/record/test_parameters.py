"""Search parameters that are added while everything runs: when they are found, searched by, refused and forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable

import pytest
import pytest_asyncio
from msgspec.structs import replace
from pytest import MonkeyPatch

from medcluster.fhir import search, types
from medcluster.foundation import Connection, Database, Kind, RandomIds, Refusal, SystemClock
from medcluster.record import Handle, Record, parameters, reindex, writing
from medcluster.record.parameters import Told
from medcluster.record.reindexing import begin_added, runs
from medcluster.record.unrestricted import unrestricted
from medcluster.record.writing import Operation
from tests.integration.record.samples import patient, staff


def defined(
    code: str, expression: str, *bases: str, kind: str = "string", name: str = "", status: str = "active"
) -> types.Resource:
    """A SearchParameter; `name`: its id, when it is not its code."""
    return types.from_plain(
        {
            "resourceType": "SearchParameter",
            "id": name or code,
            "url": f"http://x.org/{name or code}",
            "name": code,
            "status": status,
            "description": "Added.",
            "code": code,
            "base": list(bases or ("Patient",)),
            "type": kind,
            "expression": expression,
        }
    )


@pytest.fixture
def platform(record: Record) -> Handle:
    """The platform itself."""
    return unrestricted(record, "parameters")


@pytest_asyncio.fixture(autouse=True)
async def cleared(record: Record, interface: Handle) -> AsyncIterator[None]:
    """No parameter is left behind for the tests of others in this process."""
    yield
    for stored in (await interface.search("SearchParameter")).matches:
        await interface.delete("SearchParameter", stored.id)
    await record.room.parameters.learn(record.database, now=True)
    search.install({})


async def made_ready(platform: Handle) -> None:
    """What a server does beside its work, without waiting."""
    room = platform.room
    await room.parameters.learn(room.database, now=True)
    room.parameters.seen = {run: (float("-inf"), -1) for run in [one.run for one in room.parameters.added]}
    await begin_added(platform)
    for run in await runs(platform):
        await reindex(platform, run.name)
    await room.parameters.learn(room.database, now=True)


async def found(handle: Handle, query: str) -> list[str]:
    return [one.id for one in (await handle.search("Patient", query)).matches]


async def test_what_was_there_before_and_what_comes_after_is_found(
    record: Record, interface: Handle, platform: Handle
) -> None:
    await interface.write([patient("One", id="one", maritalStatus=types.CodeableConcept(text="Sad"))])
    await interface.write([defined("feeling", "Patient.maritalStatus.text")])
    await record.room.parameters.learn(record.database, now=True)
    await interface.write([patient("Two", id="two", maritalStatus=types.CodeableConcept(text="sadly"))])
    with pytest.raises(Refusal, match="feeling of Patient is being made ready: its index begins soon") as refused:
        await interface.search("Patient", "feeling=sad")
    assert refused.value.kind is Kind.UNAVAILABLE
    assert "feeling" not in search.custom_parameters().get("Patient", {})
    await made_ready(platform)
    assert await found(interface, "feeling=sad&_sort=_id") == ["one", "two"]
    assert await found(interface, "feeling:missing=false&_sort=_id") == ["one", "two"]
    assert list(search.custom_parameters()["Patient"]) == ["feeling"]
    (told,) = record.room.parameters.told()
    assert (told.state, told.done, told.total) == ("ready", 2, 2)


async def test_while_resources_are_indexed_a_search_says_how_many(interface: Handle, platform: Handle) -> None:
    await interface.write([patient(f"P{n}", id=f"p{n}") for n in range(6)])
    await interface.write([defined("called", "Patient.name.text")])
    room = platform.room
    await room.parameters.learn(room.database, now=True)
    room.parameters.seen = {run: (float("-inf"), -1) for run in [one.run for one in room.parameters.added]}
    await begin_added(platform)
    (run,) = await runs(platform)

    class Stopped(Exception):
        pass

    def stop(progress: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        await reindex(platform, run.name, batch=4, report=stop)
    await room.parameters.learn(room.database, now=True)
    with pytest.raises(Refusal, match=r"made ready: 4 of \d+ resources are indexed"):
        await interface.search("Patient", "called=a")
    page = await interface.search("Patient", "called=a", lenient=True)
    assert "called was ignored" in page.notes[0].text
    await reindex(platform, run.name)
    await room.parameters.learn(room.database, now=True)
    assert await found(interface, "called=a") == []


async def test_a_run_waits_until_everybody_knows(interface: Handle, platform: Handle, database: Database) -> None:
    await interface.write([defined("late", "Patient.name.text")])
    await begin_added(platform, grace=0.0)
    assert await runs(platform) == []  # others may have looked just before
    (run,) = platform.room.parameters.seen
    platform.room.parameters.seen[run] = (float("-inf"), None)
    async with database.transaction(settings=interface.database_settings) as connection:
        await connection.execute("SELECT pg_current_xact_id()")
        await begin_added(platform)
        await begin_added(platform)
        assert await runs(platform) == []  # something that began before has not ended
    await begin_added(platform)
    assert [one.name for one in await runs(platform)] == [run]
    await reindex(platform, run)


async def test_a_change_is_a_new_run_and_what_is_gone_is_forgotten(interface: Handle, platform: Handle) -> None:
    await interface.write([patient("Three", "Anna", id="three")])
    await interface.write([defined("own", "Patient.name.family")])
    await made_ready(platform)
    assert "three" in await found(interface, "own=three")
    await interface.write([defined("own", "Patient.name.given")])
    await platform.room.parameters.learn(platform.room.database, now=True)
    with pytest.raises(Refusal, match="is being made ready"):
        await interface.search("Patient", "own=anna")
    await made_ready(platform)
    assert await found(interface, "own=anna") == ["three"]
    assert await found(interface, "own=three") == []
    await interface.delete("SearchParameter", "own")
    await made_ready(platform)
    with pytest.raises(Refusal, match="has no search parameter 'own'"):
        await interface.search("Patient", "own=anna")
    async with platform.opened() as connection:
        names = [row["name"] for row in await connection.fetch("SELECT name FROM record.reindexing")]
    assert all(name.startswith("format ") for name in names)


async def test_another_process_learns_of_it(interface: Handle, database: Database, platform: Handle) -> None:
    elsewhere = Record(database, clock=SystemClock(), ids=RandomIds())
    other = elsewhere.open_for(staff(await elsewhere.custodian_number("clinic"), "clinic"))
    await other.search("Patient", "_count=1")
    await interface.write([defined("elsewhere", "Patient.name.family")])
    await made_ready(platform)
    search.install({})  # as a process that has not looked yet
    elsewhere.room.parameters.looked = float("-inf")  # a second later
    assert await found(other, "elsewhere=nobody") == []


@pytest.mark.parametrize(
    ("expression", "place"),
    [
        ("Patient.name.where(", "SearchParameter.expression, column 20"),
        ("Patient.nme", "SearchParameter.expression, column 9"),
        ("Patient.name.foo(3)", "SearchParameter.expression, column 14"),
    ],
)
async def test_a_bad_expression_is_refused_with_its_place(interface: Handle, expression: str, place: str) -> None:
    with pytest.raises(Refusal) as refused:
        await interface.write([defined("bad", expression)])
    assert refused.value.kind is Kind.INVALID
    assert refused.value.issues[0].where == place
    await interface.write([defined("bad", expression, status="draft")])  # a draft may still have mistakes


async def test_what_cannot_be_used_is_stored_and_says_why(interface: Handle, record: Record) -> None:
    await interface.write([defined("name", "Patient.name"), defined("pair", "Patient.name", kind="composite")])
    await interface.write([defined("mine", "Patient.name.family")])
    await interface.write([defined("mine", "Patient.name.given", name="mine-too")])
    await record.room.parameters.learn(record.database, now=True)
    told = {one.url.removeprefix("http://x.org/"): one for one in record.room.parameters.told()}
    assert {name: one.state for name, one in told.items()} == {
        "name": "unused",
        "pair": "unused",
        "mine": "waiting",
        "mine-too": "unused",
    }
    assert isinstance(told["name"], Told)
    assert "has a parameter name of R4" in told["name"].problem
    assert "composite cannot be added" in told["pair"].problem
    assert "has a parameter mine already" in told["mine-too"].problem


async def outcome(act: Awaitable[object]) -> str:
    """What a write was refused with, "" when it was not."""
    try:
        await act
    except Refusal as refusal:
        assert (refusal.kind, refusal.issues[0].code) == (Kind.INVALID, "too-costly")
        return refusal.text
    return ""


async def test_there_are_only_so_many_active_ones(interface: Handle, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "MOST", 2)
    await interface.write([defined("one", "Patient.name.text")])
    committing, looked = asyncio.Event(), asyncio.Event()

    async def hold(connection: Connection) -> None:
        looked.set()
        await committing.wait()

    first = asyncio.create_task(outcome(interface.write([defined("two", "Patient.name.text")], extra=hold)))
    await looked.wait()
    second = asyncio.create_task(outcome(interface.write([defined("three", "Patient.name.text")])))
    await asyncio.wait([second], timeout=0.3)  # it waits for the first
    committing.set()
    assert await first == ""
    assert "The record has 2 active search parameters of its own" in await second
    stored = (await interface.search("SearchParameter")).matches
    assert len(stored) == 2
    kept = stored[0].resource
    await interface.write([defined("unused", "Patient.name", kind="composite")])  # never used: it costs no write
    await interface.write([defined("draft", "Patient.name.text", status="draft")])
    await interface.write([replace(kept, description="An active one may be changed.")])
    assert await outcome(interface.write([defined("draft", "Patient.name.text")]))
    await interface.write([replace(kept, status="retired")])
    await interface.write([defined("draft", "Patient.name.text")])


async def test_one_type_has_only_so_many(interface: Handle, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "MOST_OF_TYPE", 2)
    await interface.write([defined("first", "Patient.name.text"), defined("all", "Resource.language", "Resource")])
    told = await outcome(interface.write([defined("third", "Patient.name.text")]))
    assert "Patient has 2 active search parameters of its own" in told
    await interface.write([defined("third", "Group.name", "Group")])


async def test_what_was_prepared_before_one_was_added_is_found_by_it(interface: Handle, platform: Handle) -> None:
    room, late = interface.room, Operation("create", "Patient", "late", patient("Late"))
    work = await writing.prepare(room, interface.acting, [late])
    await interface.write([defined("since", "Patient.name.family")])
    await made_ready(platform)  # nothing of it was there yet

    async def act(connection: Connection) -> None:
        audit = interface.acting.audit(work.now, "create")
        await writing.apply(room, connection, interface.acting, work, audit)

    await interface.attempt(act)
    assert await found(interface, "since=late") == ["late"]
