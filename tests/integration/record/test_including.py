"""What comes with the matches: by reference in both directions, as far as asked, each once, never cut in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Action, Handle, Record, including
from tests.integration.record.samples import observation, patient


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle) -> None:
    """A patient of a clinic of a trust of a region; an encounter, a result in a report, locations in each other."""
    anna = patient("Adams", id="anna")
    anna.managingOrganization = types.Reference(reference="Organization/ward")
    result = observation("anna", "1-1", "2024-01-01", id="result")
    result.encounter = types.Reference(reference="Encounter/stay")
    organizations = [
        types.Organization(id="ward", name="Ward", partOf=types.Reference(reference="Organization/trust")),
        types.Organization(id="trust", name="Trust", partOf=types.Reference(reference="Organization/region")),
        types.Organization(id="region", name="Region", partOf=types.Reference(reference="Organization/ward")),
    ]
    await clinic.write(
        [
            anna,
            *organizations,
            result,
            types.Encounter(
                id="stay",
                status="finished",
                class_=types.Coding(code="IMP"),
                subject=types.Reference(reference="Patient/anna"),
                serviceProvider=types.Reference(reference="Organization/trust"),
            ),
            types.DiagnosticReport(
                id="report",
                status="final",
                code=types.CodeableConcept(text="x"),
                subject=types.Reference(reference="Patient/anna"),
                result=(types.Reference(reference="Observation/result"),),
            ),
        ]
    )


async def beside(handle: Handle, place: str, query: str) -> list[str]:
    page = await handle.search(place, query)
    names = [stored.reference for stored in page.included]
    assert len(set(names)) == len(names)
    assert not set(names) & {stored.reference for stored in page.matches}
    return sorted(names)


@pytest.mark.parametrize(
    ("place", "query", "names"),
    [
        ("Patient", "_include=Patient:organization", "Organization/ward"),
        ("Patient", "_include=Patient:organization:Organization", "Organization/ward"),
        ("Patient", "_include=Patient:general-practitioner:Organization", ""),
        (
            "Patient",
            "_include=Patient:organization&_include:iterate=Organization:partof",
            "Organization/region Organization/trust Organization/ward",
        ),
        ("Organization", "_id=ward&_include:iterate=Organization:partof", "Organization/region Organization/trust"),
        ("Organization", "_id=ward&_include=Organization:partof", "Organization/trust"),
        ("Organization", "_id=trust&_revinclude=Organization:partof", "Organization/ward"),
        ("Organization", "_id=trust&_revinclude:iterate=Organization:partof", "Organization/region Organization/ward"),
        ("Observation", "_include=*", "Encounter/stay Patient/anna"),
        (
            "Observation",
            "_include:iterate=*",
            "Encounter/stay Organization/region Organization/trust Organization/ward Patient/anna",
        ),
        ("Observation", "_include=Observation:*", "Encounter/stay Patient/anna"),
        ("Observation", "_revinclude=*", "DiagnosticReport/report"),
        ("Patient", "_revinclude=*", "DiagnosticReport/report Encounter/stay Observation/result"),
        ("Patient", "_revinclude=Observation:*", "Observation/result"),
        ("Patient", "_revinclude=Observation:subject:Patient", "Observation/result"),
        ("Patient", "_revinclude=Observation:subject:Group", ""),
        (
            "Encounter",
            "_revinclude=Observation:encounter&_revinclude:iterate=DiagnosticReport:result",
            "DiagnosticReport/report Observation/result",
        ),
        (
            "Encounter",
            "_include=Encounter:patient&_revinclude:iterate=DiagnosticReport:patient",
            "DiagnosticReport/report Patient/anna",
        ),
        ("Patient/anna/Encounter", "_include=Encounter:service-provider", "Organization/trust"),
        ("*", "_type=Encounter,Observation&_include=*", "Organization/trust Patient/anna"),
    ],
)
async def test_what_is_referred_to_and_what_refers_comes_along(
    clinic: Handle, place: str, query: str, names: str
) -> None:
    assert await beside(clinic, place, query) == names.split()


async def test_a_role_is_given_nothing_that_it_may_not_read(record: Record, clinic: Handle) -> None:
    may = {Action.READ: frozenset({"Observation", "Patient"})}
    reader = record.open_for(replace(clinic.caller, may=may))
    assert await beside(reader, "Observation", "_include:iterate=*") == ["Patient/anna"]
    assert await beside(reader, "Patient", "_revinclude:iterate=*") == ["Observation/result"]


async def test_too_much_is_refused_and_never_cut(clinic: Handle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(including, "MOST_INCLUDED", 2)
    monkeypatch.setattr("medcluster.record.searching.MOST_INCLUDED", 2)
    for query in ("_revinclude=*", "_revinclude:iterate=*"):
        with pytest.raises(Refusal) as caught:
            await clinic.search("Patient", query)
        assert caught.value.kind is Kind.TOO_LARGE
        assert "_count" in caught.value.hint


async def test_each_page_brings_what_belongs_to_its_matches(clinic: Handle) -> None:
    page = await clinic.search("Organization", "_sort=_id&_count=1&_include=Organization:partof")
    seen = [(page.matches[0].id, [one.id for one in page.included])]
    while page.next_query:
        page = await clinic.search("Organization", page.next_query)
        seen.append((page.matches[0].id, [one.id for one in page.included]))
    assert seen == [("region", ["ward"]), ("trust", ["region"]), ("ward", ["trust"])]


async def test_what_is_named_by_its_address_comes_along(interface: Handle) -> None:
    def plain(kind: str, name: str, **more: object) -> types.Resource:
        return types.from_plain({"resourceType": kind, "id": name, "status": "active", **more})

    url = "http://forms.example/Questionnaire/sleep"
    await interface.write(
        [
            plain("Questionnaire", "sleep-1", url=url, version="1"),
            plain("Questionnaire", "sleep-2", url=url, version="2"),
            plain("Questionnaire", "other", url=url + "/other"),
            plain("QuestionnaireResponse", "of-one", status="completed", questionnaire=f"{url}|1"),
            plain("QuestionnaireResponse", "of-any", status="completed", questionnaire=url),
            plain("QuestionnaireResponse", "of-none", status="completed", questionnaire=f"{url}|9"),
        ]
    )

    async def beside(kind: str, query: str) -> list[str]:
        return sorted(one.id for one in (await interface.search(kind, query)).included)

    include = "_include=QuestionnaireResponse:questionnaire"
    assert await beside("QuestionnaireResponse", f"_id=of-one&{include}") == ["sleep-1"]
    assert await beside("QuestionnaireResponse", f"_id=of-any&{include}") == ["sleep-1", "sleep-2"]
    assert await beside("QuestionnaireResponse", f"_id=of-none&{include}") == []
    assert await beside("QuestionnaireResponse", "_id=of-one&_include=*") == ["sleep-1"]
    assert await beside("QuestionnaireResponse", "_id=of-one&_include:iterate=*") == ["sleep-1"]
    back = "_revinclude=QuestionnaireResponse:questionnaire"
    assert await beside("Questionnaire", f"_id=sleep-1&{back}") == ["of-any", "of-one"]
    assert await beside("Questionnaire", f"_id=sleep-2&{back}") == ["of-any"]
    assert await beside("Questionnaire", f"_id=other&{back}") == []
    assert len((await interface.search("QuestionnaireResponse", f"questionnaire={url}")).matches) == 3
