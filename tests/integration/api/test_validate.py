"""`$validate` over HTTP, and writes in the mode that holds everything against the definitions."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from medcluster import app
from medcluster.fhir import types
from medcluster.foundation import Database, Settings
from medcluster.record import terminology
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import FHIR, Json, Site, bundle, entry, observation, patient
from tests.integration.terminology import releases

BAD_CONTACT = {"contact": [{"gender": "female"}]}  # pat-1
PROFILE = "http://example.org/StructureDefinition/named"


def found(outcome: Json, severity: str = "error") -> list[tuple[str, str]]:
    """(place, diagnostics) of the issues of a severity."""
    assert outcome["resourceType"] == "OperationOutcome", outcome
    return [
        (one.get("expression", [""])[0], one["diagnostics"]) for one in outcome["issue"] if one["severity"] == severity
    ]


async def asked(site: Site, address: str, body: Json) -> Json:
    answer = await (await site.doctor()).post(f"/fhir/{address}", json=body, headers=FHIR)
    assert answer.status_code == 200, answer.text
    told: Json = answer.json()
    return told


def call(resource: Json, **given: str) -> Json:
    parts = [{"name": name, "valueCode" if name == "mode" else "valueUri": text} for name, text in given.items()]
    return {"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": resource}, *parts]}


async def test_a_right_resource_has_no_error_and_nothing_is_stored(site: Site) -> None:
    right = patient("Validated")
    assert found(await asked(site, "Patient/$validate", right)) == []
    assert found(await asked(site, "Patient/$validate", call(right, mode="create"))) == []
    page = (await (await site.doctor()).get("/fhir/Patient?family=Validated")).json()
    assert "entry" not in page


async def test_every_finding_has_its_place_alone_or_in_parameters(site: Site) -> None:
    wrong = patient("Wrong", **BAD_CONTACT)
    places = [place for place, _ in found(await asked(site, "Patient/$validate", wrong))]
    assert places == ["Patient.contact[0]"]
    assert [place for place, _ in found(await asked(site, "Patient/$validate", call(wrong)))] == places


async def test_what_cannot_be_decoded_is_explained_too(site: Site) -> None:
    broken = {"resourceType": "Patient", "birthDate": "yesterday", "nonsense": 1}
    for body in (broken, call(broken)):
        places = {place for place, _ in found(await asked(site, "Patient/$validate", body))}
        assert places == {"Patient.birthDate", "Patient.nonsense"}


async def test_the_place_in_the_address_has_to_fit(site: Site) -> None:
    doctor = await site.doctor()
    stored = (await doctor.post("/fhir/Patient", json=patient("There"))).json()
    assert found(await asked(site, "Observation/$validate", patient()))[0][1].startswith("the resource is a Patient")
    assert found(await asked(site, f"Patient/{stored['id']}/$validate", patient("There", id="other"))) != []
    assert found(await asked(site, "Patient/$validate?mode=update", patient("There"))) != []
    assert found((await doctor.get(f"/fhir/Patient/{stored['id']}/$validate")).json()) == []
    assert (await doctor.get("/fhir/Patient/absent/$validate")).status_code == 404
    assert (await doctor.post("/fhir/Patient/$validate?mode=sometimes", json=patient())).status_code == 400
    assert (await doctor.post("/fhir/Patient/$validate?mode=profile", json=patient())).status_code == 400
    assert (await doctor.post("/fhir/Patient/$validate?wrong=1", json=patient())).status_code == 400
    assert (await doctor.post("/fhir/Patient/$validate", json=call(patient(), subject="x"))).status_code == 400
    deleting = await doctor.post(f"/fhir/Patient/{stored['id']}/$validate?mode=delete")
    assert deleting.status_code == 200
    assert (await doctor.get(f"/fhir/Patient/{stored['id']}")).status_code == 200


async def test_a_profile_that_a_hospital_stored_is_held_against_a_resource(site: Site) -> None:
    interface = await site.interface()
    named: Json = {
        "resourceType": "StructureDefinition",
        "url": PROFILE,
        "name": "Named",
        "status": "draft",
        "kind": "resource",
        "abstract": False,
        "type": "Patient",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
        "derivation": "constraint",
        "snapshot": {
            "element": [
                {"id": "Patient", "path": "Patient", "min": 0, "max": "*"},
                {
                    "id": "Patient.identifier",
                    "path": "Patient.identifier",
                    "min": 1,
                    "max": "*",
                    "type": [{"code": "Identifier"}],
                },
            ]
        },
    }
    assert (await interface.post("/fhir/StructureDefinition", json=named)).status_code == 201
    missing = found(await asked(site, "Patient/$validate", call(patient(), profile=PROFILE, mode="profile")))
    assert [place for place, _ in missing] == ["Patient.identifier"]
    declared = patient(meta={"profile": [PROFILE]}, identifier=[{"system": "urn:x", "value": "1"}])
    assert found(await asked(site, "Patient/$validate", declared)) == []
    unknown = found(await asked(site, "Patient/$validate", call(patient(), profile="http://example.org/none")))
    assert "is not loaded here" in unknown[0][1]


async def test_strange_addresses_of_definitions_are_looked_for_and_not_found(site: Site) -> None:
    strange = ["http://e.org/a,b", "http://e.org/\\", "|1.0", "http://e.org/|2", "http://e.org/$x|y|z", "urn:%00"]
    odd = patient(meta={"profile": strange}, extension=[{"url": one, "valueString": "x"} for one in strange])
    told = await asked(site, "Patient/$validate", odd)
    assert found(told) == []
    assert len(found(told, "warning")) >= len(strange)


async def test_codes_that_r4_enumerates_are_refused_in_every_mode(site: Site) -> None:
    doctor = await site.doctor()
    person = (await doctor.post("/fhir/Patient", json=patient())).json()
    wrong = {
        "resourceType": "Condition",
        "subject": {"reference": f"Patient/{person['id']}"},
        "clinicalStatus": {"coding": [{"system": "http://example.org", "code": "active"}]},
    }
    refused = await doctor.post("/fhir/Condition", json=wrong)
    assert refused.status_code == 422
    assert [place for place, _ in found(refused.json())] == ["Condition.clinicalStatus"]


@pytest_asyncio.fixture(scope="module")
async def strict(database: Database) -> AsyncIterator[Site]:
    """The application in the mode `full`."""
    platform = app.wire(Settings(data=Path("unused"), demo="off", validate="full"), database)
    async with contextlib.AsyncExitStack() as closing:
        made = Site(platform, closing)
        writer = unrestricted(platform.record, "test", custodian=1)
        await writer.update(types.Organization(id="saint-charles", name="saint-charles"))
        yield made


async def test_in_full_mode_a_broken_constraint_is_refused(strict: Site, site: Site) -> None:
    wrong = patient("Strict", **BAD_CONTACT)
    assert (await (await site.doctor()).post("/fhir/Patient", json=wrong)).status_code == 201
    refused = await (await strict.doctor()).post("/fhir/Patient", json=wrong)
    assert (refused.status_code, found(refused.json())[0][0]) == (422, "Patient.contact[0]")
    assert (await (await strict.doctor()).post("/fhir/Patient", json=patient("Strict"))).status_code == 201


async def test_in_full_mode_bundles_updates_and_patches_are_judged(strict: Site) -> None:
    doctor = await strict.doctor()
    sent = bundle(
        "transaction",
        entry("POST", "Patient", patient("Fine"), fullUrl="urn:uuid:0d9c7a5e-7a52-4e3f-9a39-0d9e3c3f1f11"),
        entry("POST", "Patient", patient("Strict", **BAD_CONTACT)),
    )
    refused = await doctor.post("/fhir", json=sent)
    assert refused.status_code == 422
    assert [place for place, _ in found(refused.json())] == ["Bundle.entry[1].resource.contact[0]"]
    stored = (await doctor.post("/fhir/Patient", json=patient("Patched"))).json()
    patch = [{"op": "add", "path": "/contact", "value": BAD_CONTACT["contact"]}]
    content = {"Content-Type": "application/json-patch+json"}
    answer = await doctor.patch(f"/fhir/Patient/{stored['id']}", json=patch, headers=content)
    assert answer.status_code == 422, answer.text
    right = [{"op": "add", "path": "/contact", "value": [{"name": {"text": "A friend"}}]}]
    answer = await doctor.patch(f"/fhir/Patient/{stored['id']}", json=right, headers=content)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("value", [{"dataAbsentReason": {"text": "not done"}, "valueString": "there"}])
async def test_in_full_mode_conditional_writes_learn_what_they_need_outside_their_transaction(
    strict: Site, value: Json
) -> None:
    doctor = await strict.doctor()
    person = (await doctor.post("/fhir/Patient", json=patient("Conditional"))).json()
    right = observation(f"Patient/{person['id']}", identifier=[{"system": "urn:v", "value": "1"}], valueString="x")
    assert (await doctor.put("/fhir/Observation?identifier=urn:v|1", json=right)).status_code == 201
    refused = await doctor.put("/fhir/Observation?identifier=urn:v|1", json={**right, **value})
    assert refused.status_code == 422
    assert "obs-6" in refused.text


def _snapshot(kind: str, *elements: Json) -> Json:
    listed: list[Json] = [{"id": kind, "path": kind, "min": 0, "max": "*"}]
    for one in elements:
        path = ".".join(part.partition(":")[0] for part in one["id"].split("."))
        listed.append({"path": path, "min": 0, "max": "*", **one})
    return {"snapshot": {"element": listed}}


def _definition(url: str, kind: str, *elements: Json) -> Json:
    head = {"resourceType": "StructureDefinition", "id": url[4:], "url": url, "name": "N", "status": "active"}
    base = f"http://hl7.org/fhir/StructureDefinition/{kind}"
    more = {"type": kind, "kind": "resource", "abstract": False, "baseDefinition": base, "derivation": "constraint"}
    return {**head, **more, **_snapshot(kind, *elements)}


def _bare() -> Json:
    found = _definition("urn:bare", "Patient")
    del found["snapshot"]
    return {**found, "differential": {"element": [{"id": "Patient", "path": "Patient"}]}}


def _guide(folder: Path) -> Path:
    """A guide: a profile of Patient with a slice of extensions, their definition, and a value set of its own."""
    url = {"type": "value", "path": "url"}
    mark = {"id": "Patient.extension:mark", "sliceName": "mark", "min": 1, "max": "1"}
    binding = {"strength": "required", "valueSet": "urn:warm-colours"}
    return releases.package(
        folder / "guide.tgz",
        "guide.validation",
        "1.0.0",
        _definition(
            "urn:marked",
            "Patient",
            {
                "id": "Patient.extension",
                "type": [{"code": "Extension"}],
                "slicing": {"discriminator": [url], "rules": "open"},
            },
            {**mark, "type": [{"code": "Extension", "profile": ["urn:mark"]}]},
        ),
        _definition(
            "urn:mark",
            "Extension",
            {"id": "Extension.url", "min": 1, "max": "1", "fixedUri": "urn:mark", "type": [{"code": "uri"}]},
            {"id": "Extension.value[x]", "min": 1, "max": "1", "type": [{"code": "Coding"}], "binding": binding},
        ),
        {
            "resourceType": "ValueSet",
            "id": "warm",
            "url": "urn:warm-colours",
            "name": "Warm",
            "status": "active",
            "compose": {"include": [{"system": "urn:colours", "concept": [{"code": "red"}]}]},
        },
        _bare(),
    )


def _marked(code: str = "", profile: str = "urn:marked") -> Json:
    coding = {"system": "urn:colours", "code": code}
    extension = {"extension": [{"url": "urn:mark", "valueCoding": coding}]} if code else {}
    return patient("Marked", meta={"profile": [profile]}, **extension)


async def test_a_loaded_guide_holds_for_every_write(strict: Site, owner_url: str, tmp_path: Path) -> None:
    doctor = await strict.doctor()
    assert (await doctor.post("/fhir/Patient", json=_marked())).status_code == 201, "nobody knows the profile yet"
    async with terminology.loading(owner_url) as loader:
        await terminology.add_package(loader, _guide(tmp_path))
    await asyncio.sleep(1.1)  # within a second a load is noticed
    for code, status in (("", 422), ("blue", 422), ("red", 201)):
        answer = await doctor.post("/fhir/Patient", json=_marked(code))
        assert answer.status_code == status, (code, answer.text)
    wanted = {"": ["Patient.extension"], "blue": ["Patient.extension[0].value"], "red": []}
    for code, places in wanted.items():
        answer = await doctor.post("/fhir/Patient/$validate", json=_marked(code), headers=FHIR)
        assert [place for place, _ in found(answer.json())] == places
    told = (await doctor.post("/fhir/Patient/$validate", json=_marked("red", "urn:bare"), headers=FHIR)).json()
    assert any("has no snapshot" in text for _, text in found(told, "warning"))
