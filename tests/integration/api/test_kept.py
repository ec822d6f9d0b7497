"""What is sent is what is kept: links lead to what a bundle made, and nothing else is changed on any way in."""

from __future__ import annotations

import json
from typing import Any

from tests.integration.api.site import (
    FHIR,
    JSON_PATCH,
    Site,
    body,
    bundle,
    entry,
    observation,
    patient,
)


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
