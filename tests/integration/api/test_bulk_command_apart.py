"""An import by several processes: all of it comes in, once, whoever of them ends in the middle."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from medcluster import app, cluster
from medcluster.foundation import Database
from tests.integration.api.site import Site

PROGRAM = str(Path(sys.executable).with_name("medcluster"))
PEOPLE = 24_000
PADDING = "x" * 700  # so that a file is worth several processes
COUNT = "SELECT count(*) FROM record.resource WHERE type = 'Basic'"
LOADED = "SELECT coalesce(sum(resources), 0) FROM record.imported"
SECONDS = 60


@pytest_asyncio.fixture(scope="module")
async def installed(site: Site) -> AsyncIterator[Site]:
    """The site with the demonstration's participants."""
    await app.install_cluster(site.platform, cluster.demonstration())
    yield site


def file(folder: Path, *wrong: int) -> Path:
    """A line for each thing; the wrong ones are of no known shape."""
    path = folder / "things.ndjson"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1, PEOPLE + 1):
            code = 1 if number in wrong else {"text": f"{number} {PADDING}"}
            stream.write(json.dumps({"resourceType": "Basic", "code": code}) + "\n")
    return path


def begun(url: str, path: Path) -> subprocess.Popen[str]:
    environment = {
        "MEDCLUSTER_DATABASE_URL": url,
        "MEDCLUSTER_DEMO": "off",
        "MEDCLUSTER_DATA": str(path.parent),
        "MEDCLUSTER_WORKERS": "2",
        "PATH": "",
    }
    words = [PROGRAM, "import", str(path), "--custodian", "saint-charles"]
    return subprocess.Popen(
        words, env=environment, cwd=path.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


async def ended(running: subprocess.Popen[str]) -> tuple[int, str, str]:
    said, told = await asyncio.to_thread(running.communicate, timeout=SECONDS)
    return running.returncode, said, told


async def loaders_of(running: subprocess.Popen[str]) -> list[psutil.Process]:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if len(found := psutil.Process(running.pid).children()) == 2:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("it has no two processes of its own")


async def resources_of(database: Database) -> int:
    async with database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        return int(await connection.fetchval(COUNT))


async def loaded_since(database: Database, before: int) -> None:
    """Wait until something has been committed."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        async with database.acquire() as connection:
            if await connection.fetchval(LOADED) > before:
                return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was loaded")


async def test_several_processes_load_each_line_once(
    installed: Site, database: Database, application_url: str, tmp_path: Path
) -> None:
    before = await resources_of(database)
    path = file(tmp_path, 7, 23_999)
    running = begun(application_url, path)
    assert len(await loaders_of(running)) == 2
    code, said, told = await ended(running)
    assert code == 1, told
    assert f"{PEOPLE - 2} resources imported, 0 known already, 2 lines refused" in said
    lines = [json.loads(line) for line in (tmp_path / "import-errors.ndjson").read_text().splitlines()]
    assert {line["issue"][0]["diagnostics"].split(": ")[0] for line in lines} == {
        "things.ndjson:7",
        "things.ndjson:23999",
    }
    assert await resources_of(database) == before + PEOPLE - 2


def told_lines(folder: Path) -> set[int]:
    """The numbers of the lines that the file of errors names."""
    path = folder / "import-errors.ndjson"
    told = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    return {int(line["issue"][0]["diagnostics"].split(": ")[0].rpartition(":")[2]) for line in told}


async def test_ctrl_c_in_the_middle_loses_no_word_of_a_refused_line(
    installed: Site, database: Database, application_url: str, tmp_path: Path
) -> None:
    async with database.acquire() as connection:
        noted = int(await connection.fetchval(LOADED))
    wrong = range(50, PEOPLE + 1, 100)
    path = file(tmp_path, *wrong)
    running = begun(application_url, path)
    await loaders_of(running)
    await loaded_since(database, noted)
    os.kill(running.pid, signal.SIGINT)
    code, _, _ = await ended(running)
    assert code != 0
    first = told_lines(tmp_path)
    assert len(first) < len(wrong)
    await ended(begun(application_url, path))
    assert first | told_lines(tmp_path) == set(wrong)


@pytest.mark.parametrize("wrong, whom", [(5, "a loader"), (6, "the command"), (8, "the command, by Ctrl-C")])
async def test_who_ends_in_the_middle_loses_nothing_and_doubles_nothing(
    installed: Site, database: Database, application_url: str, tmp_path: Path, wrong: int, whom: str
) -> None:
    before = await resources_of(database)
    async with database.acquire() as connection:
        noted = int(await connection.fetchval(LOADED))
    path = file(tmp_path, wrong)  # another file for each of those who end
    running = begun(application_url, path)
    loaders = await loaders_of(running)
    await loaded_since(database, noted)
    if whom == "a loader":
        loaders[0].kill()
    else:
        os.kill(running.pid, signal.SIGKILL if whom == "the command" else signal.SIGINT)
    code, _, told = await ended(running)
    assert code != 0
    if whom == "a loader":
        assert "Give the same command again" in told
    _, alive = await asyncio.to_thread(psutil.wait_procs, loaders, timeout=SECONDS)
    assert not alive
    again = begun(application_url, path)
    code, said, told = await ended(again)
    assert "1 lines refused" in said or code == 0, told
    assert await resources_of(database) == before + PEOPLE - 1
