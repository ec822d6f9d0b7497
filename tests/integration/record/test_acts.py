"""Create, read, update, delete, history: what each promises."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient, refused


async def test_what_is_created_is_read_as_it_was_stored(clinic: Handle) -> None:
    value = types.Quantity(value=Decimal("72.50"), unit="kg")
    written = await clinic.create(observation("anna", "29463-7", "2024-03-05", valueQuantity=value))
    read = await clinic.read("Observation", written.id)
    assert read == written
    assert b'"value":72.50' in read.body
    assert read.resource.meta is not None
    assert read.resource.meta.versionId == "1"
    assert read.resource.id == written.id


async def test_each_version_stays_readable(clinic: Handle) -> None:
    first = await clinic.create(patient("Petrova", "Anna"))
    second = await clinic.update(patient("Petrova", "Hanna", id=first.id))
    assert (second.version, (await clinic.read("Patient", first.id)).version) == (2, 2)
    assert (await clinic.vread("Patient", first.id, 1)).body == first.body
    assert [s.version for s in await clinic.history("Patient", first.id)] == [2, 1]
    await refused(Kind.NOT_FOUND, clinic.vread("Patient", first.id, 3))


async def test_a_deleted_resource_is_gone_and_keeps_its_history(clinic: Handle) -> None:
    made = await clinic.create(patient("Gone"))
    await clinic.delete("Patient", made.id)
    await clinic.delete("Patient", made.id)
    await refused(Kind.GONE, clinic.read("Patient", made.id))
    assert [(s.version, s.deleted) for s in await clinic.history("Patient", made.id)] == [(2, True), (1, False)]
    assert (await clinic.vread("Patient", made.id, 1)).body == made.body
    await refused(Kind.GONE, clinic.vread("Patient", made.id, 2))
    assert not (await clinic.search("Patient", "family=gone")).matches
    await refused(Kind.GONE, clinic.update(patient("Back", id=made.id)))


async def test_an_older_version_is_refused_and_the_current_one_named(clinic: Handle) -> None:
    made = await clinic.create(patient("Versioned"))
    await clinic.update(patient("Versioned", "Two", id=made.id), if_match=1)
    refusal = await refused(Kind.VERSION, clinic.update(patient("Versioned", "Three", id=made.id), if_match=1))
    assert "version 2" in refusal.text


async def test_no_update_is_lost_among_32_writers(clinic: Handle) -> None:
    made = await clinic.create(patient("Counted", "0"))

    async def add_one() -> None:
        while True:
            now = await clinic.read("Patient", made.id)
            count = int(now.resource.name[0].given[0])  # type: ignore[attr-defined]
            try:
                await clinic.update(patient("Counted", str(count + 1), id=made.id), if_match=now.version)
            except Refusal as refusal:
                assert refusal.kind is Kind.VERSION
            else:
                return

    await asyncio.gather(*(add_one() for _ in range(32)))
    now = await clinic.read("Patient", made.id)
    assert now.version == 33
    assert now.resource.name[0].given[0] == "32"  # type: ignore[attr-defined]


async def test_concurrent_conditional_creates_make_one(clinic: Handle) -> None:
    identifier = types.Identifier(system="urn:test", value="one")

    async def create() -> str:
        made = await clinic.create(patient("Once", identifier=(identifier,)), if_none_exist="identifier=urn:test|one")
        return made.id

    assert len(set(await asyncio.gather(*(create() for _ in range(16))))) == 1
    assert (await clinic.search("Patient", "identifier=urn:test|one&_summary=count")).total == 1


async def test_ids_are_chosen_by_interfaces_only(clinic: Handle, interface: Handle) -> None:
    await refused(Kind.NOT_FOUND, clinic.update(patient("Chosen", id="chosen")))
    made = await interface.update(patient("Chosen", id="chosen"))
    assert (made.id, made.version) == ("chosen", 1)
    assert (await clinic.read("Patient", "chosen")).body == made.body


async def test_the_hidden_is_answered_like_the_absent(clinic: Handle, other: Handle) -> None:
    made = await clinic.create(patient("Hidden"))
    absent = await refused(Kind.NOT_FOUND, other.read("Patient", "nobody"))
    hidden = await refused(Kind.NOT_FOUND, other.read("Patient", made.id))
    assert hidden.text.replace(made.id, "nobody") == absent.text
    await refused(Kind.NOT_FOUND, other.history("Patient", made.id))
    await refused(Kind.NOT_FOUND, other.update(patient("Stolen", id=made.id)))
    await refused(Kind.NOT_FOUND, other.delete("Patient", made.id))
    assert not (await other.search("Patient", "family=hidden")).matches


async def test_many_are_written_together_or_not_at_all(clinic: Handle) -> None:
    person = patient("Together", id="together")
    written = await clinic.write([person, observation("together", "1-1", "2024-01-01"), patient("Unnamed")])
    assert [s.version for s in written] == [1, 1, 1]
    again = [patient("Together", "New", id="together"), observation("together", "1-1", "2024-01-02")]
    await refused(Kind.VERSION, clinic.write(again, expected={"Patient/together": 7}))
    assert len(await clinic.patient_resources("together")) == 2
    await refused(Kind.INVALID, clinic.write([person, person]))
