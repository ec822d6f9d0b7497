"""No search of the benchmark goes through a whole table: every statement that one runs is explained, as it is run.

As the application's role, under row-level security, over patients of the Synthea data; with the values at hand and
without them (`generic`), because PostgreSQL uses either. What of a plan is read is what would be executed.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import asyncpg
import pytest
import pytest_asyncio

from benchmarks.record_searches import DEEP, SEARCHES, Patient, address
from medcluster.fhir import types
from medcluster.record import Asked, Handle, everything

SYNTHEA = Path(__file__).resolve().parents[4] / "shared" / "data" / "synthea"
PEOPLE = 14
TABLES = ("resource", "history", "token", "text", "span", "quantity", "change", "audit")
MODES = ("force_custom_plan", "force_generic_plan")
Plans = list[tuple[str, dict[str, Any]]]

pytestmark = pytest.mark.skipif(not SYNTHEA.is_dir(), reason="the Synthea data are not beside this checkout")


@pytest_asyncio.fixture(scope="module")
async def known(clinic: Handle, owner_url: str) -> list[Patient]:
    """Some patients with all they have, and statistics about it."""
    files = sorted(SYNTHEA.glob("*.bz2"))
    first = [one for one in files if one.name.startswith("0-")]
    people = sorted((one for one in files if not one.name.startswith("0-")), key=lambda one: one.stat().st_size)
    found = []
    for one in [*first, *people[len(people) // 2 :][:PEOPLE]]:
        body = bz2.decompress(one.read_bytes())
        bundle = types.decode(body)
        assert isinstance(bundle, types.Bundle)
        await clinic.transaction(bundle)
        if one not in first:
            found.append(await _patient(clinic, json.loads(body)))
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    rows = await connection.fetchval("SELECT count(*) FROM record.resource")
    await connection.close()
    assert rows > 4000, "too few for the planner to choose indexes of its own will"
    return found


async def _patient(clinic: Handle, bundle: dict[str, Any]) -> Patient:
    plain = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
    identifier = f"{plain['identifier'][0]['system']}|{plain['identifier'][0]['value']}"
    (there,) = (await clinic.search("Patient", [("identifier", identifier)])).matches
    name = plain["name"][0]
    return Patient(there.id, identifier, name["family"], name["given"][0], plain["birthDate"])


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plans]:
    """The plans, in both modes, of every statement that is run on tables of the record."""
    seen: Plans = []

    def explaining(name: str) -> None:
        original = getattr(asyncpg.Connection, name)

        async def explained(self: Any, query: str, *args: Any, **named: Any) -> Any:
            if "record." in query and query.lstrip().startswith(("SELECT", "WITH")):
                mode_before = await plain(self, "SHOW plan_cache_mode")
                for mode in MODES:
                    await self.execute(f"SET LOCAL plan_cache_mode = {mode}")
                    told = await plain(self, f"EXPLAIN (VERBOSE, FORMAT JSON) {query}", *args)
                    seen.append((f"{mode}: {query}", json.loads(told)[0]["Plan"]))
                await self.execute(f"SET LOCAL plan_cache_mode = {mode_before}")
            return await original(self, query, *args, **named)

        monkeypatch.setattr(asyncpg.Connection, name, explained)

    plain = asyncpg.Connection.fetchval
    for name in ("fetch", "fetchval", "fetchrow"):
        explaining(name)
    yield seen


def whole_tables(plan: dict[str, Any]) -> Iterator[str]:
    """The tables that a plan goes through."""
    if plan["Node Type"] == "Seq Scan" and plan.get("Schema") == "record" and plan["Relation Name"] in TABLES:
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from whole_tables(inner)


async def ask(clinic: Handle, name: str, pattern: str, patient: Patient) -> None:
    """Make the search, and go on to the second page where the benchmark goes deep."""
    path, _, query = address(pattern, patient).partition("?")
    pairs = [(unquote_plus(key), unquote_plus(value)) for key, _, value in (p.partition("=") for p in query.split("&"))]
    if path.endswith("$everything"):
        page = await everything(clinic, "Patient", patient.id, Asked(count=100))
        if page.next_query:
            await everything(clinic, "Patient", patient.id, Asked(cursor=page.next_query.partition("_cursor=")[2]))
        return
    page = await clinic.search(path, pairs)
    if name == DEEP:
        assert page.next_query is not None
        await clinic.search(path, page.next_query)


@pytest.mark.parametrize(("name", "pattern"), SEARCHES, ids=[name for name, _ in SEARCHES])
async def test_it_goes_through_no_table(
    clinic: Handle, known: list[Patient], plans: Plans, name: str, pattern: str
) -> None:
    await ask(clinic, name, pattern, known[3])
    assert any("record.token" in text or "record.resource" in text for text, _ in plans), "nothing was seen"
    for text, plan in plans:
        assert not list(whole_tables(plan)), f"{list(whole_tables(plan))} in {text}\n{json.dumps(plan, indent=1)}"


async def test_a_table_that_is_gone_through_is_noticed(clinic: Handle, known: list[Patient], plans: Plans) -> None:
    async with clinic.opened() as connection:
        await connection.fetch("SELECT count(*) FROM record.token WHERE v = 'x'")
    assert any(list(whole_tables(plan)) == ["token"] for _, plan in plans)


def indexes(plan: dict[str, Any]) -> Iterator[str]:
    """The indexes that a plan reads."""
    if "Index Name" in plan:
        yield plan["Index Name"]
    for inner in plan.get("Plans", ()):
        yield from indexes(inner)


async def test_a_chain_to_the_patient_reads_her_codes_alone(clinic: Handle, known: list[Patient], plans: Plans) -> None:
    code = "http://loinc.org|8302-2"
    for patient in known[:4]:
        chained = [("subject:Patient.identifier", patient.identifier), ("code", code)]
        found = await clinic.search("Observation", chained)
        assert any("token_patient" in set(indexes(plan)) for _, plan in plans)
        direct = await clinic.search("Observation", [("subject", f"Patient/{patient.id}"), ("code", code)])
        assert [one.id for one in found.matches] == [one.id for one in direct.matches]
    assert found.matches


async def test_a_chain_beside_a_patient_is_followed_from_her_resources(clinic: Handle, known: list[Patient]) -> None:
    code = "http://loinc.org|718-7"
    results = {one.reference for one in (await clinic.search("Observation", [("code", code)], count=1000)).matches}
    seen = 0
    for patient in known:
        asked = [("patient", patient.id), ("result.code", code)]
        found = {one.id for one in (await clinic.search("DiagnosticReport", asked, count=1000)).matches}
        every = (await clinic.search("DiagnosticReport", [("patient", patient.id)], count=1000)).matches
        wanted = {
            one.id
            for one in every
            if isinstance(one.resource, types.DiagnosticReport)
            and any(result is not None and result.reference in results for result in one.resource.result)
        }
        assert found == wanted
        seen += len(found)
    assert seen
