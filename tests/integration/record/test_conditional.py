"""Conditional updates, deletes and patches: R4's outcomes, and that concurrent ones make one and lose nothing."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping

import asyncpg
import pytest
from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.fhir.patch import Patch, json_patch
from medcluster.foundation import Database, Kind, Refusal
from medcluster.record import Handle, Returning
from tests.integration.record.samples import observation, patient
from tests.integration.record.test_bundles import entry, identified, made_id, refused, statuses, transaction

CLIENTS = 32


def where(value: str) -> str:
    return f"identifier=urn:test|{value}"


def patch(*operations: Mapping[str, object]) -> Patch:
    return json_patch(json.dumps(operations).encode())


def wrapped(*operations: Mapping[str, object]) -> types.Binary:

    data = base64.b64encode(json.dumps(operations).encode()).decode()
    return types.Binary(contentType="application/json-patch+json", data=data)


ADD_GIVEN = {"op": "add", "path": "/name/0/given/-", "value": "X"}


async def test_a_conditional_update_creates_then_updates(clinic: Handle) -> None:
    first, made = await clinic.update_where(identified("One", "u1"), where("u1"))
    again, made_again = await clinic.update_where(identified("Two", "u1"), where("u1"))
    assert (made, made_again) == (True, False)
    assert (again.id, again.version) == (first.id, 2)
    same, _ = await clinic.update_where(replace(identified("Three", "u1"), id=first.id), where("u1"), if_match=2)
    assert same.version == 3
    await refused(Kind.MALFORMED, clinic.update_where(replace(identified("X", "u1"), id="other"), where("u1")))
    await refused(Kind.VERSION, clinic.update_where(identified("X", "u1"), where("u1"), if_match=1))
    await refused(Kind.VERSION, clinic.update_where(identified("X", "none"), where("none"), if_match=1))
    await clinic.create(identified("Twin", "u1"))
    await refused(Kind.AMBIGUOUS, clinic.update_where(identified("X", "u1"), where("u1")))
    await refused(Kind.MALFORMED, clinic.update_where(identified("X", "u1"), ""))
    await refused(Kind.MALFORMED, clinic.update_where(identified("X", "u1"), "identifier="))


async def test_an_id_in_a_conditional_update_that_matches_nothing_is_for_interfaces(
    clinic: Handle, interface: Handle
) -> None:
    named = replace(identified("Named", "u2"), id="cond-named")
    await refused(Kind.INVALID, clinic.update_where(named, where("u2")))
    made, fresh = await interface.update_where(named, where("u2"))
    assert (made.id, fresh) == ("cond-named", True)
    await refused(Kind.CONFLICT, interface.update_where(replace(named, identifier=()), where("u3")))


async def test_32_concurrent_conditional_updates_make_one_and_lose_none(clinic: Handle) -> None:
    done = await asyncio.gather(*(clinic.update_where(identified(f"F{n}", "u4"), where("u4")) for n in range(CLIENTS)))
    assert len({stored.id for stored, _ in done}) == 1
    assert sorted(stored.version for stored, _ in done) == list(range(1, CLIENTS + 1))
    assert [made for _, made in done].count(True) == 1
    history = await clinic.history("Patient", done[0][0].id)
    assert [one.updated for one in history] == sorted((one.updated for one in history), reverse=True)


async def test_32_concurrent_creates_and_updates_under_one_condition_make_one(clinic: Handle) -> None:
    async def one(number: int) -> str:
        resource = identified(f"F{number}", "u5")
        if number % 3 == 0:
            return (await clinic.create_unless(resource, where("u5")))[0].id
        if number % 3 == 1:
            return (await clinic.update_where(resource, where("u5")))[0].id
        method, more = ("PUT", {}) if number % 2 else ("POST", {"ifNoneExist": where("u5")})
        url = "Patient" if method == "POST" else f"Patient?{where('u5')}"
        return made_id(await clinic.transaction(transaction(entry(method, url, resource, **more))), 0)

    assert len(set(await asyncio.gather(*(one(number) for number in range(CLIENTS))))) == 1
    assert (await clinic.search("Patient", f"{where('u5')}&_summary=count")).total == 1


async def test_a_conditional_delete_takes_one_or_as_many_as_it_says(clinic: Handle) -> None:
    for _ in range(3):
        await clinic.create(identified("Gone", "d2"))
    await refused(Kind.AMBIGUOUS, clinic.delete_where("Patient", where("d2")))
    await refused(Kind.AMBIGUOUS, clinic.delete_where("Patient", f"{where('d2')}&_count=2"))
    assert (await clinic.search("Patient", f"{where('d2')}&_summary=count")).total == 3
    assert len(await clinic.delete_where("Patient", f"{where('d2')}&_count=3")) == 3
    assert await clinic.delete_where("Patient", where("d2")) == []
    for wrong in ("", "_count=5", f"{where('d2')}&_count=0", f"{where('d2')}&_sort=name"):
        await refused(Kind.MALFORMED, clinic.delete_where("Patient", wrong))


async def test_a_patch_is_a_new_version_of_what_is_there(clinic: Handle) -> None:
    made = await clinic.create(patient("Patched", "A"))
    done = await clinic.patch("Patient", made.id, patch(ADD_GIVEN), if_match=1)
    assert done.version == 2
    assert done.resource.name[0].given == ("A", "X")  # type: ignore[attr-defined]
    await refused(Kind.VERSION, clinic.patch("Patient", made.id, patch(ADD_GIVEN), if_match=1))
    gone = patch({"op": "remove", "path": "/birthDate"})
    await refused(Kind.INVALID, clinic.patch("Patient", made.id, gone))
    assert (await clinic.read("Patient", made.id)).version == 2


async def test_32_concurrent_creates_under_conditions_of_one_identifier_make_one(clinic: Handle) -> None:
    ways = (
        "identifier=urn:test|u9",
        "identifier=urn:test|u9&active=true",
        "identifier=u9",
        "identifier=urn:test|u9,urn:test|none",
    )

    async def one(number: int) -> str:
        resource = replace(identified(f"F{number}", "u9"), active=True)
        return (await clinic.create_unless(resource, ways[number % len(ways)]))[0].id

    assert len(set(await asyncio.gather(*(one(number) for number in range(CLIENTS))))) == 1
    assert (await clinic.search("Patient", f"{where('u9')}&_summary=count")).total == 1


async def test_32_concurrent_patches_all_count(clinic: Handle) -> None:
    made = await clinic.create(identified("Crowd", "p1"))
    start = patch({"op": "add", "path": "/name/0/given", "value": ["0"]})
    await clinic.patch("Patient", made.id, start)

    async def one(number: int) -> None:
        add = {"op": "add", "path": "/name/0/given/-", "value": f"n{number}"}
        if number % 3 == 0:
            await clinic.patch("Patient", made.id, patch(add))
        elif number % 3 == 1:
            await clinic.patch_where("Patient", where("p1"), patch(add))
        else:
            await clinic.transaction(transaction(entry("PATCH", made.reference, wrapped(add))))

    await asyncio.gather(*(one(number) for number in range(CLIENTS)))
    now = await clinic.read("Patient", made.id)
    assert now.version == CLIENTS + 2
    assert set(now.resource.name[0].given) == {"0", *(f"n{number}" for number in range(CLIENTS))}  # type: ignore[attr-defined]


async def test_the_hidden_is_answered_like_the_absent(clinic: Handle, other: Handle) -> None:
    made = await clinic.create(identified("Hidden", "h1"))
    hidden = await refused(Kind.NOT_FOUND, other.patch("Patient", made.id, patch(ADD_GIVEN)))
    absent = await refused(Kind.NOT_FOUND, other.patch("Patient", "nobody", patch(ADD_GIVEN)))
    assert hidden.text.replace(made.id, "nobody") == absent.text
    hidden = await refused(Kind.NOT_FOUND, other.patch_where("Patient", where("h1"), patch(ADD_GIVEN)))
    absent = await refused(Kind.NOT_FOUND, other.patch_where("Patient", where("h0"), patch(ADD_GIVEN)))
    assert hidden.text == absent.text
    assert await other.delete_where("Patient", where("h1")) == []
    own, fresh = await other.update_where(identified("Own", "h1"), where("h1"))
    assert fresh
    assert own.id != made.id
    for url in (made.reference, "Patient/nobody"):
        refusal = await refused(Kind.NOT_FOUND, other.transaction(transaction(entry("PATCH", url, wrapped(ADD_GIVEN)))))
        assert refusal.issues[0].where == "Bundle.entry[0]"
    assert (await clinic.read("Patient", made.id)).version == 1


async def test_conditional_entries_of_a_transaction(clinic: Handle) -> None:
    await clinic.create(identified("Old", "t1"))
    await clinic.create(identified("Patched", "t2"))
    await clinic.create(identified("Gone", "t3"))
    about = types.replace_references(observation("x", "1-1", "2024-01-01"), lambda _: f"Patient?{where('t4')}")
    done = await clinic.transaction(
        transaction(
            entry("PATCH", f"Patient?{where('t2')}", wrapped({"op": "add", "path": "/gender", "value": "other"})),
            entry("PUT", f"Patient?{where('t1')}", identified("New", "t1")),
            entry("DELETE", f"Patient?{where('t3')}"),
            entry("DELETE", f"Patient?{where('t-none')}"),
            entry("POST", "Observation", about),
            entry("PUT", f"Patient?{where('t4')}", identified("Fresh", "t4")),
        ),
    )
    assert statuses(done) == ["200", "200", "204", "204", "201", "201"]
    subject = (await clinic.read("Observation", made_id(done, 4))).resource.subject  # type: ignore[attr-defined]
    assert subject.reference == f"Patient/{made_id(done, 5)}", "a condition names what the bundle makes under it"
    assert (await clinic.read("Patient", made_id(done, 0))).resource.gender == "other"  # type: ignore[attr-defined]
    assert not (await clinic.search("Patient", where("t3"))).matches


async def test_a_condition_may_name_a_value_set(clinic: Handle) -> None:
    asked = f"{where('vs')}&gender:in=http://hl7.org/fhir/ValueSet/administrative-gender"
    her = replace(identified("Set", "vs"), gender="female")
    first, made = await clinic.update_where(her, asked)
    assert (made, (await clinic.update_where(her, asked))[1]) == (True, False)
    assert (await clinic.create(her, if_none_exist=asked)).id == first.id
    later = patch({"op": "add", "path": "/active", "value": True})
    assert (await clinic.patch_where("Patient", asked, later)).id == first.id
    about = types.replace_references(observation("x", "1-1", "2024-01-01"), lambda _: f"Patient?{asked}")
    in_one = transaction(entry("PUT", f"Patient?{asked}", her), entry("POST", "Observation", about))
    assert statuses(await clinic.transaction(in_one)) == ["200", "201"]
    found = transaction(entry("POST", "Patient", her, ifNoneExist=asked), entry("POST", "Observation", about))
    assert made_id(await clinic.transaction(found), 0) == first.id
    assert statuses(await clinic.transaction(transaction(entry("DELETE", f"Patient?{asked}")))) == ["204"]
    assert not await clinic.delete_where("Patient", asked)
    unknown = transaction(entry("GET", "Patient"), entry("DELETE", "Patient?gender:in=urn:nowhere"))
    assert (await refused(Kind.NOT_FOUND, clinic.transaction(unknown))).issues[0].where.startswith("Bundle.entry[1]")


async def test_two_entries_that_mean_one_resource_are_both_named(clinic: Handle) -> None:
    made = await clinic.create(replace(identified("Twice", "w1"), active=True))
    both = (
        [
            entry("PUT", f"Patient?{where('w1')}", identified("A", "w1")),
            entry("PATCH", made.reference, wrapped({"op": "add", "path": "/gender", "value": "other"})),
        ],
        [entry("PUT", f"Patient?{where('w1')}", identified("A", "w1")), entry("DELETE", f"Patient?{where('w1')}")],
        [
            entry("PUT", f"Patient?{where('w1')}", identified("A", "w1")),
            entry("PUT", f"Patient?{where('w1')}&active=true", identified("B", "w1")),
        ],
        [entry("PUT", f"Patient?{where('w9')}", identified("A", "w9"))] * 2,
        [
            entry("PUT", f"Patient?{where('w9')}", identified("A", "w9")),
            entry("POST", "Patient", identified("B", "w9"), ifNoneExist=where("w9")),
        ],
        [entry("POST", "Patient", identified("A", "w9"), fullUrl="urn:uuid:0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a")] * 2,
    )
    for entries in both:
        refusal = await refused(Kind.INVALID, clinic.transaction(transaction(entry("GET", "Patient/x"), *entries)))
        assert {issue.where for issue in refusal.issues} == {"Bundle.entry[1]", "Bundle.entry[2]"}, refusal.issues
    assert (await clinic.read("Patient", made.id)).version == 1
    assert not (await clinic.search("Patient", where("w9"))).matches


async def test_conditional_entries_of_a_batch_stand_alone(clinic: Handle) -> None:
    await clinic.create(identified("Batch", "b1"))
    done = await clinic.transaction(
        transaction(
            entry("PUT", f"Patient?{where('b1')}", identified("New", "b1")),
            entry("PATCH", f"Patient?{where('b-none')}", wrapped(ADD_GIVEN)),
            entry("PATCH", f"Patient?{where('b1')}", wrapped({"op": "remove", "path": "/name"})),
            entry("DELETE", f"Patient?{where('b-none')}"),
            entry("PUT", f"Patient?{where('b2')}", identified("Fresh", "b2"), ifMatch='W/"1"'),
            kind="batch",
        ),
        returning=Returning.REPRESENTATION,
    )
    assert statuses(done) == ["200", "404", "200", "204", "412"]
    assert done.entry[0].resource is not None


async def test_looks_leave_their_audit_row(clinic: Handle, owner_url: str, database: Database) -> None:

    made = await clinic.create(identified("Audited", "a1"))
    await clinic.patch("Patient", made.id, patch({"op": "add", "path": "/gender", "value": "other"}))
    await clinic.delete_where("Patient", where("a1"))
    owner = await asyncpg.connect(owner_url)
    rows = await owner.fetch("SELECT action, rows FROM record.audit ORDER BY seq DESC LIMIT 4")
    await owner.close()
    assert [(row["action"], row["rows"]) for row in rows] == [("delete", 1), ("search", 1), ("patch", 1), ("read", 1)]


@pytest.mark.parametrize("query", ["_include=Patient:organization", "_count=3", "_sort=family", "_elements=id"])
async def test_a_condition_says_which_and_nothing_else(clinic: Handle, query: str) -> None:
    for act in (
        clinic.create(patient("X"), if_none_exist=f"{where('q')}&{query}"),
        clinic.update_where(patient("X"), f"{where('q')}&{query}"),
        clinic.patch_where("Patient", f"{where('q')}&{query}", patch(ADD_GIVEN)),
    ):
        with pytest.raises(Refusal) as caught:
            await act
        assert caught.value.kind is Kind.MALFORMED
