"""No search of the pages reads a whole table: the planner is asked, as the application's role, under its policies."""

from __future__ import annotations

import random

import asyncpg
import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.record import Handle
from tests.integration.record import plans
from tests.integration.record.samples import observation, patient

SEARCHES = [
    "Patient?name=pet",
    "Patient?family:exact=Petrova1",
    "Patient?birthdate=1980-05-17",
    "Patient?identifier=urn:number|7",
    "Patient?_id=p1",
    "Patient?_sort=-_lastUpdated&_count=20",
    "Patient?name=pet&_sort=family",
    "Patient?_id=p1&_revinclude=Observation:subject",
    "Observation?patient=p1",
    "Observation?patient=p1&code=http://loinc.org|1-1",
    "Observation?patient=p1&date=ge2024-02-01",
    "Observation?patient=p1,p2&code=1-1",
    "Observation?code=1-1&date=ge2024-02-01&date=lt2024-02-08",
    "Observation?date=ge2024-02-01&date=lt2024-02-08",
    "Observation?code=1-1,1-2",
    "Observation?code=1-1&_include=Observation:subject",
    "Observation?value-quantity=gt99",
    "Observation?subject:Patient.identifier=urn:number|7",
    "Patient?_has:Observation:subject:value-quantity=gt99",
    "Observation?_lastUpdated=gt2999-01-01",
    "Observation?patient.name:contains=ova1",
    "Patient?birthdate=lt1960&_sort=family",
    "Observation?code=1-1&_include=*&_revinclude=*",
    "Observation?code=1-1&_include:iterate=*",
    "Patient?name=pet&_revinclude:iterate=*&_count=5",
]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def filled(clinic: Handle, owner_url: str) -> None:
    """Some thousands of rows, and statistics about them."""
    chance = random.Random(1)
    people: list[types.Resource] = [
        patient(f"Petrova{i}", id=f"p{i}", birthDate=f"19{30 + i % 70}-05-17", identifier=(_number(i),))
        for i in range(400)
    ]
    seen: list[types.Resource] = [
        observation(
            f"p{chance.randrange(400)}",
            f"1-{chance.randrange(20)}",
            f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            valueQuantity=types.Quantity(value=chance.randrange(100)),  # type: ignore[arg-type]
        )
        for _ in range(4000)
    ]
    await clinic.write(people)
    await clinic.write(seen)
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    await connection.close()


def _number(value: int) -> types.Identifier:
    return types.Identifier(system="urn:number", value=str(value))


@pytest.mark.parametrize("search", SEARCHES)
async def test_indexes_serve(clinic: Handle, search: str) -> None:
    name, _, query = search.partition("?")
    async with plans.search(clinic, name, query) as asked:
        plan = await plans.lines(*asked)
    assert "Seq Scan" not in plan, plan


async def test_the_plan_is_one_for_every_value(clinic: Handle) -> None:
    """What is explained is what runs: a plan that knew the values would name them."""
    async with plans.search(clinic, "Patient", "family:exact=Petrova1") as asked:
        connection, statement, values = asked
        assert "petrova1" not in await plans.lines(*asked)
        told = await connection.fetch(f"EXPLAIN {statement}", *values)
    assert "petrova1" in "".join(row[0] for row in told), "and one for these values does"
