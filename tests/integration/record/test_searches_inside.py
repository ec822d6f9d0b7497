"""Searches as entries of a transaction or a batch: also those whose codes a terminology has to be asked for."""

from __future__ import annotations

import pytest

from medcluster.fhir import types
from medcluster.foundation import Kind
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient, refused
from tests.integration.record.test_bundles import entry, identified, statuses, transaction

GENDER = "http://hl7.org/fhir/ValueSet/administrative-gender"
STATUS = "http://hl7.org/fhir/observation-status"
CODES = "urn:inside:codes"


def value_set(url: str, *codes: str) -> types.ValueSet:
    """A value set of some codes of LOINC."""
    concepts = tuple(types.ValueSetComposeIncludeConcept(code=code) for code in codes)
    include = types.ValueSetComposeInclude(system="http://loinc.org", concept=concepts)
    return types.ValueSet(url=url, status="active", compose=types.ValueSetCompose(include=(include,)))


async def found(handle: Handle, kind: str, *searches: str, first: tuple[types.BundleEntry, ...] = ()) -> list[set[str]]:
    """The ids that each of the searches finds, after the other entries."""
    sent = transaction(*first, *(entry("GET", search) for search in searches), kind=kind)
    answer = await handle.transaction(sent)
    pages = [one.resource for one in answer.entry[len(first) :]]
    assert all(isinstance(page, types.Bundle) for page in pages), statuses(answer)
    return [{str(one.resource.id) for one in page.entry if one.resource} for page in pages]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_codes_of_a_value_set_and_of_a_branch(clinic: Handle, kind: str) -> None:
    her = await clinic.create(identified(f"In-{kind}", kind))
    woman = await clinic.create(patient("In", gender="female", identifier=her.resource.identifier))  # type: ignore[attr-defined]
    seen = await clinic.create(observation(woman.id, f"7-{len(kind)}", "2024-01-01"))
    await clinic.create(value_set(f"{CODES}:{kind}", f"7-{len(kind)}"))
    mine = f"identifier=urn:test|{kind}"
    about = f"patient=Patient/{woman.id}"
    asked = {
        f"Patient?{mine}&gender:in={GENDER}": {woman.id},
        f"Patient?{mine}&gender:not-in={GENDER}": {her.id},
        f"Observation?code:in={CODES}:{kind}&{about}": {seen.id},
        f"Observation?status:above={STATUS}|final&{about}": {seen.id},
        f"Observation?status:below={STATUS}|amended&{about}": set(),
        f"Observation?patient.gender:in={GENDER}&{about}": {seen.id},
        f"Patient?_has:Observation:patient:code:in={CODES}:{kind}": {woman.id},
        f"Patient?_filter=gender in {GENDER}&{mine}": {woman.id},
    }
    assert dict(zip(asked, await found(clinic, kind, *asked), strict=True)) == asked


async def test_it_sees_what_the_transaction_wrote(clinic: Handle) -> None:
    made = entry("POST", "Patient", patient("New", gender="other", identifier=(types.Identifier(value="inside"),)))
    search = f"Patient?identifier=inside&gender:in={GENDER}"
    (inside,) = await found(clinic, "transaction", search, first=(made,))
    assert len(inside) == 1
    assert {one.id for one in (await clinic.search("Patient", search.partition("?")[2])).matches} == inside


async def test_what_is_unknown_is_refused_in_its_place_and_nothing_is_written(clinic: Handle) -> None:
    made = entry("POST", "Patient", identified("Lost", "lost"))
    sent = transaction(made, entry("GET", "Patient?gender:in=urn:nowhere"))
    assert (await refused(Kind.NOT_FOUND, clinic.transaction(sent))).issues[0].where.startswith("Bundle.entry[1]")
    malformed = transaction(made, entry("GET", "Observation?code:below=1"))
    assert (await refused(Kind.MALFORMED, clinic.transaction(malformed))).issues[0].where.startswith("Bundle.entry[1]")
    assert not (await clinic.search("Patient", "identifier=urn:test|lost")).matches


async def test_codes_that_the_transaction_itself_defines_are_refused_in_words(clinic: Handle) -> None:
    new = entry("POST", "ValueSet", value_set("urn:inside:new", "7-1"))
    plain = entry("GET", "Observation?code=7-1")
    assert statuses(await clinic.transaction(transaction(new, plain))) == ["201", "200"]
    stored = await clinic.create(value_set("urn:inside:old", "7-1"))
    gone = entry("DELETE", stored.reference)
    for write, url in ((new, "urn:inside:new"), (gone, "urn:inside:old"), (gone, GENDER)):
        sent = transaction(plain, entry("GET", f"Observation?code:in={url}"), write)
        refusal = await refused(Kind.UNSUPPORTED, clinic.transaction(sent))
        assert refusal.issues[0].where.startswith("Bundle.entry[1]")
        assert "ValueSet" in refusal.text
    assert (await clinic.read("ValueSet", stored.id)).version == 1, "nothing of it was done"
    alone = await clinic.transaction(transaction(entry("GET", "Observation?code:in=urn:inside:old"), new, kind="batch"))
    assert statuses(alone) == ["200", "201"], "the entries of a batch stand alone"
