"""Conditional interactions, patches and what a client prefers to be answered, over HTTP."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import httpx
import pytest

from tests.integration.api.site import BASE, FHIR, Site, bundle, entry, issues, observation, patient

JSON_PATCH = {"Content-Type": "application/json-patch+json"}
CLIENTS = 32


def numbered(family: str, value: str, **more: Any) -> dict[str, Any]:
    return patient(family, identifier=[{"system": "urn:c", "value": value}], **more)


def where(value: str) -> str:
    return f"/fhir/Patient?identifier=urn:c|{value}"


def body(*operations: dict[str, Any]) -> bytes:
    return json.dumps(operations).encode()


async def made(client: httpx.AsyncClient, **more: Any) -> str:
    answer = await client.post("/fhir/Patient", json=patient("Made", **more))
    assert answer.status_code == 201, answer.text
    return f"/fhir/Patient/{answer.json()['id']}"


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


async def test_a_patch_of_either_kind_is_a_new_version(site: Site) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    done = await doctor.patch(
        address, content=body({"op": "add", "path": "/gender", "value": "other"}), headers=JSON_PATCH
    )
    assert (done.status_code, done.headers["ETag"], done.json()["gender"]) == (200, 'W/"2"', "other")
    operation = {
        "name": "operation",
        "part": [
            {"name": "type", "valueCode": "replace"},
            {"name": "path", "valueString": "Patient.gender"},
            {"name": "value", "valueCode": "female"},
        ],
    }
    parameters = {"resourceType": "Parameters", "parameter": [operation]}
    stale = await doctor.patch(address, json=parameters, headers={**FHIR, "If-Match": 'W/"1"'})
    assert stale.status_code == 412
    done = await doctor.patch(address, json=parameters, headers={**FHIR, "If-Match": 'W/"2"'})
    assert (done.status_code, done.json()["gender"]) == (200, "female")
    assert (await doctor.get(f"{address}/_history/2")).json()["gender"] == "other"


async def test_a_patch_may_come_as_xml(site: Site) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    part = '<part><name value="{}"/><value{} value="{}"/></part>'
    parts = [("type", "Code", "add"), ("path", "String", "Patient"), ("name", "String", "gender")]
    told = "".join(part.format(*one) for one in [*parts, ("value", "Code", "other")])
    body = f'<parameter><name value="operation"/>{told}</parameter>'
    sent = f'<Parameters xmlns="http://hl7.org/fhir">{body}</Parameters>'
    headers = {"Content-Type": "application/fhir+xml", "Accept": "application/fhir+json"}
    done = await doctor.patch(address, content=sent, headers=headers)
    assert (done.status_code, done.json()["gender"]) == (200, "other"), done.text


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"[{]", "application/json-patch+json", 400),
        (b'[{"op":"shift","path":"/gender"}]', "application/json-patch+json", 400),
        (b'[{"op":"remove","path":"/gender"}]', "application/json-patch+json", 422),
        (b'[{"op":"add","path":"/gender","value":"purple"}]', "application/json-patch+json", 422),
        (b'[{"op":"test","path":"/active","value":true}]', "application/json-patch+json", 422),
        (b'{"resourceType":"Patient"}', "application/fhir+json", 400),
        (b"[]", "text/plain", 415),
        (b"[]", "", 415),
        (b"[]", "application/merge-patch+json", 415),
    ],
)
async def test_a_patch_that_cannot_be_carried_out_changes_nothing(
    site: Site, content: bytes, media: str, status: int
) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    refused = await doctor.patch(address, content=content, headers={"Content-Type": media} if media else {})
    assert refused.status_code == status, refused.text
    issues(refused)
    assert (await doctor.get(address)).headers["ETag"] == 'W/"1"'


async def test_a_conditional_patch_needs_one_match(site: Site) -> None:
    doctor = await site.doctor()
    change = body({"op": "add", "path": "/gender", "value": "other"})
    assert (await doctor.patch(where("4"), content=change, headers=JSON_PATCH)).status_code == 404
    await doctor.post("/fhir/Patient", json=numbered("One", "4"))
    assert (await doctor.patch(where("4"), content=change, headers=JSON_PATCH)).json()["gender"] == "other"
    await doctor.post("/fhir/Patient", json=numbered("Two", "4"))
    assert (await doctor.patch(where("4"), content=change, headers=JSON_PATCH)).status_code == 412


@pytest.mark.parametrize("form", ["id", "condition", "bundle", "batch"])
async def test_a_hidden_resource_is_patched_like_an_absent_one(site: Site, form: str) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=numbered("Secret", f"hidden-{form}"))).json()["id"]
    absent = "x" * len(hidden)
    change = body({"op": "add", "path": "/gender", "value": "other"})

    async def ask(which: str, number: str) -> tuple[int, str]:
        if form == "id":
            answer = await ours.patch(f"/fhir/Patient/{which}", content=change, headers=JSON_PATCH)
        elif form == "condition":
            answer = await ours.patch(where(number), content=change, headers=JSON_PATCH)
        else:
            data = base64.b64encode(change).decode()
            binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": data}
            kind = "transaction" if form == "bundle" else "batch"
            answer = await ours.post("/fhir", json=bundle(kind, entry("PATCH", f"Patient/{which}", binary)))
        return answer.status_code, answer.text.replace(which, "ID")

    assert await ask(hidden, f"hidden-{form}") == await ask(absent, "nobody")
    assert "gender" not in (await theirs.get(f"/fhir/Patient/{hidden}")).json()


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


async def test_links_of_a_bundle_lead_to_what_it_made_in_every_kind_of_element(site: Site) -> None:
    doctor = await site.doctor()
    full_url = "urn:uuid:5b1f3e2a-0c8d-4d8e-9a83-2f0a5d3c9e11"
    other = "http://elsewhere.example/fhir/Patient/7"
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><a href="{full_url}#name">her</a> {full_url}</div>'
    seen = observation(
        full_url,
        text={"status": "generated", "div": div},
        note=[{"text": f"See [her]({full_url}) and <{other}>, not {full_url}x"}],
        identifier=[{"system": full_url, "value": full_url}],
        extension=[
            {"url": "urn:e", "valueUri": f"{other}#x"},
            {"url": "urn:e", "valueCanonical": full_url},
            {"url": "urn:e", "valueReference": {"reference": other}},
        ],
        performer=[{"reference": "Patient/7"}, {"reference": f"{full_url}#p"}],
    )
    answer = await doctor.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("POST", "Observation", seen),
            entry("POST", "Patient", patient(), fullUrl=full_url),
            entry("POST", "Patient", patient(), fullUrl=other),
        ),
    )
    locations = [one["response"]["location"].split("/_history")[0] for one in answer.json()["entry"]]
    stored = (await doctor.get(f"/fhir/{locations[0]}")).json()
    first, second = locations[1:]
    assert stored["subject"]["reference"] == first
    assert [one["reference"] for one in stored["performer"]] == [second, f"{first}#p"]
    assert stored["text"]["div"] == div.replace(f'href="{full_url}', f'href="{first}')
    assert stored["note"][0]["text"] == f"See [her]({first}) and <{second}>, not {full_url}x"
    assert stored["identifier"] == [{"system": first, "value": full_url}]
    uri, canonical, reference = stored["extension"]
    assert (uri["valueUri"], canonical["valueCanonical"]) == (f"{second}#x", full_url)
    assert reference["valueReference"]["reference"] == second


async def test_the_canonical_url_of_a_definition_is_a_name_and_stays(site: Site) -> None:
    interface = await site.interface()
    url = "http://elsewhere.example/CodeSystem/colours"
    system = {"resourceType": "CodeSystem", "url": url, "status": "draft", "content": "complete"}
    values = {"resourceType": "ValueSet", "status": "draft", "compose": {"include": [{"system": url}]}}
    answer = await interface.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("POST", "CodeSystem", system, fullUrl=url),
            entry("POST", "ValueSet", values, fullUrl="urn:uuid:0c0f2f4c-7c4d-4f3e-8a8f-6d5f0f3a9b21"),
        ),
        headers={"Prefer": "return=representation"},
    )
    made = [one["resource"] for one in answer.json()["entry"]]
    assert made[0]["url"] == url
    assert made[1]["compose"]["include"][0]["system"] == url


EXACT = (
    '{"resourceType":"Observation","language":"ru","text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.'
    'org/1999/xhtml\\"><p>\\u0412\\u0435\\u0441 72.50 &amp; more</p></div>"},"contained":[{'
    '"resourceType":"Device","id":"d","_status":{"extension":[{"url":"urn:x","valueCode":"u"}]}}],"extension":[{"url":"urn:unknown","extension":'
    '[{"url":"a","valueDecimal":1.000},{"url":"b","valueString":" spaced "}]}],"status":"final","_status":{"id":"s1"},'
    '"code":{"text":"weight"},"effectiveDateTime":"2024-03","_effectiveDateTime":{"extension":[{"url":"urn:p",'
    '"valueString":"about"}]},"valueQuantity":{"value":72.50,"unit":"kg"},"device":{"reference":"#d"},'
    '"component":[{"code":{"text":"c"},"valueQuantity":{"value":0.10}}]}'
)


def bare(text: str) -> Any:
    """The document with its numbers as they were written, without what the server adds."""
    document = json.loads(text, parse_float=str, parse_int=str)
    return {key: value for key, value in document.items() if key not in ("id", "meta")}


async def test_nothing_is_lost_on_any_way_in(site: Site) -> None:
    interface = await site.interface()
    created = await interface.post("/fhir/Observation", content=EXACT, headers=FHIR)
    address = f"/fhir/Observation/{created.json()['id']}"
    named = EXACT.replace('"language"', f'"id":"{created.json()["id"]}","language"', 1)
    updated = await interface.put(address, content=named, headers=FHIR)
    patched = await interface.patch(
        address, content=body({"op": "replace", "path": "/language", "value": "ru"}), headers=JSON_PATCH
    )
    sent = '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Observation"},'
    whole = await interface.post("/fhir", content=f'{sent}"resource":{EXACT}}}]}}', headers=FHIR)
    location = whole.json()["entry"][0]["response"]["location"]
    answers = [created, updated, patched, await interface.get(address), await interface.get(f"/fhir/{location}")]
    answers.append(await interface.get(f"{address}/_history/1"))
    for answer in answers:
        assert bare(answer.text) == bare(EXACT), answer.request.url
    for answer in (
        await interface.get(f"{address}/_history"),
        await interface.get(f"/fhir/Observation?_id={created.json()['id']}"),
    ):
        found = json.loads(answer.text, parse_float=str, parse_int=str)["entry"][0]["resource"]
        assert {key: value for key, value in found.items() if key not in ("id", "meta")} == bare(EXACT)


async def test_last_modified_is_an_instant_with_a_zone(site: Site) -> None:
    doctor = await site.doctor()
    address = await made(doctor)
    assert parsedate_to_datetime((await doctor.get(address)).headers["Last-Modified"]).tzinfo is not None
    told = (await doctor.get(f"{address}/_history")).json()["entry"][0]["response"]["lastModified"]
    assert datetime.fromisoformat(told).tzinfo is not None
