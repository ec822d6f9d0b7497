"""An export costs what it exports: the planner is asked, as the application's role, under its policies."""

from __future__ import annotations

from datetime import UTC, datetime

import asyncpg
import pytest
import pytest_asyncio
from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.record import Handle, bulk
from medcluster.record.bulk import choosing, exporting
from medcluster.record.values import Values
from tests.integration.record.samples import observation, patient

NOW = "SELECT pg_current_snapshot()::text"


@pytest_asyncio.fixture(scope="module", autouse=True)
async def filled(clinic: Handle, other: Handle, owner_url: str) -> None:
    """Some thousands of resources of two participants, and statistics about them."""
    for handle in (clinic, other):
        people = [await handle.create(patient("Planned")) for _ in range(3)]
        for person in people:
            seen = [observation(person.id, f"c-{n % 50}", "2024-01-01") for n in range(2000)]
            written = await handle.write(seen)
            changed = zip(seen[:400], written, strict=False)
            await handle.write([replace(one, id=stored.id) for one, stored in changed])
            flag = types.Flag(status="active", code=types.CodeableConcept(text="x"), subject=seen[0].subject)
            await handle.write([flag] * 700)
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    await connection.close()


async def plan(handle: Handle, statement: str, values: Values) -> str:
    async with handle.opened() as connection:
        rows = await connection.fetch(f"EXPLAIN (ANALYZE, COSTS off) {statement}", *values.bound)
    found = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in found, found
    return found


@pytest.mark.parametrize("level", ["system", "patient"])
async def test_a_page_of_a_whole_type_is_a_stretch_of_an_index(clinic: Handle, level: str) -> None:
    wanted = bulk.Wanted(level=level)  # type: ignore[arg-type]
    async with clinic.opened() as connection:
        snapshot = await connection.fetchval(NOW)
    moment = bulk.Moment(clinic.room.now(), "", snapshot)
    part = exporting._Part(1, "Flag", 1500, None)
    values = Values([snapshot])
    which = exporting._which(wanted, moment, part, None, values)
    found = await plan(clinic, exporting._AS_OF.format(which=which, page=1000), values)
    (walk,) = [line for line in found.splitlines() if "resource r" in line]
    assert "Index Scan using resource_type_rid" in walk, found
    assert float(walk.partition("rows=")[2].split()[0]) <= 1001, found
    assert " Sort" not in found, found


async def test_a_page_of_chosen_resources_is_looked_up(clinic: Handle) -> None:
    async with clinic.opened() as connection:
        snapshot = await connection.fetchval(NOW)
        rids = [row[0] for row in await connection.fetch("SELECT rid FROM record.resource ORDER BY rid LIMIT 500")]
    moment = bulk.Moment(clinic.room.now(), "", snapshot)
    values = Values([snapshot])
    which = exporting._which(bulk.Wanted(), moment, exporting._Part(1, "Observation", 0, rids), rids, values)
    found = await plan(clinic, exporting._AS_OF.format(which=which, page=1000), values)
    assert "resource_pkey" in found, found


async def test_what_changed_since_is_chosen_from_the_change_log(clinic: Handle) -> None:
    since = datetime(2999, 1, 1, tzinfo=UTC)
    wanted = bulk.Wanted(since=since)
    for earlier in ("", "900000000:900000000:"):
        values = Values()
        moment = bulk.Moment(since, "", "", earlier)
        found = await plan(clinic, choosing._chosen(clinic, wanted, moment, "Observation", values), values)
        assert "change_" in found, found


async def test_one_patients_resources_are_chosen_by_the_patient(clinic: Handle) -> None:
    values = Values()
    person = (await clinic.create(patient("Alone"))).id
    await clinic.create(observation(person, "c-1", "2024-01-01"))
    wanted = bulk.Wanted(level="patient", patients=(person,))
    moment = bulk.Moment(clinic.room.now(), "", "")
    found = await plan(clinic, choosing._chosen(clinic, wanted, moment, "Observation", values), values)
    assert "resource_patient" in found or "resource_pkey" in found, found
    rows = [line for line in found.splitlines() if "rows=" in line and "never executed" not in line]
    assert max(float(line.partition("rows=")[2].split()[0]) for line in rows) < 100, found
