"""Whose rows are whose, when participants write about one patient, rows move, and grants come meanwhile."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping

import asyncpg
import pytest
from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Caller, Handle, Record, Stored, including, patient_number, searching
from tests.integration.record.samples import observation, patient, referral, staff

TABLES = ("resource", "history", "token", "text", "span", "quantity")


async def ungranted(owner_url: str, pat_of: str, term: int) -> Mapping[str, int]:
    """Rows about a patient, by table, that lack a term of hers."""
    connection = await asyncpg.connect(owner_url)
    try:
        return {
            table: await connection.fetchval(
                f"SELECT count(*) FROM record.{table} WHERE pat = $1 AND NOT coalesce({term} = ANY (grants), false)",
                patient_number(pat_of),
            )
            for table in TABLES
        }
    finally:
        await connection.close()


async def test_a_patient_cannot_be_taken_by_asking_for_her(clinic: Handle, other: Handle) -> None:
    who = (await clinic.create(patient("Own"))).id
    seen = (await clinic.create(observation(who, "718-7", "2026-01-01"))).id
    with pytest.raises(Refusal):
        await other.create(referral(who, "other"))
    for kind, which in (("Patient", who), ("Observation", seen)):
        with pytest.raises(Refusal):
            await other.read(kind, which)


async def test_grants_reach_every_row_while_others_write(
    record: Record, clinic: Handle, other: Handle, owner_url: str
) -> None:
    number = await record.custodian_number("other")
    for _ in range(5):
        who = (await clinic.create(patient("Busy"))).id
        made = [await clinic.create(observation(who, "718-7", f"2026-01-0{day}")) for day in range(1, 6)]
        await asyncio.gather(*(changed_about(clinic, who, one) for one in made), clinic.create(referral(who, "other")))
        assert await ungranted(owner_url, who, number) == dict.fromkeys(TABLES, 0)


async def changed_about(handle: Handle, who: str, made: Stored) -> None:
    """Update one observation of a patient, add another, delete the first."""
    resource = made.resource
    assert isinstance(resource, types.Observation)
    await handle.update(replace(resource, status="amended"))
    await handle.create(observation(who, "4548-4", "2026-02-01"))
    await handle.delete("Observation", made.id)


async def test_rows_that_move_to_another_patient_take_her_terms_and_lose_the_others(
    record: Record, clinic: Handle, other: Handle
) -> None:
    shown, hidden = [(await clinic.create(patient(name))).id for name in ("Shown", "Hidden")]
    await clinic.create(referral(shown, "other"))
    made = await clinic.create(observation(shown, "718-7", "2026-01-01"))
    assert (await other.read("Observation", made.id)).id
    resource = made.resource
    assert isinstance(resource, types.Observation)
    await clinic.update(replace(resource, subject=types.Reference(reference=f"Patient/{hidden}")))
    for ask in (
        other.read("Observation", made.id),
        other.vread("Observation", made.id, 1),
        other.history("Observation", made.id),
    ):
        with pytest.raises(Refusal):
            await ask
    assert not (await other.search("Observation", [("_id", made.id)])).matches
    assert not (await other.search("Observation", [("code", "718-7"), ("subject", f"Patient/{hidden}")])).matches


async def test_a_guest_does_not_carry_a_row_away(clinic: Handle, other: Handle) -> None:
    shown = (await clinic.create(patient("Shown"))).id
    await clinic.create(referral(shown, "other"))
    mine = (await other.create(patient("Mine"))).id
    made = (await clinic.create(observation(shown, "718-7", "2026-01-01"))).resource
    assert isinstance(made, types.Observation)
    moved = replace(made, subject=types.Reference(reference=f"Patient/{mine}"))
    try:
        await other.update(moved)
    except Refusal as refusal:
        assert refusal.kind is Kind.FORBIDDEN
    assert (await clinic.read("Observation", made.id or "")).id


async def test_a_patient_writes_about_herself_alone(record: Record, clinic: Handle) -> None:
    who, stranger = [(await clinic.create(patient(name))).id for name in ("Herself", "Stranger")]
    number = await record.custodian_number("clinic")
    herself = record.open_for(as_patient(number, who))
    with pytest.raises(Refusal):
        await herself.create(observation(stranger, "718-7", "2026-01-01"))
    mine = (await herself.create(observation(who, "718-7", "2026-01-01"))).resource
    assert isinstance(mine, types.Observation)
    with pytest.raises(Refusal):
        await herself.update(replace(mine, subject=types.Reference(reference=f"Patient/{stranger}")))
    with pytest.raises(Refusal):
        await herself.update(replace(mine, subject=None))


def as_patient(number: int, who: str) -> Caller:
    return dataclasses.replace(staff(number, "clinic", role="patient"), terms=frozenset({0}), patient=who)


async def test_chains_and_reverse_chains_tell_nothing_of_hidden_rows(clinic: Handle, other: Handle) -> None:
    who = "chained-later"  # written about before the patient is there: a reference to nobody is accepted
    mine = await other.create(observation(who, "718-7", "2026-01-01"))
    await clinic.write([patient("Chained", id=who), observation(who, "99999-9", "2026-01-01")])
    assert not (await other.search("Observation", [("subject:Patient.family", "Chained")])).matches
    assert not (await other.search("Patient", [("_has:Observation:subject:code", "99999-9")])).matches
    page = await other.search("Observation", [("_id", mine.id), ("_include", "Observation:subject")])
    assert not page.included


async def test_what_comes_with_a_page_is_bounded(clinic: Handle, monkeypatch: pytest.MonkeyPatch) -> None:
    who = (await clinic.create(patient("Bounded"))).id
    for day in range(1, 5):
        await clinic.create(observation(who, "718-7", f"2026-01-0{day}"))
    query = [("_id", who), ("_revinclude", "Observation:patient")]
    assert len((await clinic.search("Patient", query)).included) == 4
    for module in (including, searching):
        monkeypatch.setattr(module, "MOST_INCLUDED", 3)
    with pytest.raises(Refusal) as refused:
        await clinic.search("Patient", query)
    assert refused.value.kind is Kind.TOO_LARGE
