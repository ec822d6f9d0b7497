"""Migrations on a real database: once, in order, all or nothing, one process at a time."""

from __future__ import annotations

import asyncio
import dataclasses

import asyncpg
import pytest

from medcluster.foundation import Kind, Migration, Refusal, migrate, shipped
from tests.conftest import DatabaseMaker

ROLE = "medcluster"


def _more(number: int, sql: str, room: str = "trial") -> list[Migration]:
    return [*shipped(), Migration(number, room, "trial_table", sql)]


async def _fetch(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_everything_shipped_is_applied_and_recorded(owner_url: str) -> None:
    assert await migrate(owner_url, application_role=ROLE) == []
    assert await _fetch(owner_url, "SELECT count(*) FROM foundation.migration") == len(shipped())


async def test_a_plan_changes_nothing(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    steps = _more(9001, "CREATE SCHEMA trial")
    planned = await migrate(owner, application_role=ROLE, plan_only=True, steps=steps)
    assert [step.number for step in planned] == [9001]
    assert await _fetch(owner, "SELECT to_regnamespace('trial') IS NULL")


async def test_the_applications_role_is_named_in_the_sql(make_database: DatabaseMaker) -> None:
    addresses = await make_database()
    sql = "CREATE SCHEMA trial; CREATE TABLE trial.t (n int); GRANT USAGE ON SCHEMA trial TO {application_role};"
    await migrate(addresses.owner, application_role=ROLE, steps=_more(9001, sql))
    assert await _fetch(addresses.application, "SELECT has_schema_privilege('trial', 'USAGE')")


async def test_a_step_that_fails_leaves_nothing_and_names_its_line(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    with pytest.raises(Refusal, match=r"9001 trial: trial table failed near line 2") as refused:
        await migrate(owner, application_role=ROLE, steps=_more(9001, "CREATE SCHEMA trial;\nSELECT no_such_column;"))
    assert refused.value.kind is Kind.CONFLICT
    assert await _fetch(owner, "SELECT to_regnamespace('trial') IS NULL")
    assert await _fetch(owner, "SELECT count(*) FROM foundation.migration WHERE number = 9001") == 0


async def test_an_applied_file_may_not_change(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    steps = shipped()
    steps[0] = dataclasses.replace(steps[0], sql=steps[0].sql + "-- one word more")
    with pytest.raises(Refusal, match="changed after it was applied"):
        await migrate(owner, application_role=ROLE, steps=steps)


async def test_a_newer_database_is_left_alone(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    await migrate(owner, application_role=ROLE, steps=_more(9001, "CREATE SCHEMA trial"))
    with pytest.raises(Refusal, match="which this version does not know"):
        await migrate(owner, application_role=ROLE)


async def test_a_room_goes_forward_only(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    await migrate(owner, application_role=ROLE, steps=_more(9002, "CREATE SCHEMA trial"))
    steps = sorted([*_more(9002, "CREATE SCHEMA trial"), Migration(9001, "trial", "late", "SELECT 1")])
    with pytest.raises(Refusal, match="comes before one of its room"):
        await migrate(owner, application_role=ROLE, steps=steps)


async def test_two_at_once_apply_it_once(make_database: DatabaseMaker) -> None:
    owner = (await make_database()).owner
    steps = _more(9001, "CREATE SCHEMA trial; SELECT pg_sleep(0.3)")
    done = await asyncio.gather(*(migrate(owner, application_role=ROLE, steps=steps) for _ in range(3)))
    assert sorted(len(applied) for applied in done) == [0, 0, 1]


async def test_a_missing_role_is_told_with_the_sql(owner_url: str) -> None:
    with pytest.raises(Refusal) as refused:
        await migrate(owner_url, application_role="nobody_here")
    assert "CREATE ROLE nobody_here LOGIN NOSUPERUSER NOBYPASSRLS" in refused.value.hint
