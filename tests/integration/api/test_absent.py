"""Is what is called not supported truly not there? One request, or several, for each row."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from medcluster import api
from tests.integration.api.site import BASE, JSON_PATCH, Site, bundle, issues, observation, patient

Json = dict[str, Any]
TRIES = [(one.what, wanted) for one in api.ABSENT for wanted in one.tries]
SHOWN = {  # rows of what is passed over rather than refused -> the test that shows it
    "`Prefer: respond-async` outside `$export` and `$import`": "test_an_answer_comes_at_once",
    "In a history: how the client wrote": "test_a_history_does_not_say_how_the_client_wrote",
    "In `$document`: what is named by what the Composition names": "test_a_document_goes_one_step",
    "Supplements of code systems": "test_a_supplement_adds_nothing",
    "HL7 v2 messages to others": "",  # there is no address to ask, and nothing to see
}


async def _asked(client: httpx.AsyncClient, wanted: api.Try) -> httpx.Response:
    headers = {"Content-Type": wanted.media} if wanted.body else {}
    if wanted.prefer:
        headers["Prefer"] = wanted.prefer
    return await client.request(wanted.method, f"/fhir/{wanted.address}", content=wanted.body or None, headers=headers)


@pytest.mark.parametrize(("what", "wanted"), TRIES, ids=[f"{what}: {one.address}" for what, one in TRIES])
async def test_what_is_called_not_supported_is_refused_in_words(site: Site, what: str, wanted: api.Try) -> None:
    answer = await _asked(await site.interface(), wanted)
    assert 400 <= answer.status_code <= 501 and answer.status_code not in (401, 500), (what, answer.text)
    told = answer.json()
    assert told.get("resourceType") == "OperationOutcome" or told["errors"], (what, told)
    said = str(told)
    if "$" not in wanted.address:
        assert "nothing at this address" not in said, what


def test_every_row_has_requests_or_a_test_of_its_own() -> None:
    assert {one.what for one in api.ABSENT if not one.tries} == set(SHOWN)
    assert all(name in globals() for name in SHOWN.values() if name)


async def test_the_like_of_it_is_taken(site: Site) -> None:
    """Else what is refused might be refused for something else that is wrong with it."""
    interface = await site.interface()
    every = {wanted.address: wanted for _, wanted in TRIES}
    taken = [
        "CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=male",
        "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender",
        "Observation?code-value-quantity=http://loinc.org|8480-6$5|http://unitsofmeasure.org|mm[Hg]",
        "Observation?_sort=value-quantity,-_lastUpdated",
        "Patient?_format=json",
        "Patient/_history?_count=1",
        "Condition?_list=x",
        "metadata?mode=full",
    ]
    for address in taken:
        assert (await _asked(interface, api.Try(address))).status_code == 200, address
    exported = await _asked(interface, api.Try("$export?_type=Patient", prefer="respond-async"))
    assert exported.status_code == 202
    await interface.delete(exported.headers["Content-Location"])
    number = every["Observation"].body
    assert "1e-100" in number
    assert (
        await _asked(interface, api.Try("Observation", "POST", number.replace("1e-100", "1e-99")))
    ).status_code == 201
    told = every["Subscription"].body
    assert '"type": "message"' in told
    right = told.replace('"type": "message"', '"type": "websocket"')
    assert (await _asked(interface, api.Try("Subscription", "POST", right))).status_code == 201


async def test_what_no_transaction_takes_fails_alone_in_a_batch(site: Site) -> None:
    interface = await site.interface()
    (row,) = (one for one in api.ABSENT if one.what.startswith("In a batch or transaction"))
    for wanted in row.tries:
        sent = wanted.body.replace('"type": "transaction"', '"type": "batch"')
        assert sent != wanted.body
        answer = await _asked(interface, api.Try("", "POST", sent))
        assert answer.status_code == 200, answer.text
        assert answer.json()["entry"][0]["response"]["status"][:3] in ("400", "404", "422", "501"), answer.text


async def test_what_is_told_beside_it_is_taken_in_a_batch(site: Site) -> None:
    interface = await site.interface()
    taken = ("Patient?_count=1", "Patient/_history?_count=1")
    sent = bundle("batch", *({"request": {"method": "GET", "url": url}} for url in taken))
    answer = await interface.post("/fhir", json=sent)
    assert [one["response"]["status"][:3] for one in answer.json()["entry"]] == ["200", "200"]


async def test_an_answer_comes_at_once(site: Site) -> None:
    answer = await (await site.interface()).get("/fhir/Patient?_count=1", headers={"Prefer": "respond-async"})
    assert answer.status_code == 200 and answer.json()["type"] == "searchset"
    assert "Content-Location" not in answer.headers


async def test_a_history_does_not_say_how_the_client_wrote(site: Site) -> None:
    interface = await site.interface()
    place = "/fhir/Patient/told"
    assert (await interface.put(place, json=patient("Told", id="told"))).status_code == 201
    changed = b'[{"op":"add","path":"/active","value":true}]'
    assert (await interface.patch(place, content=changed, headers=JSON_PATCH)).status_code == 200
    told = [one["request"] for one in (await interface.get(f"{place}/_history")).json()["entry"]]
    assert told == [{"method": "PUT", "url": "Patient/told"}, {"method": "POST", "url": "Patient"}]


async def test_a_document_goes_one_step(site: Site) -> None:
    interface = await site.interface()

    async def made(resource: Json) -> str:
        answer = await interface.post(f"/fhir/{resource['resourceType']}", json=resource)
        assert answer.status_code == 201, answer.text
        return f"{resource['resourceType']}/{answer.json()['id']}"

    subject = await made(patient("Step"))
    further = await made(observation(subject))
    named = await made(observation(subject, hasMember=[{"reference": further}]))
    section = {"title": "Results", "entry": [{"reference": named}]}
    letter: Json = {"resourceType": "Composition", "status": "final", "type": {"text": "Letter"}, "title": "Letter"}
    letter |= {"date": "2026-01-01", "author": [{"display": "x"}], "subject": {"reference": subject}}
    composition = await made({**letter, "section": [section]})
    body = (await interface.get(f"/fhir/{composition}/$document")).json()
    held = [one["fullUrl"].removeprefix(f"{BASE}/fhir/") for one in body["entry"]]
    assert named in held and further not in held


async def test_a_supplement_adds_nothing(site: Site) -> None:
    interface = await site.interface()
    colours: Json = {"resourceType": "CodeSystem", "status": "active", "url": "urn:x-colours"}
    red = {"code": "red", "display": "Red"}
    rouge = {"code": "red", "designation": [{"language": "fr", "value": "Rouge"}]}
    more = {"url": "urn:x-colours-fr", "content": "supplement", "supplements": "urn:x-colours", "concept": [rouge]}
    for sent in ({**colours, "content": "complete", "concept": [red]}, {**colours, **more}):
        assert (await interface.post("/fhir/CodeSystem", json=sent)).status_code == 201
    query = "system=urn:x-colours&code=red&displayLanguage=fr"
    answer = await interface.get(f"/fhir/CodeSystem/$lookup?{query}")
    assert answer.status_code == 200, issues(answer)
    assert "Rouge" not in answer.text
