"""What bad input gets: a status, an OperationOutcome, the place."""

from __future__ import annotations

import gzip
import json

import pytest

from medcluster.api.door import LARGEST_BODY_BYTES
from tests.integration.api.site import FHIR, Site, issues, patient

PACKED = {**FHIR, "Content-Encoding": "gzip"}


def places(found: list[dict[str, object]]) -> list[str]:
    return [str(where) for one in found for where in one.get("expression", [])]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"resourceType": "Patient", "birthDate": "14.03.1959"}, "Patient.birthDate"),
        ({"resourceType": "Patient", "name": [{"family": "A"}, {"family": 7}]}, "Patient.name[1].family"),
        ({"resourceType": "Patient", "shoeSize": 43}, "Patient"),
        ({"resourceType": "Patient", "gender": "unsure"}, "Patient.gender"),
        ({"resourceType": "Observation", "status": "final"}, "Observation"),
        ({"resourceType": "Patient", "name": {"family": "A"}}, "Patient.name"),
    ],
)
async def test_an_invalid_resource_is_refused_with_the_place(site: Site, body: dict[str, object], place: str) -> None:
    doctor = await site.doctor()
    answer = await doctor.post(f"/fhir/{body['resourceType']}", json=body)
    assert answer.status_code in (400, 422), answer.text
    assert any(where.startswith(place) for where in places(issues(answer))), answer.text


async def test_every_finding_is_told_at_once(site: Site) -> None:
    doctor = await site.doctor()
    wrong = {"resourceType": "Patient", "birthDate": "x", "gender": "y", "active": "z"}
    found = places(issues(await doctor.post("/fhir/Patient", json=wrong)))
    assert {"Patient.birthDate", "Patient.gender", "Patient.active"} <= set(found)


async def test_duplicate_keys_are_refused_with_the_place(site: Site) -> None:
    doctor = await site.doctor()
    text = b'{"resourceType": "Patient", "name": [{"family": "A", "family": "B"}]}'
    answer = await doctor.post("/fhir/Patient", content=text, headers=FHIR)
    assert answer.status_code in (400, 422)
    assert any(where.startswith("Patient.name[0]") for where in places(issues(answer))), answer.text


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b'"Patient"', b"\xff\xfe", b'{"resourceType": "Unicorn"}', b"{}"]
)
async def test_what_is_no_resource_is_refused(site: Site, text: bytes) -> None:
    doctor = await site.doctor()
    for path in ("/fhir/Patient", "/fhir"):
        answer = await doctor.post(path, content=text, headers=FHIR)
        assert answer.status_code in (400, 422), (path, text)
        issues(answer)


async def test_deep_nesting_is_refused_and_harms_nobody(site: Site) -> None:
    doctor = await site.doctor()
    text = b'{"resourceType": "Patient", "extension": ' + b'[{"extension": ' * 5000 + b"[]" + b"}]" * 5000 + b"}"
    answer = await doctor.post("/fhir/Patient", content=text, headers=FHIR)
    assert answer.status_code in (400, 413, 422)


async def test_a_gzip_body_is_unpacked(site: Site) -> None:
    doctor = await site.doctor()
    body = gzip.compress(json.dumps(patient("Packed")).encode())
    assert (await doctor.post("/fhir/Patient", content=body, headers=PACKED)).status_code == 201


async def test_a_gzip_body_in_several_members_is_unpacked_whole(site: Site) -> None:
    doctor = await site.doctor()
    text = json.dumps(patient("Members")).encode()
    body = gzip.compress(text[:20]) + gzip.compress(text[20:])
    assert (await doctor.post("/fhir/Patient", content=body, headers=PACKED)).status_code == 201


async def test_a_gzip_body_that_is_none_or_ends_early_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    packed = gzip.compress(json.dumps(patient()).encode())
    for body in (b"not gzip at all", packed[:-12]):
        answer = await doctor.post("/fhir/Patient", content=body, headers=PACKED)
        assert answer.status_code == 400
        assert "gzip" in issues(answer)[0]["diagnostics"]


async def test_an_encoding_that_is_not_read_is_told(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", content=b"...", headers={**FHIR, "Content-Encoding": "br"})
    assert answer.status_code in (415, 501)
    assert "gzip" in issues(answer)[0]["diagnostics"]


@pytest.mark.parametrize("size", [LARGEST_BODY_BYTES + 1, LARGEST_BODY_BYTES * 4])
async def test_a_gzip_bomb_is_refused_before_it_is_unpacked(site: Site, size: int) -> None:
    doctor = await site.doctor()
    bomb = gzip.compress(b" " * size, compresslevel=1)
    answer = await doctor.post("/fhir/Patient", content=bomb, headers=PACKED)
    assert answer.status_code == 413
    assert issues(answer)[0]["code"] == "too-long"


async def test_a_body_too_large_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.post("/fhir/Patient", content=b" " * (LARGEST_BODY_BYTES + 1), headers=FHIR)
    assert answer.status_code == 413
    issues(answer)


async def test_a_declared_length_too_large_is_refused_without_reading(site: Site) -> None:
    doctor = await site.doctor()
    headers = {**FHIR, "Content-Length": str(LARGEST_BODY_BYTES * 100)}
    answer = await doctor.post("/fhir/Patient", content=b"{}", headers=headers)
    assert answer.status_code == 413


async def test_a_search_form_too_large_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"name=" + b"a" * (2 * 1024 * 1024)
    answer = await doctor.post("/fhir/Patient/_search", content=body, headers=headers)
    assert answer.status_code in (400, 413)
    issues(answer)


async def test_a_long_answer_is_packed_when_asked_for(site: Site) -> None:
    doctor = await site.doctor()
    for number in range(12):
        await doctor.post("/fhir/Patient", json=patient("Longanswer", f"Given{number}"))
    plain = await doctor.get("/fhir/Patient?family=Longanswer", headers={"Accept-Encoding": "identity"})
    packed = await doctor.get("/fhir/Patient?family=Longanswer", headers={"Accept-Encoding": "br, gzip"})
    refused = await doctor.get("/fhir/Patient?family=Longanswer", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content)
    assert packed.json() == plain.json()
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


async def test_a_method_that_is_not_offered_is_told(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.delete("/fhir/Patient/x/_history")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    issues(answer)
    told = await doctor.options("/fhir/Patient/x")
    assert (told.status_code, told.headers["Allow"]) == (204, "DELETE, GET, PATCH, PUT, OPTIONS")


async def test_an_address_that_does_not_exist_under_fhir_is_told_in_fhirs_words(site: Site) -> None:
    doctor = await site.doctor()
    answer = await doctor.get("/fhir/Patient/x/y/z/w")
    assert answer.status_code == 404
    issues(answer)


async def test_a_nul_character_in_a_resource_is_refused_and_not_a_failure(site: Site) -> None:
    doctor = await site.doctor()
    body = json.dumps(patient("A\x00B"))
    assert (await doctor.post("/fhir/Patient", content=body, headers=FHIR)).status_code in (400, 422)


@pytest.mark.parametrize("path", ["?name=%00", "?identifier=%00|x", "?_id=%00", "/%00", "/%00/_history", "?%00=1"])
async def test_a_nul_character_in_an_address_is_answered_and_not_a_failure(site: Site, path: str) -> None:
    doctor = await site.doctor()
    assert (await doctor.get(f"/fhir/Patient{path}")).status_code in (200, 400, 404)


@pytest.mark.parametrize("resource_id", ["a" * 65, "a b", "é", "a_b", "%2e%2e"])
async def test_an_id_that_cannot_be_one_is_not_found(site: Site, resource_id: str) -> None:
    doctor = await site.doctor()
    assert (await doctor.get(f"/fhir/Patient/{resource_id}")).status_code in (400, 404)
    interface = await site.interface()
    body = json.dumps(patient(id=resource_id))
    refused = await interface.put(f"/fhir/Patient/{resource_id}", content=body, headers=FHIR)
    assert refused.status_code in (400, 404, 422), refused.text


async def test_versions_that_no_number_holds_are_answered(site: Site) -> None:
    doctor = await site.doctor()
    made = (await doctor.post("/fhir/Patient", json=patient())).json()["id"]
    address = f"/fhir/Patient/{made}"
    assert (await doctor.get(f"{address}/_history/{10**30}")).status_code == 404
    huge = {"If-Match": f'W/"{10**30}"'}
    assert (await doctor.put(address, json=patient(id=made), headers=huge)).status_code == 412
