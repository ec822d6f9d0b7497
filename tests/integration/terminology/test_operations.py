"""The terminology operations over HTTP, by GET and by POST, on types and instances."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from medcluster.foundation import Database
from medcluster.record import terminology as room
from tests.integration.api.site import FHIR, Site, issues
from tests.integration.terminology import releases

Json = dict[str, Any]
R4, V3 = "http://hl7.org/fhir/ValueSet", "http://terminology.hl7.org/CodeSystem"
COLOURS: Json = {
    "resourceType": "CodeSystem",
    "url": "urn:colours",
    "name": "Colours",
    "status": "active",
    "content": "complete",
    "concept": [
        {"code": "red", "display": "Red", "concept": [{"code": "crimson", "display": "Crimson"}]},
        {"code": "blue", "display": "Blue", "designation": [{"language": "fr", "value": "Bleu"}]},
    ],
}
WARM: Json = {
    "resourceType": "ValueSet",
    "url": "urn:warm",
    "status": "active",
    "compose": {
        "include": [{"system": "urn:colours", "filter": [{"property": "concept", "op": "is-a", "value": "red"}]}]
    },
}


def _parameters(**values: Any) -> Json:
    listed = []
    for name, value in values.items():
        kind = "Boolean" if isinstance(value, bool) else "Coding" if isinstance(value, dict) else "String"
        held = {"resource": value} if isinstance(value, dict) and "resourceType" in value else {f"value{kind}": value}
        listed.append({"name": name, **held})
    return {"resourceType": "Parameters", "parameter": listed}


def _told(answer: httpx.Response) -> Json:
    assert answer.status_code == 200, answer.text
    return {
        one["name"]: next(value for key, value in one.items() if key != "name") for one in answer.json()["parameter"]
    }


def _codes(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["code"] for one in answer.json()["expansion"].get("contains", [])]


@pytest_asyncio.fixture(scope="module")
async def client(site: Site) -> httpx.AsyncClient:
    """An interface of a hospital that has stored a code system and a value set."""
    interface = await site.interface()
    for resource in (COLOURS, WARM):
        answer = await interface.post(f"/fhir/{resource['resourceType']}", json=resource, headers=FHIR)
        assert answer.status_code == 201, answer.text
    return interface


async def test_expanding_value_sets_of_r4(client: httpx.AsyncClient) -> None:
    answer = await client.get("/fhir/ValueSet/$expand", params={"url": f"{R4}/administrative-gender"})
    assert _codes(answer) == ["male", "female", "other", "unknown"]
    body = answer.json()
    assert body["version"] == "4.0.1" and body["expansion"]["total"] == 4
    assert {"name": "used-codesystem", "valueUri": "http://hl7.org/fhir/administrative-gender|4.0.1"} in body[
        "expansion"
    ]["parameter"]
    page = {"url": f"{R4}/administrative-gender", "count": "2", "offset": "1"}
    assert _codes(await client.get("/fhir/ValueSet/$expand", params=page)) == ["female", "other"]
    assert _codes(await client.get("/fhir/ValueSet/$expand", params={**page, "count": "0"})) == []
    named = {"url": f"{R4}/languages", "filter": "german swi", "displayLanguage": "fr"}
    assert _codes(await client.get("/fhir/ValueSet/$expand", params=named)) == ["de-CH"]
    french = {"url": f"{R4}/languages", "displayLanguage": "ru", "filter": "фр", "count": 3}
    found = (await client.get("/fhir/ValueSet/$expand", params=french)).json()["expansion"]["contains"]
    assert [one["display"] for one in found][:1] == ["Французский"]


async def test_what_cannot_be_expanded_says_why(client: httpx.AsyncClient) -> None:
    for url, status, code in (
        (f"{R4}/all-languages", 422, "too-costly"),
        (f"{R4}/observation-codes", 404, "not-found"),
        ("urn:nowhere", 404, "not-found"),
    ):
        answer = await client.get("/fhir/ValueSet/$expand", params={"url": url})
        assert answer.status_code == status, answer.text
        assert issues(answer)[0]["code"] == code
    assert (await client.get("/fhir/ValueSet/$expand")).status_code == 400
    gender = {"url": f"{R4}/administrative-gender", "filter": "%"}
    assert (await client.get("/fhir/ValueSet/$expand", params=gender)).status_code == 400
    for broken in ("(", "(a+)+$"):
        part = {"system": "urn:colours", "filter": [{"property": "code", "op": "regex", "value": broken}]}
        value_set = {"resourceType": "ValueSet", "status": "active", "compose": {"include": [part]}}
        asked = _parameters(valueSet=value_set)
        answer = await client.post("/fhir/ValueSet/$expand", json=asked, headers=FHIR)
        assert answer.status_code == (200 if broken.endswith("$") else 400), answer.text
    assert (await client.get("/fhir/ValueSet/$expand", params={"url": "urn:x", "kind": "y"})).status_code == 400
    assert (await client.get("/fhir/ValueSet/$expand", params={"url": "urn:x", "date": "2020"})).status_code == 501


async def test_what_a_hospital_stored_counts_under_its_rights(client: httpx.AsyncClient, site: Site) -> None:
    assert _codes(await client.get("/fhir/ValueSet/$expand", params={"url": "urn:warm"})) == ["red", "crimson"]
    stored = (await client.get("/fhir/ValueSet", params={"url": "urn:warm"})).json()["entry"][0]["resource"]
    assert _codes(await client.get(f"/fhir/ValueSet/{stored['id']}/$expand")) == ["red", "crimson"]
    told = _told(await client.get(f"/fhir/ValueSet/{stored['id']}/$validate-code", params={"code": "blue"}))
    assert told["result"] is False and "blue is not in urn:warm" in told["message"]
    changed = {**stored, "compose": {"include": [{"system": "urn:colours"}]}}
    assert (await client.put(f"/fhir/ValueSet/{stored['id']}", json=changed, headers=FHIR)).status_code == 200
    assert _codes(await client.get("/fhir/ValueSet/$expand", params={"url": "urn:warm"})) == ["red", "crimson", "blue"]
    assert (await (await site.anyone()).get("/fhir/ValueSet/$expand", params={"url": "urn:warm"})).status_code == 401


async def test_definitions_that_come_along(client: httpx.AsyncClient) -> None:
    carried = {"resourceType": "ValueSet", "status": "active", "compose": {"include": [{"system": "urn:along"}]}}
    system = {**COLOURS, "url": "urn:along"}
    asked = _parameters(valueSet=carried, **{"tx-resource": system})
    assert _codes(await client.post("/fhir/ValueSet/$expand", json=asked, headers=FHIR)) == ["red", "crimson", "blue"]
    asked = _parameters(codeSystem=system, code="blue", display="Bleu")
    told = _told(await client.post("/fhir/CodeSystem/$validate-code", json=asked, headers=FHIR))
    assert told["result"] is True and told["display"] == "Blue"


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        ({"url": f"{R4}/administrative-gender", "code": "male"}, True),
        ({"url": f"{R4}/administrative-gender", "code": "male", "system": "urn:other"}, False),
        ({"url": f"{R4}/administrative-gender", "code": "male", "display": "Male"}, True),
        ({"url": f"{R4}/administrative-gender", "code": "male", "display": "Woman"}, False),
        ({"url": f"{R4}/administrative-gender|4.0.1", "code": "males"}, False),
        ({"url": f"{R4}/ucum-units", "code": "mg/dL", "system": "http://unitsofmeasure.org"}, True),
        ({"url": f"{R4}/observation-codes", "code": "718-7", "system": "http://loinc.org"}, False),
    ],
)
async def test_validating_codes(client: httpx.AsyncClient, asked: dict[str, str], result: bool) -> None:
    by_get = _told(await client.get("/fhir/ValueSet/$validate-code", params=asked))
    by_post = _told(await client.post("/fhir/ValueSet/$validate-code", json=_parameters(**asked), headers=FHIR))
    assert by_get == by_post and by_get["result"] is result
    assert result or by_get["message"]


async def test_looking_up_and_subsuming(client: httpx.AsyncClient) -> None:
    role = {"system": f"{V3}/v3-RoleCode", "code": "NMTH"}
    answer = await client.get("/fhir/CodeSystem/$lookup", params=role)
    assert _told(answer)["display"] == "natural mother"
    found = [{p["name"]: next(v for k, v in p.items() if k != "name") for p in one["part"]}
             for one in answer.json()["parameter"] if one["name"] == "property"]  # fmt: skip
    assert {"code": "parent", "value": "MTH", "description": "mother"} in found
    by_coding = _parameters(coding={"system": role["system"], "code": "NMTH"}, property="parent")
    answer = await client.post("/fhir/CodeSystem/$lookup", json=by_coding, headers=FHIR)
    assert [one["name"] for one in answer.json()["parameter"]].count("property") == 2
    answer = await client.get("/fhir/CodeSystem/$lookup", params={**role, "code": "NOBODY"})
    assert answer.status_code == 404 and issues(answer)[0]["code"] == "not-found"
    for left, right, outcome in (
        ("PRN", "NMTH", "subsumes"), ("NMTH", "PRN", "subsumed-by"), ("PRN", "PRN", "equivalent"),
        ("NMTH", "NFTH", "not-subsumed"),
    ):  # fmt: skip
        asked = {"system": role["system"], "codeA": left, "codeB": right}
        assert _told(await client.get("/fhir/CodeSystem/$subsumes", params=asked))["outcome"] == outcome


async def test_translating_forward_and_back(client: httpx.AsyncClient) -> None:
    gender = {"url": "http://hl7.org/fhir/ConceptMap/cm-administrative-gender-v3", "code": "female"}
    asked = {**gender, "system": "http://hl7.org/fhir/administrative-gender"}
    answer = await client.get("/fhir/ConceptMap/$translate", params=asked)
    assert _told(answer)["result"] is True
    (match,) = [one["part"] for one in answer.json()["parameter"] if one["name"] == "match"]
    concept = next(one["valueCoding"] for one in match if one["name"] == "concept")
    assert (concept["system"], concept["code"]) == (f"{V3}/v3-AdministrativeGender", "F")
    back = {"url": gender["url"], "code": "F", "system": concept["system"], "reverse": "true"}
    answer = await client.get("/fhir/ConceptMap/$translate", params=back)
    assert '"code":"female"' in answer.text
    nothing = await client.get("/fhir/ConceptMap/$translate", params={**asked, "code": "purple"})
    assert _told(nothing)["result"] is False


async def test_a_load_is_seen_by_the_running_server(
    client: httpx.AsyncClient, owner_url: str, database: Database, tmp_path: Path
) -> None:
    first = {**WARM, "id": "w", "url": "urn:packed", "compose": {"include": [{"system": "urn:packed-colours"}]}}
    colours = {**COLOURS, "id": "c", "url": "urn:packed-colours"}
    profile = {"resourceType": "StructureDefinition", "id": "p", "url": "urn:profile", "name": "P", "status": "active"}
    path = releases.package(
        tmp_path / "guide.tgz", "guide.one", "1.0.0", colours, first, profile,
        dependencies={"hl7.fhir.r4.core": "4.0.1", "guide.zero": "1.1.x"},
    )  # fmt: skip
    asked = {"url": "urn:packed"}
    assert (await client.get("/fhir/ValueSet/$expand", params=asked)).status_code == 404
    async with room.loading(owner_url) as loader:
        package = await room.add_package(loader, path)
    assert package.held == {"CodeSystem": 1, "ValueSet": 1, "StructureDefinition": 1}
    assert package.missing == ("guide.zero#1.1.x",)
    assert _codes(await client.get("/fhir/ValueSet/$expand", params=asked)) == ["red", "crimson", "blue"]
    known = room.Terminology(database)
    found = await known.definition("StructureDefinition", "urn:profile")
    assert found is not None and found["name"] == "P"
    assert [str(one) for one in await room.packages(database)] == ["guide.one#1.0.0"]
    with pytest.raises(Exception, match="is here already"):
        async with room.loading(owner_url) as loader:
            await room.add_package(loader, path)
    async with room.loading(owner_url) as loader:
        assert await room.remove_package(loader, "guide.one") == "guide.one#1.0.0"
    assert (await client.get("/fhir/ValueSet/$expand", params=asked)).status_code == 404


async def test_a_package_for_another_fhir_is_refused(owner_url: str, tmp_path: Path) -> None:
    path = releases.package(tmp_path / "five.tgz", "guide.five", "1.0.0", {**WARM, "id": "w"}, fhirVersions=["5.0.0"])
    with pytest.raises(Exception, match=r"is for FHIR 5\.0\.0"):
        async with room.loading(owner_url) as loader:
            await room.add_package(loader, path)
    (tmp_path / "no.tgz").write_bytes(b"no archive")
    with pytest.raises(Exception, match="is no package"):
        async with room.loading(owner_url) as loader:
            await room.add_package(loader, tmp_path / "no.tgz")


async def test_a_snapshot_answers_without_waiting(database: Database) -> None:
    questions = [
        (f"{R4}/administrative-gender", "", "male"),
        (f"{R4}/administrative-gender", "", "x"),
        ("urn:lost", "", "x"),
    ]
    snapshot = await room.Terminology(database).snapshot(questions)
    assert [snapshot.member(*one).holds for one in questions] == [True, False, None]
    assert "urn:lost is not known" in snapshot.member(*questions[2]).reason
