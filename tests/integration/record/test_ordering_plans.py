"""A sorted page reads about what it shows, the tenth as much as the first; compartments and includes read no table."""

from __future__ import annotations

import json
import random

import asyncpg
import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.record import Handle
from tests.integration.record import plans
from tests.integration.record.samples import observation, patient

PAGE = 20
ROWS = 6000
FEW = 600  # rows read from all tables together for a page: about a dozen for each that is shown, and its checks
WALKED = [
    ("Observation", "_sort=-date"),
    ("Observation", "_sort=date"),
    ("Observation", "code=1-1,1-2&_sort=-date"),
    ("Observation", "_sort=value-quantity"),
    ("Observation", "_sort=-value-quantity"),
    ("Patient", "_sort=family"),
    ("Patient", "_sort=-birthdate"),
    ("Observation", "code=1-1"),
]
INDEXED = [
    ("Patient/p1/Observation", ""),
    ("Patient/p1/Observation", "_sort=-date"),
    ("Patient/p1/*", ""),
    ("Patient/p1/*", "_sort=_lastUpdated"),
    ("*", "_type=Observation,Patient&_lastUpdated=gt2999-01-01"),
    ("Observation", "patient=p1&_sort=code,-value-quantity"),
    ("Observation", "patient=p1&_include:iterate=*"),
    ("Patient", "_id=p1&_revinclude=*"),
    ("Patient", "_id=p1&_revinclude:iterate=Observation:subject"),
]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def filled(clinic: Handle, owner_url: str) -> None:
    """Some thousands of rows, and statistics about them."""
    chance = random.Random(1)
    await clinic.write([patient(f"P{i:04}", id=f"p{i}", birthDate=f"{1930 + i % 90}-05-17") for i in range(600)])
    seen: list[types.Resource] = [
        observation(
            f"p{chance.randrange(600)}",
            f"1-{chance.randrange(20)}",
            f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T10:{chance.randrange(60):02}:00Z",
            valueQuantity=types.Quantity(value=chance.randrange(10_000)),  # type: ignore[arg-type]
        )
        for _ in range(ROWS)
    ]
    await clinic.write(seen)
    connection = await asyncpg.connect(owner_url)
    await connection.execute("VACUUM ANALYZE record.resource, record.token, record.text, record.span, record.quantity")
    await connection.close()


async def plan_of(clinic: Handle, place: str, query: str, page: int) -> plans.Tree:
    """What the database did for a page of a search."""
    following = f"{query}&_count={PAGE}".lstrip("&")
    for _ in range(page - 1):
        following = (await clinic.search(place, following)).next_query or following
    async with plans.search(clinic, place, following) as asked:
        return await plans.tree(*asked, run=True)


def rows_read(plan: plans.Tree) -> int:
    """Rows that came from tables, those that a filter threw away among them."""
    scans = [node for node in plans.nodes(plan) if "Relation Name" in node and node["Node Type"] != "ModifyTable"]
    lost = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(sum((n["Actual Rows"] + sum(n.get(k, 0) for k in lost)) * n["Actual Loops"] for n in scans))


@pytest.mark.parametrize("page", [1, 10])
@pytest.mark.parametrize(("place", "query"), WALKED)
async def test_a_page_reads_about_what_it_shows(clinic: Handle, place: str, query: str, page: int) -> None:
    plan = await plan_of(clinic, place, query, page)
    assert rows_read(plan) < FEW, json.dumps(plan, indent=1)


@pytest.mark.parametrize(("place", "query"), [*WALKED, *INDEXED])
async def test_indexes_serve(clinic: Handle, place: str, query: str) -> None:
    plan = await plan_of(clinic, place, query, 1)
    read = [node for node in plans.nodes(plan) if node["Node Type"] == "Seq Scan" and node["Actual Loops"]]
    assert not read, json.dumps(plan, indent=1)


@pytest.mark.parametrize("query", ["_sort=-date", "_sort=date"])
async def test_the_last_page_reads_no_more_than_others(clinic: Handle, query: str) -> None:
    """Where the values end, what has none is looked for, and found without going through the rest."""
    last = 1 + ROWS // PAGE
    assert rows_read(await plan_of(clinic, "Observation", query, last)) < FEW
