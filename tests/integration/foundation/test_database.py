"""The pool: settings live as long as their transaction, failures undo, a role that sees too much is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from medcluster.foundation import Database, Kind, Refusal, savepoint

_SEEN = "SELECT coalesce(current_setting('medcluster.terms', true), '')"


@pytest_asyncio.fixture
async def single(application_url: str) -> AsyncIterator[Database]:
    """A pool of one connection: the next user gets what the last one left."""
    database = await Database.connect(application_url, size=1, patience=20)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def notes(owner_url: str) -> AsyncIterator[str]:
    """A table the application may write to."""
    owner = await asyncpg.connect(owner_url)
    await owner.execute("CREATE TABLE IF NOT EXISTS foundation.note (n int PRIMARY KEY)")
    await owner.execute("GRANT SELECT, INSERT ON foundation.note TO medcluster; TRUNCATE foundation.note")
    yield "foundation.note"
    await owner.execute("DROP TABLE foundation.note")
    await owner.close()


async def test_settings_last_for_their_transaction(database: Database) -> None:
    async with database.transaction(settings={"medcluster.terms": "{1,'2'}\\"}) as connection:
        assert await connection.fetchval(_SEEN) == "{1,'2'}\\"
    async with database.transaction() as connection:
        assert await connection.fetchval(_SEEN) == ""


async def test_a_leaked_setting_reaches_nobody(single: Database) -> None:
    async with single.transaction() as connection:
        await connection.execute("SET medcluster.terms = '{9}'")
    async with single.transaction() as connection:
        assert await connection.fetchval(_SEEN) == ""
    async with single.acquire() as connection:
        await connection.execute("SET medcluster.terms = '{9}'")
    async with single.acquire() as connection:
        assert await connection.fetchval(_SEEN) == ""


async def test_settings_that_are_held_are_seen_by_their_holder_alone(single: Database) -> None:
    mine, others = {"medcluster.terms": "{1}"}, {"medcluster.terms": "{2}"}
    for settings, seen in ((mine, "{1}"), (mine, "{1}"), (others, "{2}"), ({}, ""), (mine, "{1}")):
        async with single.holding(settings) as connection:
            assert await connection.fetchval(_SEEN) == seen
    async with single.transaction() as connection:
        assert await connection.fetchval(_SEEN) == ""
    async with single.holding(mine), asyncio.timeout(5):
        assert await single.fetch(_SEEN) == [("",)]
    async with single.acquire() as connection:
        assert await connection.fetchval(_SEEN) == ""


async def test_what_a_transaction_leaves_reaches_no_holder(single: Database) -> None:
    async with single.transaction() as connection:
        await connection.execute("SET medcluster.terms = '{9}'")
    async with single.holding({}) as connection:
        assert await connection.fetchval(_SEEN) == ""
    async with single.transaction() as connection:
        await connection.execute("SET medcluster.terms = '{9}'")
    async with single.acquire() as connection:
        assert await connection.fetchval(_SEEN) == ""


async def test_statements_of_a_holder_are_transactions_of_their_own(single: Database, notes: str) -> None:
    async with single.holding({"medcluster.terms": "{1}"}) as connection:
        await connection.execute(f"INSERT INTO {notes} VALUES (1)")
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute(f"INSERT INTO {notes} VALUES (2), (1)")
        assert await connection.fetchval(_SEEN) == "{1}"
    async with single.transaction() as connection:
        assert [row["n"] for row in await connection.fetch(f"SELECT n FROM {notes}")] == [1]


async def test_settings_that_could_not_be_set_are_not_taken_for_held(single: Database) -> None:
    wrong = {"medcluster.terms": "{1}", "statement_timeout": "soon"}
    for _ in range(2):
        with pytest.raises(asyncpg.InvalidParameterValueError):
            async with single.holding(wrong):
                pass
    async with single.holding({"medcluster.terms": "{2}"}) as connection:
        assert await connection.fetchval(_SEEN) == "{2}"


async def test_no_query_changes_whose_rows_it_sees(database: Database) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction() as connection:
            await connection.fetchval("SELECT set_config('medcluster.every_row', 'on', true)")


async def test_a_failed_block_writes_nothing(database: Database, notes: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as connection:
            await connection.execute(f"INSERT INTO {notes} VALUES (1)")
            raise ZeroDivisionError
    async with database.acquire() as connection:
        assert await connection.fetchval(f"SELECT count(*) FROM {notes}") == 0


async def test_a_swallowed_error_is_not_taken_for_success(database: Database, notes: str) -> None:
    with pytest.raises(RuntimeError, match="nothing was written"):
        async with database.transaction() as connection:
            await connection.execute(f"INSERT INTO {notes} VALUES (1)")
            with pytest.raises(asyncpg.UniqueViolationError):
                await connection.execute(f"INSERT INTO {notes} VALUES (1)")


async def test_a_savepoint_fails_alone(database: Database, notes: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(f"INSERT INTO {notes} VALUES (1)")
        with pytest.raises(asyncpg.UniqueViolationError):
            async with savepoint(connection):
                await connection.execute(f"INSERT INTO {notes} VALUES (2)")
                await connection.execute(f"INSERT INTO {notes} VALUES (1)")
        async with savepoint(connection):
            await connection.execute(f"INSERT INTO {notes} VALUES (3)")
    async with database.acquire() as connection:
        rows = await connection.fetch(f"SELECT n FROM {notes} ORDER BY n")
    assert [row["n"] for row in rows] == [1, 3]


async def test_read_only_transactions_refuse_writes(database: Database, notes: str) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with database.transaction(read_only=True) as connection:
            await connection.execute(f"INSERT INTO {notes} VALUES (1)")


async def test_a_busy_pool_refuses_after_its_patience(application_url: str) -> None:
    hasty = await Database.connect(application_url, size=1, patience=0.3)
    async with hasty.transaction():
        with pytest.raises(Refusal) as refused:
            async with hasty.transaction():
                pass
    await hasty.close()
    assert refused.value.kind is Kind.UNAVAILABLE


async def test_a_killed_connection_is_a_refusal_and_the_next_one_works(single: Database) -> None:
    with pytest.raises(Refusal) as refused:
        async with single.transaction() as connection:
            own = await connection.fetchval("SELECT pg_backend_pid()")
            await connection.execute("SELECT pg_terminate_backend($1)", own)
    assert refused.value.kind is Kind.UNAVAILABLE
    async with single.transaction() as connection:
        assert await connection.fetchval("SELECT 1") == 1


async def test_a_cancelled_task_leaves_a_clean_connection(single: Database, notes: str) -> None:
    async def slow() -> None:
        async with single.transaction() as connection:
            await connection.execute(f"INSERT INTO {notes} VALUES (1)")
            await connection.execute("SELECT pg_sleep(30)")

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with single.transaction() as connection:
        assert await connection.fetchval(f"SELECT count(*) FROM {notes}") == 0


async def test_nobody_there_is_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        await Database.connect("postgresql://medcluster:x@/medcluster?host=%2Fnowhere")
    assert refused.value.kind is Kind.UNAVAILABLE


async def test_the_owner_may_not_serve(owner_url: str) -> None:
    with pytest.raises(Refusal) as refused:
        await Database.connect(owner_url)
    assert refused.value.kind is Kind.FORBIDDEN
    assert "owns the database or tables" in refused.value.issues[0].text
    assert "CREATE ROLE medcluster LOGIN NOSUPERUSER NOBYPASSRLS" in refused.value.hint


async def test_a_pooler_that_changes_the_session_under_us_is_refused(
    application_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asyncpg.Connection, "get_server_pid", lambda self: 1)  # what a pooler would say of itself
    with pytest.raises(Refusal, match="pooler") as refused:
        await Database.connect(application_url, size=1)
    assert "MEDCLUSTER_DATABASE_URL" in refused.value.hint
