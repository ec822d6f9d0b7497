"""Constraints, codes, profiles and slices: what is found, and where."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from medcluster.fhir import terminology, types, validation
from medcluster.fhir.path import Node, compile, element
from medcluster.fhir.validation import Known, definitions, rules
from medcluster.foundation import Issue, Refusal

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BASE = "http://hl7.org/fhir/StructureDefinition/"
Json = dict[str, Any]


def judged(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[Issue]:
    """Every finding, codes answered by R4's own terminology."""
    types.from_plain(resource)
    known = Known({one["url"]: validation.read(one) for one in structures or ()})
    for _ in range(8):
        judgement = validation.judge(resource, known, now=NOW, profiles=profiles)
        if judgement.complete:
            return [one for one in judgement.issues if "(dom-6)" not in one.text]
        for question in judgement.questions:
            known.answers[question] = _member(question)
        known.structures.update(dict.fromkeys(judgement.definitions))
    raise AssertionError("it leads on and on")


def _member(question: tuple[str, str, str]) -> terminology.Membership:
    try:
        return terminology.official.member(*question)
    except Refusal as refusal:
        return terminology.Membership(None, reason=refusal.text)


def errors(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[tuple[str, str]]:
    found = judged(resource, *profiles, structures=structures)
    return [(one.where, one.text) for one in found if one.severity == "error"]


def places(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[str]:
    return [where for where, _ in errors(resource, *profiles, structures=structures)]


def observation(**more: Any) -> Json:
    return {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, **more}


def profile(*elements: Json, kind: str = "Observation", url: str = "http://example.org/p", **more: Any) -> Json:
    """A profile by the elements of its snapshot, each given by id, and what it says."""
    listed = [{"id": kind, "path": kind, "min": 0, "max": "*"}]
    for one in elements:
        path = ".".join(part.partition(":")[0] for part in one["id"].split("."))
        listed.append({"path": path, "min": 0, "max": "*", **one})
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "type": kind,
        "kind": "resource",
        "derivation": "constraint",
        "snapshot": {"element": listed},
        **more,
    }


# definitions


def test_every_definition_of_r4_can_be_read_and_every_constraint_compiled() -> None:
    found = [definitions.official(url) for url in definitions.urls()]
    assert len(found) == 648
    assert all(one is not None and one.root.id == one.type for one in found)
    assert rules.unreadable(tuple(rule.expression for rule in definitions.constraints() if rule.expression)) == {}


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
            said = native(one, outer)
            if said is not None and not ("value" in expression and one.type.name != "Extension"):
                variables = {"resource": one, "rootResource": outer}
                assert said == compile(meant).truth(one, now=NOW, variables=variables), (expression, one)
                compared += 1
    assert compared > 300


# constraints


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


# codes


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


# profiles


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


def test_no_value_of_a_patient_is_repeated_in_a_finding() -> None:
    secret = "Zaphodson"
    resource = {
        "resourceType": "Patient",
        "name": [{"family": secret, "period": {"start": "2020", "end": "2019"}}],
        "identifier": [{"value": secret, "type": {"coding": [{"system": "urn:x", "code": secret}]}}],
    }
    assert len(judged(resource)) >= 2
    assert not any(secret in one.text for one in judged(resource))
