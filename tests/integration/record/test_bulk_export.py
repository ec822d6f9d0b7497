"""Exports: as of one snapshot, with the rights of who asked, part by part, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Database, Kind, Refusal
from medcluster.record import Action, Caller, Handle, Record, bulk, jobs
from medcluster.record.bulk import exporting
from medcluster.record.jobs import carried
from medcluster.record.unrestricted import unrestricted
from tests.integration.record.samples import observation, patient, staff

Lines = list[dict[str, Any]]


async def anybody(caller: Caller) -> bool:
    return True


async def run(record: Record, folder: Path) -> bool:
    """Carry out the next job as a server would."""
    platform = unrestricted(record, "jobs")
    return await jobs.carry_next(platform, {"export": lambda carrying: bulk.export(carrying, folder)}, anybody)


async def exported(handle: Handle, record: Record, folder: Path, **wanted: Any) -> tuple[jobs.Job, Lines, Lines]:
    """The job, what was exported and what was deleted."""
    job = await bulk.begin_export(handle, bulk.Wanted(**wanted), "http://x/fhir/$export", "")
    assert await run(record, folder)
    return await result(handle, folder, job)


async def result(handle: Handle, folder: Path, job: str) -> tuple[jobs.Job, Lines, Lines]:
    found = await jobs.mine(handle, job)
    assert (found.state, found.problem) == ("done", ())
    present: Lines = []
    gone: Lines = []
    for file in await bulk.files_of(handle, found):
        path = folder / job / file.name
        assert path.stat().st_mode & 0o777 == 0o600
        lines = [json.loads(line) for line in path.read_bytes().splitlines()]
        assert len(lines) == file.count
        (gone if file.place == "deleted" else present).extend(lines)
        assert file.place == "deleted" or {line["resourceType"] for line in lines} == {file.type}
    return found, present, gone


def ids(lines: Lines, name: str = "Observation") -> list[str]:
    return sorted(line["id"] for line in lines if line["resourceType"] == name)


@pytest_asyncio.fixture(scope="module")
async def ward(clinic: Handle) -> AsyncIterator[list[str]]:
    """Two patients with five observations each; the ids of the patients."""
    found = []
    for family in ("Ward", "Yard"):
        person = await clinic.create(patient(family))
        found.append(person.id)
        for number in range(5):
            await clinic.create(observation(person.id, f"w-{number}", f"2026-01-0{number + 1}"))
    yield found


async def test_the_whole_record_and_nothing_hidden(
    record: Record, clinic: Handle, other: Handle, ward: list[str], tmp_path: Path
) -> None:
    hidden = await other.create(patient("Hidden"))
    _, mine, _ = await exported(clinic, record, tmp_path)
    _, theirs, _ = await exported(other, record, tmp_path)
    assert set(ward) <= set(ids(mine, "Patient"))
    assert hidden.id not in ids(mine, "Patient")
    assert ids(theirs, "Patient") == [hidden.id]
    stored = {one.id: json.loads(one.body) for one in (await clinic.search("Observation", "_count=1000")).matches}
    assert {line["id"]: line for line in mine if line["resourceType"] == "Observation"} == stored


async def test_another_accounts_job_is_absent(
    record: Record, clinic: Handle, other: Handle, tmp_path: Path, database: Database
) -> None:
    job = await bulk.begin_export(clinic, bulk.Wanted(), "http://x", "")
    for act in (jobs.mine(other, job), jobs.cancel(other, job)):
        with pytest.raises(Refusal) as refused:
            await act
        assert refused.value.kind is Kind.NOT_FOUND
    async with other.opened(jobs.owned(other)) as connection:
        assert await connection.fetchval("SELECT count(*) FROM record.job WHERE id = $1", job) == 0, (
            "row-level security"
        )
    assert await run(record, tmp_path)
    assert (await jobs.mine(clinic, job)).state == "done"


async def test_types_patients_and_filters(record: Record, clinic: Handle, ward: list[str], tmp_path: Path) -> None:
    _, of_type, _ = await exported(clinic, record, tmp_path, types=("Patient",))
    assert set(ward) <= set(ids(of_type, "Patient")) and not ids(of_type)
    _, of_one, _ = await exported(clinic, record, tmp_path, level="patient", patients=(ward[0],))
    assert ids(of_one, "Patient") == [ward[0]]
    assert len(ids(of_one)) == 5
    filters = (("Observation", "code=http://loinc.org|w-1"), ("Observation", "code=http://loinc.org|w-2"))
    wanted = {"level": "patient", "patients": (ward[1],), "filters": filters}
    _, filtered, _ = await exported(clinic, record, tmp_path, **wanted)
    assert len(ids(filtered)) == 2 and ids(filtered, "Patient") == [ward[1]]
    with pytest.raises(Refusal) as refused:
        await bulk.begin_export(clinic, bulk.Wanted(filters=(("Observation", "colour=red"),)), "", "")
    assert "colour" in refused.value.text


async def test_all_patients_leave_the_directory_out(
    record: Record, clinic: Handle, ward: list[str], tmp_path: Path
) -> None:
    await clinic.create(types.Organization(name="Not a patient's"))
    await clinic.create(types.Observation(status="final", code=types.CodeableConcept(text="nobody's")))
    _, lines, _ = await exported(clinic, record, tmp_path, level="patient")
    assert set(ward) <= set(ids(lines, "Patient"))
    assert not ids(lines, "Organization")
    assert all("subject" in line for line in lines if line["resourceType"] == "Observation")


async def test_what_changes_meanwhile_is_exported_as_it_was(
    record: Record, clinic: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the plan and the files: an update, a delete, a new one; then the next export has exactly these."""
    person = (await clinic.create(patient("Meanwhile"))).id
    kept, changed, gone = [(await clinic.create(observation(person, "m", "2026-02-01"))).id for _ in range(3)]
    late: list[str] = []
    plan = exporting.plan

    async def and_then_others_write(carrying: jobs.Carrying, wanted: bulk.Wanted) -> bulk.Moment:
        moment = await plan(carrying, wanted)
        await clinic.update(observation(person, "m", "2026-02-02", id=changed))
        await clinic.update(observation(person, "m", "2026-02-03", id=changed))
        await clinic.delete("Observation", gone)
        late.append((await clinic.create(observation(person, "m", "2026-02-04"))).id)
        return moment

    monkeypatch.setattr(exporting, "plan", and_then_others_write)
    whole = {"types": ("Observation",)}
    job, lines, deleted = await exported(clinic, record, tmp_path, **whole)
    monkeypatch.undo()
    mine = {line["id"]: line for line in lines if line.get("subject") == {"reference": f"Patient/{person}"}}
    assert sorted(mine) == sorted([kept, changed, gone])
    assert mine[changed]["effectiveDateTime"] == "2026-02-01" and mine[changed]["meta"]["versionId"] == "1"
    assert not deleted

    moment = bulk.moment_of(job)
    assert moment is not None
    _, lines, deleted = await exported(clinic, record, tmp_path, since=moment.at, **whole)
    assert ids(lines) == sorted([changed, *late])
    assert [one["entry"][0]["request"] for one in deleted] == [{"method": "DELETE", "url": f"Observation/{gone}"}]


async def test_a_late_commit_is_neither_lost_nor_doubled(
    record: Record, clinic: Handle, application_url: str, tmp_path: Path
) -> None:
    """A transaction that began before an export and ends after it carries an instant before the export's."""
    person = (await clinic.create(patient("Late"))).id
    writing, go_on = asyncio.Event(), asyncio.Event()

    async def wait(connection: object) -> None:
        writing.set()
        await go_on.wait()

    writer = asyncio.create_task(clinic.write([observation(person, "late", "2026-03-01")], extra=wait))
    await writing.wait()
    whole = {"types": ("Observation",)}
    first, before, _ = await exported(clinic, record, tmp_path, **whole)
    go_on.set()
    ((written,),) = [await writer]
    moment = bulk.moment_of(first)
    assert moment is not None and written.updated < moment.at
    assert written.id not in ids(before)
    second, after, _ = await exported(clinic, record, tmp_path, since=moment.at, **whole)
    assert ids(after) == [written.id]
    moment = bulk.moment_of(second)
    assert moment is not None
    _, third, _ = await exported(clinic, record, tmp_path, since=moment.at, **whole)
    assert third == []


async def test_since_any_instant_and_until(record: Record, clinic: Handle, tmp_path: Path) -> None:
    person = (await clinic.create(patient("Since"))).id
    first = await clinic.create(observation(person, "s", "2026-04-01"))
    await asyncio.sleep(0.01)
    second = await clinic.create(observation(person, "s", "2026-04-02"))
    of_person = {"level": "patient", "patients": (person,), "types": ("Observation",)}
    _, lines, _ = await exported(clinic, record, tmp_path, since=first.updated, **of_person)
    assert ids(lines) == [second.id]
    _, lines, _ = await exported(clinic, record, tmp_path, until=first.updated, **of_person)
    assert ids(lines) == [first.id]


async def test_a_killed_export_goes_on_where_it_was(
    record: Record, clinic: Handle, owner_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four parts; the process dies after two. What they wrote is not written again, the rest is as of the start."""
    monkeypatch.setattr(exporting, "RESOURCES_PER_PART", 5)
    monkeypatch.setattr(exporting, "_PAGE", 5)
    person = (await clinic.create(patient("Killed"))).id
    made = [
        (await clinic.create(types.Flag(status="active", code=_text(n), subject=_of(person)))).id for n in range(20)
    ]
    job = await bulk.begin_export(clinic, bulk.Wanted(types=("Flag",)), "", "")
    write, stuck = exporting._write_part, asyncio.Event()
    parts: list[int] = []

    async def dies(*values: Any) -> None:
        if len(parts) == 2:
            stuck.set()
            await asyncio.sleep(3600)
        parts.append(1)
        await write(*values)

    monkeypatch.setattr(exporting, "_write_part", dies)
    platform = unrestricted(record, "jobs")
    works = {"export": lambda carrying: bulk.export(carrying, tmp_path)}
    running = asyncio.create_task(jobs.carry_next(platform, works, anybody))
    await asyncio.wait_for(stuck.wait(), 10)
    written = {path.name: path.stat().st_mtime_ns for path in (tmp_path / job).glob("*.ndjson")}
    assert len(written) == 2
    monkeypatch.setattr(carried, "_GIVE_BACK", "SELECT $1::text, $2::text")  # who is killed says nothing
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not await jobs.carry_next(platform, works, anybody), "its lease has not ended"
    await clinic.update(types.Flag(status="inactive", code=_text(19), subject=_of(person), id=made[19]))
    await _execute(owner_url, "UPDATE record.job SET leased_until = now() - interval '1 second'")
    monkeypatch.setattr(exporting, "_write_part", write)
    assert await jobs.carry_next(platform, works, anybody)
    found, lines, _ = await result(clinic, tmp_path, job)
    assert found.done == 20
    assert ids(lines, "Flag") == sorted(made)
    assert {line["status"] for line in lines} == {"active"}
    assert {name: (tmp_path / job / name).stat().st_mtime_ns for name in written} == written


async def test_a_cancelled_export_ends_and_its_files_go(record: Record, clinic: Handle, tmp_path: Path) -> None:
    started = asyncio.Event()

    async def endless(carrying: jobs.Carrying) -> None:
        bulk.folder_of(tmp_path, carrying.job.id)
        started.set()
        while True:
            async with carrying.handle.opened(carrying.settings) as connection:
                await carrying.step(connection, 1)
            await asyncio.sleep(0.01)

    job = await bulk.begin_export(clinic, bulk.Wanted(), "", "")
    platform = unrestricted(record, "jobs")
    running = asyncio.create_task(jobs.carry_next(platform, {"export": endless}, anybody))
    await started.wait()
    await jobs.cancel(clinic, job)
    assert await asyncio.wait_for(running, 5)
    with pytest.raises(Refusal):
        await jobs.mine(clinic, job)
    bulk.tidy(tmp_path, await carried._kept(platform))
    assert not (tmp_path / job).exists()


async def test_a_job_ends_with_the_access_of_who_asked(record: Record, clinic: Handle, tmp_path: Path) -> None:
    async def nobody(caller: Caller) -> bool:
        return False

    async def waits(carrying: jobs.Carrying) -> None:
        await asyncio.sleep(3600)

    job = await bulk.begin_export(clinic, bulk.Wanted(), "", "")
    assert await jobs.carry_next(unrestricted(record, "jobs"), {"export": waits}, nobody)
    found = await jobs.mine(clinic, job)
    assert (found.state, found.problem[0].code) == ("failed", "forbidden")


async def test_what_may_not_be_read_is_not_exported(record: Record, tmp_path: Path) -> None:
    number = await record.custodian_number("clinic")
    narrow = staff(number, "clinic", role="clerk")
    handle = record.open_for(replace(narrow, account="narrow", may={Action.READ: frozenset({"Patient"})}))
    _, lines, _ = await exported(handle, record, tmp_path)
    assert {line["resourceType"] for line in lines} == {"Patient"}
    with pytest.raises(Refusal) as refused:
        await bulk.begin_export(handle, bulk.Wanted(types=("Observation",)), "", "")
    assert refused.value.kind is Kind.FORBIDDEN


async def test_the_audit_names_whose_data_went_out(
    record: Record, clinic: Handle, owner_url: str, tmp_path: Path
) -> None:
    person = (await clinic.create(patient("Audited"))).id
    await clinic.create(observation(person, "a", "2026-05-01"))
    wanted = {"level": "patient", "patients": (person,)}
    job, _, _ = await exported(clinic, record, tmp_path, **wanted)
    rows = await _execute(
        owner_url, "SELECT action, type, rows, pats::text FROM record.audit WHERE id = $1 ORDER BY seq", job.id
    )
    assert [(row["action"], row["type"], row["rows"]) for row in rows] == [
        ("export", "", 0),
        ("export", "Observation", 1),
        ("export", "Patient", 1),
    ]
    assert rows[1]["pats"] == rows[2]["pats"] and "," not in rows[1]["pats"]


async def test_too_many_at_once(record: Record, tmp_path: Path) -> None:
    number = await record.custodian_number("clinic")
    handle = record.open_for(replace(staff(number, "clinic"), account="eager"))
    waiting = [await bulk.begin_export(handle, bulk.Wanted(), "", "") for _ in range(jobs.MOST_OPEN)]
    with pytest.raises(Refusal) as refused:
        await bulk.begin_export(handle, bulk.Wanted(), "", "")
    assert refused.value.kind is Kind.TOO_MANY
    for job in waiting:
        await jobs.cancel(handle, job)


async def test_what_has_expired_is_forgotten(record: Record, clinic: Handle, owner_url: str, tmp_path: Path) -> None:
    job, _, _ = await exported(clinic, record, tmp_path)
    assert job.expires is not None and job.finished is not None and job.expires - job.finished == jobs.KEPT
    platform = unrestricted(record, "jobs")
    assert job.id in await carried._kept(platform)
    past = job.finished - timedelta(seconds=1)
    await _execute(owner_url, "UPDATE record.job SET expires = $2 WHERE id = $1", job.id, past)
    bulk.tidy(tmp_path, await carried._kept(platform))
    assert not (tmp_path / job.id).exists()
    with pytest.raises(Refusal):
        await jobs.mine(clinic, job.id)


def _text(number: int) -> types.CodeableConcept:
    return types.CodeableConcept(text=f"flag {number}")


def _of(person: str) -> types.Reference:
    return types.Reference(reference=f"Patient/{person}")


async def _execute(url: str, statement: str, *values: object) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        rows: list[asyncpg.Record] = await connection.fetch(statement, *values)
        return rows
    finally:
        await connection.close()
