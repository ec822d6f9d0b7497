"""Which labels are in use: those that the caller may see, at the cost of the labels alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import asyncpg
import pytest
from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Kind
from medcluster.record import Action, Caller, Handle, Record, labels_used
from medcluster.record.labels_used import LOOKED_THROUGH, MOST, ONE_BY_ONE, statement
from medcluster.record.values import Values
from tests.integration.record.samples import ALL, observation, patient, referral, refused, staff

PROFILE = "http://example.org/StructureDefinition/used"


def tag(code: str, system: str | None = "urn:used") -> types.Coding:
    return types.Coding(system=system, code=code)


def codes(found: Sequence[types.Coding]) -> list[tuple[str | None, str | None]]:
    return [(one.system, one.code) for one in found]


async def fresh(record: Record, **more: object) -> Handle:
    """A doctor of a participant that has nothing yet."""
    name = f"p{uuid4().hex}"
    return record.open_for(staff(await record.custodian_number(name), name, **more))  # type: ignore[arg-type]


async def test_each_label_once_as_the_newest_resource_has_it(record: Record) -> None:
    doctor = await fresh(record)
    assert await labels_used(doctor) == types.Meta()
    first = types.Meta(
        profile=(f"{PROFILE}|1.0", PROFILE),
        tag=(tag("a"), tag("b", None), tag("a", "urn:other")),
        security=(tag("R", "urn:secret"),),
    )
    her = await doctor.create(patient("One", meta=first))
    later = types.Meta(profile=(f"{PROFILE}|2.0",), tag=(replace(tag("a"), display="A"),))
    await doctor.create(patient("Two", meta=later))
    await doctor.create(observation(her.id, "1-1", "2024-01-01", meta=types.Meta(tag=(tag("seen"),))))
    found = await labels_used(doctor, "Patient")
    assert found.profile == (PROFILE, f"{PROFILE}|1.0", f"{PROFILE}|2.0")
    assert codes(found.tag) == [(None, "b"), ("urn:other", "a"), ("urn:used", "a")]
    assert found.tag[-1].display == "A"
    assert codes(found.security) == [("urn:secret", "R")]
    assert (found.versionId, found.lastUpdated, found.source) == (None, None, None)
    assert codes((await labels_used(doctor, "Observation")).tag) == [("urn:used", "seen")]
    assert codes((await labels_used(doctor)).tag) == [
        (None, "b"),
        ("urn:other", "a"),
        ("urn:used", "a"),
        ("urn:used", "seen"),
    ]


async def test_what_is_gone_is_no_longer_in_use(record: Record) -> None:
    doctor = await fresh(record)
    kept = await doctor.create(patient("Kept", meta=types.Meta(tag=(tag("kept"), tag("taken")))))
    gone = await doctor.create(patient("Gone", meta=types.Meta(tag=(tag("gone"),))))
    assert len((await labels_used(doctor, "Patient")).tag) == 3
    await doctor.remove_labels("Patient", kept.id, types.Meta(tag=(tag("taken"),)))
    await doctor.delete("Patient", gone.id)
    assert codes((await labels_used(doctor, "Patient")).tag) == [("urn:used", "kept")]


async def test_what_is_hidden_is_not_told(record: Record, owner_url: str) -> None:
    here, there = await fresh(record), await fresh(record)
    her = await there.create(patient("Hidden", meta=types.Meta(tag=(tag("hidden"), tag("both")))))
    await here.create(patient("Shown", meta=types.Meta(tag=(tag("both"),))))
    assert codes((await labels_used(here)).tag) == [("urn:used", "both")]
    await there.create(referral(her.id, here.caller.participant))
    assert codes((await labels_used(here)).tag) == [("urn:used", "both"), ("urn:used", "hidden")], "she was referred"
    owner = await asyncpg.connect(owner_url)
    told = "SELECT rows, cardinality(pats) AS pats FROM record.audit WHERE action = 'meta' AND participant = $1"
    rows = await owner.fetch(f"{told} ORDER BY seq", here.caller.participant)
    await owner.close()
    assert [row["rows"] for row in rows] == [row["pats"] for row in rows]
    assert len(rows) == 2


async def test_types_that_the_role_may_not_read(record: Record) -> None:
    doctor = await fresh(record)
    her = await doctor.create(patient("Typed", meta=types.Meta(tag=(tag("of-patient"),))))
    await doctor.create(observation(her.id, "1-1", "2024-01-01", meta=types.Meta(tag=(tag("of-observation"),))))
    may = {Action.READ: frozenset({"Observation"})}
    narrow = record.open_for(replace_caller(doctor.caller, may))
    assert codes((await labels_used(narrow)).tag) == [("urn:used", "of-observation")]
    await refused(Kind.FORBIDDEN, labels_used(narrow, "Patient"))


def replace_caller(caller: Caller, may: dict[Action, frozenset[str]]) -> Caller:
    return Caller(caller.account, caller.name, caller.role, caller.participant, caller.custodian, caller.terms, may=may)


async def test_a_patient_is_told_hers_and_those_of_the_directory(record: Record) -> None:
    doctor = await fresh(record)
    her = await doctor.create(patient("Herself", meta=types.Meta(tag=(tag("hers"),))))
    await doctor.create(patient("Another", meta=types.Meta(tag=(tag("another's"),))))
    await doctor.create(observation(her.id, "1-1", "2024-01-01", meta=types.Meta(tag=(tag("hers", "urn:x"),))))
    house = await doctor.create(
        types.Organization(name="Open", meta=types.Meta(tag=(tag("directory", "urn:patients"),)))
    )
    herself = record.open_for(
        Caller("patient", "patient", "patient", patient=her.id, may={Action.READ: ALL}, terms=frozenset({0}))
    )
    assert codes((await labels_used(herself, "Patient")).tag) == [("urn:used", "hers")]
    assert codes((await labels_used(herself, "Observation")).tag) == [("urn:x", "hers")]
    every = codes((await labels_used(herself)).tag)
    assert ("urn:patients", "directory") in every
    assert not {("urn:used", "another's"), ("urn:used", "gone")} & set(every)
    await doctor.delete("Organization", house.id)


async def test_more_than_can_be_told_are_refused_in_words(record: Record) -> None:
    doctor = await fresh(record)
    many = [types.Basic(code=types.CodeableConcept(text="x"), meta=labelled(place)) for place in range(MOST + 1)]
    await doctor.write(many[:-1])
    assert len((await labels_used(doctor, "Basic")).tag) == MOST
    await doctor.write(many[-1:])
    refusal = await refused(Kind.TOO_LARGE, labels_used(doctor, "Basic"))
    assert str(MOST) in refusal.text
    await refused(Kind.TOO_LARGE, labels_used(doctor))
    assert await labels_used(doctor, "Condition") == types.Meta()


def labelled(place: int) -> types.Meta:
    return types.Meta(tag=(tag(f"many-{place}"),))


def seen(line: str) -> int:
    """How many rows a node of a plan gave, in all its loops."""
    rows, _, loops = line.partition("rows=")[2].rstrip(")").partition(" loops=")
    return round(float(rows) * int(loops)) if rows else 0  # "never executed"


@pytest.mark.parametrize("name", ["Observation", ""])
@pytest.mark.parametrize("own", [False, True], ids=["doctor", "patient"])
async def test_it_costs_the_labels_and_not_the_resources(record: Record, owner_url: str, name: str, own: bool) -> None:
    doctor, other = await fresh(record), await fresh(record)
    her = await doctor.create(patient("Long"))
    meta = types.Meta(profile=(PROFILE,), tag=(tag("x"), tag("y"), tag("x", "urn:other")))
    for handle in (doctor, other):
        person = her if handle is doctor and own else await handle.create(patient("More"))
        await handle.write([observation(person.id, "1-1", "2024-01-01", meta=meta) for _ in range(10 if own else 2500)])
    owner = await asyncpg.connect(owner_url)
    await owner.execute("ANALYZE")
    await owner.close()
    handle = doctor
    if own:
        caller = Caller("p", "p", "patient", patient=her.id, may={Action.READ: ALL}, terms=frozenset({0}))
        handle = record.open_for(caller)
    async with handle.opened(ONE_BY_ONE) as connection:
        values = Values(list(handle.acting.audit(handle.room.now(), "meta")))
        text = statement(handle.acting, name, values)
        rows = await connection.fetch(f"EXPLAIN (ANALYZE, COSTS off) {text}", *values.bound)
    plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in plan, plan
    assert "Bitmap" not in plan, plan
    first, next_one, through = (seen(line) for line in plan.splitlines() if "using token_value" in line)
    if name and not own:
        assert (first, next_one) == (2, 1), plan  # a profile and the first tag's code; the other's
    assert first + next_one <= 20, plan
    assert through <= 2 * LOOKED_THROUGH + 10, plan
    assert {(one.system, one.code) for one in (await labels_used(handle, "Observation")).tag} == {
        ("urn:used", "x"),
        ("urn:used", "y"),
        ("urn:other", "x"),
    }
