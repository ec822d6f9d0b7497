"""The 33 FHIRPath and 16 JSON cases that HL7 publishes, through the pure functions; none is left out."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from medcluster.fhir import types
from medcluster.fhir.patch import difference, fhirpath_patch, jsonpatch
from medcluster.fhir.patch.places import plain
from medcluster.foundation import Kind, Refusal
from tests.conformance.patch_cases import Case, fhirpath_cases, json_cases, squeezed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FHIRPATH, JSON = fhirpath_cases(), json_cases()
BOTH_WAYS = [case for case in FHIRPATH if case.mode == "both"]


def resource(document: dict[str, Any]) -> types.Resource:
    return types.from_plain(document)


def patch(case: Case) -> types.Parameters:
    made = types.from_plain(case.patch)
    assert isinstance(made, types.Parameters)
    return made


def test_the_files_are_whole() -> None:
    assert (len(FHIRPATH), len(JSON)) == (33, 16)


@pytest.mark.parametrize("case", FHIRPATH, ids=lambda case: case.name)
def test_fhirpath_patch(case: Case) -> None:
    before = resource(case.before)
    if case.after is None:
        with pytest.raises(Refusal) as caught:
            fhirpath_patch(patch(case)).apply(before, NOW)
        assert caught.value.kind is Kind.INVALID
        return
    after = fhirpath_patch(patch(case)).apply(before, NOW)
    assert squeezed(plain(after)) == squeezed(case.after)
    assert plain(before) == plain(resource(case.before)), "what was handed in stays as it was"


@pytest.mark.parametrize("case", BOTH_WAYS, ids=lambda case: case.name)
def test_the_difference_of_input_and_output_leads_from_one_to_the_other(case: Case) -> None:
    assert case.after is not None
    before, after = resource(case.before), resource(case.after)
    assert fhirpath_patch(difference(before, after)).apply(before, NOW) == after


@pytest.mark.parametrize("case", JSON, ids=lambda case: case["comment"])
def test_json_patch(case: dict[str, Any]) -> None:
    document = copy.deepcopy(case["doc"])
    try:
        steps = jsonpatch.read_steps(json.dumps(case["patch"]).encode())
        found = jsonpatch.apply(document, steps)
    except Refusal as refusal:
        assert "error" in case, refusal
        assert refusal.kind is Kind.INVALID
    else:
        assert found == case["expected"]
