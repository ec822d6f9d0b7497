"""Are the examples of the specification right by the specification?

Every twenty-fifth in a usual run, all 5,305 with MEDCLUSTER_EVERY_EXAMPLE=1. Those that break a rule are named below,
each with the rule; what cannot be decoded is named in `examples.KNOWN_BAD`.
"""

from __future__ import annotations

import os
import re

import pytest

from medcluster.fhir import types
from tests.conformance.examples import KNOWN_BAD, examples
from tests.conformance.judged import judged

EVERY = 1 if os.environ.get("MEDCLUSTER_EVERY_EXAMPLE") else 25
LARGEST_BYTES = 10**9 if EVERY == 1 else 200_000
_MEDIA = r"the code is not in http://hl7\.org/fhir/ValueSet/mimetypes"  # `json` and `xml` are no media types (BCP-13)
_BASE = r".*\(sdf-4\)"  # neither abstract nor with a baseDefinition
_NARRATIVE = r".*\(txt-2\)"  # its narrative is empty
_TARGET = r"refers to a \w+, and may to "
BREAKS = {  # file -> what each of its errors says
    "ActivityDefinition-blood-tubes-supply.json": _NARRATIVE,
    "ActivityDefinition-heart-valve-replacement.json": _NARRATIVE,
    "Bundle-b0a5e4277-83c4-4adb-87e2-e3efe3369b6f.json": _MEDIA,
    "Bundle-dataelements.json": r".*\(bdl-7\)",  # 4,000 fullUrls stand several times in it
    "Bundle-resources.json": _MEDIA,
    "CapabilityStatement-base.json": _MEDIA,
    "CapabilityStatement-base2.json": _MEDIA,
    "CapabilityStatement-example.json": _MEDIA,
    "CapabilityStatement-knowledge-repository.json": _MEDIA,
    "CapabilityStatement-measure-processor.json": _MEDIA,
    "CapabilityStatement-messagedefinition.json": _MEDIA,
    "CapabilityStatement-phr.json": _MEDIA,
    "CapabilityStatement-terminology-server.json": _MEDIA,
    "DeviceMetric-example.json": _TARGET,
    "DeviceUseStatement-example.json": _TARGET,
    "EventDefinition-example.json": _NARRATIVE,
    "MedicationRequest-medrx0301.json": _TARGET,
    "Observation-clinical-gender.json": _TARGET,
    "Questionnaire-zika-virus-exposure-assessment.json": _NARRATIVE,
    "StructureDefinition-Definition.json": _BASE,
    "StructureDefinition-Event.json": _BASE,
    "StructureDefinition-FiveWs.json": _BASE,
    "StructureDefinition-Request.json": _BASE,
    "TestScript-testscript-example-history.json": _MEDIA,
    "TestScript-testscript-example-multisystem.json": _MEDIA,
    "TestScript-testscript-example-readtest.json": _MEDIA,
    "TestScript-testscript-example-search.json": _MEDIA,
    "TestScript-testscript-example-update.json": _MEDIA,
    "TestScript-testscript-example.json": _MEDIA,
}


def _errors(data: bytes) -> list[str]:
    plain = types.to_plain(types.decode(data))
    return [one.text for one in judged(plain) if one.severity == "error"]


def test_the_examples_are_right_but_for_those_that_are_named() -> None:
    wrong, seen = {}, 0
    for name, data in examples(every=EVERY):
        if name in KNOWN_BAD or len(data) > LARGEST_BYTES:
            continue
        seen += 1
        found = _errors(data)
        said = BREAKS.get(name)
        if (said is None) != (not found) or not all(re.match(said or "", text) for text in found):
            wrong[name] = found
    assert wrong == {}
    assert seen > 5000 // EVERY - 10


@pytest.mark.parametrize("broken", ["Observation-clinical-gender.json", "CapabilityStatement-base.json"])
def test_those_that_break_a_rule_are_found(broken: str) -> None:
    data = next(found for name, found in examples() if name == broken)
    assert _errors(data) and all(re.match(BREAKS[broken], text) for text in _errors(data))
