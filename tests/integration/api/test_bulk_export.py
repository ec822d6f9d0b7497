"""`$export` over HTTP: FHIR's asynchronous pattern, from the kick-off to the files."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio

from medcluster import record
from medcluster.app.jobs import Jobs
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import FHIR, Json, Site, issues, observation, patient

LATER = {"Prefer": "respond-async", "Accept": "application/fhir+json"}


@pytest_asyncio.fixture(scope="module")
async def exporting(site: Site, tmp_path_factory: Any) -> AsyncIterator[Site]:
    """The site with a folder of its own, and three patients of Saint Charles."""
    folder: Path = tmp_path_factory.mktemp("bulk")
    site.platform = replace(site.platform, settings=replace(site.platform.settings, data=folder))
    clinic = await site.interface()
    for name in ("e-1", "e-2", "e-3"):
        await put(clinic, {**patient(name), "id": name})
        await put(clinic, {**observation(f"Patient/{name}"), "id": f"o-{name}"})
    members = [{"entity": {"reference": "Patient/e-1"}}, {"entity": {"reference": "Patient/e-2"}, "inactive": True}]
    group = {"resourceType": "Group", "id": "g", "type": "person", "actual": True, "member": members}
    await put(clinic, group)
    yield site


async def put(client: httpx.AsyncClient, resource: Json) -> None:
    path = f"/fhir/{resource['resourceType']}/{resource['id']}"
    assert (await client.put(path, json=resource, headers=FHIR)).status_code in (200, 201)


async def carry(site: Site) -> bool:
    jobs = Jobs(site.platform)
    return await record.jobs.carry_next(unrestricted(site.platform.record, "jobs"), jobs.works(), jobs._allowed)


async def done(site: Site, client: httpx.AsyncClient, answer: httpx.Response) -> tuple[str, Json]:
    """Where the job is followed, and its manifest."""
    assert answer.status_code == 202, answer.text
    place = answer.headers["content-location"]
    waiting = await client.get(place)
    assert waiting.status_code == 202, (place, waiting.text)
    assert (waiting.status_code, waiting.headers["x-progress"]) == (202, "waiting for its turn")
    assert int(waiting.headers["retry-after"]) > 0
    assert await carry(site)
    told = await client.get(place)
    assert told.status_code == 200, told.text
    assert told.headers["content-type"] == "application/json" and told.headers["expires"]
    manifest: Json = told.json()
    assert manifest["requiresAccessToken"] is True
    return place, manifest


async def lines(client: httpx.AsyncClient, manifest: Json, place: str = "output") -> list[Json]:
    found = []
    for file in manifest[place]:
        answer = await client.get(file["url"], headers={"Accept": "application/fhir+ndjson"})
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/fhir+ndjson")
        own = [json.loads(line) for line in answer.content.splitlines()]
        assert len(own) == file["count"]
        found += own
    return found


def names(found: list[Json]) -> list[str]:
    return sorted(f"{one['resourceType']}/{one['id']}" for one in found)


async def test_the_system(exporting: Site) -> None:
    client = await exporting.interface()
    answer = await client.get("/fhir/$export?_type=Patient,Observation&_outputFormat=ndjson", headers=LATER)
    _, manifest = await done(exporting, client, answer)
    assert manifest["request"].endswith("/fhir/$export?_type=Patient,Observation&_outputFormat=ndjson")
    assert manifest["deleted"] == manifest["error"] == []
    expected = [f"{kind}{n}" for kind in ("Observation/o-e-", "Patient/e-") for n in (1, 2, 3)]
    assert names(await lines(client, manifest)) == expected
    since = manifest["transactionTime"]
    await put(client, {**patient("e-3", "Changed"), "id": "e-3"})
    assert (await client.delete("/fhir/Observation/o-e-3")).status_code == 204
    answer = await client.get("/fhir/$export", params={"_since": since}, headers=LATER)
    _, manifest = await done(exporting, client, answer)
    assert names(await lines(client, manifest)) == ["Patient/e-3"]
    (gone,) = await lines(client, manifest, "deleted")
    assert gone["entry"] == [{"request": {"method": "DELETE", "url": "Observation/o-e-3"}}]


async def test_files_come_packed_to_who_takes_that(exporting: Site) -> None:
    client = await exporting.interface()
    await put(client, {**patient("e-long", "Long" * 200), "id": "e-long"})
    _, manifest = await done(exporting, client, await client.get("/fhir/$export?_type=Patient", headers=LATER))
    assert (await client.delete("/fhir/Patient/e-long")).status_code == 204
    (file,) = manifest["output"]
    packed = await client.get(file["url"], headers={"Accept-Encoding": "gzip"})
    plain = await client.get(file["url"], headers={"Accept-Encoding": "identity"})
    part = await client.get(file["url"], headers={"Accept-Encoding": "gzip", "Range": "bytes=0-99"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.content == plain.content and int(plain.headers["content-length"]) == len(plain.content) > 500
    assert part.status_code == 206 and part.content == plain.content[:100]


async def test_patients_a_group_and_filters(exporting: Site) -> None:
    client = await exporting.interface()
    _, manifest = await done(exporting, client, await client.get("/fhir/Patient/$export", headers=LATER))
    found = names(await lines(client, manifest))
    assert "Patient/e-1" in found and not any(one.startswith("Organization") for one in found)
    _, manifest = await done(exporting, client, await client.get("/fhir/Group/g/$export", headers=LATER))
    assert names(await lines(client, manifest)) == ["Group/g", "Observation/o-e-1", "Patient/e-1"]
    body = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "patient", "valueReference": {"reference": "Patient/e-2"}},
            {"name": "_type", "valueString": "Patient,Observation"},
            {"name": "_typeFilter", "valueString": "Observation?code=http://loinc.org|1-1,Observation?status=final"},
        ],
    }
    _, manifest = await done(exporting, client, await client.post("/fhir/Patient/$export", json=body, headers=LATER))
    assert names(await lines(client, manifest)) == ["Observation/o-e-2", "Patient/e-2"]


async def test_what_is_another_accounts_is_absent(exporting: Site) -> None:
    client, stranger = await exporting.interface(), await exporting.interface("leon-berard")
    place, manifest = await done(exporting, client, await client.get("/fhir/$export", headers=LATER))
    file = manifest["output"][0]["url"]
    for answer in (await stranger.get(place), await stranger.get(file), await stranger.delete(place)):
        assert answer.status_code == 404 and issues(answer)
    anybody = await exporting.anyone()
    assert (await anybody.get(file)).status_code == 401
    _, theirs = await done(exporting, stranger, await stranger.get("/fhir/$export", headers=LATER))
    assert not [one for one in await lines(stranger, theirs) if one["resourceType"] in ("Patient", "Observation")]
    folder = exporting.platform.settings.data / "exports" / place.rpartition("/")[2]
    assert folder.is_dir()
    assert (await client.delete(place)).status_code == 202
    assert not folder.exists()
    assert (await client.get(place)).status_code == 404
    assert (await client.get(file)).status_code == 404


async def test_what_cannot_be_asked_is_refused_by_name(exporting: Site) -> None:
    client = await exporting.interface()
    for query, status, word in (
        ("includeAssociatedData=LatestProvenanceResources", 501, "includeAssociatedData"),
        ("_elements=id", 501, "_elements"),
        ("colour=red", 400, "colour"),
        ("_type=Pacient", 400, "Pacient"),
        ("_since=yesterday", 400, "_since"),
        ("_outputFormat=csv", 400, "NDJSON"),
        ("_typeFilter=Observation%3Fcolour%3Dred", 400, "colour"),
        ("_typeFilter=Observation%3F_sort%3Ddate", 400, "_sort"),
        ("patient=Patient/e-1", 400, "patient"),
    ):
        answer = await client.get(f"/fhir/$export?{query}", headers=LATER)
        assert answer.status_code == status, (query, answer.text)
        assert word in issues(answer)[0]["diagnostics"]
    answer = await client.get("/fhir/$export")
    assert answer.status_code == 400 and "later" in issues(answer)[0]["diagnostics"]
    assert (await client.get("/fhir/Group/none/$export", headers=LATER)).status_code == 404
    assert (await client.get("/fhir/$bulk-status/none")).status_code == 404
    assert (await client.get("/fhir/$bulk-file/none.x")).status_code == 404


async def test_it_stops_with_the_token(exporting: Site) -> None:
    platform = exporting.platform
    token = await exporting.token("interface", "saint-charles")
    client = await exporting.anyone({"Authorization": f"Bearer {token}"})
    assert (await client.get("/fhir/$export", headers=LATER)).status_code == 202
    caller = await platform.accounts.caller_of_token(token)
    assert caller is not None and await Jobs(platform)._allowed(caller)
    await platform.accounts.revoke_token(caller.account.removeprefix("token:"))
    assert not await Jobs(platform)._allowed(caller)
    assert await carry(exporting)
    async with platform.record.open_for(caller).opened({"medcluster.account": caller.account}) as connection:
        found = await connection.fetchrow("SELECT state, problem FROM record.job WHERE account = $1", caller.account)
    assert found["state"] == "failed" and "access" in found["problem"]
