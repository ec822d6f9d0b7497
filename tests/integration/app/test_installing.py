"""A cluster without the demonstration: its description and its protocols, by command, beside the server."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.serving import PROGRAM, Server, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("own") / "data", MEDCLUSTER_DEMO="off") as running:
        yield running


@pytest.fixture
def own(server: Server, tmp_path: Path) -> Path:
    """The demonstration's description as a beginning, under a name of one's own."""
    file = tmp_path / "cluster.yaml"
    text = server.command("cluster", "example")
    assert "    en: International Medical Cluster\n" in text
    file.write_text(text.replace("    en: International Medical Cluster\n", "    en: Northern Cluster\n"))
    return file


def refused(server: Server, *words: str) -> str:
    done = subprocess.run(
        [PROGRAM, *words], env=server.environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stdout
    return done.stderr


def asked(server: Server, path: str, token: str) -> dict[str, Any]:
    request = urllib.request.Request(server.address + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    return found


def test_protocols_wait_for_a_cluster(server: Server) -> None:
    assert "No cluster is described yet" in refused(server, "protocol", "publish", "--shipped")
    assert "--shipped" in refused(server, "protocol", "publish")


def test_a_wrong_description_names_its_lines_and_leaves_nothing(server: Server, own: Path) -> None:
    lines = own.read_text().splitlines()
    line = next(n for n, text in enumerate(lines) if text.strip() == "country: RU")
    lines[line] = lines[line].replace("RU", "Russia")
    own.write_text("\n".join(lines))
    for words in (("cluster", "install", str(own)), ("cluster", "install", "--check", str(own))):
        assert f"{own}:{line + 1}" in refused(server, *words)
    assert "No cluster is described yet" in refused(server, "protocol", "publish", "--shipped")


def test_a_described_cluster_is_installed_once(server: Server, own: Path) -> None:
    assert "nothing is wrong" in server.command("cluster", "install", "--check", str(own))
    told = server.command("cluster", "install", str(own))
    assert told.startswith("Northern Cluster: 9 participants") and "\n0 resources" not in told
    assert "\n0 resources and 0 participants were new" in server.command("cluster", "install", str(own))
    server.command("user", "list")
    token = server.command("token", "--role", "manager", "--participant", "imc-foundation").strip()
    assert asked(server, "/fhir/Organization?_summary=count", token)["total"] > 5
    assert asked(server, "/fhir/PlanDefinition?_summary=count", token)["total"] == 0


def test_of_several_protocols_none_is_published_when_one_is_wrong(server: Server, own: Path, tmp_path: Path) -> None:
    server.command("cluster", "install", str(own))
    source = Path("protocols/hip-fast-track/2.1.0.yaml")
    good, wrong = tmp_path / "good.yaml", tmp_path / "wrong.yaml"
    good.write_text(source.read_text())
    lines = source.read_text().splitlines()
    place = next(n for n, text in enumerate(lines) if text.strip().startswith("- id: triage") or "id: triage" in text)
    lines[place] = lines[place].replace("triage", "Not An Id!")
    wrong.write_text("\n".join(lines))
    told = refused(server, "protocol", "publish", str(good), str(wrong))
    assert f"{wrong}:" in told and "Nothing was published" in told
    published = server.command("protocol", "publish", str(good))
    assert published == "hip-fast-track 2.1.0: published\n"
    assert server.command("protocol", "publish", str(good)) == "hip-fast-track 2.1.0: was published already\n"
    good.write_text(source.read_text().replace("[0d, 3d]", "[0d, 4d]", 1))
    knee = Path("protocols/knee-fast-track")
    newest = sorted(path for path in knee.glob("*.yaml") if not path.stem.startswith("origin"))[-1]
    assert "frozen" in refused(server, "protocol", "publish", str(newest), str(good))
    told = server.command("protocol", "publish", "--shipped")
    assert f"knee-fast-track {newest.stem}: published" in told
    assert told.count(": published\n") >= 7 and "hip-fast-track 2.1.0: was published already" in told
    token = server.command("token", "--role", "manager", "--participant", "imc-foundation").strip()
    names = {line.split()[0] for line in told.splitlines()}
    found = asked(server, "/fhir/PlanDefinition?_count=100", token)
    assert len(names) == 8 and len(found["entry"]) >= 8
