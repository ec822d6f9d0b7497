"""`$document`: a Composition and what it refers to, whole or not at all."""

from __future__ import annotations

from typing import Any

from tests.integration.api.site import BASE, Site, issues, observation, patient

Json = dict[str, Any]


def _composition(subject: str, *entries: str) -> Json:
    return {
        "resourceType": "Composition",
        "status": "final",
        "type": {"text": "Discharge letter"},
        "subject": {"reference": subject},
        "date": "2024-03-01",
        "author": [{"reference": "Organization/saint-charles"}, {"display": "somebody"}],
        "title": "Letter",
        "section": [{"title": "Results", "entry": [{"reference": one} for one in entries]}],
    }


async def _made(site: Site, resource: Json) -> str:
    answer = await (await site.doctor()).post(f"/fhir/{resource['resourceType']}", json=resource)
    assert answer.status_code == 201, answer.text
    return f"{resource['resourceType']}/{answer.json()['id']}"


async def test_a_document_holds_each_resource_once_and_can_be_stored(site: Site) -> None:
    doctor = await site.doctor()
    subject = await _made(site, patient("Document"))
    result = await _made(site, observation(subject))
    composition = await _made(site, _composition(subject, result, f"{BASE}/fhir/{result}"))
    body = (await doctor.get(f"/fhir/{composition}/$document")).json()
    assert (body["type"], body["timestamp"][-1]) == ("document", "Z")
    assert body["identifier"]["system"] and body["identifier"]["value"]
    assert [entry["fullUrl"].removeprefix(f"{BASE}/fhir/") for entry in body["entry"]] == [
        *(composition, subject, "Organization/saint-charles", result)
    ]
    assert (await doctor.get("/fhir/Composition/$document", params={"id": composition})).json()["entry"] == body[
        "entry"
    ]
    assert (await doctor.get(f"/fhir/{composition}/$document?persist=true")).status_code == 400
    sent = {"resourceType": "Parameters", "parameter": [{"name": "persist", "valueBoolean": True}]}
    interface = await site.interface()  # who may keep Bundles
    assert (await doctor.post(f"/fhir/{composition}/$document", json=sent)).status_code == 403
    stored = await interface.post(f"/fhir/{composition}/$document", json=sent)
    assert stored.status_code == 201
    read = await interface.get(f"/fhir/Bundle/{stored.json()['id']}")
    assert read.json()["entry"] == body["entry"]


async def test_a_document_with_holes_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    subject = await _made(site, patient("Holes"))
    composition = await _made(site, _composition(subject, "Observation/nowhere"))
    refused = await doctor.get(f"/fhir/{composition}/$document")
    assert refused.status_code == 422
    assert "Observation/nowhere" in issues(refused)[0]["diagnostics"]
    assert (await (await site.doctor("imc-foundation")).get(f"/fhir/{composition}/$document")).status_code == 404
