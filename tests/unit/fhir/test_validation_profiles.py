"""Profiles, slices and extensions: what a definition says beyond the type; one that is not there or unreadable."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from medcluster.fhir import validation
from medcluster.foundation import Refusal
from tests.unit.fhir.judging import BASE, Json, errors, judged, observation, places, profile


def test_vital_signs_are_held_against_the_profile_that_they_declare() -> None:
    weight = observation(
        meta={"profile": [BASE + "bodyweight"]},
        category=[
            {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}
                ]
            }
        ],
        code={"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        subject={"reference": "Patient/1"},
        effectiveDateTime="2020-01-01",
        valueQuantity={"value": Decimal("72.5"), "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    )
    assert errors(weight) == []
    assert places({**weight, "category": [{"text": "x"}]}) == ["Observation.category"]
    assert places({**weight, "valueQuantity": {**weight["valueQuantity"], "code": "mm"}}) == ["Observation.value.code"]
    assert places({**weight, "code": {"coding": [{"system": "http://loinc.org", "code": "1"}]}}) == [
        "Observation.code.coding"
    ]
    assert "Observation.subject" in places({k: v for k, v in weight.items() if k != "subject"})


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ({"id": "Observation.code", "fixedCodeableConcept": {"text": "x"}}, {}, {"code": {"text": "y"}}),
        (
            {"id": "Observation.code", "patternCodeableConcept": {"coding": [{"code": "a"}]}},
            {"code": {"coding": [{"system": "urn:b", "code": "b"}, {"system": "urn:a", "code": "a"}], "text": "t"}},
            {"code": {"coding": [{"system": "urn:b", "code": "b"}]}},
        ),
        ({"id": "Observation.note", "max": "0"}, {}, {"note": [{"text": "x"}]}),
        ({"id": "Observation.identifier", "min": 2}, {"identifier": [{"value": "1"}, {"value": "2"}]}, {}),
        (
            {"id": "Observation.value[x]", "type": [{"code": "Quantity"}]},
            {"valueQuantity": {"value": 1}},
            {"valueString": "x"},
        ),
        (
            {"id": "Observation.value[x]", "type": [{"code": "integer"}], "minValueInteger": 1, "maxValueInteger": 5},
            {"valueInteger": 5},
            {"valueInteger": 6},
        ),
        (
            {"id": "Observation.value[x]", "type": [{"code": "string"}], "maxLength": 3},
            {"valueString": "abc"},
            {"valueString": "abcd"},
        ),
        (
            {
                "id": "Observation.subject",
                "type": [{"code": "Reference", "targetProfile": [BASE + "Device"]}],
            },
            {"subject": {"reference": "Device/1"}},
            {"subject": {"reference": "Patient/1"}},
        ),
        (
            {
                "id": "Observation.status",
                "type": [{"code": "code"}],
                "constraint": [
                    {"key": "own-1", "severity": "error", "human": "amended", "expression": "$this = 'amended'"}
                ],
            },
            {"status": "amended"},
            {},
        ),
    ],
    ids=lambda value: str(value.get("id", ""))[12:] if isinstance(value, dict) else "",
)
def test_what_a_profile_says_of_an_element(said: Json, right: Json, wrong: Json) -> None:
    one = profile(said)
    assert errors(observation(**right), one["url"], structures=[one]) == []
    assert len(errors(observation(**wrong), one["url"], structures=[one])) == 1


def sliced(rule: str, *discriminators: tuple[str, str], ordered: bool = False) -> Json:
    told = [{"type": kind, "path": path} for kind, path in discriminators]
    return {"slicing": {"discriminator": told, "rules": rule, "ordered": ordered}}


def _by_code(rules_: str, *, ordered: bool = False) -> Json:
    backbone = [{"code": "BackboneElement"}]
    concept = [{"code": "CodeableConcept"}]
    return profile(
        {"id": "Observation.component", "type": backbone, **sliced(rules_, ("pattern", "code"), ordered=ordered)},
        {"id": "Observation.component:high", "sliceName": "high", "min": 1, "max": "1", "type": backbone},
        {"id": "Observation.component:high.code", "type": concept, "patternCodeableConcept": {"text": "high"}},
        {"id": "Observation.component:high.value[x]", "min": 1, "max": "1", "type": [{"code": "Quantity"}]},
        {"id": "Observation.component:low", "sliceName": "low", "max": "1", "type": backbone},
        {"id": "Observation.component:low.code", "type": concept, "patternCodeableConcept": {"text": "low"}},
    )


def part(text: str, **more: Any) -> Json:
    return {"code": {"text": text}, **more}


HIGH = part("high", valueQuantity={"value": 1})


@pytest.mark.parametrize(
    ("rule", "ordered", "parts", "wanted"),
    [
        ("open", False, [part("low"), part("other"), HIGH], []),
        ("open", False, [part("low")], ["Observation.component"]),
        ("open", False, [HIGH, HIGH], ["Observation.component"]),
        ("open", False, [part("high")], ["Observation.component[0].value"]),
        ("open", False, [part("high", valueString="x")], ["Observation.component[0].value"]),
        ("open", True, [part("low"), HIGH], ["Observation.component[1]"]),
        ("open", True, [HIGH, part("low")], []),
        ("closed", False, [HIGH, part("other")], ["Observation.component[1]"]),
        ("openAtEnd", False, [part("other"), HIGH], ["Observation.component[1]"]),
        ("openAtEnd", False, [HIGH, part("other")], []),
    ],
)
def test_slices_by_pattern(rule: str, ordered: bool, parts: list[Json], wanted: list[str]) -> None:
    one = _by_code(rule, ordered=ordered)
    assert places(observation(component=parts), one["url"], structures=[one]) == wanted


def test_slices_within_slices_are_counted_over_all_of_their_slice() -> None:
    backbone = [{"code": "BackboneElement"}]
    one = _by_code("open")
    inner: list[Json] = [
        {"id": "Observation.component:high/first", "sliceName": "high/first", "min": 1, "max": "1", "type": backbone},
        {"id": "Observation.component:high/first.value[x]", "type": [{"code": "Quantity"}], "min": 1},
        {
            "id": "Observation.component:high/first.interpretation",
            "type": [{"code": "CodeableConcept"}],
            "patternCodeableConcept": {"text": "first"},
        },
    ]
    elements = one["snapshot"]["element"]
    (outer,) = [shape for shape in elements if shape["id"] == "Observation.component:high"]
    outer |= {"max": "*", **sliced("open", ("pattern", "interpretation"))}
    elements += [{"path": "Observation.component", "min": 0, "max": "*", **shape} for shape in inner]
    first = {**HIGH, "interpretation": [{"text": "first"}]}
    for parts, wanted in (
        ([first, HIGH], []),
        ([HIGH, HIGH], ["Observation.component"]),
        ([first, first], ["Observation.component"]),
    ):
        assert places(observation(component=parts), one["url"], structures=[one]) == wanted


def test_slices_by_type_by_existence_and_by_profile() -> None:
    string = {"id": "Observation.value[x]:valueString", "type": [{"code": "string"}], "maxLength": 2}
    by_type = profile({"id": "Observation.value[x]", **sliced("closed", ("type", "$this"))}, string)
    assert places(observation(valueString="ab"), by_type["url"], structures=[by_type]) == []
    assert places(observation(valueString="abc"), by_type["url"], structures=[by_type]) == ["Observation.value"]
    assert places(observation(valueInteger=1), by_type["url"], structures=[by_type]) == ["Observation.value"]
    identifier = [{"code": "Identifier"}]
    by_existence = profile(
        {"id": "Observation.identifier", "type": identifier, **sliced("closed", ("exists", "period"))},
        {"id": "Observation.identifier:bounded", "type": identifier},
        {"id": "Observation.identifier:bounded.period", "min": 1, "max": "1", "type": [{"code": "Period"}]},
    )
    bounded = {"value": "1", "period": {"start": "2020"}}
    assert places(observation(identifier=[bounded]), by_existence["url"], structures=[by_existence]) == []
    assert places(observation(identifier=[{"value": "1"}]), by_existence["url"], structures=[by_existence]) != []
    named = profile({"id": "Patient.name", "min": 1, "type": [{"code": "HumanName"}]}, kind="Patient", url="urn:named")
    by_profile = profile(
        {"id": "Bundle.entry", "type": [{"code": "BackboneElement"}], **sliced("open", ("profile", "resource"))},
        {"id": "Bundle.entry:named", "min": 1, "max": "1", "type": [{"code": "BackboneElement"}]},
        {
            "id": "Bundle.entry:named.resource",
            "min": 1,
            "max": "1",
            "type": [{"code": "Patient", "profile": ["urn:named"]}],
        },
        kind="Bundle",
        url="urn:bundle",
    )
    for patient, wanted in (({"name": [{"text": "x"}]}, []), ({"active": True}, ["Bundle.entry"])):
        entry = [{"resource": {"resourceType": "Patient", **patient}}]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entry}
        assert places(bundle, "urn:bundle", structures=[by_profile, named]) == wanted


def test_an_extension_is_held_against_its_definition_and_an_unknown_one_told() -> None:
    url = BASE + "patient-birthPlace"
    assert places({"resourceType": "Patient", "extension": [{"url": url, "valueAddress": {"city": "x"}}]}) == []
    assert places({"resourceType": "Patient", "extension": [{"url": url, "valueString": "x"}]}) == [
        "Patient.extension[0].value"
    ]
    citizen = {"url": BASE + "patient-citizenship", "extension": [{"url": "code", "valueString": "x"}]}
    assert places({"resourceType": "Patient", "extension": [citizen]}) == ["Patient.extension[0].extension[0].value"]
    unknown = judged({"resourceType": "Patient", "extension": [{"url": "http://example.org/x", "valueString": "x"}]})
    assert [(one.severity, one.where) for one in unknown] == [("information", "Patient.extension[0]")]


def test_an_extension_in_a_place_that_it_is_not_meant_for_is_a_warning() -> None:
    place = {"url": BASE + "patient-birthPlace", "valueAddress": {"city": "x"}}
    prefix = {"url": BASE + "humanname-own-prefix", "valueString": "van"}
    named = {"family": "x", "_family": {"extension": [prefix]}}
    assert judged({"resourceType": "Patient", "extension": [place], "contact": [{"name": named}]}) == []
    misplaced = judged({"resourceType": "Patient", "name": [{"text": "x", "extension": [place]}]})
    assert [(one.where, one.severity) for one in misplaced] == [("Patient.name[0].extension[0]", "warning")]


def test_a_profile_that_is_not_there_is_a_warning_when_declared_and_an_error_when_asked_for() -> None:
    declared = judged(observation(meta={"profile": ["http://example.org/none"]}))
    assert [(one.severity, one.code) for one in declared] == [("warning", "not-found")]
    assert [one.severity for one in judged(observation(), "http://example.org/none")] == ["error"]
    assert "is of Patient" in errors(observation(), BASE + "Patient")[0][1]


def test_a_definition_without_a_snapshot_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal, match="has no snapshot"):
        validation.read({"url": "urn:x", "type": "Patient", "differential": {"element": []}})
    with pytest.raises(Refusal, match="logical model"):
        validation.read({"url": "urn:x", "type": "x", "kind": "logical", "snapshot": {"element": [{"id": "x"}]}})
