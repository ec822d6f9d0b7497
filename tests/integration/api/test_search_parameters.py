"""A search parameter that a hospital adds, over HTTP: refused until its index is made, then searched by and told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from click.testing import CliRunner, Result

from medcluster import app
from medcluster.cli import main
from medcluster.fhir import search
from tests.integration.api.site import FHIR, Json, Site, issues, patient

URL = "http://hospital.example/SearchParameter/parish"
PARISH: Json = {
    "resourceType": "SearchParameter",
    "id": "parish",
    "url": URL,
    "name": "parish",
    "status": "active",
    "description": "The parish in which somebody lives.",
    "code": "parish",
    "base": ["Patient"],
    "type": "string",
    "expression": "Patient.extension('http://hospital.example/parish').value",
}


@pytest_asyncio.fixture
async def serving(site: Site, application_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    """The site, and what a server does beside its work."""
    monkeypatch.setenv("MEDCLUSTER_DATABASE_URL", application_url)
    beside = asyncio.create_task(app.Reactions(site.platform, application_url).run())
    yield site
    beside.cancel()
    await asyncio.gather(beside, return_exceptions=True)
    search.install({})


async def run(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, list(words))


async def until(done: Callable[[Any], bool], ask: Callable[[], Any], seconds: float = 20.0) -> Any:
    """What is answered once it is as wanted."""
    end = time.monotonic() + seconds
    while not done(answer := await ask()):
        assert time.monotonic() < end, answer
        await asyncio.sleep(0.2)
    return answer


async def told_names(client: Any) -> set[str]:
    statement = (await client.get("/fhir/metadata")).json()
    (of_patients,) = [one for one in statement["rest"][0]["resource"] if one["type"] == "Patient"]
    return {one["name"] for one in of_patients["searchParam"]}


async def test_it_is_searched_by_when_its_index_is_made(serving: Site) -> None:
    client = await serving.interface()
    lives = {"url": "http://hospital.example/parish", "valueString": "Sainte-Anne"}
    before = await client.post("/fhir/Patient", json=patient("Before", extension=[lives]), headers=FHIR)
    assert before.status_code == 201
    unknown = await client.get("/fhir/Patient?parish=sainte")
    assert unknown.status_code == 400
    assert (await client.put("/fhir/SearchParameter/parish", json=PARISH, headers=FHIR)).status_code == 201

    await until(lambda answer: answer.status_code == 503, lambda: client.get("/fhir/Patient?parish=sainte"))
    assert "parish" not in await told_names(client)
    shown = await run("record", "reindex", "--status")
    assert shown.exit_code == 0 and URL in shown.output, shown.output
    after = await client.post("/fhir/Patient", json=patient("After", extension=[lives]), headers=FHIR)
    assert after.status_code == 201

    found = await until(lambda answer: answer.status_code == 200, lambda: client.get("/fhir/Patient?parish=sainte"))
    assert {one["resource"]["name"][0]["family"] for one in found.json()["entry"]} == {"Before", "After"}
    assert "parish" in await told_names(client)
    shown = await run("record", "reindex", "--status")
    assert "No index is being made." in shown.output and "can be searched by" in shown.output

    assert (await client.delete("/fhir/SearchParameter/parish")).status_code == 204
    await until(lambda answer: answer.status_code == 400, lambda: client.get("/fhir/Patient?parish=sainte"))
    assert "parish" not in await told_names(client)


async def test_a_bad_expression_is_told_with_its_place(serving: Site) -> None:
    client = await serving.interface()
    bad = {**PARISH, "id": "bad", "expression": "Patient.extension("}
    answer = await client.put("/fhir/SearchParameter/bad", json=bad, headers=FHIR)
    assert answer.status_code == 422
    (issue,) = issues(answer)
    assert "column 19" in issue["diagnostics"]
    assert any("SearchParameter.expression" in place for place in issue.get("expression", issue.get("location", [])))


async def test_all_of_a_type_is_indexed_anew_by_command(serving: Site) -> None:
    client = await serving.interface()
    await client.post("/fhir/Patient", json=patient("Anew"), headers=FHIR)
    begun = await run("record", "reindex", "Patient")
    assert begun.exit_code == 0 and "of Patient, begun" in begun.output, begun.output

    async def status() -> str:
        return (await run("record", "reindex", "--status")).output

    await until(lambda told: "No index is being made." in told, status)
    wrong = await run("record", "reindex", "Pateint")
    assert wrong.exit_code == 1
