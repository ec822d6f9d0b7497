"""What hostile and careless clients send: versions, NUL characters, other participants' rows, a patient's own Tasks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integration.api.site import FHIR, Site, bundle, entry, issues, observation, patient

MANY_DIGITS = "9" * 5000


async def test_a_delete_minds_the_version_that_it_names(site: Site) -> None:
    client = await site.interface()
    made = (await client.post("/fhir/Patient", json=patient())).json()
    await client.put(f"/fhir/Patient/{made['id']}", json={**patient("Newer"), "id": made["id"]})
    refused = await client.delete(f"/fhir/Patient/{made['id']}", headers={"If-Match": 'W/"1"'})
    assert refused.status_code == 412
    assert (await client.get(f"/fhir/Patient/{made['id']}")).status_code == 200


async def test_versions_of_thousands_of_digits_are_refused_not_failed_on(site: Site) -> None:
    client = await site.interface()
    made = (await client.post("/fhir/Patient", json=patient())).json()
    body = {**patient(), "id": made["id"]}
    assert (await client.get(f"/fhir/Patient/{made['id']}/_history/{MANY_DIGITS}")).status_code == 404
    answer = await client.put(f"/fhir/Patient/{made['id']}", json=body, headers={"If-Match": f'W/"{MANY_DIGITS}"'})
    assert answer.status_code in (400, 412)
    assert (await client.get("/fhir/Patient", params={"_count": MANY_DIGITS})).status_code in (200, 400)


@pytest.mark.parametrize(
    "resource",
    [
        patient("Nul\0inside"),
        {**patient(), "identifier": [{"system": "urn:x", "value": "a\0b"}]},
        {**patient(), "address": [{"text": "a\0b", "city": "\0"}]},
        {**patient(), "name": [{"text": "\ud800"}]},
    ],
)
async def test_what_cannot_be_stored_is_refused(site: Site, resource: dict[str, Any]) -> None:
    client = await site.interface()
    answer = await client.post("/fhir/Patient", content=json.dumps(resource), headers=FHIR)
    assert answer.status_code in (201, 400, 422), answer.text


@pytest.mark.parametrize("query", ["name=%00", "name:exact=a%00", "identifier=%00|%00", "birthdate=%00", "_id=%00"])
async def test_nul_in_the_queries_of_a_bundle_is_refused(site: Site, query: str) -> None:
    client = await site.interface()
    for kind in ("batch", "transaction"):
        answer = await client.post("/fhir", json=bundle(kind, entry("GET", f"Patient?{query}")))
        assert answer.status_code < 500, answer.text
    conditional = entry("POST", "Patient", patient(), ifNoneExist=query)
    answer = await client.post("/fhir", json=bundle("transaction", conditional))
    assert answer.status_code < 500, answer.text
    answer = await client.post("/fhir/Patient", json=patient(), headers={"If-None-Exist": query})
    assert answer.status_code < 500, answer.text


async def test_an_interface_changes_the_rows_of_its_participant_alone(site: Site) -> None:
    mine, theirs = await site.interface("saint-charles"), await site.interface("leon-berard")
    made = (
        await theirs.post("/fhir/HealthcareService", json={"resourceType": "HealthcareService", "name": "A"})
    ).json()
    address = f"/fhir/HealthcareService/{made['id']}"
    assert (await mine.get(address)).status_code == 200
    assert (await mine.put(address, json={**made, "name": "B"})).status_code == 403
    assert (await mine.delete(address)).status_code == 403
    assert (await theirs.put(address, json={**made, "name": "C"})).status_code == 200
    assert (await theirs.delete(address)).status_code == 204


async def test_an_interface_does_not_change_what_it_sees_by_a_referral(site: Site) -> None:
    mine, theirs = await site.interface("saint-charles"), await site.interface("leon-berard")
    who = (await theirs.post("/fhir/Patient", json=patient())).json()
    result = (await theirs.post("/fhir/Observation", json=observation(f"Patient/{who['id']}"))).json()
    request = {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "subject": {"reference": f"Patient/{who['id']}"},
        "performer": [{"reference": "Organization/saint-charles"}],
    }
    await theirs.post("/fhir/ServiceRequest", json=request)
    assert (await mine.get(f"/fhir/Observation/{result['id']}")).status_code == 200
    spoilt = {**result, "status": "entered-in-error"}
    assert (await mine.put(f"/fhir/Observation/{result['id']}", json=spoilt)).status_code == 403
    assert (await mine.delete(f"/fhir/Patient/{who['id']}")).status_code == 403


async def test_a_patient_does_not_write_tasks_over_the_api(site: Site) -> None:
    clinic = await site.interface()
    who = (await clinic.post("/fhir/Patient", json=patient())).json()
    task = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "for": {"reference": f"Patient/{who['id']}"},
        "performerType": [{"text": "surgeon"}],
    }
    made = (await clinic.post("/fhir/Task", json=task)).json()
    herself = await site.of("patient", "saint-charles", who["id"])
    assert (await herself.get(f"/fhir/Task/{made['id']}")).status_code == 200
    answer = await herself.put(f"/fhir/Task/{made['id']}", json={**made, "status": "completed"})
    assert answer.status_code == 403, answer.text
    assert (await herself.post("/fhir/Task", json=task)).status_code == 403
    wrapped = bundle("transaction", entry("PUT", f"Task/{made['id']}", {**made, "status": "completed"}))
    assert (await herself.post("/fhir", json=wrapped)).status_code == 403
    assert issues(answer)


async def test_no_answer_about_patients_is_kept_by_a_browser_or_a_proxy(site: Site) -> None:
    client = await site.interface()
    made = (await client.post("/fhir/Patient", json=patient())).json()
    for address in (f"/fhir/Patient/{made['id']}", "/fhir/Patient", f"/fhir/Patient/{made['id']}/_history", "/fhir/x"):
        answer = await client.get(address)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
