"""No search of the benchmark goes through a whole table: every statement that one runs is explained, as it is run.

As the application's role, under row-level security, over patients of the Synthea data; planned once for any
value where the record has it so (searches), else with the values at hand and without them: PostgreSQL uses either.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import asyncpg
import pytest
import pytest_asyncio
from msgspec.structs import replace

from benchmarks.record_searches import DEEP, SEARCHES, Patient, address
from medcluster.fhir import types
from medcluster.record import Asked, Handle, everything
from tests.integration.record import plans
from tests.integration.record.samples import observation

SYNTHEA = Path(__file__).resolve().parents[4] / "shared" / "data" / "synthea"
PEOPLE = 14
TABLES = ("resource", "history", "token", "text", "span", "quantity", "change", "audit")
MODES = ("force_custom_plan", "force_generic_plan")
Explained = list[tuple[str, plans.Tree]]

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
def explained(monkeypatch: pytest.MonkeyPatch) -> Iterator[Explained]:
    """The plans, in both modes, of every statement that is run on tables of the record."""
    seen: Explained = []

    def explaining(name: str) -> None:
        original = getattr(asyncpg.Connection, name)

        async def explained(self: Any, query: str, *args: Any, **named: Any) -> Any:
            if "record." in query and query.lstrip().startswith(("SELECT", "WITH")):
                seen.extend([(f"{mode}: {query}", plan) async for mode, plan in in_modes(self, query, args)])
            return await original(self, query, *args, **named)

        monkeypatch.setattr(asyncpg.Connection, name, explained)

    for name in ("fetch", "fetchval", "fetchrow", "execute"):
        explaining(name)
    yield seen


async def in_modes(connection: Any, query: str, values: Sequence[object]) -> AsyncIterator[tuple[str, plans.Tree]]:
    """The plan in the mode that the statement is run in; in both of them where PostgreSQL may choose."""
    mode = await connection.fetchval("SHOW plan_cache_mode")
    for one in MODES if mode == "auto" else (mode,):
        await connection.execute(f"SET plan_cache_mode = {one}")
        yield one, await plans.tree(connection, query, values)
    await connection.execute(f"SET plan_cache_mode = {mode}")


def whole_tables(plan: plans.Tree) -> Iterator[str]:
    """The tables that a plan goes through."""
    for node in plans.nodes(plan):
        if node["Node Type"] == "Seq Scan" and node.get("Schema") == "record" and node["Relation Name"] in TABLES:
            yield node["Relation Name"]


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
    clinic: Handle, known: list[Patient], explained: Explained, name: str, pattern: str
) -> None:
    await ask(clinic, name, pattern, known[3])
    assert any("record.token" in text or "record.resource" in text for text, _ in explained), "nothing was seen"
    for text, plan in explained:
        assert not list(whole_tables(plan)), f"{list(whole_tables(plan))} in {text}\n{json.dumps(plan, indent=1)}"


async def test_reading_and_writing_by_id_go_through_no_table(
    clinic: Handle, known: list[Patient], explained: Explained
) -> None:
    there = (await clinic.read("Patient", known[3].id)).resource
    assert isinstance(there, types.Patient)
    await clinic.update(replace(there, active=True))
    await clinic.delete("Observation", (await clinic.create(observation(known[3].id, "1-1", "2024-01-01"))).id)
    for done in ("FROM asked AS a JOIN record.resource", "INSERT INTO record.resource", "UPDATE record.resource"):
        assert any(text.startswith("force_generic_plan") and done in text for text, _ in explained), done
    for text, plan in explained:
        assert not list(whole_tables(plan)), f"{list(whole_tables(plan))} in {text}\n{json.dumps(plan, indent=1)}"


async def test_a_table_that_is_gone_through_is_noticed(
    clinic: Handle, known: list[Patient], explained: Explained
) -> None:
    async with clinic.opened() as connection:
        await connection.fetch("SELECT count(*) FROM record.token WHERE v = 'x'")
    assert any(list(whole_tables(plan)) == ["token"] for _, plan in explained)


def indexes(plan: plans.Tree) -> set[str]:
    """The indexes that a plan reads."""
    return {node["Index Name"] for node in plans.nodes(plan) if "Index Name" in node}


async def test_a_chain_to_the_patient_reads_her_codes_alone(
    clinic: Handle, known: list[Patient], explained: Explained
) -> None:
    code = "http://loinc.org|8302-2"
    for patient in known[:4]:
        chained = [("subject:Patient.identifier", patient.identifier), ("code", code)]
        found = await clinic.search("Observation", chained)
        assert any("token_patient" in indexes(plan) for _, plan in explained)
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
