"""What each resource can be found by."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from medcluster.fhir import search, types
from medcluster.fhir.search.entries import ENTRIES
from medcluster.fhir.search.parameters import places_are_elsewhere
from medcluster.fhir.search.plan import Place, places, places_below


def made(plain: dict[str, Any]) -> types.Resource:
    return types.from_plain(plain)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OBSERVATION = made(
    {
        "resourceType": "Observation",
        "id": "o1",
        "meta": {"lastUpdated": "2024-03-05T10:00:00Z", "tag": [{"system": "t", "code": "x"}], "profile": ["http://p"]},
        "identifier": [{"system": "urn:i", "value": "77"}],
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}, {"code": "weight"}]},
        "subject": {"reference": "Patient/p1/_history/3"},
        "performer": [{"identifier": {"system": "urn:i", "value": "9"}}, {"reference": "http://a.example/Device/1"}],
        "effectivePeriod": {"start": "2024-03"},
        "valueQuantity": {"value": 72.50, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
        "component": [{"code": {"coding": [{"code": "c"}]}, "valueCodeableConcept": {"coding": [{"code": "v"}]}}],
    }
)


def test_tokens_of_an_observation() -> None:
    assert set(search.postings(OBSERVATION).tokens) == {
        ("_id", None, "o1"),
        ("_tag", "t", "x"),
        ("identifier", "urn:i", "77"),
        ("status", "http://hl7.org/fhir/observation-status", "final"),
        *((name, "http://loinc.org", "29463-7") for name in ("code", "combo-code")),
        *((name, None, "weight") for name in ("code", "combo-code")),
        *((name, None, "c") for name in ("component-code", "combo-code")),
        *((name, None, "v") for name in ("component-value-concept", "combo-value-concept")),
        ("performer:identifier", "urn:i", "9"),
    }


def test_the_rest_of_an_observation() -> None:
    found = search.postings(OBSERVATION)
    assert set(found.references) == {
        ("subject", "Patient/p1"),
        ("patient", "Patient/p1"),
        ("performer", "http://a.example/Device/1"),
    }
    assert set(found.quantities) == {
        (name, Decimal("72.50"), "http://unitsofmeasure.org", "kg")
        for name in ("value-quantity", "combo-value-quantity")
    }
    assert set(found.dates) == {
        ("_lastUpdated", at("2024-03-05T10:00:00"), at("2024-03-05T10:00:01")),
        ("date", at("2024-03-01"), search.LATEST),
    }
    assert found.uris == [("_profile", "http://p")]


def test_a_patient_by_name_telecom_and_death() -> None:
    patient = made(
        {
            "resourceType": "Patient",
            "name": [{"family": "Ёлкина", "given": ["Анна-Мария"]}, {"text": "שָׁלוֹם"}],
            "telecom": [{"system": "phone", "value": "+7 1"}, {"system": "email", "value": "a@b.example"}],
            "address": [{"city": "Besançon"}],
            "gender": "female",
            "deceasedDateTime": "2024-01-01",
            "link": [{"other": {"reference": "Patient/2"}, "type": "seealso"}],
        }
    )
    found = search.postings(patient)
    assert ("family", "Ёлкина", "елкина") in found.strings
    assert ("name", "שָׁלוֹם", "שלום") in found.strings
    assert ("address-city", "Besançon", "besancon") in found.strings
    assert ("email", None, "a@b.example") in found.tokens
    assert ("phone", None, "+7 1") in found.tokens
    assert ("phone", None, "a@b.example") not in found.tokens
    assert ("deceased", None, "true") in found.tokens
    assert ("deceased", None, "false") in search.postings(types.Patient()).tokens
    assert ("link", "Patient/2") in found.references


def test_types_conditions_extensions_and_canonicals() -> None:
    plan = made(
        {
            "resourceType": "PlanDefinition",
            "status": "active",
            "relatedArtifact": [
                {"type": "depends-on", "resource": "http://a|1"},
                {"type": "successor", "resource": "http://b"},
            ],
            "useContext": [{"code": {"code": "age"}, "valueRange": {"low": {"value": 18}}}],
        }
    )
    found = search.postings(plan)
    assert set(found.references) >= {
        ("depends-on", "http://a|1"),
        ("depends-on", "http://a"),
        ("successor", "http://b"),
    }
    assert ("depends-on", "http://b") not in found.references
    assert ("context-quantity", Decimal(18), None, "", "") in found.ranges
    observation = types.Observation(
        status="final",
        code=types.CodeableConcept(),
        extension=(
            types.Extension(
                url="http://hl7.org/fhir/StructureDefinition/observation-geneticsGene",
                valueCodeableConcept=types.CodeableConcept(coding=(types.Coding(code="BRCA1"),)),
            ),
        ),
    )
    assert ("gene-identifier", None, "BRCA1") in search.postings(observation).tokens


def test_numbers_and_first_entries() -> None:
    risk = made(
        {
            "resourceType": "RiskAssessment",
            "status": "final",
            "subject": {"reference": "Patient/1"},
            "prediction": [{"probabilityDecimal": 0.8}],
        }
    )
    assert search.postings(risk).numbers == [("probability", Decimal("0.8"))]
    entries = (
        types.BundleEntry(resource=types.MessageHeader(**_header())),
        types.BundleEntry(resource=types.Patient()),
    )
    bundle = types.Bundle(type="message", entry=entries)
    assert ("message", "MessageHeader/m") in search.postings(bundle).references


def _header() -> dict[str, Any]:
    return {"id": "m", "eventUri": "http://e", "source": types.MessageHeaderSource(endpoint="http://s")}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024-02-28", "2024-02-28", "2024-02-29"),
        ("2024-02-28T10:00:00+02:00", "2024-02-28T08:00:00", "2024-02-28T08:00:01"),
        ("2024-02-28T10:00:00.25Z", "2024-02-28T10:00:00.25", "2024-02-28T10:00:00.26"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00", "2017-01-01T00:00:01"),
    ],
)
def test_spans(text: str, low: str, high: str) -> None:
    assert search.span(text) == (at(low), at(high))


def test_spans_in_a_zone_and_at_the_ends_of_time() -> None:
    moscow = ZoneInfo("Europe/Moscow")
    assert search.span("2024-02-28", moscow) == (at("2024-02-27T21:00"), at("2024-02-28T21:00"))
    paris = ZoneInfo("Europe/Paris")
    assert search.span("2024-03-31", paris) == (at("2024-03-30T23:00"), at("2024-03-31T22:00"))
    for text in (
        "0001-01-01",
        "9999",
        "9999-12",
        "9999-12-31",
        "9999-12-31T23:59:59.999-12:00",
        "0001-01-01T00:00:00+12:00",
    ):
        low, high = search.span(text, moscow)
        assert search.EARLIEST <= low < high <= search.LATEST


def test_the_patient_of_a_resource() -> None:
    assert search.patient_of(OBSERVATION) == "p1"
    assert search.patient_of(types.Patient(id="x")) == "x"
    assert search.patient_of(types.Practitioner(id="x")) == ""
    task = types.Task(status="requested", intent="order", for_=types.Reference(reference="Patient/9"))
    assert search.patient_of(task) == "9"
    allergy = types.AllergyIntolerance(
        patient=types.Reference(reference="Patient/1"), recorder=types.Reference(reference="Patient/2")
    )
    assert search.patient_of(allergy) == "1"
    members = tuple(types.GroupMember(entity=types.Reference(reference=f"Patient/{n}")) for n in "12")
    group = types.Group(type="person", actual=True, member=members)
    assert search.patient_of(group) == ""
    plan = types.CarePlan(status="active", intent="plan", subject=types.Reference(reference="Group/1"))
    assert search.patient_of(plan) == ""


def test_every_offered_parameter_finds_something_to_index() -> None:
    for resource_type, parameters in search.PARAMETERS.items():
        for parameter in parameters.values():
            if places_are_elsewhere(parameter):
                continue
            found = places(resource_type, parameter.expression)
            fits = [p for p in found if p.known or (parameter.type, p.type) in ENTRIES]
            if parameter.type == "composite":
                fits = [b for b in found if all(_found_below(resource_type, b, c) for c in parameter.components)]
            assert fits, f"{resource_type}.{parameter.name}"


def _found_below(resource_type: str, base: Place, component: search.Component) -> bool:
    return any((component.type, p.type) in ENTRIES for p in places_below(resource_type, base, component.expression)[0])


def test_a_canonical_is_a_uri() -> None:
    plain = {"resourceType": "ConceptMap", "status": "draft", "sourceUri": "http://a.example/vs"}
    found = search.postings(made({**plain, "targetCanonical": "http://b.example/vs|1"}))
    assert ("source-uri", "http://a.example/vs") in found.references
    assert {one for one in found.references if one[0] == "target-uri"} == {
        ("target-uri", "http://b.example/vs|1"),
        ("target-uri", "http://b.example/vs"),
    }


def test_a_value_in_an_extension_is_written_with_or_without_its_element() -> None:
    with_element, without = (places("Patient", f"Patient.extension('urn:x'){ending}") for ending in (".value", ""))
    assert with_element == without
    assert "string" in {place.type for place in without}
