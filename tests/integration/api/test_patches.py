"""Patches over HTTP: of either kind, under a condition, and of what is hidden."""

from __future__ import annotations

import base64

import pytest

from tests.integration.api.site import (
    FHIR,
    JSON_PATCH,
    Site,
    body,
    bundle,
    entry,
    issues,
    made,
    numbered,
    where,
)


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
