"""Row-level security, grants and the audit: which rows exist for whom, on every table with patients' data."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from medcluster.fhir import types
from medcluster.foundation import Database, Kind, Refusal
from medcluster.record import EVERYBODY, ON_PROTOCOL, Handle, Record, latest, patient_number, read_changes
from medcluster.record.unrestricted import unrestricted
from tests.integration.record.samples import MAY_ALL, observation, patient, referral, staff

FORCED = """
SELECT c.table_name, r.relrowsecurity AND r.relforcerowsecurity AS forced
FROM (SELECT DISTINCT table_name FROM information_schema.columns
      WHERE table_schema = 'record' AND column_name IN ('pat', 'rid', 'pats')) AS c
JOIN pg_class AS r ON r.relname = c.table_name AND r.relnamespace = 'record'::regnamespace
ORDER BY 1
"""
TABLES = ["audit", "change", "history", "patient_grant", "quantity", "resource", "span", "text", "token"]


async def test_every_table_about_patients_is_under_forced_row_level_security(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        found = {row["table_name"]: row["forced"] for row in await connection.fetch(FORCED)}
    finally:
        await connection.close()
    assert found == dict.fromkeys(TABLES, True)


async def test_without_settings_nothing_exists(clinic: Handle, database: Database) -> None:
    made = await clinic.create(patient("Nobody"))
    await clinic.update(patient("Nobody", "Sees", id=made.id))
    for settings in ({}, {"medcluster.terms": "{}"}, {"medcluster.terms": "", "medcluster.every_row": "off"}):
        async with database.transaction(settings=settings) as connection:
            for table in TABLES:
                if table != "audit":
                    assert await connection.fetchval(f"SELECT count(*) FROM record.{table}") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM record.audit",
        "UPDATE record.audit SET account = 'other'",
        "DELETE FROM record.audit",
        "UPDATE record.change SET op = 'create'",
        "DELETE FROM record.change",
        "DELETE FROM record.resource",
        "DELETE FROM record.history",
        "UPDATE record.history SET body = ''",
        "INSERT INTO record.patient_grant VALUES (1, 1)",
        "SELECT set_config('medcluster.every_row', 'on', true)",
    ],
)
async def test_the_application_may_not(database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(settings={"medcluster.every_row": "on"}) as connection:
            await connection.execute(statement)


async def test_nobody_writes_for_another_custodian(clinic: Handle, record: Record, database: Database) -> None:
    number = await record.custodian_number("other")
    made = await clinic.create(patient("Kept"))
    moved = f"UPDATE record.resource SET custodian = {number} WHERE id = '{made.id}'"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(settings=clinic.database_settings) as connection:
            await connection.execute(moved)


async def test_who_belongs_to_no_participant_writes_nothing_about_patients(record: Record) -> None:
    nobody = record.open_for(replace(staff(0, ""), terms=frozenset({EVERYBODY})))
    with pytest.raises(Refusal) as caught:
        await nobody.create(patient("Unowned"))
    assert caught.value.kind is Kind.FORBIDDEN
    assert (await nobody.create(types.Organization(name="Listed"))).version == 1


async def test_what_the_role_may_not_do_is_refused(record: Record, clinic: Handle) -> None:
    manager = record.open_for(replace(clinic.caller, may={}, role="manager"))
    for act in (manager.read("Patient", "x"), manager.search("Patient"), manager.create(patient("X"))):
        with pytest.raises(Refusal) as caught:
            await act
        assert caught.value.kind is Kind.FORBIDDEN


async def test_the_directory_is_for_everybody(clinic: Handle, other: Handle) -> None:
    made = await clinic.create(types.Organization(name="Seen by all"))
    assert (await other.read("Organization", made.id)).body == made.body
    assert [s.id for s in (await other.search("Organization", "name=seen")).matches] == [made.id]


async def test_a_patient_sees_her_own_record_only(clinic: Handle, record: Record) -> None:
    await clinic.write([patient("Own", id="own"), observation("own", "1-1", "2024-01-01")])
    await clinic.write([patient("Else", id="else"), observation("else", "1-1", "2024-01-01")])
    caller = replace(clinic.caller, role="patient", patient="own", terms=frozenset({EVERYBODY}), may=MAY_ALL)
    own = record.open_for(caller)
    assert len((await own.search("Observation", "")).matches) == 1
    assert [s.id for s in (await own.search("Patient", "")).matches] == ["own"]
    assert (await own.create(observation("own", "2-2", "2024-01-02"))).version == 1
    with pytest.raises(Refusal) as caught:
        await own.create(observation("else", "2-2", "2024-01-02"))
    assert caught.value.kind is Kind.FORBIDDEN


def plan(patient_id: str, author: str) -> types.CarePlan:
    return types.CarePlan(
        status="active",
        intent="plan",
        subject=types.Reference(reference=f"Patient/{patient_id}"),
        instantiatesCanonical=("http://example.org/hip|1",),
        author=types.Reference(reference=f"Organization/{author}"),
    )


async def test_a_referral_opens_the_whole_record_to_the_performer(clinic: Handle, other: Handle) -> None:
    await clinic.write([patient("Referred", id="referred"), observation("referred", "1-1", "2024-01-01", id="before")])
    await clinic.update(observation("referred", "1-1", "2024-01-02", id="before"))
    assert await other.patient_resources("referred") == []
    await clinic.create(referral("referred", "other"))
    await clinic.create(observation("referred", "1-1", "2024-01-03"))
    assert len(await other.patient_resources("referred")) == 4
    found = await other.search("Observation", "patient=referred&code=1-1&_include=Observation:patient")
    assert (len(found.matches), len(found.included)) == (2, 1)
    assert [s.version for s in await other.history("Observation", "before")] == [2, 1]
    assert (await other.search("Patient", "name=referred&_summary=count")).total == 1


async def test_who_was_given_a_row_may_change_it_and_its_custodian_stays(
    clinic: Handle, other: Handle, record: Record, database: Database
) -> None:
    await clinic.write([patient("Shared", id="shared"), observation("shared", "1-1", "2024-01-01", id="shared1")])
    await clinic.create(referral("shared", "other"))
    after = await latest(database)
    assert (await other.update(observation("shared", "1-1", "2024-01-02", id="shared1"), if_match=1)).version == 2
    await other.delete("Observation", "shared1")
    changes = await read_changes(database, after, 10)
    assert [(c.id, c.op) for c in changes] == [("shared1", "update"), ("shared1", "delete")]
    assert {c.custodian for c in changes} == {await record.custodian_number("clinic")}


async def test_nobody_writes_the_log_of_rows_that_are_hidden_from_her(
    clinic: Handle, other: Handle, database: Database
) -> None:
    made = await clinic.create(patient("Unlogged"))
    async with database.transaction(settings=clinic.database_settings) as connection:
        row = await connection.fetchrow("SELECT rid, pat, custodian FROM record.resource WHERE id = $1", made.id)
    assert row is not None
    forged = "INSERT INTO record.change (rid, ver, ts, type, id, op, pat, patient, custodian) "
    forged += "VALUES ($1, 9, now(), 'Patient', 'x', 'update', $2, 'x', $3)"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(settings=other.database_settings) as connection:
            await connection.execute(forged, row["rid"], row["pat"], row["custodian"])


async def test_an_enrolment_shows_the_patient_to_the_coordinator(clinic: Handle, record: Record) -> None:
    number = await record.custodian_number("foundation")
    coordinator = record.open_for(staff(number, "foundation", role="coordinator", terms=frozenset({ON_PROTOCOL})))
    await clinic.write([patient("Enrolled", id="enrolled")])
    assert await coordinator.patient_resources("enrolled") == []
    await clinic.create(plan("enrolled", "clinic"))
    assert {s.type for s in await coordinator.patient_resources("enrolled")} == {"Patient", "CarePlan"}


async def test_nobody_opens_a_record_that_is_hidden_from_her(clinic: Handle, other: Handle) -> None:
    await clinic.write([patient("Closed", id="closed")])
    with pytest.raises(Refusal):
        await other.create(referral("closed", "other"))
    await clinic.create(observation("closed", "1-1", "2024-01-01"))
    assert await other.patient_resources("closed") == []


async def test_a_request_about_somebody_who_came_later_opens_nothing(clinic: Handle, other: Handle) -> None:
    await other.create(referral("came-later", "other"))
    await clinic.write([patient("Later", id="came-later"), observation("came-later", "1-1", "2024-01-01")])
    assert [s.type for s in await other.patient_resources("came-later")] == ["ServiceRequest"]


async def test_rows_written_while_a_record_is_opened_are_opened_too(clinic: Handle, record: Record) -> None:
    for trial in range(5):
        name = f"racing{trial}"
        participant = f"guest{trial}"
        guest = record.open_for(staff(await record.custodian_number(participant), participant))
        await clinic.write([patient("Racing", id=name)])
        writes = [clinic.create(observation(name, "1-1", f"2024-01-{day:02}")) for day in range(1, 13)]
        await asyncio.gather(*writes[:6], clinic.create(referral(name, participant)), *writes[6:])
        assert len(await guest.patient_resources(name)) == 14


async def test_included_resources_obey_the_role(clinic: Handle, record: Record) -> None:
    await clinic.write([patient("Beside", id="beside"), observation("beside", "7-7", "2024-01-01")])
    narrow = replace(clinic.caller, may={action: frozenset({"Observation"}) for action in MAY_ALL})
    page = await record.open_for(narrow).search("Observation", "code=7-7&_include=Observation:patient")
    assert (len(page.matches), page.included) == (1, [])
    everything = await record.open_for(narrow).patient_resources("beside")
    assert [s.type for s in everything] == ["Observation"]


async def test_each_access_leaves_an_audit_row(clinic: Handle, owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        start = await connection.fetchval("SELECT coalesce(max(seq), 0) FROM record.audit")
        made = await clinic.create(patient("Audited"))
        await clinic.read("Patient", made.id)
        await clinic.search("Patient", "family=audited&_count=3")
        with pytest.raises(Refusal):
            await clinic.read("Patient", "absent")
        await clinic.delete("Patient", made.id)
        rows = await connection.fetch(
            "SELECT action, rows, query, account, purpose, pats[1] AS pat FROM record.audit "
            "WHERE seq > $1 ORDER BY seq",
            start,
        )
    finally:
        await connection.close()
    assert [row["action"] for row in rows] == ["create", "read", "search", "read", "delete"]
    assert [row["rows"] for row in rows] == [1, 1, 1, 0, 1]
    assert rows[2]["query"] == "_count,family"
    assert all(row["account"] == "doctor@clinic" and row["purpose"] == "TREAT" for row in rows)
    assert rows[2]["pat"] == patient_number(made.id)
    assert rows[4]["pat"] == patient_number(made.id)


async def test_the_platform_sees_every_row_and_says_why(clinic: Handle, record: Record) -> None:
    made = await clinic.create(patient("Projected"))
    platform = unrestricted(record, "rebuild the board")
    assert (await platform.read("Patient", made.id)).body == made.body
    with pytest.raises(ValueError, match="why"):
        unrestricted(record, "")
