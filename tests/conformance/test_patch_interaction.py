"""The published patch cases through PATCH over HTTP, on the real application and database.

All 33 FHIRPath cases are run. The 16 JSON cases are documents of their own that are no FHIR resources, so that nothing
can be stored for them: they are left out here, each by name below, and run by the pure function in `test_patch_cases`;
here their patches are sent to a Patient, which none of them may change.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conformance.patch_cases import Case, fhirpath_cases, json_cases, squeezed
from tests.integration.api.conftest import site  # noqa: F401
from tests.integration.api.site import FHIR, Site

_NO_RESOURCE = "the document is no FHIR resource"
LEFT_OUT = {case["comment"]: _NO_RESOURCE for case in json_cases() if "resourceType" not in case["doc"]}
NAMED = {  # written out, so that a case that is added to the file is not left out unseen
    "4.1. add with missing object",
    "A.1.  Adding an Object Member",
    "A.2.  Adding an Array Element",
    "A.3.  Removing an Object Member",
    "A.4.  Removing an Array Element",
    "A.5.  Replacing a Value",
    "A.6.  Moving a Value",
    "A.7.  Moving an Array Element",
    "A.8.  Testing a Value: Success",
    "A.9.  Testing a Value: Error",
    "A.10.  Adding a nested Member Object",
    "A.11.  Ignoring Unrecognized Elements",
    "A.12.  Adding to a Non-existent Target",
    "A.14. ~ Escape Ordering",
    "A.15. Comparing Strings and Numbers",
    "A.16. Adding an Array Value",
}


def _bare(document: dict[str, Any]) -> dict[str, Any]:
    """Without what the server gives: the id, and what it says about the version."""
    return {key: value for key, value in document.items() if key not in ("id", "meta")}


@pytest.mark.parametrize("case", fhirpath_cases(), ids=lambda case: case.name)
async def test_fhirpath_patch(site: Site, case: Case) -> None:  # noqa: F811
    doctor = await site.doctor()
    made = await doctor.post(f"/fhir/{case.before['resourceType']}", content=json.dumps(case.before), headers=FHIR)
    assert made.status_code == 201, made.text
    address = f"/fhir/{case.before['resourceType']}/{made.json()['id']}"
    headers = {**FHIR, "If-Match": 'W/"1"'}
    patched = await doctor.patch(address, content=json.dumps(case.patch), headers=headers)
    stored = (await doctor.get(address)).json()
    if case.after is None:
        assert patched.status_code == 422, patched.text
        assert patched.json()["issue"][0]["expression"] == ["Parameters.parameter[0]"]
        assert squeezed(_bare(stored)) == squeezed(_bare(case.before))
        return
    assert patched.status_code == 200, patched.text
    assert patched.headers["ETag"] == 'W/"2"'
    assert squeezed(_bare(patched.json())) == squeezed(_bare(case.after))
    assert stored == patched.json()


def test_every_case_that_is_left_out_is_named() -> None:
    assert set(LEFT_OUT) == NAMED == {case["comment"] for case in json_cases()}
    assert set(LEFT_OUT.values()) == {_NO_RESOURCE}


@pytest.mark.parametrize("case", json_cases(), ids=lambda case: case["comment"])
async def test_a_json_case_changes_no_resource(site: Site, case: dict[str, Any]) -> None:  # noqa: F811
    doctor = await site.doctor()
    made = await doctor.post("/fhir/Patient", json={"resourceType": "Patient", "active": True})
    address = f"/fhir/Patient/{made.json()['id']}"
    headers = {"Content-Type": "application/json-patch+json"}
    patched = await doctor.patch(address, content=json.dumps(case["patch"]), headers=headers)
    assert patched.status_code == 422, patched.text
    assert (await doctor.get(address)).json() == made.json()
