"""A history costs what it shows: the planner is asked, as the application's role, under its policies."""

from __future__ import annotations

import asyncpg
import pytest
import pytest_asyncio
from msgspec.structs import replace

from medcluster.record import Handle, past
from medcluster.record.cursors import Cursor
from medcluster.record.values import Values
from tests.integration.record.samples import observation, patient


@pytest_asyncio.fixture(scope="module", autouse=True)
async def filled(clinic: Handle, other: Handle, owner_url: str) -> None:
    """Some thousands of versions of two participants, and statistics about them."""
    for handle in (clinic, other):
        person = await handle.create(patient("Long"))
        seen = [observation(person.id, "1-1", "2024-01-01") for _ in range(2500)]
        written = await handle.write(seen)
        changed = [replace(one, id=stored.id) for one, stored in zip(seen[:500], written, strict=False)]
        await handle.write(changed)
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    await connection.close()


HISTORIES = [
    ("Observation", "", ""),
    ("Observation", "", "_since=2024"),
    ("Observation", "", "_at=2999"),
    ("", "", ""),
    ("", "", "_since=2024"),
    ("Observation", "ID", ""),
    ("Observation", "ID", "_at=2024"),
]


@pytest.mark.parametrize(("name", "resource_id", "query"), HISTORIES)
@pytest.mark.parametrize("later", [False, True], ids=["first", "later"])
async def test_an_index_is_walked(clinic: Handle, name: str, resource_id: str, query: str, later: bool) -> None:
    asked = past.read_asked(name, resource_id, query)
    key = ("2",) if resource_id else ("2999-01-01 00:00:00+00", "1")
    cursor = Cursor("", "900000000:900000000:", key, 10**15) if later else None
    settings = {} if resource_id else past.IN_ORDER
    async with clinic.opened(settings) as connection:
        values = Values(list(clinic.acting.audit(clinic.room.now(), "history")))
        statement = past.statement(clinic.acting, asked, cursor, values)
        rows = await connection.fetch(f"EXPLAIN (ANALYZE, COSTS off) {statement}", *values.bound)
    plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in plan, plan
    if not resource_id:
        (walk,) = [line for line in plan.splitlines() if "using change_type on change" in line]
        loops = int(walk.partition("loops=")[2].rstrip(")"))
        types = 1 if name else 2
        assert float(walk.partition("rows=")[2].split()[0]) * loops <= types * (past.DEFAULT_COUNT + 1), plan


async def test_pages_of_a_type_with_a_thousand_versions_lose_nothing(clinic: Handle) -> None:
    found: list[tuple[str, int]] = []
    query: str | None = "_count=700"
    while query:
        page = await clinic.versions("Observation", "", query)
        found += [(one.id, one.version) for one in page.versions]
        query = page.next_query
    assert len(found) == len(set(found)) == 3000
    assert {version for _, version in found} == {1, 2}
