"""Constraints and codes: what R4's own definitions find, and where."""

from __future__ import annotations

import random

import pytest

from medcluster.fhir import types, validation
from medcluster.fhir.path import Node, compile, element
from medcluster.fhir.validation import definitions, rules
from tests.unit.fhir.judging import BASE, NOW, Json, errors, judged, observation, places, profile


def test_every_definition_of_r4_can_be_read_and_every_constraint_compiled() -> None:
    found = [definitions.official(url) for url in definitions.urls()]
    assert len(found) == 648
    assert all(one is not None and one.root.id == one.type for one in found)
    expressions = {rule.expression for rule in definitions.constraints() if rule.expression}
    assert expressions
    for one in expressions:
        compile(rules.CORRECTED.get(one, (one, ""))[0])  # refuses what is no FHIRPath


def test_every_correction_is_of_an_expression_that_r4_has() -> None:
    official = {rule.expression for rule in definitions.constraints()}
    assert set(rules.CORRECTED) <= official
    assert set(rules.NATIVE) <= official


def _random_elements() -> list[Node]:
    chance = random.Random(5)
    extension = {"url": "urn:x", "valueCode": "a"}
    made = []
    for _ in range(300):
        kind = chance.choice(["Extension", "Reference", "Period", "Patient"])
        parts: Json = {"id": "a", "extension": [extension], "_reference": {"id": "b"}}
        parts |= {"reference": chance.choice(["#a", "#b", "Patient/1", "#"]), "valueString": "x", "url": "urn:y"}
        parts |= {"contained": chance.choice([[], [{"resourceType": "Basic", "id": "a", "code": {"text": "x"}}]])}
        allowed = element({}, kind).type.keys()
        kept = {k: v for k, v in parts.items() if k.removeprefix("_") in allowed and chance.random() < 0.5 and v != []}
        made.append(element({"resourceType": kind, **kept} if kind == "Patient" else kept, kind))
    return made


def test_what_plain_code_answers_is_what_fhirpath_answers() -> None:
    outer = element({"resourceType": "Patient", "contained": [{"resourceType": "Basic", "id": "a"}]}, "Patient")
    compared = 0
    for expression, native in rules.NATIVE.items():
        meant, _ = rules.CORRECTED.get(expression, (expression, ""))
        for one in _random_elements():
            if ("contained" in expression) == (one.type.name != "Patient") and "reference" not in expression:
                continue
            if ("reference" in expression) != (one.type.name == "Reference") and "reference" in expression:
                continue
            said = native(one)
            if said is not None and not ("value" in expression and one.type.name != "Extension"):
                variables = {"resource": one, "rootResource": outer}
                assert said == compile(meant).truth(one, now=NOW, variables=variables), (expression, one)
                compared += 1
    assert compared > 300


@pytest.mark.parametrize(
    ("resource", "key", "where"),
    [
        ({"resourceType": "Patient", "contact": [{"gender": "male"}]}, "pat-1", "Patient.contact[0]"),
        (observation(valueString="x", dataAbsentReason={"text": "no"}), "obs-6", "Observation"),
        (observation(effectivePeriod={"start": "2020", "end": "2019"}), "per-1", "Observation.effective"),
        (observation(referenceRange=[{"type": {"text": "x"}}]), "obs-3", "Observation.referenceRange[0]"),
        (observation(subject={"reference": "#lost"}), "ref-1", "Observation.subject"),
        (observation(extension=[{"url": "http://example.org/x"}]), "ext-1", "Observation.extension[0]"),
        (observation(subject={"id": "only"}), "ele-1", "Observation.subject"),
        (observation(valueQuantity={"value": 1, "code": "kg"}), "qty-3", "Observation.value"),
        (
            observation(contained=[{"resourceType": "Basic", "id": "lost", "code": {"text": "x"}}]),
            "dom-3",
            "Observation",
        ),
        (
            {"resourceType": "Bundle", "type": "collection", "total": 1},
            "bdl-1",
            "Bundle",
        ),
        (
            {"resourceType": "Bundle", "type": "document", "timestamp": "2020-01-01T00:00:00Z"},
            "bdl-9",
            "Bundle",
        ),
    ],
)
def test_a_broken_constraint_is_named_with_its_place(resource: Json, key: str, where: str) -> None:
    found = errors(resource)
    assert [(place, f"({key})" in text) for place, text in found if f"({key})" in text] == [(where, True)], found


def test_constraints_hold_in_contained_resources_and_entries() -> None:
    inner = {"resourceType": "Patient", "id": "a", "contact": [{"gender": "male"}]}
    outer = observation(contained=[inner], subject={"reference": "#a"})
    assert places(outer) == ["Observation.contained[0].contact[0]"]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": outer}]}
    assert places(bundle) == ["Bundle.entry[0].resource.contained[0].contact[0]"]


@pytest.mark.parametrize(
    "resource",
    [
        observation(subject={"display": "somebody"}),
        observation(effectivePeriod={"start": "2015", "end": "2015-06"}),
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": observation()}]},
        observation(contained=[{"resourceType": "Patient", "id": "a"}], subject={"reference": "#a"}),
        {"resourceType": "Patient", "_birthDate": {"extension": [{"url": BASE + "x", "valueString": "y"}]}},
    ],
)
def test_what_is_right_is_not_found(resource: Json) -> None:
    assert errors(resource) == []


def test_a_required_code_is_an_error_and_an_extensible_one_a_warning() -> None:
    coding = {"coding": [{"system": "http://example.org", "code": "x"}]}
    found = judged({"resourceType": "AllergyIntolerance", "patient": {"display": "x"}, "clinicalStatus": coding})
    assert ("AllergyIntolerance.clinicalStatus", "error") in [(one.where, one.severity) for one in found]
    found = judged(observation(dataAbsentReason=coding))
    assert [(one.where, one.severity) for one in found] == [("Observation.dataAbsentReason", "warning")]


def test_a_code_that_nobody_can_know_is_told_and_no_error() -> None:
    snomed = {"coding": [{"system": "http://snomed.info/sct", "code": "1"}]}
    bound = profile(
        {
            "id": "Observation.method",
            "type": [{"code": "CodeableConcept"}],
            "binding": {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/observation-methods"},
        }
    )
    found = judged(observation(method=snomed), bound["url"], structures=[bound])
    assert [(one.severity, "could not be checked" in one.text) for one in found] == [("warning", True)]


def test_codes_beyond_decoding_are_looked_at_on_every_write() -> None:
    wrong = {"coding": [{"system": "http://example.org", "code": "active"}]}
    condition = {"resourceType": "Condition", "id": "a", "subject": {"display": "x"}, "clinicalStatus": wrong}
    inside = observation(contained=[condition])
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": inside}]}
    found = validation.required_codes(types.from_plain(bundle))
    assert [one.where for one in found] == ["Bundle.entry[0].resource.contained[0].clinicalStatus"]
    right = {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}
    condition["clinicalStatus"] = {"coding": [*wrong["coding"], right]}
    assert validation.required_codes(types.from_plain(bundle)) == ()


def test_no_value_of_a_patient_is_repeated_in_a_finding() -> None:
    secret = "Zaphodson"
    resource = {
        "resourceType": "Patient",
        "name": [{"family": secret, "period": {"start": "2020", "end": "2019"}}],
        "identifier": [{"value": secret, "type": {"coding": [{"system": "urn:x", "code": secret}]}}],
    }
    assert len(judged(resource)) >= 2
    assert not any(secret in one.text for one in judged(resource))
