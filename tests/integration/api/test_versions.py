"""Labels, differences and purges of the versions of a resource, over HTTP."""

from __future__ import annotations

import asyncpg
import pytest

from tests.integration.api.site import FHIR, Json, Site, issues, observation, patient

TAG = {"system": "urn:tags", "code": "followed"}
LABEL = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}
PROFILE = "http://example.org/StructureDefinition/own"


def meta(**labels: object) -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": "meta", "valueMeta": labels}]}


async def test_labels_are_added_and_taken_away_as_versions(site: Site) -> None:
    doctor = await site.doctor()
    address = f"/fhir/Patient/{(await doctor.post('/fhir/Patient', json=patient())).json()['id']}"
    assert "parameter" not in (await doctor.get(f"{address}/$meta")).json()
    added = await doctor.post(f"{address}/$meta-add", json=meta(tag=[TAG], security=[LABEL], profile=[PROFILE]))
    assert (added.status_code, added.headers["ETag"]) == (200, 'W/"2"')
    labels = added.json()["parameter"][0]["valueMeta"]
    assert labels == {"tag": [TAG], "security": [LABEL], "profile": [PROFILE]}
    assert (await doctor.get(f"{address}/$meta")).json() == added.json()
    again = await doctor.post(f"{address}/$meta-add", json=meta(tag=[{**TAG, "display": "x"}]))
    assert again.headers["ETag"] == 'W/"2"', "what is there already is not added, and no version is made of it"
    gone = await doctor.post(f"{address}/$meta-delete", json=meta(tag=[TAG]), headers={"If-Match": 'W/"2"'})
    assert gone.json()["parameter"][0]["valueMeta"] == {"security": [LABEL], "profile": [PROFILE]}
    assert (await doctor.get(f"{address}/_history/2/$meta")).json() == added.json()
    assert (await doctor.get(f"/fhir/Patient?_tag=urn:tags|followed&_id={address[14:]}")).json().get("entry") is None
    for wrong in ({"resourceType": "Parameters"}, patient()):
        assert (await doctor.post(f"{address}/$meta-add", json=wrong)).status_code == 400


async def test_what_is_in_use_in_a_type_and_in_all(site: Site, owner_url: str) -> None:
    ours, theirs = await site.interface("imc-foundation"), await site.interface("diagnostic-centre")
    mine = {"profile": [PROFILE], "tag": [{"system": "urn:used", "code": "ours", "display": "Ours"}]}
    address = f"Patient/{(await ours.post('/fhir/Patient', json=patient(meta=mine))).json()['id']}"
    seen = observation(address, meta={"security": [LABEL], "tag": [{"system": "urn:used", "code": "seen"}]})
    assert (await ours.post("/fhir/Observation", json=seen)).status_code == 201
    await theirs.post("/fhir/Patient", json=patient(meta={"tag": [{"system": "urn:used", "code": "theirs"}]}))

    async def used(path: str) -> Json:
        answer = await ours.get(path)
        assert (answer.status_code, (await ours.post(path)).json()) == (200, answer.json())
        (told,) = answer.json()["parameter"]
        assert told["name"] == "return"
        return {name: tuple(label["code"] for label in told["valueMeta"].get(name, ())) for name in ("tag", "security")}

    assert await used("/fhir/Patient/$meta") == {"tag": ("ours",), "security": ()}
    assert await used("/fhir/Observation/$meta") == {"tag": ("seen",), "security": ("R",)}
    assert await used("/fhir/$meta") == {"tag": ("ours", "seen"), "security": ("R",)}
    assert "parameter" not in (await ours.get("/fhir/Condition/$meta")).json()
    assert (await ours.get("/fhir/Nothing/$meta")).status_code == 404
    assert (await ours.get("/fhir/$meta?x=1")).status_code == 400
    assert (await (await site.anyone()).get("/fhir/$meta")).status_code == 401
    owner = await asyncpg.connect(owner_url)
    try:
        rows = await owner.fetch("SELECT type, rows FROM record.audit WHERE action = 'meta' ORDER BY seq")
    finally:
        await owner.close()
    told = [(row["type"], row["rows"]) for row in rows]
    assert told == [*[("Patient", 1)] * 2, *[("Observation", 1)] * 2, *[("", 2)] * 2, ("Condition", 0)]


async def test_a_difference_can_be_applied_as_a_patch(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient("Before", "A", "B"))).json()
    address = f"/fhir/Patient/{made['id']}"
    await doctor.put(address, json=patient("After", "B", "C", id=made["id"], gender="other"))
    forth = await doctor.get(f"{address}/$diff")
    assert forth.status_code == 200, forth.text
    back = await doctor.get(f"{address}/$diff?fromVersion=2&toVersion=1")
    assert (
        await doctor.get(f"/fhir/$diff?from=Patient/{made['id']}/_history/2&to=Patient/{made['id']}/_history/1")
    ).json() == (back.json())
    undone = await doctor.patch(address, json=back.json(), headers=FHIR)
    assert undone.status_code == 200, undone.text
    assert undone.json()["name"] == made["name"]
    assert "gender" not in undone.json()
    redone = await doctor.patch(address, json=forth.json(), headers=FHIR)
    assert redone.json()["gender"] == "other"
    assert "parameter" not in (await doctor.get(f"{address}/$diff?fromVersion=2&toVersion=4")).json()
    assert (await doctor.get(f"{address}/$diff?fromVersion=9")).status_code == 404
    assert (await doctor.get(f"{address}/$diff?fromVersion=x")).status_code == 400
    assert (await doctor.get("/fhir/$diff?from=Patient/x")).status_code == 400
    alone = (await doctor.post("/fhir/Patient", json=patient())).json()["id"]
    assert (await doctor.get(f"/fhir/Patient/{alone}/$diff")).status_code == 404


@pytest.mark.parametrize("operation", ["$meta", "$diff"])
async def test_the_hidden_is_answered_like_the_absent(site: Site, operation: str) -> None:
    theirs, ours = await site.interface("leon-berard"), await site.interface("saint-charles")
    hidden = (await theirs.post("/fhir/Patient", json=patient("Secret"))).json()["id"]
    absent = "x" * len(hidden)
    answers = [await ours.get(f"/fhir/Patient/{which}/{operation}") for which in (hidden, absent)]
    told = [(one.status_code, one.text.replace(hidden, "ID").replace(absent, "ID")) for one in answers]
    assert told[0] == told[1]
    assert told[0][0] == 404
    added = await ours.post(f"/fhir/Patient/{hidden}/$meta-add", json=meta(tag=[TAG]))
    assert added.status_code == 404


async def test_administrators_purge_what_their_participant_answers_for(site: Site, owner_url: str) -> None:
    interface, administrator = await site.interface(), await site.of("administrator", "saint-charles")
    made = (await interface.post("/fhir/Patient", json=patient("First"))).json()["id"]
    address = f"/fhir/Patient/{made}"
    for family in ("Second", "Third"):
        await interface.put(address, json=patient(family, id=made))
    for role in ("interface", "doctor", "manager"):
        refused = await (await site.of(role, "saint-charles")).post(f"{address}/$purge-history")
        assert (refused.status_code, issues(refused)[0]["code"]) == (403, "forbidden")
    others = await site.of("administrator", "leon-berard")
    assert (await others.post(f"{address}/$purge-history")).status_code == 404
    assert (await administrator.get(address)).status_code == 403, "who purges need not read"
    done = await administrator.post(f"{address}/$purge-history")
    assert (done.status_code, done.json()["parameter"][0]["valueInteger"]) == (200, 2)
    assert (await interface.get(address)).json()["name"][0]["family"] == "Third"
    assert (await interface.get(f"{address}/_history/1")).status_code == 404
    assert (await interface.get(f"{address}/_history")).json()["total"] == 1
    listed = (await interface.get("/fhir/Patient/_history")).json()["entry"]
    assert [one["response"]["etag"] for one in listed if one["fullUrl"].endswith(made)] == ['W/"3"']
    assert (await administrator.post("/fhir/Patient/absent/$purge-history")).status_code == 404
    owner = await asyncpg.connect(owner_url)
    try:
        rows = await owner.fetch(
            "SELECT role, id, rows, cardinality(pats) AS pats FROM record.audit WHERE action = 'purge'"
        )
    finally:
        await owner.close()
    assert [(row["role"], row["id"], row["rows"], row["pats"]) for row in rows] == [("administrator", made, 2, 1)]
