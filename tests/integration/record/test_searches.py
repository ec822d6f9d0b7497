"""Searches: each kind of parameter, includes, order, totals, pages; what is not run is refused by name."""

from __future__ import annotations

from decimal import Decimal

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient

UCUM = "http://unitsofmeasure.org"


def weight(patient_id: str, value: str, at: str, **more: object) -> types.Observation:
    quantity = types.Quantity(value=Decimal(value), unit="kg", system=UCUM, code="kg")
    return observation(patient_id, "29463-7", at, valueQuantity=quantity, **more)


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle) -> None:
    """Two patients, some weights and pulses, an encounter, two practitioners."""
    mobile = types.ContactPoint(system="phone", value="+7 900")  # type: ignore[arg-type]
    anna = patient("Петрова", "Анна", id="anna", birthDate="1980-05-17", gender="female", telecom=(mobile,))
    bruno = patient("Müller", "Bruno Éric", id="bruno", birthDate="1975")
    bruno.managingOrganization = types.Reference(reference="Organization/clinic")
    await clinic.write([anna, bruno, types.Organization(id="clinic", name="The Clinic")])
    await clinic.write(
        [
            weight("anna", "72.5", "2024-01-10", id="w1"),
            weight(
                "anna", "71.0", "2024-02-10T10:00:00Z", id="w2", encounter=types.Reference(reference="Encounter/e1")
            ),
            weight("bruno", "90", "2024-02-11", id="w3"),
            observation("anna", "8867-4", "2024-02-12", id="p1"),
            types.Observation(
                id="s1",
                status="final",
                code=types.CodeableConcept(coding=(types.Coding(system="urn:local", code="8867-4"),)),
                subject=types.Reference(reference="Patient/bruno"),
                effectivePeriod=types.Period(start="2023-12-01", end="2024-03-01"),
            ),
            types.Encounter(
                id="e1",
                status="finished",
                class_=types.Coding(code="AMB"),
                subject=types.Reference(reference="Patient/anna"),
                period=types.Period(start="2024-02-10", end="2024-02-10"),
            ),
        ]
    )


async def found(handle: Handle, resource_type: str, query: str) -> list[str]:
    return [stored.id for stored in (await handle.search(resource_type, query)).matches]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "p1 w3 w2 w1 s1"),
        ("code=29463-7", "w3 w2 w1"),
        ("code=http://loinc.org|8867-4", "p1"),
        ("code=8867-4", "p1 s1"),
        ("code=urn:local|", "s1"),
        ("code=|8867-4", ""),
        ("code=8867-4,29463-7", "p1 w3 w2 w1 s1"),
        ("code=http://loinc.org|8867-4,urn:local|8867-4", "p1 s1"),
        ("code:not=29463-7", "p1 s1"),
        ("encounter:missing=true", "p1 w3 w1 s1"),
        ("encounter:missing=false", "w2"),
        ("patient=anna", "p1 w2 w1"),
        ("patient=Patient/anna&code=29463-7", "w2 w1"),
        ("subject:Patient=bruno", "w3 s1"),
        ("patient=anna,bruno&code=29463-7", "w3 w2 w1"),
        ("date=2024-02-10", "w2"),
        ("date=ge2024-02-11", "p1 w3 s1"),
        ("date=lt2024-01-01", "s1"),
        ("date=sa2024-02-11", "p1"),
        ("date=eb2024-02-10", "w1"),
        ("date=ge2024-02-10&date=lt2024-02-12&patient=anna", "w2"),
        ("value-quantity=72.5", "w1"),
        ("value-quantity=gt71", "w3 w1"),
        (f"value-quantity=le72.5|{UCUM}|kg", "w2 w1"),
        ("value-quantity=90||lb", ""),
        ("_id=w1,w3", "w3 w1"),
        ("_id=w1&code=8867-4", ""),
        ("_lastUpdated=gt2000-01-01&code=8867-4", "p1 s1"),
        ("_lastUpdated=lt2000-01-01", ""),
        ("patient.name=петр", "p1 w2 w1"),
        ("subject:Patient.birthdate=1975", "w3 s1"),
        ("patient.organization.name=clinic", ""),
        ("patient.organization.name=the", "w3 s1"),
        ("encounter.date=2024-02-10", "w2"),
        ("_sort=date", "s1 w1 w2 w3 p1"),
        ("_sort=-_id", "w3 w2 w1 s1 p1"),
        ("code=29463-7&_sort=-date,_id", "w3 w2 w1"),
    ],
)
async def test_observations(clinic: Handle, query: str, ids: str) -> None:
    assert await found(clinic, "Observation", query) == ids.split()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("name=анн", "anna"),
        ("name=muller", "bruno"),
        ("family:exact=Müller", "bruno"),
        ("family:exact=muller", ""),
        ("given:contains=RIC", "bruno"),
        ("name=петрова,müll", "anna bruno"),
        ("birthdate=1980-05-17", "anna"),
        ("birthdate=lt1980", "bruno"),
        ("phone=%2B7 900", "anna"),
        ("gender=female&_has:Observation:patient:code=8867-4", "anna"),
        ("_has:Observation:patient:code=urn:local|8867-4", "bruno"),
        ("_sort=birthdate", "bruno anna"),
        ("_sort=-family", "anna bruno"),
    ],
)
async def test_patients(clinic: Handle, query: str, ids: str) -> None:
    found_ids = await found(clinic, "Patient", query)
    assert (found_ids if "_sort" in query else sorted(found_ids)) == ids.split()


async def test_included_resources_stand_beside_the_matches(clinic: Handle) -> None:
    page = await clinic.search(
        "Observation", "code=29463-7&_include=Observation:patient&_include=Observation:encounter"
    )
    assert [s.id for s in page.matches] == ["w3", "w2", "w1"]
    assert sorted(s.id for s in page.included) == ["anna", "bruno", "e1"]
    page = await clinic.search("Patient", "_id=anna&_revinclude=Observation:patient&_revinclude=Encounter:subject")
    assert sorted(s.id for s in page.included) == ["e1", "p1", "w1", "w2"]
    page = await clinic.search("Observation", "_id=w2&_include=*")
    assert sorted(s.id for s in page.included) == ["anna", "e1"]


async def test_totals(clinic: Handle) -> None:
    assert (await clinic.search("Observation", "code=29463-7")).total is None
    assert (await clinic.search("Observation", "code=29463-7,8867-4&_total=accurate")).total == 5
    assert (await clinic.search("Observation", "_total=estimate")).total == 5
    counted = await clinic.search("Observation", "patient=anna&_summary=count")
    assert (counted.total, counted.matches) == (3, [])


@pytest.mark.parametrize(
    "query", ["", "code=29463-7,8867-4", "_sort=_id", "_sort=date", "_sort=value-date", "date=gt2020"]
)
async def test_pages_show_each_match_once(clinic: Handle, query: str) -> None:
    whole = await found(clinic, "Observation", query)
    seen: list[str] = []
    following: str | None = f"{query}&_count=2&_total=accurate".lstrip("&")
    while following:
        page = await clinic.search("Observation", following)
        assert page.total == len(whole)
        seen += [s.id for s in page.matches]
        following = page.next_query
    assert seen == whole


async def test_later_pages_do_not_show_what_was_written_since_the_first(clinic: Handle) -> None:
    first = await clinic.search("Observation", "patient=anna&_count=1")
    assert [s.id for s in first.matches] == ["p1"]
    extra = await clinic.create(observation("anna", "1-1", "2024-01-20"))
    await clinic.update(weight("anna", "72.6", "2024-01-10", id="w1"))
    assert first.next_query
    second = await clinic.search("Observation", first.next_query)
    assert [s.id for s in second.matches] == ["w2"]
    assert second.next_query is None
    await clinic.update(weight("anna", "72.5", "2024-01-10", id="w1"))
    await clinic.delete("Observation", extra.id)


async def test_a_cursor_is_signed_and_belongs_to_its_search(clinic: Handle) -> None:
    page = await clinic.search("Observation", "_count=1")
    assert page.next_query
    cursor = page.next_query.partition("_cursor=")[2]
    flipped = cursor[:-3] + ("A" if cursor[-3] != "A" else "B") + cursor[-2:]
    for query in (f"_count=1&_cursor={flipped}", f"_count=2&_cursor={cursor}", "_count=1&_cursor=x"):
        with pytest.raises(Refusal) as caught:
            await clinic.search("Observation", query)
        assert caught.value.kind is Kind.MALFORMED


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("nothing=1", Kind.MALFORMED, "nothing"),
        ("_summary=text", Kind.UNSUPPORTED, "_summary"),
        ("_elements=code", Kind.UNSUPPORTED, "_elements"),
        ("_sort=code-value-quantity", Kind.UNSUPPORTED, "code-value-quantity"),
        ("_include=Encounter:patient", Kind.MALFORMED, "_include=Encounter"),
        ("_timezone=Nowhere/Town", Kind.MALFORMED, "Nowhere/Town"),
        ("_include:loud=Observation:patient", Kind.MALFORMED, "loud"),
    ],
)
async def test_what_is_not_run_is_refused_by_name(clinic: Handle, query: str, kind: Kind, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        await clinic.search("Observation", query)
    assert caught.value.kind is kind
    assert name in caught.value.text
