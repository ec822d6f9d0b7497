"""`$everything`: the whole record of a patient, of an encounter, page by page, for who may see it."""

from __future__ import annotations

from typing import Any

import asyncpg
import httpx
import pytest_asyncio

from medcluster.foundation import Database
from tests.integration.api.site import BASE, Site, bundle, entry, issues, observation, patient

Json = dict[str, Any]


async def _made(client: httpx.AsyncClient, resource: Json) -> str:
    answer = await client.post(f"/fhir/{resource['resourceType']}", json=resource)
    assert answer.status_code == 201, answer.text
    return f"{resource['resourceType']}/{answer.json()['id']}"


@pytest_asyncio.fixture(scope="module")
async def known(site: Site) -> dict[str, str]:
    """A patient with an encounter, and another patient who is named in a message to the first."""
    doctor = await site.interface()
    found = {"doctor": await _made(doctor, {"resourceType": "Practitioner", "name": [{"family": "Levi"}]})}
    found["drug"] = await _made(doctor, {"resourceType": "Medication", "code": {"text": "iron"}})
    found["patient"] = await _made(doctor, patient("Everything"))
    found["mother"] = await _made(doctor, patient("Mother"))
    subject = {"subject": {"reference": found["patient"]}}
    found["encounter"] = await _made(
        doctor,
        {
            "resourceType": "Encounter",
            "status": "finished",
            "class": {"code": "AMB"},
            "participant": [{"individual": {"reference": found["doctor"]}}],
            "period": {"start": "2024-03-01"},
            **subject,
        },
    )
    at = {"encounter": {"reference": found["encounter"]}}
    found["old"] = await _made(doctor, observation(found["patient"], effectiveDateTime="2020-01-01"))
    found["new"] = await _made(doctor, observation(found["patient"], effectiveDateTime="2024-03-01T10:00:00Z", **at))
    found["request"] = await _made(
        doctor,
        {
            "resourceType": "MedicationRequest",
            "status": "active",
            "intent": "order",
            "medicationReference": {"reference": found["drug"]},
            "requester": {"reference": found["doctor"]},
            "authoredOn": "2024-03-02",
            **subject,
            **at,
        },
    )
    found["message"] = await _made(
        doctor,
        {
            "resourceType": "Communication",
            "status": "completed",
            "subject": {"reference": found["mother"]},
            "recipient": [{"reference": found["patient"]}],
        },
    )
    found["organisation"] = "Organization/saint-charles"
    return found


def _named(body: Json, mode: str) -> list[str]:
    shown = [e for e in body.get("entry", ()) if e["search"]["mode"] == mode]
    assert all(e["fullUrl"] == f"{BASE}/fhir/{e['resource']['resourceType']}/{e['resource']['id']}" for e in shown)
    return [f"{e['resource']['resourceType']}/{e['resource']['id']}" for e in shown]


async def test_everything_of_a_patient_is_the_compartment_and_what_it_refers_to(
    site: Site, known: dict[str, str]
) -> None:
    doctor = await site.doctor()
    body = (await doctor.get(f"/fhir/{known['patient']}/$everything")).json()
    assert body["type"] == "searchset"
    parts = ("patient", "encounter", "old", "new", "request", "message")
    assert sorted(_named(body, "match")) == sorted(known[name] for name in parts)
    assert sorted(_named(body, "include")) == sorted((known["doctor"], known["drug"]))
    dated = [name for name in _named(body, "match") if name in (known["old"], known["new"], known["request"])]
    assert dated == [known["request"], known["new"], known["old"]]


async def test_everything_of_an_encounter(site: Site, known: dict[str, str]) -> None:
    doctor = await site.doctor()
    body = (await doctor.post(f"/fhir/{known['encounter']}/$everything")).json()
    assert sorted(_named(body, "match")) == sorted(known[n] for n in ("encounter", "new", "request"))
    assert sorted(_named(body, "include")) == sorted(known[n] for n in ("doctor", "drug", "patient"))


async def test_pages_hold_each_resource_once_although_somebody_writes_between_them(
    site: Site, known: dict[str, str]
) -> None:
    doctor = await site.doctor()
    seen: list[str] = []
    address, pages = f"/fhir/{known['patient']}/$everything?_count=3", 0
    whole = (await doctor.get(f"/fhir/{known['patient']}/$everything")).json()
    while address:
        body = (await doctor.get(address)).json()
        shown = _named(body, "match") + _named(body, "include")
        assert len(shown) <= 3
        seen += shown
        following = [link["url"] for link in body["link"] if link["relation"] == "next"]
        address = following[0].removeprefix(BASE) if following else ""
        if not pages:
            await _made(doctor, observation(known["patient"], effectiveDateTime="2019-01-01", code="meanwhile"))
        pages += 1
    assert sorted(seen) == sorted(_named(whole, "match") + _named(whole, "include"))
    assert pages == 3


async def test_a_cursor_is_of_one_question_and_one_person(site: Site, known: dict[str, str]) -> None:
    doctor = await site.doctor()
    body = (await doctor.get(f"/fhir/{known['patient']}/$everything?_count=3")).json()
    following = body["link"][1]["url"].removeprefix(BASE)
    assert (await doctor.get(following)).status_code == 200
    assert (await doctor.get(following.replace("_count=3", "_count=4"))).status_code == 400
    assert (await doctor.get(following.replace(known["patient"], known["mother"]))).status_code == 400
    nurse = await site.of("nurse", "saint-charles")
    assert (await nurse.get(following)).status_code in (400, 403)


async def test_types_dates_and_since_narrow(site: Site, known: dict[str, str]) -> None:
    doctor = await site.doctor()

    async def asked(query: str) -> list[str]:
        body = (await doctor.get(f"/fhir/{known['patient']}/$everything?{query}")).json()
        return _named(body, "match") + _named(body, "include")

    only = await asked("_type=MedicationRequest,Practitioner")
    assert sorted(only) == sorted((known["request"], known["doctor"]))
    dated = await asked("start=2024-03-01&end=2024-03-01")
    assert known["new"] in dated and known["old"] not in dated and known["request"] not in dated
    assert known["patient"] in dated
    assert await asked("_since=2999-01-01T00:00:00Z") == []
    sent = {
        "resourceType": "Parameters",
        "parameter": [{"name": "_type", "valueCode": "Encounter"}, {"name": "_count", "valueInteger": 5}],
    }
    body = (await doctor.post(f"/fhir/{known['patient']}/$everything", json=sent)).json()
    assert _named(body, "match") == [known["encounter"]]


async def test_what_cannot_be_meant_is_refused_by_name(site: Site, known: dict[str, str]) -> None:
    doctor = await site.doctor()
    for query in ("_type=Nobody", "start=yesterday", "_count=0", "_count=x", "colour=red", "_since=2024-13-01"):
        answer = await doctor.get(f"/fhir/{known['patient']}/$everything?{query}")
        assert answer.status_code == 400, query
        assert query.partition("=")[0] in issues(answer)[0]["expression"]


async def test_a_hidden_patient_is_answered_like_an_absent_one_and_a_deleted_one_is_gone(
    site: Site, known: dict[str, str]
) -> None:
    stranger, doctor = await site.doctor("imc-foundation"), await site.doctor()
    hidden = await stranger.get(f"/fhir/{known['patient']}/$everything")
    absent = await stranger.get("/fhir/Patient/nobody-here/$everything")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    gone = await _made(doctor, patient("Gone"))
    if (await doctor.delete(f"/fhir/{gone}")).status_code == 204:
        assert (await doctor.get(f"/fhir/{gone}/$everything")).status_code == 410


async def test_rows_of_others_stay_hidden_and_the_audit_names_whom_it_showed(
    site: Site, known: dict[str, str], owner_url: str, database: Database
) -> None:
    doctor, patient_id = await site.doctor(), known["patient"].partition("/")[2]
    own = await site.of("patient", "saint-charles", patient_id)
    body = (await own.get(f"/fhir/{known['patient']}/$everything")).json()
    assert known["message"] not in _named(body, "match") and known["new"] in _named(body, "match")
    count = len(_named((await doctor.get(f"/fhir/{known['patient']}/$everything")).json(), "match"))
    connection = await asyncpg.connect(owner_url)
    try:
        row = await connection.fetchrow(
            "SELECT role, type, id, rows, cardinality(pats) AS pats FROM record.audit WHERE action = 'everything' "
            "ORDER BY seq DESC LIMIT 1"
        )
    finally:
        await connection.close()
    assert (row["role"], row["type"], row["id"]) == ("doctor", "Patient", patient_id)
    assert row["rows"] == count + 2 and row["pats"] == 2


async def test_a_transaction_of_many_is_shown_whole(site: Site) -> None:
    doctor = await site.doctor()
    urn = "urn:uuid:7b0ca1c2-52f0-4c3f-9d0a-4b7c1f5f6a10"
    entries = [entry("POST", "Patient", patient("Many"), fullUrl=urn)]
    entries += [
        entry("POST", "Observation", observation(urn, effectiveDateTime=f"2024-01-{1 + n % 28:02}")) for n in range(300)
    ]
    done = (await doctor.post("/fhir", json=bundle("transaction", *entries))).json()
    patient_id = done["entry"][0]["response"]["location"].partition("Patient/")[2].split("/")[0]
    body = (await doctor.get(f"/fhir/Patient/{patient_id}/$everything")).json()
    assert len(_named(body, "match")) == 301
