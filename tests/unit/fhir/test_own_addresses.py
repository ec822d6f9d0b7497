"""References by the server's own address: which are told to be relative, in resources and in searches."""

from __future__ import annotations

import pytest

from medcluster.fhir import search, types
from medcluster.fhir.patch import json_patch
from medcluster.foundation import Refusal
from medcluster.foundation.clock import SystemClock

HERE = "http://here.example/fhir/"
OWN = types.OwnAddresses((HERE, "https://public.example/fhir/"))


@pytest.mark.parametrize("rest", ["Patient/1", "Patient/1/_history/2", "Patient/1#part", "Patient/a-1.b/_history/2#p"])
def test_a_literal_reference_to_an_own_address_becomes_relative(rest: str) -> None:
    assert OWN.relative(HERE + rest) == rest
    assert OWN.relative(f"https://public.example/fhir/{rest}") == rest


@pytest.mark.parametrize(
    "text",
    [
        "Patient/1",
        "#part",
        "urn:uuid:00000000-0000-4000-8000-000000000000",
        "http://elsewhere.example/fhir/Patient/1",
        "http://here.example/fhirx/Patient/1",
        "https://here.example/fhir/Patient/1",
        f"see {HERE}Patient/1",
        HERE,
        f"{HERE}Patient",
        f"{HERE}Nobody/1",
        f"{HERE}Patient/1/2",
        f"{HERE}Patient?identifier=urn:c|1",
        f"{HERE}Patient/{'1' * 65}",
    ],
)
def test_every_other_text_stays(text: str) -> None:
    assert OWN.relative(text) == text


def test_only_references_are_changed() -> None:
    address = f"{HERE}Patient/1"
    meta = types.Meta(source=address)
    identifier = types.Identifier(system=HERE, value=address)
    contained = types.Provenance(
        id="p", target=(types.Reference(reference=address),), recorded="2024-01-01T00:00:00Z", agent=()
    )
    before = types.Observation(
        status="final",
        code=types.CodeableConcept(text=address),
        meta=meta,
        identifier=(identifier,),
        contained=(contained,),
        subject=types.Reference(reference=address, display=address),
        performer=(types.Reference(reference="http://elsewhere.example/fhir/Patient/1"),),
    )
    after = OWN.in_resource(before)
    assert after.subject == types.Reference(reference="Patient/1", display=address)
    assert (after.meta, after.identifier, after.performer, after.code) == (
        meta,
        (identifier,),
        before.performer,
        before.code,
    )
    (inside,) = after.contained
    assert isinstance(inside, types.Provenance)
    assert inside.target == (types.Reference(reference="Patient/1"),)
    assert OWN.in_resource(after) is after
    assert types.NO_ADDRESSES.in_resource(before) is before


def test_a_stored_bundle_keeps_what_its_parts_say() -> None:
    entry = types.BundleEntry(
        fullUrl=f"{HERE}Observation/1",
        resource=types.Observation(
            status="final",
            code=types.CodeableConcept(text="x"),
            subject=types.Reference(reference=f"{HERE}Patient/1"),
        ),
    )
    bundle = types.Bundle(type="collection", entry=(entry,))
    assert OWN.in_resource(bundle) is bundle


def test_what_a_transaction_names_by_a_full_url_is_left_to_it() -> None:
    entry = types.BundleEntry(
        fullUrl=f"{HERE}Patient/new", request=types.BundleEntryRequest(method="PUT", url="Patient?identifier=x|1")
    )
    inside = OWN.within(types.Bundle(type="transaction", entry=(entry,)))
    assert inside.relative(f"{HERE}Patient/new") == f"{HERE}Patient/new"
    assert inside.relative(f"{HERE}Patient/new#part") == f"{HERE}Patient/new#part"
    assert inside.relative(f"{HERE}Patient/other") == "Patient/other"
    assert OWN.within(types.Bundle(type="batch", entry=(entry,))) is OWN


def test_the_look_at_the_bytes_misses_no_way_of_writing_a_slash() -> None:
    assert OWN.mentioned_in(b'{"reference":"http://here.example/fhir/Patient/1"}')
    assert OWN.mentioned_in(rb'{"reference":"http:\/\/here.example\/fhir\/Patient\/1"}')
    assert OWN.mentioned_in(rb'{"reference":"http:\u002f\u002fhere.example/fhir/Patient/1"}')
    assert not OWN.mentioned_in(b'{"reference":"http://elsewhere.example/fhir/Patient/1"}')
    assert not OWN.mentioned_in(b'{"reference":"Patient/1"}')


def test_a_patch_makes_relative_references() -> None:
    before = types.Observation(
        status="final", code=types.CodeableConcept(text="x"), subject=types.Reference(reference="Patient/1")
    )
    sent = b'[{"op":"replace","path":"/subject/reference","value":"http://here.example/fhir/Patient/2"}]'
    made = json_patch(sent)
    now = SystemClock().now()
    plain, relative = made.apply(before, now), type(made)(made.change, OWN).apply(before, now)
    assert isinstance(plain, types.Observation) and isinstance(relative, types.Observation)
    assert plain.subject == types.Reference(reference=f"{HERE}Patient/2")
    assert relative.subject == types.Reference(reference="Patient/2")


ONE = search.ReferenceValue(("Patient/1",))


def condition(resource_type: str, query: str) -> search.Condition:
    (found,) = search.parse(resource_type, query, own=OWN).conditions
    return found


@pytest.mark.parametrize("name", ["patient", "subject", "subject:Patient", "patient:below"])
def test_a_search_by_the_whole_address_is_one_by_type_and_id(name: str) -> None:
    found = condition("Observation", f"{name}={HERE}Patient/1,Patient/2,{HERE}Patient/3/_history/4")
    assert isinstance(found, search.Criterion)
    relative = ("Patient/1", "Patient/2", "Patient/3")
    assert found.values == tuple(search.ReferenceValue((one,)) for one in relative)


def test_it_is_met_wherever_a_condition_stands() -> None:
    address = f"{HERE}Patient/1"
    (chained,) = search.parse("DiagnosticReport", f"result.patient={address}", own=OWN).conditions
    assert isinstance(chained, search.Chain)
    (_, inner), *_ = chained.branches
    assert isinstance(inner, search.Criterion) and inner.values == (ONE,)
    has = condition("Encounter", f"_has:Observation:encounter:patient={address}")
    assert isinstance(has, search.Has)
    assert isinstance(has.condition, search.Criterion) and has.condition.values == (ONE,)
    filtered = condition("Observation", f'_filter=not (patient eq "{address}") and subject re {address}')
    assert str(filtered).count("Patient/1") == 2 and HERE not in str(filtered)
    related = condition("DocumentReference", f"relationship={HERE}DocumentReference/1$replaces")
    assert isinstance(related, search.Criterion) and isinstance(related.values[0], search.CompositeValue)
    assert related.values[0].parts[0] == search.ReferenceValue(("DocumentReference/1",))


@pytest.mark.parametrize(
    ("resource_type", "query"),
    [
        ("Observation", "patient=http://elsewhere.example/fhir/Patient/1"),
        ("Observation", f"subject:identifier={HERE}|{HERE}Patient/1"),
        ("Patient", f"identifier={HERE}Patient/1"),
        ("Patient", f"name={HERE}Patient/1"),
        ("ValueSet", f"url={HERE}ValueSet/1"),
        ("QuestionnaireResponse", f"questionnaire={HERE}Questionnaire/1"),
        ("StructureDefinition", f"base={HERE}StructureDefinition/1"),
    ],
)
def test_what_is_no_reference_here_is_searched_as_before(resource_type: str, query: str) -> None:
    assert condition(resource_type, query) == search.parse(resource_type, query).conditions[0]


def test_another_type_than_the_modifier_says_is_refused() -> None:
    with pytest.raises(Refusal, match="no reference value"):
        search.parse("Observation", f"subject:Group={HERE}Patient/1", own=OWN)
    found = search.parse("Observation", f"subject:Group={HERE}Patient/1", own=OWN, lenient=True)
    assert found.conditions == () and len(found.ignored) == 1
