"""What strangers can make the server do, and what the audit says of those whom a condition shows."""

from __future__ import annotations

import asyncpg
import pytest

from medcluster.record.hashing import patient_number
from tests.integration.api.site import Site, bundle, entry, observation, patient

XML = {"Content-Type": "application/fhir+xml"}


@pytest.mark.parametrize("path", ["/fhir", "/fhir/Patient", "/fhir/Patient/$everything"])
async def test_the_body_of_a_stranger_is_not_read(site: Site, path: str) -> None:
    stranger = await site.anyone()
    answer = await stranger.post(path, content=b"<Patient", headers=XML)
    assert answer.status_code == 401, answer.text
    assert (await (await site.interface()).post(path, content=b"<Patient", headers=XML)).status_code == 400


async def test_the_form_of_a_stranger_is_not_read(site: Site) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    stranger = await site.anyone()
    answer = await stranger.post("/fhir/Patient/_search", content=b"_format=nonsense", headers=form)
    assert answer.status_code == 401, answer.text


async def test_the_audit_names_whom_a_condition_on_an_identifier_shows(site: Site, owner_url: str) -> None:
    """A create that finds its patient hands her record out, as a read does."""
    client = await site.interface()
    person = patient("Zagorskaya", identifier=[{"system": "urn:r2", "value": "77"}])
    made = (await client.post("/fhir/Patient", json=person)).json()
    condition = "identifier=urn:r2|77"
    shown = await client.post("/fhir/Patient", json=person, headers={"If-None-Exist": condition})
    assert shown.status_code == 200
    assert shown.json()["id"] == made["id"]
    again = bundle("transaction", entry("POST", "Patient", person, ifNoneExist=condition))
    answer = await client.post("/fhir", json=again, headers={"Prefer": "return=representation"})
    assert answer.json()["entry"][0]["resource"]["id"] == made["id"]
    connection = await asyncpg.connect(owner_url)
    try:
        rows = await connection.fetch(
            "SELECT pats::text AS pats FROM record.audit "
            "WHERE action = 'search' AND query = 'Patient?identifier' AND rows = 1"
        )
    finally:
        await connection.close()
    whom = "{" + str(patient_number(made["id"])) + "}"
    assert len(rows) >= 2
    assert all(row["pats"] == whom for row in rows)


async def test_more_values_than_a_statement_carries_are_refused_in_words(site: Site) -> None:
    values = ",".join(f"urn:{number}|" for number in range(40_000))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    client = await site.interface()
    answer = await client.post("/fhir/Patient/_search", content=f"identifier={values}", headers=form)
    assert answer.status_code == 413, answer.text


async def test_everything_does_not_show_what_only_unreadable_resources_refer_to(site: Site) -> None:
    """A doctor reads no Basic: that a patient has one, and of whom it speaks, is nothing for her."""
    client = await site.interface()
    made = (await client.post("/fhir/Patient", json=patient("Everythova"))).json()["id"]
    for name in ("seen", "unseen"):
        person = {"resourceType": "Practitioner", "id": f"r2-{name}"}
        assert (await client.put(f"/fhir/Practitioner/r2-{name}", json=person)).status_code == 201
    basic = {"resourceType": "Basic", "code": {"text": "x"}, "subject": {"reference": f"Patient/{made}"}}
    basic["author"] = {"reference": "Practitioner/r2-unseen"}
    shown = observation(f"Patient/{made}", performer=[{"reference": "Practitioner/r2-seen"}])
    for resource in (basic, shown):
        assert (await client.post(f"/fhir/{resource['resourceType']}", json=resource)).status_code == 201
    body = (await (await site.doctor()).get(f"/fhir/Patient/{made}/$everything")).text
    assert "Practitioner/r2-seen" in body
    assert "r2-unseen" not in body
    assert "Practitioner/r2-unseen" in (await client.get(f"/fhir/Patient/{made}/$everything")).text


async def test_patches_of_one_transaction_that_take_long_are_given_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medcluster.record.bundles.MOST_PATCHING", 0.3)
    client = await site.interface()
    parts = [{"code": {"text": "a"}, "valueString": "b"}] * 14
    slow = "%resource.descendants().select(%resource.descendants().count()).count() > 0"
    kinds = {"type": "delete", "path": f"Observation.component.where({slow})[0]"}
    told = [{"name": name, f"value{'Code' if name == 'type' else 'String'}": text} for name, text in kinds.items()]
    patch = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": told}]}
    entries = []
    for number in range(12):
        resource = {**observation("Group/x", component=parts), "id": f"r2-slow-{number}"}
        assert (await client.put(f"/fhir/Observation/{resource['id']}", json=resource)).status_code == 201
        entries.append(entry("PATCH", f"Observation/{resource['id']}", patch))
    answer = await client.post("/fhir", json=bundle("transaction", *entries))
    assert answer.status_code == 413, answer.text
    assert "take too long" in answer.text


async def test_an_expansion_is_not_asked_with_hundreds_of_words(site: Site) -> None:
    """What was asked is remembered with its answer: a hundred thousand words would be kept for each question."""
    url = "http://hl7.org/fhir/ValueSet/languages"
    client = await site.interface()
    for number, status in ((101, 400), (20, 200)):
        words = " ".join(f"w{one}" for one in range(number))
        answer = await client.get("/fhir/ValueSet/$expand", params={"url": url, "filter": words})
        assert answer.status_code == status, answer.text
