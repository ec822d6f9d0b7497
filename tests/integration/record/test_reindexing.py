"""Index rows made anew: from where a run stopped, beside writers, for a format and for an added search parameter."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from medcluster.fhir import search, types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle, Record
from medcluster.record.reindexing import THIS_FORMAT, Progress, begin, reindex, runs
from medcluster.record.unrestricted import unrestricted
from tests.integration.record.samples import observation, patient

ROWS = """
SELECT 'token', rid, p, h::text, s::text, d::text, custodian FROM record.token UNION ALL
SELECT 'text', rid, p, v, coalesce(tail, '') || coalesce(original, ''), '', custodian FROM record.text UNION ALL
SELECT 'span', rid, p, lo::text, hi::text, d::text, custodian FROM record.span UNION ALL
SELECT 'quantity', rid, p, v::text, u::text, c::text, custodian FROM record.quantity
"""


@pytest.fixture(scope="module")
def platform(record: Record) -> Handle:
    """The platform itself, which sees every row."""
    return unrestricted(record, "reindex")


@pytest_asyncio.fixture
async def sample(clinic: Handle, owner_url: str) -> list[tuple[Any, ...]]:
    """Some resources of several kinds, and the index rows that they have when they are written."""
    await clinic.write([patient(f"Family{n}", "Given", id=f"p{n}", birthDate="1980") for n in range(30)])
    amount = types.Quantity(value=5, unit="mg", system=search.UCUM, code="mg")  # type: ignore[arg-type]
    seen = [observation(f"p{n}", "1-1", "2024-01-01", id=f"o{n}", valueQuantity=amount) for n in range(30)]
    await clinic.write(seen)
    await clinic.delete("Observation", "o7")
    return await rows_of(owner_url)


async def rows_of(owner_url: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(owner_url)
    found = sorted(map(tuple, await connection.fetch(ROWS)))
    await connection.close()
    return found


async def test_a_run_gives_what_a_write_gives(platform: Handle, owner_url: str, sample: list[tuple[Any, ...]]) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute("DELETE FROM record.token WHERE rid % 2 = 0")
    await connection.execute("UPDATE record.quantity SET c = 1; UPDATE record.resource SET d = d + interval '1 day'")
    await connection.close()
    await begin(platform, THIS_FORMAT)
    assert [(run.name, run.done, run.total) for run in await runs(platform)] == [(THIS_FORMAT, 0, 60)]
    heard: list[Progress] = []

    def stop_once(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await reindex(platform, batch=7, report=stop_once)
    (left,) = await runs(platform)
    assert left.done == 14
    done = await reindex(platform, batch=7, report=heard.append)
    assert (done.done, done.finished is not None, await runs(platform)) == (60, True, [])
    assert [progress.done for progress in heard[:4]] == [7, 14, 21, 28]
    assert await rows_of(owner_url) == sample


async def test_what_is_written_meanwhile_stays(platform: Handle, clinic: Handle, sample: list[tuple[Any, ...]]) -> None:
    await begin(platform, THIS_FORMAT, ["Observation"])

    async def write() -> None:
        for n in range(20, 30):
            await clinic.update(observation(f"p{n}", "2-2", "2024-02-02", id=f"o{n}"))

    await asyncio.gather(reindex(platform, batch=3), write())
    found = await clinic.search("Observation", "code=2-2&_count=50")
    assert {stored.id for stored in found.matches} == {f"o{n}" for n in range(20, 30)}


@pytest.fixture
def favourite() -> Iterator[None]:
    """A search parameter of this hospital, and none after the test."""
    resource = types.from_plain(
        {
            "resourceType": "SearchParameter",
            "url": "http://hospital.example/SearchParameter/initial",
            "name": "Initial",
            "status": "active",
            "description": "The first letter of the family name",
            "code": "initial",
            "base": ["Patient"],
            "type": "string",
            "expression": "Patient.name.family.substring(6)",
        }
    )
    assert isinstance(resource, types.SearchParameter)
    search.install(search.registry([resource]))
    yield
    search.install({})


async def test_an_added_parameter_finds_what_was_there(
    platform: Handle, clinic: Handle, sample: list[tuple[Any, ...]], favourite: None
) -> None:
    assert not (await clinic.search("Patient", "initial:exact=3")).matches
    await begin(platform, "initial", ["Patient"])
    assert (await reindex(platform, "initial")).done == 30
    assert [stored.id for stored in (await clinic.search("Patient", "initial:exact=3")).matches] == ["p3"]
    assert (await clinic.search("Patient", "initial:missing=false&_summary=count")).total == 30
    assert (await clinic.search("Patient", "initial:missing=true&_summary=count")).total == 0


async def test_only_the_platform(clinic: Handle) -> None:
    with pytest.raises(Refusal) as caught:
        await reindex(clinic)
    assert caught.value.kind is Kind.FORBIDDEN
