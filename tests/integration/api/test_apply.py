"""$apply over HTTP: the definition comes along, stands in the address, or is named; what it needs is in the record."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster import protocol
from medcluster.fhir import types
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import Site, issues, observation, patient

Json = dict[str, Any]
HIP = protocol.compiled("hip-fast-track/2.1.0")


def _parameters(*parts: Json) -> Json:
    return {"resourceType": "Parameters", "parameter": list(parts)}


def _subject(patient_id: str) -> Json:
    return {"name": "subject", "valueString": f"Patient/{patient_id}"}


@pytest.fixture(name="published")
async def _published(site: Site) -> str:
    """The id of the hip fast-track's PlanDefinition in the record."""
    writer = unrestricted(site.platform.record, "test", custodian=1)
    await site.platform.protocol.publish(writer, HIP)
    page = await writer.search("PlanDefinition", [("url", HIP.url)])
    return page.matches[0].id


async def _anaemic(site: Site) -> str:
    client = await site.interface()
    made = (await client.post("/fhir/Patient", json=patient(birthDate="1959-03-14"))).json()["id"]
    value = {"value": 118, "unit": "g/L", "system": "http://unitsofmeasure.org", "code": "g/L"}
    sent = observation(f"Patient/{made}", valueQuantity=value, effectiveDateTime="2026-11-01T08:00:00Z")
    assert (await client.post("/fhir/Observation", json=sent)).status_code == 201
    return str(made)


def _titles(bundle: Json) -> set[str]:
    found: set[str] = set()

    def walk(actions: list[Json]) -> None:
        for action in actions:
            found.add(action.get("title", ""))
            walk(action.get("action", []))

    for entry in bundle["entry"]:
        walk(entry["resource"].get("action", []))
    return found


async def test_a_plan_in_the_address_is_applied_to_a_patient_of_the_record(site: Site, published: str) -> None:
    client = await site.interface()
    answer = await client.post(
        f"/fhir/PlanDefinition/{published}/$apply", json=_parameters(_subject(await _anaemic(site)))
    )
    assert answer.status_code == 200, answer.text
    bundle = answer.json()
    assert bundle["resourceType"] == "Bundle"
    group = bundle["entry"][0]["resource"]
    assert group["resourceType"] == "RequestGroup"
    assert group["instantiatesCanonical"] == [HIP.canonical]
    assert "First walk" in _titles(bundle)


async def test_a_plan_is_found_by_its_canonical_address(site: Site, published: str) -> None:
    client = await site.interface()
    named = {"name": "planDefinition", "valueCanonical": HIP.canonical}
    answer = await client.post("/fhir/PlanDefinition/$apply", json=_parameters(named, _subject(await _anaemic(site))))
    assert answer.status_code == 200, answer.text


async def test_a_definition_that_came_along_needs_nothing_of_the_record(site: Site) -> None:
    client = await site.interface()
    carried = {
        "resourceType": "ActivityDefinition",
        "status": "active",
        "kind": "ServiceRequest",
        "code": {"text": "Blood count"},
    }
    parameters = _parameters(
        {"name": "activityDefinition", "resource": carried},
        {"name": "subject", "valueString": "Patient/came-along"},
        {"name": "data", "resource": {"resourceType": "Patient", "id": "came-along"}},
    )
    answer = await client.post("/fhir/ActivityDefinition/$apply", json=parameters)
    assert answer.status_code == 200, answer.text
    request = types.decode(answer.content)
    assert isinstance(request, types.ServiceRequest)
    assert request.code and request.code.text == "Blood count"
    assert request.subject.reference == "Patient/came-along"


async def test_without_a_definition_it_says_what_to_send(site: Site) -> None:
    client = await site.interface()
    answer = await client.post("/fhir/PlanDefinition/$apply", json=_parameters(_subject("nobody")))
    assert answer.status_code == 422
    assert "planDefinition" in issues(answer)[0]["diagnostics"]


async def test_a_hidden_patient_is_answered_like_an_absent_one(site: Site, published: str) -> None:
    hidden = await _anaemic(site)
    stranger = await site.interface("leon-berard")
    answers = [
        await stranger.post(f"/fhir/PlanDefinition/{published}/$apply", json=_parameters(_subject(one)))
        for one in (hidden, "absent")
    ]
    assert [answer.status_code for answer in answers] == [answers[0].status_code] * 2
    assert answers[0].text.count("118") == 0
