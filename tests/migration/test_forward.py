"""Every released database is brought forward by today's migrations, and what stands in it is read and worked with."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from medcluster import app
from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Database, EmbeddedPostgres, Kind, Refusal, Settings, migrate, shipped
from medcluster.protocol import BoardFilter, State
from medcluster.record import START, Position, adopt_restored, read_changes
from tests.migration.household import NUMBER, PASSWORD, SURGERY, Household
from tests.migration.take import RELEASES, dumped, superuser_of

_numbers = itertools.count(1)
RELEASED = sorted(RELEASES.glob("*.sql"))


@dataclass
class Moved:
    """A released database after today's migrations."""

    home: Household
    name: str
    released: int  # migrations it had


async def restored(server: EmbeddedPostgres, text: str) -> str:
    """The name of a new database with this dump in it."""
    name = f"released_{next(_numbers)}"
    connection = await asyncpg.connect(superuser_of(server, "postgres"))
    try:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 OWNER medcluster_owner")
    finally:
        await connection.close()
    connection = await asyncpg.connect(superuser_of(server, name))
    try:
        await connection.execute(text)
    finally:
        await connection.close()
    return name


@pytest.fixture(scope="module", params=RELEASED, ids=[each.stem for each in RELEASED])
def release(request: pytest.FixtureRequest) -> str:
    """A release's database as SQL text."""
    file: Path = request.param
    return file.read_text(encoding="utf-8")


@pytest_asyncio.fixture(scope="module")
async def moved(release: str, postgres_server: EmbeddedPostgres) -> AsyncIterator[Moved]:
    """It, as a server of today finds it after `medcluster migrate`."""
    name = await restored(postgres_server, release)
    owner = postgres_server.url_owner.replace("@/medcluster?", f"@/{name}?")
    taken = await migrate(owner, application_role="medcluster")
    assert taken, "a release that today's is no step further than proves nothing"
    url = postgres_server.url_application.replace("@/medcluster?", f"@/{name}?")
    database = await Database.connect(url)
    home = Household(database, seed=2)
    platform = app.wire(Settings(data=Path("unused")), database, clock=home.clock)
    assert await app.Reactions(platform, url).catch_up()
    yield Moved(home, name, len(shipped()) - len(taken))
    await database.close()


def test_there_is_a_release() -> None:
    assert RELEASED


async def test_its_tables_are_those_of_a_new_database(moved: Moved, postgres_server: EmbeddedPostgres) -> None:
    """What was migrated in two steps is what is made in one: tables, indexes, policies, functions, grants."""
    assert moved.released >= 10
    there = dumped(postgres_server, moved.name, "--schema-only")
    assert there == dumped(postgres_server, "medcluster", "--schema-only")


async def test_the_record_is_read_with_its_history_and_found(moved: Moved) -> None:
    nurse = await moved.home.person(Role.NURSE, "clinic")
    (found,) = (await nurse.search("Patient", [("identifier", f"{NUMBER}|48 2716")])).matches
    (result,) = (await nurse.search("Observation", [("subject", found.reference), ("code", "718-7")])).matches
    assert b'"value":72.50' in result.body
    assert [each.version for each in await nurse.history("Observation", result.id)] == [2, 1]
    assert b'"value":121.50' in (await nurse.vread("Observation", result.id, 1)).body
    assert (await nurse.search("Patient", "family=петрова")).matches == [found]
    changes = await read_changes(moved.home.record.database, START, 10_000)
    (deleted,) = [change for change in changes if change.op == "delete"]
    with pytest.raises(Refusal) as gone:
        await (await moved.home.everything()).read("Observation", deleted.id)
    assert gone.value.kind is Kind.GONE


async def test_the_log_goes_on_where_it_was(moved: Moved) -> None:
    """Numbers of transactions are those of one server; a dump brings along those of another."""
    database = moved.home.record.database
    async with database.acquire() as connection:
        row = await connection.fetchrow(
            "SELECT xid::text::bigint AS xid, seq FROM app.position WHERE follower = 'board'"
        )
    place = Position(*row)
    assert await read_changes(database, place) == [], "what was reacted to before the dump is not done again"
    made = await (await moved.home.everything()).create(types.Organization(name="came later"))
    assert [change.id for change in await read_changes(database, place)] == [made.id]
    async with database.transaction() as connection:
        assert await adopt_restored(connection, {}) is None, "once is enough"


async def test_whose_rows_are_seen_is_as_it_was(moved: Moved) -> None:
    seen = {}
    for role, place in ((Role.NURSE, "clinic"), (Role.DOCTOR, "polyclinic"), (Role.NURSE, "operator")):
        page = await (await moved.home.person(role, place)).search("Patient", "")
        seen[place] = {each.resource.name[0].family for each in page.matches}  # type: ignore[attr-defined]
    assert seen == {"clinic": {"Петрова"}, "polyclinic": {"Петрова", "Орлова"}, "operator": set()}


async def test_an_account_signs_in(moved: Moved) -> None:
    session = await moved.home.accounts.sign_in("elena", PASSWORD)
    caller = await moved.home.accounts.caller_of_session(session.token)
    assert caller and (caller.role, caller.participant) == ("coordinator", "operator")


async def test_the_board_stands_and_work_goes_on(moved: Moved) -> None:
    coordinator, service = await moved.home.person(Role.COORDINATOR, "operator"), moved.home.service
    everything = await moved.home.everything()
    page = await service.board(coordinator, BoardFilter())
    (row,) = page.rows
    assert (row.anchor_at, row.next_owner, page.counts.total) == (SURGERY, "nurse", 1)
    assert await service.running(await moved.home.person(Role.MANAGER, "operator")) == {("small", "1.0.0"): 1}
    assert (await service.board(coordinator, BoardFilter(text="петрова"))).rows == page.rows
    assert (await service.board(coordinator, BoardFilter(owner="nurse"))).counts.total == 1
    assert [each async for _, found in service.verify(everything) for each in found] == []
    await service.complete(await moved.home.person(Role.NURSE, "clinic"), row.careplan, "class")
    await moved.home.settle()
    view = await service.plan(coordinator, row.careplan)
    states = {each.key: each.state for each in view.progress.occurrences}
    assert states == {"bloods": State.DONE, "class": State.DONE, "operate": State.UPCOMING}
    assert [each async for _, found in service.verify(everything) for each in found] == []
