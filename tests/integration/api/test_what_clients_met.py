"""What clients and a tester that others wrote have met at this door, each once."""

from __future__ import annotations

import json

import pytest

from tests.integration.api.site import FHIR, Site, bundle, entry, issues, observation, patient


async def test_an_entry_of_a_batch_that_is_no_valid_resource_fails_alone(site: Site) -> None:
    doctor = await site.doctor()
    sent = bundle(
        "batch",
        entry("POST", "Observation", {"resourceType": "Observation"}),
        entry("POST", "Patient", patient("Batchova")),
        entry("GET", "Nonsense/1"),
        entry("POST", "Patient", {"resourceType": "Patient", "gender": "no such"}),
        entry("POST", "Observation", observation("Patient/1")),
        entry("GET", "Patient?family=Batchova"),
    )
    answer = await doctor.post("/fhir", json=sent)
    assert answer.status_code == 200, answer.text
    told = answer.json()["entry"]
    assert [one["response"]["status"][:3] for one in told] == ["422", "201", "422", "422", "201", "200"]
    assert told[0]["response"]["outcome"]["issue"][0]["expression"] == ["Bundle.entry[0].resource.status"]
    assert told[3]["response"]["outcome"]["issue"][0]["expression"] == ["Bundle.entry[3].resource.gender"]
    assert told[5]["resource"]["entry"][0]["resource"]["name"][0]["family"] == "Batchova"


async def test_a_batch_of_nothing_valid_and_one_that_is_no_bundle(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir", json=bundle("batch", entry("POST", "Patient", {"resourceType": "Nobody"})))
    assert [one["response"]["status"][:3] for one in answer.json()["entry"]] == ["422"]
    for broken in ({**bundle("batch"), "total": "many"}, {"resourceType": "Bundle", "type": "batch", "entry": 3}):
        assert issues(await doctor.post("/fhir", json=broken))
    assert issues(await doctor.post("/fhir", content=b'{"resourceType":"Bundle","type":"batch","entry":[{]}'))


async def test_a_transaction_with_an_invalid_entry_is_refused_whole(site: Site) -> None:
    doctor = await site.doctor()
    bad = {"resourceType": "Observation"}
    sent = bundle("transaction", entry("POST", "Patient", patient("Wholeova")), entry("POST", "Observation", bad))
    assert (await doctor.post("/fhir", json=sent)).status_code == 422
    assert "entry" not in (await doctor.get("/fhir/Patient?family=Wholeova")).json()


async def test_a_condition_in_the_address_of_a_create_is_not_passed_over(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient?identifier=urn:x|1", json=patient("Twiceova"))
    assert answer.status_code == 400
    assert "If-None-Exist" in issues(answer)[0]["diagnostics"]
    assert (await doctor.post("/fhir/Patient?_pretty=true", json=patient("Onceova"))).status_code == 201


@pytest.mark.parametrize("asked", ["Patient?_summary=some", "Patient?_format=csv", "Patient?_elements=x&_summary=true"])
async def test_a_stranger_is_told_nothing_of_the_request(site: Site, asked: str) -> None:
    nobody = await site.anyone()
    assert (await nobody.get(f"/fhir/{asked}")).status_code == 401
    assert (await (await site.doctor()).get(f"/fhir/{asked}")).status_code in (400, 406)


@pytest.mark.parametrize("name", ["_elements", "_summary", "_pretty", "_format"])
async def test_a_parameter_of_the_looks_without_a_value_is_refused(site: Site, name: str) -> None:
    assert (await (await site.doctor()).get(f"/fhir/Patient?{name}=")).status_code in (400, 406)


async def test_an_answer_without_a_body_names_no_format(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", json=patient(), headers={"Prefer": "return=minimal"})
    assert (answer.status_code, answer.content) == (201, b"")
    assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("place", "offered"),
    [
        ("Patient/_history", "GET, OPTIONS"),
        ("Patient/1", "DELETE, GET, PATCH, PUT, OPTIONS"),
        ("Patient", "DELETE, GET, PATCH, POST, PUT, OPTIONS"),
        ("Patient/_search", "POST, OPTIONS"),
    ],
)
async def test_what_is_offered_is_what_is_answered(site: Site, place: str, offered: str) -> None:
    assert (await (await site.doctor()).options(f"/fhir/{place}")).headers["Allow"] == offered


async def test_an_address_with_a_line_break_is_answered_in_fhirs_words(site: Site) -> None:
    doctor = await site.doctor()
    for place in ("Encounter/1%0A2/true", "Nothing/%0A", "a%0Ab/c/d/e"):
        answer = await doctor.get(f"/fhir/{place}")
        assert answer.status_code == 404
        assert issues(answer)


async def test_words_for_a_patch_and_for_a_write_without_an_id(site: Site) -> None:
    doctor = await site.doctor()
    merge = await doctor.patch("/fhir/Patient/1", content=json.dumps({"active": True}), headers=FHIR)
    assert merge.status_code == 400
    assert "application/json-patch+json" in issues(merge)[0]["diagnostics"]
    assert "DELETE /fhir/Patient/1" in issues(await doctor.delete("/fhir/Patient"))[0]["diagnostics"]
