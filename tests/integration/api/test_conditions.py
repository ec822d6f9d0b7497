"""Conditional interactions, and what a client prefers to be answered, over HTTP."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import httpx

from tests.integration.api.site import (
    BASE,
    Site,
    bundle,
    entry,
    issues,
    made,
    numbered,
    patient,
    where,
)

CLIENTS = 32


async def test_a_conditional_update_over_http(site: Site) -> None:
    doctor = await site.doctor()
    first = await doctor.put(where("1"), json=numbered("One", "1"))
    again = await doctor.put(where("1"), json=numbered("Two", "1"), headers={"If-Match": 'W/"1"'})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Location"] == f"{BASE}/fhir/Patient/{first.json()['id']}/_history/2"
    assert (await doctor.put(where("1"), json=numbered("X", "1"), headers={"If-Match": 'W/"1"'})).status_code == 412
    assert (await doctor.put(where("1"), json=numbered("X", "1", id="other"))).status_code == 400
    assert (await doctor.put("/fhir/Patient", json=patient())).status_code == 400
    unknown = await doctor.put("/fhir/Patient?colour=red", json=patient())
    assert unknown.status_code == 400
    assert "colour" in issues(unknown)[0]["diagnostics"]
    await doctor.post("/fhir/Patient", json=numbered("Twin", "1"))
    many = await doctor.put(where("1"), json=numbered("X", "1"))
    assert (many.status_code, issues(many)[0]["code"]) == (412, "multiple-matches")


async def test_32_clients_that_update_under_one_condition_make_one(site: Site) -> None:
    doctor = await site.doctor()
    answers = await asyncio.gather(*(doctor.put(where("2"), json=numbered(f"F{n}", "2")) for n in range(CLIENTS)))
    assert sorted(one.status_code for one in answers) == [200] * (CLIENTS - 1) + [201]
    assert len({one.json()["id"] for one in answers}) == 1
    assert {one.headers["ETag"] for one in answers} == {f'W/"{n}"' for n in range(1, CLIENTS + 1)}


async def test_a_conditional_delete_over_http(site: Site) -> None:
    interface = await site.interface()
    for _ in range(2):
        await interface.post("/fhir/Patient", json=numbered("Gone", "3"))
    assert (await interface.delete(where("3"))).status_code == 412
    assert (await interface.delete(f"{where('3')}&_count=2")).status_code == 204
    assert (await interface.delete(where("3"))).status_code == 204
    assert "entry" not in (await interface.get(where("3"))).json()
    assert (await interface.delete("/fhir/Patient")).status_code == 400


async def test_put_with_if_none_match_creates_only(site: Site) -> None:
    interface = await site.interface()
    only_new = {"If-None-Match": "*"}
    first = await interface.put("/fhir/Patient/only-once", json=patient(id="only-once"), headers=only_new)
    again = await interface.put("/fhir/Patient/only-once", json=patient(id="only-once"), headers=only_new)
    assert (first.status_code, again.status_code) == (201, 412)
    wrong = await interface.put(
        "/fhir/Patient/only-once", json=patient(id="only-once"), headers={"If-None-Match": 'W/"1"'}
    )
    assert wrong.status_code == 400

    async def ask(which: str) -> httpx.Response:
        sent = entry("PUT", f"Patient/{which}", patient(id=which), ifNoneMatch="*")
        return await interface.post("/fhir", json=bundle("transaction", sent))

    assert ((await ask("only-once")).status_code, (await ask("only-twice")).status_code) == (412, 200)


async def test_a_conditional_read(site: Site) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    read = await doctor.get(address)
    changed = parsedate_to_datetime(read.headers["Last-Modified"])

    async def status(**headers: str) -> int:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await doctor.get(address, headers=sent)
        assert answer.headers["ETag"] == 'W/"1"'
        return answer.status_code

    assert await status(If_None_Match='W/"1"') == 304
    assert await status(If_None_Match='"7", W/"1"') == 304
    assert await status(If_None_Match="*") == 304
    assert await status(If_None_Match='W/"2"') == 200
    assert await status(If_Modified_Since=format_datetime(changed, usegmt=True)) == 304
    assert await status(If_Modified_Since=format_datetime(changed - timedelta(seconds=1), usegmt=True)) == 200
    assert await status(If_Modified_Since="yesterday") == 200
    assert await status(If_Modified_Since=format_datetime(changed, usegmt=True), If_None_Match='W/"2"') == 200
    asked = [
        entry("GET", address.removeprefix("/fhir/"), ifNoneMatch='W/"1"'),
        entry("GET", address.removeprefix("/fhir/"), ifNoneMatch='W/"2"'),
        entry("HEAD", address.removeprefix("/fhir/")),
    ]
    for kind in ("batch", "transaction"):
        answer = (await doctor.post("/fhir", json=bundle(kind, *asked))).json()["entry"]
        assert [one["response"]["status"][:3] for one in answer] == ["304", "200", "200"]
        assert [("resource" in one) for one in answer] == [False, True, False]


async def test_what_a_client_prefers_to_be_answered(site: Site) -> None:
    doctor = await site.doctor()

    async def post(prefer: str) -> httpx.Response:
        return await doctor.post("/fhir/Patient", json=patient(), headers={"Prefer": prefer} if prefer else {})

    assert (await post("")).json()["resourceType"] == "Patient"
    assert (await post("return=minimal")).content == b""
    assert (await post("handling=strict; return=representation")).json()["resourceType"] == "Patient"
    told = await post("return=OperationOutcome")
    assert (told.status_code, told.json()["resourceType"]) == (201, "OperationOutcome")
    assert told.headers["Location"].startswith(f"{BASE}/fhir/Patient/")
    sent = bundle("transaction", entry("POST", "Patient", patient()))
    for prefer, parts in (("", False), ("return=minimal", False), ("return=representation", True)):
        answer = (await doctor.post("/fhir", json=sent, headers={"Prefer": prefer})).json()["entry"][0]
        assert ("resource" in answer) is parts
    answer = (await doctor.post("/fhir", json=sent, headers={"Prefer": "return=OperationOutcome"})).json()
    assert answer["entry"][0]["response"]["outcome"]["resourceType"] == "OperationOutcome"


async def test_last_modified_is_an_instant_with_a_zone(site: Site) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    assert parsedate_to_datetime((await doctor.get(address)).headers["Last-Modified"]).tzinfo is not None
    told = (await doctor.get(f"{address}/_history")).json()["entry"][0]["response"]["lastModified"]
    assert datetime.fromisoformat(told).tzinfo is not None
