"""What a resource becomes in the tables: numbers that never collide, postings once, the date that orders it."""

from __future__ import annotations

from datetime import UTC, datetime

from medcluster.fhir import types
from medcluster.fhir.search import parameters_of
from medcluster.record.grants import Opening, opening
from medcluster.record.hashing import hash64, parameter_number, patient_number
from medcluster.record.rows import INDEXED_LENGTH, prepared, stamp

NOW = datetime(2024, 5, 1, 12, 0, 0, 123_000, tzinfo=UTC)


def test_no_two_parameters_of_r4_share_a_number() -> None:
    names = [(kind, name) for kind in types.RESOURCE_TYPES for name in parameters_of(kind)]
    names += [
        (k, f"{n}:identifier")
        for k in types.RESOURCE_TYPES
        for n, p in parameters_of(k).items()
        if p.type == "reference"
    ]
    numbers = {parameter_number(kind, name) for kind, name in names}
    assert len(numbers) == len(names)
    assert all(0 < number < 2**31 for number in numbers)


def test_the_stored_numbers_never_change() -> None:
    assert hash64("Patient/1") == patient_number("1") == 3101820316794680343
    assert parameter_number("Observation", "code") == 1987987090


def test_bytes_say_version_and_instant() -> None:
    row = prepared(types.Patient(active=True), "p", NOW)
    stamp(row, 3, NOW)
    assert row.body == (
        b'{"resourceType":"Patient","id":"p","meta":{"versionId":"3","lastUpdated":"2024-05-01T12:00:00.123Z"},'
        b'"active":true}'
    )
    assert (row.pat, row.everybody) == (patient_number("p"), False)


def test_equal_postings_are_written_once_and_long_texts_are_cut() -> None:
    coding = types.Coding(system="urn:a", code="1")
    concept = types.CodeableConcept(coding=(coding, coding))
    row = prepared(types.Observation(status="final", code=concept), "o", NOW)
    assert len(row.tokens) == len(set(row.tokens))
    name = types.HumanName(family="A" * 600)
    texts = prepared(types.Patient(name=(name,)), "p", NOW).texts
    assert {(len(v), len(tail or "")) for _, v, tail, _ in texts} == {(INDEXED_LENGTH, 100)}


def test_when_it_happened_orders_it() -> None:
    code = types.CodeableConcept(text="x")
    dated = types.Observation(status="final", code=code, effectiveDateTime="2020-02-03", issued="2021-01-01T00:00:00Z")
    assert prepared(dated, "o", NOW).d == datetime(2020, 2, 3, tzinfo=UTC)
    ended = types.Observation(status="final", code=code, effectivePeriod=types.Period(end="2020"))
    assert prepared(ended, "o", NOW).d == datetime(2021, 1, 1, tzinfo=UTC)
    assert prepared(types.Observation(status="final", code=code), "o", NOW).d == NOW


def test_the_directory_is_for_everybody_unless_it_is_about_a_patient() -> None:
    assert prepared(types.Organization(name="x"), "o", NOW).everybody
    assert not prepared(types.Group(type="person", actual=True), "g", NOW).everybody


def test_who_may_see_a_patient_after_a_resource() -> None:
    performer = (types.Reference(reference="Organization/a"), types.Reference(reference="Practitioner/p"))
    subject = types.Reference(reference="Patient/p")
    request = types.ServiceRequest(status="active", intent="order", subject=subject, performer=performer)
    assert opening(request) == Opening(frozenset({"a"}))
    wish = types.ServiceRequest(
        status="active", intent="order", subject=subject, instantiatesCanonical=("urn:medcluster:protocol:hip",)
    )
    assert opening(wish) == Opening(frozenset(), on_protocol=True)
    wish.status = "entered-in-error"
    assert opening(wish) is None
    plan = types.CarePlan(status="active", intent="plan", subject=subject, author=performer[0])
    assert opening(plan) is None
    plan.instantiatesCanonical = ("http://example.org/hip|1",)
    assert opening(plan) == Opening(frozenset({"a"}), on_protocol=True)
    assert opening(types.Patient()) is None
