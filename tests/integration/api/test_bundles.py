"""Transactions and batches over HTTP: all or nothing, each alone, references resolved."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.integration.api.site import BASE, Json, Site, bundle, entry, issues, observation, patient


def urn() -> str:
    return f"urn:uuid:{uuid4()}"


def numbered(value: str, family: str = "Numbered") -> Json:
    return patient(family, identifier=[{"system": "urn:number", "value": value}])


@pytest.mark.parametrize("base", ["/fhir", "/fhir/"])
async def test_a_transaction_is_taken_with_and_without_a_slash(site: Site, base: str) -> None:
    doctor = await site.doctor()
    name = urn()
    sent = bundle(
        "transaction",
        entry("POST", "Observation", observation(name)),
        entry("POST", "Patient", patient("Internal"), fullUrl=name),
    )
    answer = await doctor.post(base, json=sent)
    assert answer.status_code == 200
    done = answer.json()
    assert done["type"] == "transaction-response"
    assert [one["response"]["status"][:3] for one in done["entry"]] == ["201", "201"]
    seen, made = (one["response"]["location"].split("/_history")[0] for one in done["entry"])
    assert (await doctor.get(f"/fhir/{seen}")).json()["subject"]["reference"] == made
    assert made.startswith("Patient/")


async def test_a_conditional_reference_becomes_the_one_that_matches(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=numbered("c-1"))).json()
    answer = await doctor.post(
        "/fhir",
        json=bundle("transaction", entry("POST", "Observation", observation("Patient?identifier=urn:number|c-1"))),
    )
    assert answer.status_code == 200, answer.text
    location = answer.json()["entry"][0]["response"]["location"].split("/_history")[0]
    assert (await doctor.get(f"/fhir/{location}")).json()["subject"]["reference"] == f"Patient/{made['id']}"


@pytest.mark.parametrize(("matching", "words"), [(0, "no"), (2, "more")])
async def test_a_conditional_reference_must_match_exactly_one(site: Site, matching: int, words: str) -> None:
    doctor = await site.doctor()
    for _ in range(matching):
        await doctor.post("/fhir/Patient", json=numbered(f"exactly-{matching}"))
    answer = await doctor.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("POST", "Patient", numbered(f"beside-{matching}")),
            entry("POST", "Observation", observation(f"Patient?identifier=urn:number|exactly-{matching}")),
        ),
    )
    assert answer.status_code == 412
    assert "Patient" in issues(answer)[0]["diagnostics"]
    found = (await doctor.get("/fhir/Patient", params={"identifier": f"urn:number|beside-{matching}"})).json()
    assert "entry" not in found, "nothing of a refused transaction may stay"


async def test_a_transaction_with_one_bad_entry_leaves_nothing_and_says_which(site: Site) -> None:
    doctor = await site.doctor()
    wrong = patient("Wrong", birthDate="yesterday")
    answer = await doctor.post(
        "/fhir",
        json=bundle("transaction", entry("POST", "Patient", numbered("whole")), entry("POST", "Patient", wrong)),
    )
    assert answer.status_code in (400, 422)
    assert any("Bundle.entry[1].resource" in where for one in issues(answer) for where in one.get("expression", []))
    assert "entry" not in (await doctor.get("/fhir/Patient?identifier=urn:number|whole")).json()


async def test_the_entries_of_a_batch_stand_and_fall_alone(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post(
        "/fhir",
        json=bundle(
            "batch",
            entry("POST", "Patient", numbered("batch-1")),
            entry("GET", "Patient/nobody"),
            entry("GET", "Patient?identifier=urn:number|batch-1"),
            entry("GET", "Patient?nonsense=1"),
        ),
    )
    assert answer.status_code == 200
    done = answer.json()
    assert done["type"] == "batch-response"
    assert [one["response"]["status"][:3] for one in done["entry"]] == ["201", "404", "200", "400"]
    assert "nonsense" in done["entry"][3]["response"]["outcome"]["issue"][0]["diagnostics"]


async def test_a_transaction_may_create_read_update_and_delete(site: Site) -> None:
    interface = await site.interface()
    kept = (await interface.post("/fhir/Patient", json=numbered("kept"))).json()["id"]
    gone = (await interface.post("/fhir/Patient", json=numbered("gone"))).json()["id"]
    answer = await interface.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("GET", f"Patient/{kept}"),
            entry("PUT", f"Patient/{kept}", {**numbered("kept", "Changed"), "id": kept}, ifMatch='W/"1"'),
            entry("DELETE", f"Patient/{gone}"),
            entry("POST", "Patient", numbered("kept"), ifNoneExist="identifier=urn:number|kept-new"),
        ),
    )
    assert answer.status_code == 200, answer.text
    assert [one["response"]["status"][:3] for one in answer.json()["entry"]] == ["200", "200", "204", "201"]
    assert answer.json()["entry"][0]["resource"]["name"][0]["family"] == "Changed"
    assert (await interface.get(f"/fhir/Patient/{gone}")).status_code == 410


async def test_a_stale_version_in_a_transaction_refuses_all_of_it(site: Site) -> None:
    interface = await site.interface()
    one = (await interface.post("/fhir/Patient", json=numbered("stale"))).json()["id"]
    answer = await interface.post(
        "/fhir",
        json=bundle(
            "transaction",
            entry("POST", "Patient", numbered("with-stale")),
            entry("PUT", f"Patient/{one}", {**numbered("stale"), "id": one}, ifMatch='W/"7"'),
        ),
    )
    assert answer.status_code == 412
    assert "entry" not in (await interface.get("/fhir/Patient?identifier=urn:number|with-stale")).json()


async def test_a_transaction_does_not_reach_what_is_hidden(site: Site) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=numbered("theirs"))).json()["id"]
    asked = bundle("batch", entry("GET", f"Patient/{hidden}"), entry("GET", "Patient?identifier=urn:number|theirs"))
    done = (await ours.post("/fhir", json=asked)).json()
    assert done["entry"][0]["response"]["status"][:3] == "404"
    assert "entry" not in done["entry"][1]["resource"]
    refused = await ours.post(
        "/fhir",
        json=bundle("transaction", entry("POST", "Observation", observation("Patient?identifier=urn:number|theirs"))),
    )
    assert refused.status_code == 412


async def test_an_interface_cannot_overwrite_what_is_hidden(site: Site) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=patient("Unharmed"))).json()["id"]
    answer = await ours.put(f"/fhir/Patient/{hidden}", json=patient("Harmed", id=hidden))
    assert answer.status_code >= 400
    assert "Unharmed" not in answer.text
    assert (await theirs.get(f"/fhir/Patient/{hidden}")).json()["name"][0]["family"] == "Unharmed"


@pytest.mark.parametrize("kind", ["collection", "document", "searchset", "history"])
async def test_other_bundles_are_not_carried_out(site: Site, kind: str) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir", json={"resourceType": "Bundle", "type": kind})
    assert answer.status_code in (400, 422)
    assert kind in issues(answer)[0]["diagnostics"]


async def test_a_single_resource_is_sent_to_the_address_of_its_type(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir", json=patient())
    assert answer.status_code == 400
    assert "Patient" in issues(answer)[0]["diagnostics"]


@pytest.mark.parametrize("kind", ["batch", "transaction"])
async def test_a_part_of_a_resource_is_given_inside_a_bundle_too(site: Site, kind: str) -> None:
    doctor = await site.doctor()
    family = f"Part{kind}"
    made = (await doctor.post("/fhir/Patient", json=patient(family, birthDate="1980-01-01", gender="female"))).json()
    here = f"Patient/{made['id']}"
    sent = bundle(
        kind,
        entry("GET", f"{here}?_elements=gender"),
        entry("GET", f"Patient?family={family}&_elements=gender"),
        entry("GET", f"{here}/_history/1?_summary=text"),
        entry("GET", f"{here}/_history?_summary=data"),
        entry("GET", f"Patient?family={family}&_summary=count"),
        entry("GET", here),
    )
    done = (await doctor.post("/fhir", json=sent)).json()["entry"]
    assert all(one["response"]["status"].startswith("200") for one in done)
    read, found, version, history, count, whole = (one["resource"] for one in done)
    assert set(read) == {"resourceType", "id", "meta", "gender"}
    assert read["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert found["entry"][0]["resource"] == read
    assert "_elements=gender" in found["link"][0]["url"]
    assert set(version) == {"resourceType", "id", "meta"}
    assert history["entry"][0]["resource"]["birthDate"] == "1980-01-01"
    assert history["entry"][0]["resource"]["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert (count["total"], "entry" in count) == (1, False)
    assert whole == (await doctor.get(f"/fhir/{here}")).json()


async def test_a_wrong_part_inside_a_batch_is_refused_by_name(site: Site) -> None:
    doctor = await site.doctor()
    queries = ("_elements=nam", "_summary=perhaps", "_summary=true&_summary=text")
    sent = bundle("batch", *(entry("GET", f"Patient?{query}") for query in queries))
    done = (await doctor.post("/fhir", json=sent)).json()["entry"]
    assert [one["response"]["status"][:3] for one in done] == ["400", "400", "400"]


@pytest.mark.parametrize("kind", ["batch", "transaction"])
async def test_an_entry_may_name_its_resource_by_the_whole_address(site: Site, kind: str) -> None:
    interface, here = await site.interface(), f"{BASE}/fhir"
    sent = patient("Whole", id=f"whole-{kind}")
    entries = [entry("PUT", f"{here}/Patient/{sent['id']}", sent), entry("GET", f"{here}/Patient/{sent['id']}")]
    entries += [entry("GET", f"{here}/Patient?_id={sent['id']}"), entry("GET", f"Patient/{sent['id']}")]
    told = (await interface.post("/fhir", json=bundle(kind, *entries))).json()["entry"]
    assert [one["response"]["status"] for one in told] == ["201 Created", *["200 OK"] * 3]
    assert told[2]["resource"]["entry"][0]["resource"]["id"] == sent["id"]
    elsewhere = entry("GET", "https://elsewhere.example/fhir/Patient/1")
    answer = (await interface.post("/fhir", json=bundle(kind, elsewhere))).json()
    refused = answer if kind == "transaction" else answer["entry"][0]["response"]["outcome"]
    assert "no address of a resource" in refused["issue"][0]["diagnostics"]
