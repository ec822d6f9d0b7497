"""Create, read, update, delete, history: what a client of the record meets over HTTP."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.integration.api.site import BASE, FHIR, Site, bundle, entry, issues, observation, patient

ABSENT = "no-such-patient"


async def test_a_created_resource_is_answered_with_its_address_version_and_body(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", json=patient("Ivanova"))
    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["Location"] == f"{BASE}/fhir/Patient/{body['id']}/_history/1"
    assert answer.headers["ETag"] == 'W/"1"'
    assert answer.headers["Content-Type"].startswith("application/fhir+json")
    assert answer.headers["Last-Modified"].endswith("GMT")
    assert body["meta"]["versionId"] == "1"
    assert datetime.fromisoformat(body["meta"]["lastUpdated"]).tzinfo is not None
    read = await doctor.get(f"/fhir/Patient/{body['id']}")
    assert read.status_code == 200
    assert read.json() == body


async def test_the_id_in_a_created_body_is_not_taken(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", json=patient("Chosen", id="chosen-by-me"))
    assert answer.status_code == 201
    assert answer.json()["id"] != "chosen-by-me"


async def test_who_prefers_little_gets_headers_without_a_body(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", json=patient(), headers={"Prefer": "return=minimal"})
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["Location"].startswith(f"{BASE}/fhir/Patient/")
    assert answer.headers["ETag"] == 'W/"1"'


async def test_an_update_with_the_version_that_was_read_makes_the_next_one(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient("Before"))).json()
    answer = await doctor.put(
        f"/fhir/Patient/{made['id']}", json=patient("After", id=made["id"]), headers={"If-Match": 'W/"1"'}
    )
    assert answer.status_code == 200
    assert answer.headers["ETag"] == 'W/"2"'
    assert (await doctor.get(f"/fhir/Patient/{made['id']}")).json()["name"][0]["family"] == "After"


async def test_an_update_with_an_older_version_is_refused_and_changes_nothing(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient("First"))).json()
    address = f"/fhir/Patient/{made['id']}"
    await doctor.put(address, json=patient("Second", id=made["id"]))
    answer = await doctor.put(address, json=patient("Third", id=made["id"]), headers={"If-Match": 'W/"1"'})
    assert answer.status_code == 412
    assert issues(answer)[0]["code"] == "conflict"
    assert (await doctor.get(address)).json()["name"][0]["family"] == "Second"


async def test_an_if_match_that_is_no_version_is_malformed(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()
    answer = await doctor.put(
        f"/fhir/Patient/{made['id']}", json=patient(id=made["id"]), headers={"If-Match": "yesterday"}
    )
    assert answer.status_code == 400


async def test_an_if_match_of_any_version_wants_the_resource_to_be_there(site: Site) -> None:
    interface, anything = await site.interface(), {"If-Match": "*"}
    at, where = "/fhir/Patient/there", "/fhir/Patient?identifier=urn:there|1"
    sent = patient("There", id="there", identifier=[{"system": "urn:there", "value": "1"}])
    refused = [await interface.put(one, json=sent, headers=anything) for one in (at, where)]
    assert [one.status_code for one in refused] == [412, 412]
    assert issues(refused[1])[0]["diagnostics"] == "No Patient meets the condition."
    await interface.put(at, json=sent)
    for address in (at, where):
        assert (await interface.put(address, json=sent, headers=anything)).status_code == 200
    done = await interface.post("/fhir", json=bundle("batch", entry("PUT", "Patient/there", sent, ifMatch="*")))
    assert done.json()["entry"][0]["response"]["etag"] == 'W/"4"'
    assert (await interface.delete(at, headers=anything)).status_code == 204
    gone = await interface.put(at, json=sent, headers=anything)
    assert (gone.status_code, "was deleted" in issues(gone)[0]["diagnostics"]) == (412, True)
    done = await interface.post("/fhir", json=bundle("transaction", entry("PUT", "Patient/there", sent, ifMatch="*")))
    assert done.status_code == 412


async def test_the_body_and_the_address_must_name_the_same_resource(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()
    other = await doctor.put(f"/fhir/Patient/{made['id']}", json=patient(id="another"))
    assert other.status_code == 400
    assert issues(other)[0]["expression"] == ["Patient.id"]
    assert (await doctor.post("/fhir/Observation", json=patient())).status_code == 400


async def test_a_deleted_resource_is_gone_and_its_versions_stay(site: Site) -> None:
    interface = await site.interface()
    made = (await interface.post("/fhir/Patient", json=patient("Kept"))).json()
    address = f"/fhir/Patient/{made['id']}"
    assert (await interface.delete(address)).status_code == 204
    gone = await interface.get(address)
    assert gone.status_code == 410
    assert issues(gone)[0]["code"] == "deleted"
    assert (await interface.delete(address)).status_code == 204
    assert (await interface.get(f"{address}/_history/1")).json()["name"][0]["family"] == "Kept"
    assert (await interface.get(f"{address}/_history/2")).status_code == 410
    history = (await interface.get(f"{address}/_history")).json()
    assert [one["request"]["method"] for one in history["entry"]] == ["DELETE", "POST"]
    found = (await interface.get("/fhir/Patient", params={"_id": made["id"]})).json()
    assert "entry" not in found


async def test_a_deleted_resource_that_comes_back_is_created(site: Site) -> None:
    interface = await site.interface()
    at = "/fhir/Patient/lazarus"
    back = patient("Back", id="lazarus", identifier=[{"system": "urn:back", "value": "1"}])
    assert (await interface.put(at, json=back)).status_code == 201
    await interface.delete(at)
    first = await interface.put(at, json=back)
    assert (first.status_code, first.headers["ETag"]) == (201, 'W/"3"')
    assert first.headers["Location"] == f"{BASE}{at}/_history/3"
    assert (await interface.put(at, json=back)).status_code == 200
    await interface.delete(at)
    where = "/fhir/Patient?identifier=urn:back|1"
    told = await interface.put(where, json=back, headers={"Prefer": "return=OperationOutcome"})
    assert (told.status_code, told.headers["Location"]) == (201, f"{BASE}{at}/_history/6")
    assert told.json()["issue"][0]["diagnostics"] == "The resource was created."


@pytest.mark.parametrize("kind", ["batch", "transaction"])
@pytest.mark.parametrize("url", ["Patient/again-{0}", "Patient?identifier=urn:again|{0}"])
async def test_an_entry_that_brings_a_resource_back_is_told_that_it_was_created(
    site: Site, kind: str, url: str
) -> None:
    interface = await site.interface()
    back = patient("Again", id=f"again-{kind}", identifier=[{"system": "urn:again", "value": kind}])
    await interface.put(f"/fhir/Patient/{back['id']}", json=back)
    await interface.delete(f"/fhir/Patient/{back['id']}")
    for status in ("201 Created", "200 OK"):
        answer = await interface.post("/fhir", json=bundle(kind, entry("PUT", url.format(kind), back)))
        assert answer.json()["entry"][0]["response"]["status"] == status, answer.text


async def test_the_history_lists_every_version_newest_first(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient("One"))).json()
    address = f"/fhir/Patient/{made['id']}"
    for family in ("Two", "Three"):
        await doctor.put(address, json=patient(family, id=made["id"]))
    history = (await doctor.get(f"{address}/_history")).json()
    assert (history["type"], history["total"]) == ("history", 3)
    assert [one["resource"]["name"][0]["family"] for one in history["entry"]] == ["Three", "Two", "One"]
    assert [one["response"]["etag"] for one in history["entry"]] == ['W/"3"', 'W/"2"', 'W/"1"']
    assert (await doctor.get(f"{address}/_history/2")).json()["name"][0]["family"] == "Two"
    assert (await doctor.get(f"{address}/_history/4")).status_code == 404
    assert (await doctor.get(f"{address}/_history/first")).status_code == 404


async def test_a_client_that_has_the_version_already_is_told_so(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()
    answer = await doctor.get(f"/fhir/Patient/{made['id']}", headers={"If-None-Match": 'W/"1"'})
    assert (answer.status_code, answer.content) == (304, b"")


async def test_decimals_keep_every_digit(site: Site) -> None:
    doctor = await site.doctor()
    owner = (await doctor.post("/fhir/Patient", json=patient())).json()
    text = json.dumps(observation(f"Patient/{owner['id']}"))[:-1] + ', "valueQuantity": {"value": 72.50, "unit": "kg"}}'
    made = await doctor.post("/fhir/Observation", content=text, headers=FHIR)
    assert made.status_code == 201
    assert b'"value":72.50,' in made.content
    address = f"/fhir/Observation/{made.json()['id']}"
    assert b'"value":72.50,' in (await doctor.get(address)).content
    assert b'"value":72.50,' in (await doctor.get(f"{address}/_history")).content
    found = await doctor.get("/fhir/Observation", params={"subject": f"Patient/{owner['id']}"})
    assert b'"value":72.50,' in found.content


async def test_a_conditional_create_finds_what_is_there(site: Site) -> None:
    doctor = await site.doctor()
    numbered = patient("Numbered", identifier=[{"system": "urn:x", "value": "4711"}])
    headers = {"If-None-Exist": "identifier=urn:x|4711"}
    first = await doctor.post("/fhir/Patient", json=numbered, headers=headers)
    again = await doctor.post("/fhir/Patient", json=numbered, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]


async def test_only_an_interface_chooses_ids(site: Site) -> None:
    interface, doctor = await site.interface(), await site.doctor()
    chosen = await interface.put("/fhir/Patient/from-the-ward", json=patient(id="from-the-ward"))
    assert chosen.status_code == 201
    assert chosen.headers["Location"] == f"{BASE}/fhir/Patient/from-the-ward/_history/1"
    refused = await doctor.put("/fhir/Patient/from-the-desk", json=patient(id="from-the-desk"))
    assert refused.status_code in (404, 405)
    assert (await interface.get("/fhir/Patient/from-the-desk")).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_what_is_hidden_is_answered_like_what_is_absent(site: Site, method: str) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=patient("Secret"))).json()["id"]
    absent = "x" * len(hidden)

    async def ask(which: str, path: str = "") -> tuple[int, bytes, list[str]]:
        body = json.dumps(patient(id=which)) if method == "PUT" else None
        answer = await ours.request(method, f"/fhir/Patient/{which}{path}", content=body, headers=FHIR)
        return answer.status_code, answer.content.replace(which.encode(), b"ID"), sorted(answer.headers)

    if method == "GET":
        assert await ask(hidden) == await ask(absent)
        assert (await ask(hidden))[0] == 404
        assert await ask(hidden, "/_history") == await ask(absent, "/_history")
        assert await ask(hidden, "/_history/1") == await ask(absent, "/_history/1")
    elif method == "DELETE":
        assert await ask(hidden) == await ask(absent)
    else:
        doctor = await site.doctor("saint-charles")
        headers = {**FHIR, "If-Match": 'W/"1"'}
        answers = [
            await doctor.put(f"/fhir/Patient/{which}", json=patient(id=which), headers=headers)
            for which in (hidden, absent)
        ]
        told = [(one.status_code, one.text.replace(hidden, "ID").replace(absent, "ID")) for one in answers]
        assert told[0] == told[1]
        assert told[0][0] == 404
    still = await theirs.get(f"/fhir/Patient/{hidden}")
    assert still.json()["name"][0]["family"] == "Secret"


async def test_a_search_never_finds_what_is_hidden(site: Site) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=patient("Zoroastrova"))).json()["id"]
    await theirs.post("/fhir/Observation", json=observation(f"Patient/{hidden}", "hidden-code"))
    for path in (
        "/fhir/Patient?name=Zoroastrova",
        f"/fhir/Patient?_id={hidden}",
        "/fhir/Observation?code=hidden-code",
        f"/fhir/Observation?subject=Patient/{hidden}",
        "/fhir/Patient?name=Zoroastrova&_summary=count",
    ):
        found = (await ours.get(path)).json()
        assert "entry" not in found, path
        assert found.get("total", 0) == 0, path


async def test_a_type_that_does_not_exist_is_told(site: Site) -> None:
    doctor = await site.doctor()
    for answer in (await doctor.get("/fhir/Patients"), await doctor.get("/fhir/patient/1")):
        assert answer.status_code == 404
        assert "resource type" in issues(answer)[0]["diagnostics"]


async def test_a_content_type_that_is_not_read_is_told(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", content=b"a patient", headers={"Content-Type": "text/turtle"})
    assert answer.status_code in (415, 501)
    assert "application/fhir+json" in issues(answer)[0]["diagnostics"]
