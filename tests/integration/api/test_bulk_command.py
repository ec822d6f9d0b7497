"""`medcluster import` as a person runs it: what it prints, what it leaves, its exit code."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from medcluster import app, cluster
from tests.integration.api.site import Site

PROGRAM = str(Path(sys.executable).with_name("medcluster"))


@pytest_asyncio.fixture(scope="module")
async def installed(site: Site) -> AsyncIterator[Site]:
    """The site with the demonstration's participants."""
    await app.install_cluster(site.platform, cluster.demonstration())
    yield site


async def command(url: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"MEDCLUSTER_DATABASE_URL": url, "MEDCLUSTER_DEMO": "off", "MEDCLUSTER_DATA": str(folder), "PATH": ""}
    run = asyncio.to_thread(
        subprocess.run, [PROGRAM, "import", *words], env=environment, cwd=folder, capture_output=True, text=True
    )
    return await run


def file(folder: Path, *documents: object) -> str:
    path = folder / "people.ndjson"
    path.write_text("".join(json.dumps(one) + "\n" for one in documents))
    return path.name


async def test_it_tells_what_came_in_and_what_was_refused(
    installed: Site, application_url: str, tmp_path: Path
) -> None:
    people = [{"resourceType": "Patient", "id": f"c-{n}"} for n in range(700)]
    name = file(tmp_path, *people, {"resourceType": "Patient", "gender": "unheard of"})
    done = await command(application_url, tmp_path, name, "--custodian", "saint-charles")
    assert done.returncode == 1, done.stderr
    assert "700 resources imported, 0 known already, 1 lines refused" in done.stdout
    (told,) = [json.loads(line) for line in (tmp_path / "import-errors.ndjson").read_text().splitlines()]
    assert told["issue"][0]["diagnostics"].startswith("people.ndjson:701: ")
    assert (tmp_path / "import-errors.ndjson").stat().st_mode & 0o777 == 0o600
    client = await installed.interface("saint-charles")
    assert (await client.get("/fhir/Patient/c-699")).status_code == 200
    stranger = await installed.interface("leon-berard")
    assert (await stranger.get("/fhir/Patient/c-699")).status_code == 404
    again = await command(application_url, tmp_path, name, "--custodian", "saint-charles")
    assert again.returncode == 0
    assert "0 resources imported, 700 known already, 0 lines refused" in again.stdout


async def test_update_changes_what_is_there(installed: Site, application_url: str, tmp_path: Path) -> None:
    await command(application_url, tmp_path, file(tmp_path, {"resourceType": "Patient", "id": "u-1"}))
    name = file(tmp_path, {"resourceType": "Patient", "id": "u-1", "active": True})
    refused = await command(application_url, tmp_path, name)
    assert refused.returncode == 1 and "1 lines refused" in refused.stdout
    assert "--update" in (tmp_path / "import-errors.ndjson").read_text()
    changed = await command(application_url, tmp_path, name, "--update")
    assert changed.returncode == 0 and "1 resources imported" in changed.stdout


async def test_what_cannot_be_done_is_said(installed: Site, application_url: str, tmp_path: Path) -> None:
    missing = await command(application_url, tmp_path, "none.ndjson")
    assert missing.returncode == 1 and "There is no file none.ndjson" in missing.stderr
    name = file(tmp_path, {"resourceType": "Patient"})
    unknown = await command(application_url, tmp_path, name, "--custodian", "nobody")
    assert unknown.returncode == 1 and "no participant 'nobody'" in unknown.stderr
