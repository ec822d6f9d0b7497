"""Searches of every type and in compartments, by roles that may not read all, lenient; what they say of themselves."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Action, Handle, Record, searching
from tests.integration.record.samples import observation, patient, staff

CODE = types.CodeableConcept(text="x")


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle, other: Handle) -> None:
    """Two patients; one is an appointment's guest of the other's; a practitioner, a device, a stay."""
    tag = types.Meta(tag=(types.Coding(system="urn:tags", code="study"),))
    stay = types.Reference(reference="Encounter/stay")
    anna, bert = types.Reference(reference="Patient/anna"), types.Reference(reference="Patient/bert")
    doctor = types.Reference(reference="Practitioner/doc")
    await clinic.write(
        [
            patient("Adams", id="anna", meta=tag),
            patient("Baker", id="bert"),
            types.Practitioner(id="doc", name=(types.HumanName(family="House"),)),
            types.Device(id="pump", patient=anna),
            types.RelatedPerson(id="aunt", patient=anna),
            observation("anna", "1-1", "2024-01-01", id="o1", encounter=stay, meta=tag),
            observation("anna", "2-2", "2024-01-02", id="o2", performer=(doctor,)),
            observation("bert", "1-1", "2024-01-03", id="o3", device=types.Reference(reference="Device/pump")),
            observation(
                "bert", "3-3", "2024-01-04", id="o4", performer=(types.Reference(reference="RelatedPerson/aunt"),)
            ),
            types.Encounter(id="stay", status="finished", class_=types.Coding(code="IMP"), subject=anna),
            types.Condition(id="c1", subject=bert, asserter=anna, encounter=stay, code=CODE),
            types.Task(id="t1", status="requested", intent="order", for_=anna),
        ]
    )
    await other.write([patient("Hidden", id="hidden"), observation("hidden", "1-1", "2024-01-05", id="unseen")])


async def names(handle: Handle, place: str, query: str = "", **more: object) -> list[str]:
    page = await handle.search(place, query, **more)  # type: ignore[arg-type]
    return sorted(stored.reference for stored in page.matches)


@pytest.mark.parametrize(
    ("place", "query", "found"),
    [
        ("*", "_type=Patient,Practitioner", "Patient/anna Patient/bert Practitioner/doc"),
        ("*", "_tag=study", "Observation/o1 Patient/anna"),
        ("*", "_type=Observation,Patient&_tag=urn:tags|study", "Observation/o1 Patient/anna"),
        ("*", "_id=anna,o1", "Observation/o1 Patient/anna"),
        ("*", "_type=Observation,Encounter&patient=anna", "Encounter/stay Observation/o1 Observation/o2"),
        ("*", "_type=Observation,Condition&subject.family=baker", "Condition/c1 Observation/o3 Observation/o4"),
        ("Patient/anna/Observation", "", "Observation/o1 Observation/o2"),
        ("Patient/anna/Observation", "code=1-1", "Observation/o1"),
        ("Patient/anna/Condition", "", "Condition/c1"),
        ("Patient/bert/Condition", "", "Condition/c1"),
        ("Patient/anna/Patient", "", "Patient/anna"),
        ("Patient/anna/*", "_type=Observation,Encounter", "Encounter/stay Observation/o1 Observation/o2"),
        (
            "Patient/anna/*",
            "",
            "Condition/c1 Encounter/stay Observation/o1 Observation/o2 Patient/anna RelatedPerson/aunt",
        ),
        ("Patient/nobody/*", "", ""),
        ("Patient/hidden/*", "", ""),
        ("Encounter/stay/*", "", "Condition/c1 Encounter/stay Observation/o1"),
        ("Encounter/stay/Observation", "", "Observation/o1"),
        ("Practitioner/doc/Observation", "", "Observation/o2"),
        ("Practitioner/doc/*", "", "Observation/o2 Practitioner/doc"),
        ("RelatedPerson/aunt/Observation", "", "Observation/o4"),
        ("Device/pump/Observation", "", "Observation/o3"),
    ],
)
async def test_places(clinic: Handle, place: str, query: str, found: str) -> None:
    assert await names(clinic, place, query) == found.split()


@pytest.mark.parametrize("place", ["*", "Patient/anna/*", "Patient/anna/Observation"])
@pytest.mark.parametrize("order", ["", "_sort=_lastUpdated", "_sort=-_id", "_sort=_tag"])
async def test_pages_of_several_types(clinic: Handle, place: str, order: str) -> None:
    whole = [stored.reference for stored in (await clinic.search(place, order)).matches]
    assert len(whole) == len(set(whole))
    seen: list[str] = []
    following: str | None = f"{order}&_count=2&_total=accurate".lstrip("&")
    while following:
        page = await clinic.search(place, following)
        assert page.total == len(whole)
        seen += [stored.reference for stored in page.matches]
        following = page.next_query
    assert seen == whole


@pytest.mark.parametrize(
    ("place", "query", "named"),
    [
        ("*", "code=1-1", "code"),
        ("*", "_type=Patient,Observation&code=1-1", "code"),
        ("*", "_type=Nothing", "Nothing"),
        ("Patient/anna/Organization", "", "Organization"),
        ("Organization/x/Patient", "", "Organization"),
        ("Patient/anna", "", "Patient/anna"),
    ],
)
async def test_what_means_nothing_there_is_refused_by_name(clinic: Handle, place: str, query: str, named: str) -> None:
    with pytest.raises(Refusal) as caught:
        await clinic.search(place, query)
    assert caught.value.kind is Kind.MALFORMED
    assert named in caught.value.text


@pytest_asyncio.fixture(scope="module")
async def reader(record: Record, clinic: Handle) -> Handle:
    """A role that reads observations and their patients, and nothing else."""
    may = {Action.READ: frozenset({"Observation", "Patient"})}
    return record.open_for(replace(clinic.caller, may=may))


class TestRights:
    """What a role that may not read all finds, and what it learns."""

    async def test_only_types_that_may_be_read_are_searched(self, reader: Handle) -> None:
        assert {name.partition("/")[0] for name in await names(reader, "*")} == {"Observation", "Patient"}
        assert await names(reader, "Encounter/stay/*") == ["Observation/o1"]

    @pytest.mark.parametrize(
        ("place", "query", "named"),
        [
            ("Encounter", "", "Encounter"),
            ("*", "_type=Patient,Condition", "Condition"),
            ("Observation", "encounter.status=finished", "Encounter"),
            ("Observation", "performer:Practitioner.family=house", "Practitioner"),
            ("Patient", "_has:Condition:asserter:code=x", "Condition"),
            ("Patient", "_has:Observation:patient:encounter.status=finished", "Encounter"),
            ("Observation", "patient.organization.name=x", "Organization"),
            ("Observation", "patient._has:Condition:patient:code=x", "Condition"),
        ],
    )
    async def test_nothing_is_learnt_through_what_may_not_be_read(
        self, reader: Handle, place: str, query: str, named: str
    ) -> None:
        with pytest.raises(Refusal) as caught:
            await reader.search(place, query)
        assert caught.value.kind is Kind.FORBIDDEN
        assert named in caught.value.text

    async def test_a_chain_over_several_types_matches_only_through_those_that_may_be_read(
        self, clinic: Handle, reader: Handle
    ) -> None:
        assert await names(clinic, "Observation", "performer.family=house") == ["Observation/o2"]
        assert await names(reader, "Observation", "performer.family=house") == []
        assert await names(reader, "Observation", "subject.family=adams") == ["Observation/o1", "Observation/o2"]

    async def test_nobody_who_reads_nothing_finds_anything(self, record: Record, clinic: Handle) -> None:
        nobody = record.open_for(replace(clinic.caller, may={}))
        page = await nobody.search("*", "_total=accurate")
        assert (page.matches, page.next_query) == ([], None)
        with pytest.raises(Refusal):
            await nobody.search("Patient")


class TestLenient:
    """What cannot be used is left out and told."""

    @pytest.mark.parametrize(
        ("query", "ignored"),
        [
            ("shoesize=43&code=1-1", "shoesize"),
            ("code=1-1&date=soon", "date"),
            ("code=1-1&status:loud=x", "status:loud"),
            ("code=1-1&_sort=shoesize", "_sort"),
            ("code=1-1&_include=Encounter:patient", "_include"),
            ("code=1-1&patient.shoesize=43", "patient.shoesize"),
        ],
    )
    async def test_a_parameter(self, clinic: Handle, query: str, ignored: str) -> None:
        with pytest.raises(Refusal):
            await clinic.search("Observation", query)
        page = await clinic.search("Observation", query, lenient=True)
        assert sorted(stored.id for stored in page.matches) == ["o1", "o3"]
        (note,) = page.notes
        assert ignored in note.text
        assert note.severity == "warning"
        assert ignored not in dict(parse_qsl(page.query))

    async def test_nothing_is_said_when_all_was_understood(self, clinic: Handle) -> None:
        assert (await clinic.search("Observation", "code=1-1", lenient=True)).notes == ()

    async def test_later_pages_need_no_leniency(self, clinic: Handle) -> None:
        page = await clinic.search("Observation", "shoesize=43&_count=1", lenient=True)
        assert page.next_query
        assert len((await clinic.search("Observation", page.next_query)).matches) == 1


class TestSelf:
    """What a page says of the search."""

    async def test_the_defaults_are_shown(self, clinic: Handle) -> None:
        page = await clinic.search("Observation", "code=1-1")
        assert page.query == "code=1-1&_count=50&_total=none"
        page = await clinic.search("*", "_type=Patient,Observation&_count=5000", zone=ZoneInfo("UTC"))
        assert page.query == "_type=Patient%2CObservation&_count=1000&_total=none"
        assert (await clinic.search("Observation", "_count=0")).query == "_count=0&_total=accurate"

    async def test_it_finds_the_same_page_again(self, clinic: Handle) -> None:
        first = await clinic.search("Observation", "_sort=_id&_count=2&_total=estimate&_timezone=Europe/Paris")
        assert first.query == first.first_query
        second = await clinic.search("Observation", first.next_query or "")
        again = await clinic.search("Observation", second.query)
        assert [one.id for one in again.matches] == [one.id for one in second.matches] == ["o3", "o4"]
        assert second.first_query == first.query

    async def test_a_cursor_is_its_callers_own(self, clinic: Handle, record: Record) -> None:
        page = await clinic.search("Observation", "_count=1")
        colleague = record.open_for(staff(clinic.caller.custodian, "clinic", role="nurse"))
        with pytest.raises(Refusal) as caught:
            await colleague.search("Observation", page.next_query or "")
        assert caught.value.kind is Kind.MALFORMED


async def test_an_estimate_is_marked_where_it_stops(clinic: Handle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "ESTIMATED_UP_TO", 2)
    page = await clinic.search("Observation", "_total=estimate&_count=1")
    assert (page.total, page.total_is_capped, page.notes[0].severity) == (2, True, "information")
    later = await clinic.search("Observation", page.next_query or "")
    assert (later.total, later.total_is_capped) == (2, True)
    few = await clinic.search("Observation", "_total=estimate&code=1-1")
    assert (few.total, few.total_is_capped, few.notes) == (2, False, ())
