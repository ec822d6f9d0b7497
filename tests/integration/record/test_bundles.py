"""Transactions and batches: all or nothing, R4's order, references, conditions."""

from __future__ import annotations

import asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient, refused


def entry(method: str, url: str, resource: types.Resource | None = None, **more: str) -> types.BundleEntry:
    full_url = more.pop("fullUrl", None)
    request = types.BundleEntryRequest(method=method, url=url, **more)  # type: ignore[arg-type]
    return types.BundleEntry(fullUrl=full_url, resource=resource, request=request)  # type: ignore[arg-type]


def transaction(*entries: types.BundleEntry, kind: str = "transaction") -> types.Bundle:
    return types.Bundle(type=kind, entry=entries)  # type: ignore[arg-type]


def identified(family: str, value: str) -> types.Patient:
    return patient(family, identifier=(types.Identifier(system="urn:test", value=value),))


def statuses(bundle: types.Bundle) -> list[str]:
    return [(e.response.status or "")[:3] for e in bundle.entry if e.response is not None]


def made_id(bundle: types.Bundle, place: int) -> str:
    response = bundle.entry[place].response
    assert response is not None
    return (response.location or "").split("/")[1]


async def test_references_to_a_full_url_become_references_to_what_was_made(clinic: Handle) -> None:
    about = observation("x", "1-1", "2024-01-01")
    about = types.replace_references(about, lambda _: "urn:uuid:11111111-1111-4111-8111-111111111111")
    answer = await clinic.transaction(
        transaction(
            entry("POST", "Observation", about),
            entry("POST", "Patient", patient("Bundled"), fullUrl="urn:uuid:11111111-1111-4111-8111-111111111111"),
            entry("GET", "Patient?family=bundled"),
        )
    )
    assert statuses(answer) == ["201", "201", "200"]
    person = made_id(answer, 1)
    stored = await clinic.read("Observation", made_id(answer, 0))
    assert stored.resource.subject.reference == f"Patient/{person}"  # type: ignore[attr-defined]
    assert isinstance(answer.entry[2].resource, types.Bundle)
    assert [e.resource.id for e in answer.entry[2].resource.entry if e.resource] == [person]
    assert {s.reference for s in await clinic.patient_resources(person)} == {f"Patient/{person}", stored.reference}


async def test_a_transaction_is_all_or_nothing(clinic: Handle) -> None:
    bad = transaction(entry("POST", "Patient", patient("Halfway")), entry("PUT", "Patient/absent", patient("Absent")))
    await refused(Kind.NOT_FOUND, clinic.transaction(bad))
    unread = transaction(entry("POST", "Patient", patient("Halfway")), entry("GET", "Patient/absent"))
    refusal = await refused(Kind.NOT_FOUND, clinic.transaction(unread))
    assert refusal.issues[0].where == "Bundle.entry[1]"
    assert not (await clinic.search("Patient", "family=halfway")).matches


async def test_a_conditional_reference_matches_exactly_one(clinic: Handle) -> None:
    about = types.replace_references(observation("x", "1-1", "2024-01-01"), lambda _: "Patient?identifier=urn:test|c1")
    bundle = transaction(entry("POST", "Observation", about))
    none = await refused(Kind.AMBIGUOUS, clinic.transaction(bundle))
    assert "Patient?identifier=urn:test|c1" in none.issues[0].text
    person = await clinic.create(identified("Condition", "c1"))
    answer = await clinic.transaction(bundle)
    stored = await clinic.read("Observation", made_id(answer, 0))
    assert stored.resource.subject.reference == person.reference  # type: ignore[attr-defined]
    await clinic.create(identified("Condition", "c1"))
    await refused(Kind.AMBIGUOUS, clinic.transaction(bundle))


async def test_conditional_creates_of_rival_transactions_make_one(clinic: Handle) -> None:
    full_url = "urn:uuid:22222222-2222-4222-8222-222222222222"
    about = types.replace_references(observation("x", "1-1", "2024-01-01"), lambda _: full_url)
    bundle = transaction(
        entry("POST", "Patient", identified("Rival", "r1"), fullUrl=full_url, ifNoneExist="identifier=urn:test|r1"),
        entry("POST", "Observation", about),
    )
    answers = await asyncio.gather(*(clinic.transaction(bundle) for _ in range(6)))
    assert len({made_id(answer, 0) for answer in answers}) == 1
    assert sorted(statuses(answer)[0] for answer in answers) == ["200"] * 5 + ["201"]
    assert len(await clinic.patient_resources(made_id(answers[0], 0), ["Observation"])) == 6


async def test_two_operations_on_one_identity_are_refused(clinic: Handle) -> None:
    made = await clinic.create(patient("Twice"))
    twice = [entry("PUT", made.reference, patient("Twice", id=made.id)), entry("DELETE", made.reference)]
    await refused(Kind.INVALID, clinic.transaction(transaction(*twice)))
    same = entry("POST", "Patient", identified("Same", "s1"), ifNoneExist="identifier=urn:test|s1")
    await refused(Kind.INVALID, clinic.transaction(transaction(same, same)))
    assert (await clinic.read("Patient", made.id)).version == 1


async def test_deletes_come_first(clinic: Handle) -> None:
    old = await clinic.create(identified("Replaced", "d1"))
    new = entry("POST", "Patient", identified("Replaced", "d1"), ifNoneExist="identifier=urn:test|d1")
    answer = await clinic.transaction(transaction(new, entry("DELETE", old.reference)))
    assert statuses(answer) == ["201", "204"]
    assert made_id(answer, 0) != old.id


async def test_batch_entries_fail_alone(clinic: Handle) -> None:
    made = await clinic.create(patient("Batch"))
    answer = await clinic.transaction(
        transaction(
            entry("GET", "Patient/absent"),
            entry("PUT", made.reference, patient("Batch", "Two", id=made.id), ifMatch='W/"1"'),
            entry("PUT", made.reference, patient("Batch", "Three", id=made.id), ifMatch='W/"1"'),
            entry("POST", "Patient", patient("Batch")),
            entry("GET", f"{made.reference}/_history/1"),
            kind="batch",
        )
    )
    assert statuses(answer) == ["404", "200", "412", "201", "200"]


async def test_an_unreadable_entry_is_named(clinic: Handle) -> None:
    for wrong in (
        entry("POST", "Nothing", patient("X")),
        entry("POST", "Observation", patient("X")),
        entry("PUT", "Patient"),
    ):
        refusal = await refused(Kind.INVALID, clinic.transaction(transaction(entry("GET", "Patient/x"), wrong)))
        assert refusal.issues[0].where.startswith("Bundle.entry[1]")
    await refused(Kind.INVALID, clinic.transaction(transaction(entry("PATCH", "Patient/x", patient("X")))))


async def test_the_order_is_deletes_creates_updates_and_patches_reads(clinic: Handle) -> None:
    """R4's order whatever the order of the entries: each sees what the ones before it did."""
    old = await clinic.create(identified("Order", "o1"))
    patched = await clinic.create(identified("Order", "o2"))
    answer = await clinic.transaction(
        transaction(
            entry("GET", "Patient?identifier=urn:test|o1"),
            entry("HEAD", patched.reference),
            entry("PUT", "Patient?identifier=urn:test|o3", identified("Order", "o3")),
            entry("POST", "Patient", identified("Order", "o1"), ifNoneExist="identifier=urn:test|o1"),
            entry("DELETE", old.reference),
            entry("GET", "Patient?identifier=urn:test|o3"),
        )
    )
    assert statuses(answer) == ["200", "200", "201", "201", "204", "200"]
    found = [answer.entry[place].resource for place in (0, 5)]
    assert [[e.resource.id for e in one.entry if e.resource] for one in found if isinstance(one, types.Bundle)] == [
        [made_id(answer, 3)],
        [made_id(answer, 2)],
    ]
    assert answer.entry[1].resource is None
