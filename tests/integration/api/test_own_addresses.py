"""References by this server's own address: stored as type and id, and found by either, however they came."""

from __future__ import annotations

import base64
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from medcluster import app
from medcluster.fhir import xml
from medcluster.foundation import Settings
from tests.integration.api.site import (
    BASE,
    FHIR,
    JSON_PATCH,
    Json,
    Site,
    body,
    bundle,
    entry,
    issues,
    made,
    numbered,
    observation,
    patient,
)

HERE = f"{BASE}/fhir/"
ELSEWHERE = "http://elsewhere.example/fhir/Patient/1"


async def somebody(client: httpx.AsyncClient) -> str:
    return (await made(client)).removeprefix("/fhir/")


async def subject(client: httpx.AsyncClient, name: str) -> str:
    """To whom a stored resource refers."""
    found: str = (await client.get(f"/fhir/{name}")).json()["subject"]["reference"]
    return found


def written(answer: httpx.Response, place: int = 0) -> str:
    """`Type/id` of what an entry of a bundle made."""
    response = answer.json()["entry"][place]["response"]
    assert response["status"][:2] == "20", answer.text
    return str(response["location"]).split("/_history")[0]


async def found(client: httpx.AsyncClient, query: str) -> list[str]:
    answer = await client.get(f"/fhir/{query}")
    assert answer.status_code == 200, answer.text
    return [f"{one['resource']['resourceType']}/{one['resource']['id']}" for one in answer.json().get("entry", ())]


async def refers(client: httpx.AsyncClient, reference: str) -> str:
    """A new observation about whom a reference names."""
    answer = await client.post("/fhir/Observation", json=observation(reference))
    assert answer.status_code == 201, answer.text
    return f"Observation/{answer.json()['id']}"


async def test_what_is_created_is_found_by_every_way_of_naming_the_patient(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    made = await refers(doctor, HERE + name)
    assert await subject(doctor, made) == name
    ways = [
        f"Observation?patient={name.removeprefix('Patient/')}",
        f"Observation?patient={name}",
        f"Observation?patient={HERE}{name}",
        f"Observation?subject:Patient={HERE}{name}",
        f"Observation?_filter=patient eq {HERE}{name}",
        f"{name}/Observation",
        f"{name}/Observation?subject={HERE}{name}",
        f"{name}/*?_type=Observation",
    ]
    for way in ways:
        assert await found(doctor, way) == [made], way
    form = await doctor.post("/fhir/Observation/_search", data={"patient": HERE + name})
    assert [one["resource"]["id"] for one in form.json()["entry"]] == [made.removeprefix("Observation/")]


async def test_xml_is_json_behind_the_door(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    sent = xml.from_json(httpx.Response(200, json=observation(HERE + name)).content)
    headers = {"Content-Type": "application/fhir+xml", "Accept": "application/fhir+json"}
    answer = await doctor.post("/fhir/Observation", content=sent, headers=headers)
    assert answer.status_code == 201, answer.text
    assert answer.json()["subject"]["reference"] == name


async def test_slashes_may_be_escaped(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    sent = httpx.Response(200, json=observation(HERE + name)).content.replace(b"/", b"\\/")
    answer = await doctor.post("/fhir/Observation", content=sent, headers=FHIR)
    assert answer.json()["subject"]["reference"] == name


async def test_only_references_change_and_those_to_elsewhere_stay(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    sent = observation(
        HERE + name,
        identifier=[{"system": HERE, "value": HERE + name}],
        performer=[{"reference": ELSEWHERE}, {"reference": f"{HERE}Patient?x=1"}, {"reference": f"{HERE}Nobody/1"}],
        focus=[{"reference": f"{HERE}{name}/_history/1"}],
        valueString=HERE + name,
    )
    stored = (await doctor.post("/fhir/Observation", json=sent)).json()
    stored.pop("meta"), stored.pop("id")
    sent["subject"]["reference"] = name
    sent["focus"][0]["reference"] = f"{name}/_history/1"
    assert stored == sent
    assert await found(doctor, f"Observation?performer={ELSEWHERE}&patient={name}") != []
    canonical = f"{HERE}Questionnaire/{uuid4()}"
    answered: Json = {"resourceType": "QuestionnaireResponse", "questionnaire": canonical, "status": "completed"}
    kept = (await doctor.post("/fhir/QuestionnaireResponse", json={**answered, "subject": {"reference": name}})).json()
    assert kept["questionnaire"] == canonical
    wanted = f"QuestionnaireResponse/{kept['id']}"
    assert await found(doctor, f"QuestionnaireResponse?questionnaire={canonical}") == [wanted]


async def test_updates_and_patches(site: Site) -> None:
    doctor = await site.doctor()
    first, second = await somebody(doctor), await somebody(doctor)
    made = await refers(doctor, first)
    sent = {**observation(HERE + second), "id": made.removeprefix("Observation/")}
    assert (await doctor.put(f"/fhir/{made}", json=sent)).json()["subject"]["reference"] == second
    assert await found(doctor, f"{second}/Observation") == [made]
    step = {"op": "replace", "path": "/subject/reference", "value": HERE + first}
    answer = await doctor.patch(f"/fhir/{made}", content=body(step), headers=JSON_PATCH)
    assert answer.json()["subject"]["reference"] == first, answer.text
    operation = {
        "name": "operation",
        "part": [
            {"name": "type", "valueCode": "replace"},
            {"name": "path", "valueString": "Observation.subject"},
            {"name": "value", "valueReference": {"reference": HERE + second}},
        ],
    }
    parameters = {"resourceType": "Parameters", "parameter": [operation]}
    where = f"/fhir/Observation?_id={made.removeprefix('Observation/')}&subject={HERE}{first}"
    answer = await doctor.patch(where, json=parameters, headers=FHIR)
    assert answer.json()["subject"]["reference"] == second, answer.text


async def test_conditions_name_the_same_patient(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    made = await refers(doctor, name)
    condition = f"patient={HERE}{name}"
    answer = await doctor.post("/fhir/Observation", json=observation(name), headers={"If-None-Exist": condition})
    assert (answer.status_code, answer.json()["id"]) == (200, made.removeprefix("Observation/"))
    answer = await doctor.put(f"/fhir/Observation?{condition}", json=observation(HERE + name, value="2"))
    assert (answer.status_code, answer.json()["id"]) == (200, made.removeprefix("Observation/"))
    report: Json = {"resourceType": "DiagnosticReport", "status": "final", "code": {"text": "x"}}
    report |= {"result": [{"reference": HERE + made}], "subject": {"reference": name}}
    kept = (await doctor.post("/fhir/DiagnosticReport", json=report)).json()
    wanted = [f"DiagnosticReport/{kept['id']}"]
    assert await found(doctor, f"DiagnosticReport?result.patient={HERE}{name}") == wanted
    assert await found(doctor, f"DiagnosticReport?result={HERE}{made}") == wanted
    assert await found(doctor, f"Patient?_has:Observation:patient:subject={HERE}{name}") == [name]
    interface = await site.interface()  # doctors delete nothing
    assert (await interface.delete(f"/fhir/DiagnosticReport?subject={HERE}{name}")).status_code == 204
    assert await found(doctor, f"DiagnosticReport?subject={name}") == []


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_entries_of_bundles(site: Site, kind: str) -> None:
    doctor = await site.doctor()
    name, other = await somebody(doctor), await somebody(doctor)
    there = await refers(doctor, other)
    patch = {
        "resourceType": "Binary",
        "contentType": JSON_PATCH["Content-Type"],
        "data": base64.b64encode(body({"op": "replace", "path": "/subject/reference", "value": HERE + name})).decode(),
    }
    sent = bundle(
        kind,
        entry("POST", f"{HERE}Observation", observation(HERE + name, "1-1")),
        entry("POST", "Observation", observation(name), ifNoneExist=f"subject={HERE}{other}"),
        entry("PATCH", f"{HERE}{there}", patch),
        entry("GET", f"Observation?patient={HERE}{name}&code=1-1"),
        entry("POST", "Observation", observation(ELSEWHERE)),
    )
    answer = await doctor.post("/fhir", json=sent)
    assert answer.status_code == 200, answer.text
    fresh = written(answer)
    assert await subject(doctor, fresh) == name
    assert written(answer, 2) == there and await subject(doctor, there) == name
    assert answer.json()["entry"][1]["response"]["status"][:3] == "200", "it was there already"
    hits = answer.json()["entry"][3]["resource"]["entry"]
    assert [f"Observation/{one['resource']['id']}" for one in hits] == [fresh]
    assert await subject(doctor, written(answer, 4)) == ELSEWHERE


async def test_a_full_url_here_leads_to_what_its_entry_becomes(site: Site) -> None:
    doctor = await site.doctor()
    value = str(uuid4())
    there = await made(doctor, identifier=[{"system": "urn:c", "value": value}])
    here = f"{HERE}Patient/not-its-id"
    answer = await doctor.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("PUT", f"Patient?identifier=urn:c|{value}", numbered("Named", value), fullUrl=here),
            entry("POST", "Patient", patient("New"), fullUrl=f"{HERE}Patient/neither"),
            entry("POST", "Observation", observation(here)),
            entry("POST", "Observation", observation(f"{HERE}Patient/neither")),
        ),
    )
    assert answer.status_code == 200, answer.text
    assert await subject(doctor, written(answer, 2)) == there.removeprefix("/fhir/")
    assert await subject(doctor, written(answer, 3)) == written(answer, 1)


async def test_a_stored_document_stays_as_it_is(site: Site) -> None:
    interface = await site.interface()
    name = await somebody(interface)
    document: Json = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": f"{HERE}Observation/1", "resource": observation(HERE + name)}],
    }
    stored = (await interface.post("/fhir/Bundle", json=document)).json()
    assert stored["entry"] == document["entry"]


async def test_the_public_address_is_ours_too(site: Site) -> None:
    settings = Settings(data=Path("unused"), demo="off", public_url="https://public.example/")
    platform = app.wire(settings, site.platform.database)
    async with AsyncExitStack() as closing:
        elsewhere = Site(platform, closing)
        doctor = await elsewhere.doctor()
        name = await somebody(doctor)
        public = f"https://public.example/fhir/{name}"
        here, there = await refers(doctor, HERE + name), await refers(doctor, public)
        assert await subject(doctor, here) == await subject(doctor, there) == name
        assert sorted(await found(doctor, f"Observation?patient={public}")) == sorted([here, there])
        assert sorted(await found(doctor, f"Observation?patient={HERE}{name}")) == sorted([here, there])
        other = f"http://public.example/fhir/{name}"
        assert await subject(doctor, await refers(doctor, other)) == other


async def test_whose_it_is_decides_who_may_write_it(site: Site) -> None:
    doctor, stranger = await site.doctor(), await site.doctor("leon-berard")
    name = await somebody(doctor)
    relative = await stranger.post("/fhir/Observation", json=observation(name))
    absolute = await stranger.post("/fhir/Observation", json=observation(HERE + name))
    assert (relative.status_code, absolute.status_code) == (422, 422)
    assert issues(absolute) == issues(relative)


async def test_strict_references_are_asked_for_by_address_too(site: Site) -> None:
    platform = app.wire(Settings(data=Path("unused"), demo="off", references="strict"), site.platform.database)
    async with AsyncExitStack() as closing:
        doctor = await Site(platform, closing).doctor()
        answer = await doctor.post("/fhir/Observation", json=observation(f"{HERE}Patient/{uuid4()}"))
        assert answer.status_code == 422
        assert "There is no Patient/" in answer.text
        assert await subject(doctor, await refers(doctor, HERE + await somebody(doctor))) != ""


async def test_which_address_is_ours_is_said_by_the_request_itself(site: Site) -> None:
    doctor = await site.doctor()
    name = await somebody(doctor)
    sent = {"Host": "elsewhere.example"}
    answer = await doctor.post(
        "/fhir/Observation", json=observation(f"http://elsewhere.example/fhir/{name}"), headers=sent
    )
    assert answer.json()["subject"]["reference"] == name
    answer = await doctor.post("/fhir/Observation", json=observation(HERE + name), headers=sent)
    assert answer.json()["subject"]["reference"] == HERE + name
