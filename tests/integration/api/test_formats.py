"""JSON and XML, pretty, summaries and elements: the looks of an answer are what was asked for."""

from __future__ import annotations

import gzip
from typing import Any

import httpx
import msgspec
import pytest

from medcluster.fhir import types, xml
from tests.integration.api.site import BASE, FHIR, Site, bundle, entry, issues, observation, patient

XML = {"Content-Type": "application/fhir+xml"}
ANNA = (
    b'<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"><active value="true"/><name><family value="Xmlova"/>'
    b'</name><birthDate value="1950-02"/></Patient>'
)


def _resource(answer: httpx.Response) -> Any:
    """The resource that an XML answer holds, as JSON."""
    assert answer.headers["Content-Type"] == "application/fhir+xml; charset=utf-8", answer.text
    return msgspec.json.decode(types.encode(xml.decode(answer.content)))


async def test_a_resource_comes_and_goes_as_xml(site: Site) -> None:
    doctor = await site.doctor()
    made = await doctor.post("/fhir/Patient", content=ANNA, headers=XML)
    assert made.status_code == 201, made.text
    body = _resource(made)  # nothing was said about the answer, so it is in the format of the question
    assert body["name"] == [{"family": "Xmlova"}] and body["birthDate"] == "1950-02"
    address = f"/fhir/Patient/{body['id']}"
    assert (await doctor.get(address)).json() == body
    for accept in ("application/fhir+xml", "text/xml", "application/json;q=0.5, application/xml;q=0.9, */*;q=0.1"):
        assert _resource(await doctor.get(address, headers={"Accept": accept})) == body
    for name in ("xml", "text/xml", "application/fhir+xml", "application/fhir%2Bxml"):
        assert _resource(await doctor.get(f"{address}?_format={name}", headers={"Accept": "application/json"})) == body
    again = await doctor.put(
        address, content=xml.encode(types.from_plain({**body, "gender": "female"})), headers={**XML, **_JSON}
    )
    assert again.json()["gender"] == "female" and again.headers["ETag"] == 'W/"2"'


_JSON = {"Accept": "application/fhir+json"}


async def test_bundles_and_searches_as_xml(site: Site) -> None:
    doctor = await site.doctor()
    sent = types.from_plain(
        bundle(
            "transaction",
            entry("POST", "Patient", patient("Bundlexml"), fullUrl="urn:uuid:6a1c0b7e-7f3f-4d2b-9a51-0d3c6bd0c001"),
            entry("POST", "Observation", observation("urn:uuid:6a1c0b7e-7f3f-4d2b-9a51-0d3c6bd0c001")),
        )
    )
    done = _resource(await doctor.post("/fhir", content=gzip.compress(xml.encode(sent)), headers=_packed(XML)))
    assert [one["response"]["status"][:3] for one in done["entry"]] == ["201", "201"]
    found = _resource(await doctor.get("/fhir/Patient?family=Bundlexml&_format=xml&_count=1"))
    assert [one["resource"]["name"][0]["family"] for one in found["entry"]] == ["Bundlexml"]
    assert "_format=xml" in found["link"][0]["url"]


def _packed(headers: dict[str, str]) -> dict[str, str]:
    return {**headers, "Content-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({"Accept": "application/pdf"}, "Patient", 406),
        ({"Accept": "application/fhir+json; fhirVersion=3.0"}, "Patient", 406),
        ({"Accept": "application/fhir+json;q=0"}, "Patient", 406),
        ({}, "Patient?_format=ttl", 406),
        ({}, "Patient?_pretty=perhaps", 400),
        ({}, "Patient?_summary=perhaps", 400),
        ({}, "Patient?_elements=nam", 400),
        ({}, "Patient?_format=json&_format=json", 400),
        ({}, "Observation?_summary=text&_include=Observation:subject", 400),
    ],
)
async def test_what_is_not_offered_is_refused(site: Site, headers: dict[str, str], address: str, status: int) -> None:
    answer = await (await site.doctor()).get(f"/fhir/{address}", headers=headers)
    assert answer.status_code == status
    assert issues(answer)


async def test_another_version_of_fhir_is_not_read(site: Site) -> None:
    doctor = await site.doctor()
    for kind in ("json", "xml"):
        headers = {"Content-Type": f"application/fhir+{kind}; fhirVersion=3.0", **_JSON}
        assert (await doctor.post("/fhir/Patient", content=ANNA, headers=headers)).status_code == 415
    headers = {"Content-Type": "application/fhir+xml; fhirVersion=4.0", **_JSON}
    assert (await doctor.post("/fhir/Patient", content=ANNA, headers=headers)).status_code == 201


async def test_refusals_come_in_the_wanted_format_with_the_place(site: Site) -> None:
    doctor = await site.doctor()
    wrong = ANNA.replace(b'<active value="true"/>', b'<activ value="true"/>')
    refused = await doctor.post("/fhir/Patient", content=wrong, headers=XML)
    assert refused.status_code == 422
    assert _resource(refused)["issue"][0]["expression"] == ["Patient.activ"]
    absent = await doctor.get("/fhir/Patient/nobody-here", headers={"Accept": "application/fhir+xml"})
    assert absent.status_code == 404 and _resource(absent)["issue"][0]["code"] == "not-found"
    nobody = await (await site.anyone()).get("/fhir/Patient/1?_format=xml")
    assert nobody.status_code == 401 and _resource(nobody)["resourceType"] == "OperationOutcome"
    odd = await doctor.get("/fhir/Patient?_format=xml&_pretty=perhaps")
    assert odd.status_code == 400 and _resource(odd)["resourceType"] == "OperationOutcome"


async def test_entities_are_not_expanded(site: Site) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + ANNA.removeprefix(b'<?xml version="1.0"?>').replace(b"Xmlova", b"&a;")
    refused = await (await site.doctor()).post("/fhir/Patient", content=bomb, headers={**XML, **_JSON})
    assert refused.status_code == 400 and "document type" in issues(refused)[0]["diagnostics"]


async def test_pretty(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient("Pretty"))).json()
    address = f"/fhir/Patient/{made['id']}"
    plain, pretty = await doctor.get(address), await doctor.get(f"{address}?_pretty=true")
    assert pretty.json() == plain.json() and b'\n  "id": "' in pretty.content
    assert b'\n  <id value="' in (await doctor.get(f"{address}?_pretty=true&_format=xml")).content


async def test_a_packed_answer_is_packed_in_its_format(site: Site) -> None:
    doctor = await site.doctor()
    headers = {"Accept": "application/fhir+xml", "Accept-Encoding": "gzip"}
    answer = await doctor.get("/fhir/metadata", headers=headers)
    assert _resource(answer)["resourceType"] == "CapabilityStatement"
    for number in range(12):
        await doctor.post("/fhir/Patient", json=patient("Packedxml", f"Number {number}"))
    answer = await doctor.get("/fhir/Patient?family=Packedxml", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(_resource(answer)["entry"]) == 12


async def test_summaries_and_elements_of_reads_and_searches(site: Site) -> None:
    doctor = await site.doctor()
    given = patient("Summary", contact=[{"name": {"family": "Near"}}], communication=[{"language": {"text": "he"}}])
    made = (await doctor.post("/fhir/Patient", json=given)).json()
    address = f"/fhir/Patient/{made['id']}"
    summary = (await doctor.get(f"{address}?_summary=true")).json()
    assert summary["name"] and "contact" not in summary
    assert summary["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert (await doctor.get(f"{address}?_summary=false")).json() == made
    some = (await doctor.get(f"{address}?_elements=contact")).json()
    assert set(some) == {"resourceType", "id", "meta", "contact"}
    found = (await doctor.get("/fhir/Patient?family=Summary&_elements=contact,name")).json()
    assert set(found["entry"][0]["resource"]) == {"resourceType", "id", "meta", "contact", "name"}
    assert "_elements=contact%2Cname" in found["link"][0]["url"]
    form = {"family": "Summary", "_summary": "data"}
    posted = (await doctor.post("/fhir/Patient/_search", data=form)).json()
    assert posted["entry"][0]["resource"]["meta"]["tag"][0]["code"] == "SUBSETTED"
    counted = (await doctor.get("/fhir/Patient?family=Summary&_summary=count")).json()
    assert counted["total"] == 1 and "entry" not in counted


async def test_the_next_page_looks_like_the_first(site: Site) -> None:
    doctor = await site.doctor()
    for number in range(3):
        await doctor.post("/fhir/Patient", json=patient("Pagexml", str(number), gender="female"))
    page, seen = await doctor.get("/fhir/Patient?family=Pagexml&_count=2&_elements=name&_format=xml"), []
    for _ in range(3):
        found = _resource(page)
        seen += [one["resource"]["id"] for one in found["entry"]]
        assert not any("gender" in one["resource"] for one in found["entry"])
        following = [link["url"] for link in found["link"] if link["relation"] == "next"]
        if not following:
            break
        page = await doctor.get(following[0].removeprefix(BASE))
    assert len(seen) == len(set(seen)) == 3


async def test_who_asks_for_nothing_gets_the_stored_bytes(site: Site) -> None:
    doctor = await site.doctor()
    text = '{"resourceType":"Observation","status":"final","code":{"text":"w"},"valueQuantity":{"value":72.500}}'
    made = await doctor.post("/fhir/Observation", content=text, headers=FHIR)
    read = await doctor.get(f"/fhir/Observation/{made.json()['id']}")
    assert b'"value":72.500' in read.content
    as_xml = await doctor.get(f"/fhir/Observation/{made.json()['id']}?_format=xml")
    assert b'<value value="72.500"/>' in as_xml.content
