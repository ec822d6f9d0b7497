"""Real processes, killed with SIGKILL in the middle of a bulk import and of an export; others go on."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from medcluster.record import Caller, Handle, Record, bulk, jobs
from medcluster.record.bulk import exporting
from medcluster.record.unrestricted import unrestricted

RESOURCES = 3000
NAME = "to-be-killed"  # of the other process, as the database knows it
LEFT = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1"
END_LEASES = "UPDATE record.job SET leased_until = now() - interval '1 second' WHERE leased_until IS NOT NULL"
PROGRAM = """
import asyncio, sys, time
from pathlib import Path
from medcluster.foundation import Database, RandomIds, SystemClock
from medcluster.record import Record, bulk, jobs
from medcluster.record.bulk import exporting, lines
from medcluster.record.unrestricted import unrestricted
from tests.integration.record.samples import staff

async def anybody(caller):
    return True

async def main(what, url, path):
    database = await Database.connect(url)
    record = Record(database, clock=SystemClock(), ids=RandomIds())
    if what == "import":
        lines.LINES = 20
        number = await record.custodian_number("clinic")
        handle = record.open_for(staff(number, "clinic", role="interface", chooses_ids=True))

        def told(task, outcome):
            print(task.last, flush=True)
            time.sleep(0.05)  # so that there is something left when the kill comes, on a busy machine, too

        await bulk.import_file(handle, Path(path), told=told)
    else:
        exporting.RESOURCES_PER_PART = exporting._PAGE = 50
        write = exporting._write_part

        async def slowly(*values):
            await write(*values)
            await asyncio.sleep(0.1)

        exporting._write_part = slowly
        platform = unrestricted(record, "jobs")
        works = {"export": lambda carrying: bulk.export(carrying, Path(path))}
        print("begins", flush=True)
        await jobs.carry_next(platform, works, anybody)

asyncio.run(main(*sys.argv[1:]))
"""


def begun(what: str, url: str, path: Path) -> subprocess.Popen[str]:
    named = f"{url}{'&' if '?' in url else '?'}application_name={NAME}"
    words = [sys.executable, "-c", PROGRAM, what, named, str(path)]
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=root)


async def killed(running: subprocess.Popen[str]) -> None:
    running.kill()
    await asyncio.to_thread(running.wait)
    if running.stdout is not None:
        running.stdout.close()


async def count(interface: Handle) -> int:
    return (await interface.search("Basic", [("_summary", "count")])).total or 0


async def anybody(caller: Caller) -> bool:
    return True


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines without ids, so that what came in twice would be there twice."""
    path: Path = tmp_path_factory.mktemp("killed") / "file.ndjson"
    documents = ({"resourceType": "Basic", "code": {"text": f"line {n}"}} for n in range(RESOURCES))
    path.write_text("".join(json.dumps(one) + "\n" for one in documents))
    return path


async def test_a_killed_import_adds_nothing_twice(
    interface: Handle, application_url: str, owner_url: str, file: Path
) -> None:
    before = 0
    for _ in range(3):
        running = begun("import", application_url, file)
        assert running.stdout is not None
        for _ in range(8):
            assert await asyncio.to_thread(running.stdout.readline), "it ended before it was killed"
        await killed(running)
        await _noticed(owner_url)
        now = await count(interface)
        assert before < now < RESOURCES
        before = now
    found = await bulk.import_file(interface, file, patience=20)
    assert (found.known, found.resources, found.refused) == (before, RESOURCES - before, 0)
    assert await count(interface) == RESOURCES


async def _noticed(owner_url: str) -> None:
    """Wait until the database has noticed that its client is dead: what it was doing is written, or is not."""
    connection = await asyncpg.connect(owner_url)
    try:
        async with asyncio.timeout(20):
            while await connection.fetchval(LEFT, NAME):  # noqa: ASYNC110 - it is somebody else's process
                await asyncio.sleep(0.02)
    finally:
        await connection.close()


async def _end_leases(owner_url: str) -> None:
    """As if the time of the dead process were over."""
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(END_LEASES)
    finally:
        await connection.close()


async def test_a_killed_export_is_taken_over(
    record: Record,
    interface: Handle,
    application_url: str,
    owner_url: str,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await bulk.import_file(interface, file)
    job = await bulk.begin_export(interface, bulk.Wanted(types=("Basic",)), "", "")
    running = begun("export", application_url, tmp_path)
    assert running.stdout is not None and await asyncio.to_thread(running.stdout.readline)
    for _ in range(2000):
        if (await jobs.mine(interface, job)).done >= 500:
            break
        await asyncio.sleep(0.01)
    await killed(running)
    await _noticed(owner_url)
    partly = (await jobs.mine(interface, job)).done
    assert 500 <= partly < RESOURCES, "the process was killed too late"
    monkeypatch.setattr(exporting, "RESOURCES_PER_PART", 50)
    monkeypatch.setattr(exporting, "_PAGE", 50)
    platform = unrestricted(record, "jobs")
    works = {"export": lambda carrying: bulk.export(carrying, tmp_path)}
    assert not await jobs.carry_next(platform, works, anybody), "its lease has not ended"
    await _end_leases(owner_url)
    assert await jobs.carry_next(platform, works, anybody)
    found = await jobs.mine(interface, job)
    assert (found.state, found.done) == ("done", RESOURCES)
    names = [file.name for file in await bulk.files_of(interface, found)]
    text = b"".join((tmp_path / job / name).read_bytes() for name in names)
    exported = [json.loads(line)["id"] for line in text.splitlines()]
    assert (len(exported), len(set(exported))) == (RESOURCES, RESOURCES)
