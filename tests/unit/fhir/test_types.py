"""What is decoded is given back value for value; what would lose something is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal


def test_digits_of_decimals_stay() -> None:
    data = b'{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":72.50}}'
    observation = types.decode_as(types.Observation, data)
    assert observation.valueQuantity is not None
    assert str(observation.valueQuantity.value) == "72.50"
    assert types.encode(observation) == data


def test_siblings_extensions_and_keywords_stay() -> None:
    plain: dict[str, Any] = {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"code": "AMB"},
        "_language": {"extension": [{"url": "u", "valueCode": "x"}]},
        "contained": [{"resourceType": "Patient", "name": [{"given": ["A", None], "_given": [None, {"id": "g"}]}]}],
    }
    encounter = types.from_plain(plain)
    assert isinstance(encounter, types.Encounter)
    assert encounter.class_.code == "AMB"
    assert encounter.language_ext is not None
    assert json.loads(types.encode(encounter)) == plain


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ('{"resourceType":"Patient","id":"a","id":"b"}', "Patient.id"),
        ('{"resourceType":"Patient","name":[{"family":"A","family":"A"}]}', "Patient.name[0].family"),
        ('{"resourceType":"Patient","gender":null}', "Patient.gender"),
        ('{"resourceType":"Patient","maritalStatus":{}}', "Patient.maritalStatus"),
        ('{"resourceType":"Patient","name":[]}', "Patient.name"),
        ('{"resourceType":"Patient","name":[{"given":["A",null]}]}', "Patient.name[0].given[1]"),
        ('{"resourceType":"Patient","birthDate":"2023-02-29"}', "Patient.birthDate"),
        ('{"resourceType":"Patient","gender":"m"}', "Patient.gender"),
        ('{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}', "Patient.deceased"),
        ('{"resourceType":"Patient","multipleBirthInteger":2.0}', "Patient.multipleBirth"),
        ('{"resourceType":"Basic"}', "Basic.code"),
        ('{"resourceType":"Observation","code":{"text":"x"}}', "Observation.status"),
        (
            '{"resourceType":"Basic","code":{"text":"a"},"extension":[{"url":"u","valueDecimal":"1.5"}]}',
            "Basic.extension[0].value",
        ),
    ],
)
def test_losses_and_faults_are_refused_with_their_place(data: str, where: str) -> None:
    with pytest.raises(Refusal) as caught:
        types.decode(data)
    assert caught.value.kind is Kind.INVALID
    assert [issue.where for issue in caught.value.issues] == [where]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'\xef\xbb\xbf{"resourceType":"Patient"}', b"[" * 100_000])
def test_what_is_no_json_is_malformed(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        types.decode(data)
    assert caught.value.kind is Kind.MALFORMED


def test_escaped_quotation_marks_do_not_hide_a_repeated_key() -> None:
    with pytest.raises(Refusal):
        types.decode(rb'{"resourceType":"Patient","id":"a","id":"a","name":[{"text":"\u0022\u0022\u0022\u0022"}]}')
    patient = types.decode_as(types.Patient, rb'{"resourceType":"Patient","name":[{"text":"\u0022"}]}')
    assert patient.name[0].text == '"'


def test_a_required_primitive_may_be_only_an_extension() -> None:
    data = b'{"resourceType":"Observation","_status":{"extension":[{"url":"u","valueCode":"x"}]},"code":{"text":"x"}}'
    assert types.encode(types.decode(data)) == data
    with pytest.raises(ValueError, match="status is required"):
        types.Observation(code=types.CodeableConcept(text="x"))


def test_the_wanted_type_is_said() -> None:
    with pytest.raises(Refusal, match="expected a Patient, got a Basic"):
        types.decode_as(types.Patient, b'{"resourceType":"Basic","code":{"text":"x"}}')


@pytest.mark.parametrize(
    ("day", "real"),
    [
        *((d, True) for d in ("2024-02-29", "2000-02-29", "2023-12-31", "2023-04-30", "2023", "2023-04")),
        *((d, False) for d in ("1900-02-29", "2023-02-29", "2023-04-31", "2023-02-30", "0000-01-01", "2023-13")),
        *((d, False) for d in ("2023-1-1", "2023-01-01\n", " 2023-01-01", "٢٠٢٣")),
    ],
)
def test_days_are_real_ones(day: str, real: bool) -> None:
    data = json.dumps({"resourceType": "Patient", "birthDate": day})
    if real:
        assert types.decode_as(types.Patient, data).birthDate == day
    else:
        with pytest.raises(Refusal):
            types.decode(data)


def test_checks_stand_on_the_fields_of_their_choice() -> None:
    one = types.Extension(url="u", valueReference=types.Reference(reference="Patient/1"))
    assert one.valueReference is not None
    with pytest.raises(ValueError, match="valueReference, valueString"):
        types.Extension(url="u", valueReference=types.Reference(reference="Patient/1"), valueString="x")
    with pytest.raises(ValueError, match=r"medication\[x\] is required"):
        types.MedicationRequest(status="active", intent="order", subject=types.Reference(reference="Patient/1"))
    types.Extension(url="u", valueString="x", valueString_ext=types.Element(id="y"))


def test_references_are_met_wherever_they_stand() -> None:
    observation = types.Observation(
        status="final",
        code=types.CodeableConcept(text="x"),
        subject=types.Reference(reference="urn:uuid:1", extension=(types.Extension(url="u", valueReference=_to("2")),)),
        performer=(_to("3"),),
        contained=(types.Basic(code=types.CodeableConcept(text="x"), subject=_to("4")),),
        status_ext=types.Element(extension=(types.Extension(url="u", valueReference=_to("5")),)),
    )
    bundle = types.Bundle(type="collection", entry=(types.BundleEntry(resource=observation),))
    assert sorted(r.reference or "" for r in types.references_in(bundle)) == [f"urn:uuid:{n}" for n in range(1, 6)]
    replaced = types.replace_references(bundle, lambda r: r.replace("urn:uuid:", "Patient/"))
    assert sorted(r.reference or "" for r in types.references_in(replaced)) == [f"Patient/{n}" for n in range(1, 6)]
    assert sorted(r.reference or "" for r in types.references_in(bundle)) == [f"urn:uuid:{n}" for n in range(1, 6)]
    assert types.replace_references(bundle, lambda r: r) is bundle


def _to(number: str) -> types.Reference:
    return types.Reference(reference=f"urn:uuid:{number}")


def test_every_type_can_be_asked_for() -> None:
    assert len(types.RESOURCE_TYPES) == 146
    assert types.type_name(types.Patient()) == "Patient"
    assert Decimal(1) == types.Quantity(value=Decimal(1)).value
