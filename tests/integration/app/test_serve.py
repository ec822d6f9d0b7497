"""The platform as processes: a second start is refused, kills are survived, a stop is whole, names stay inside."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.pages.serving import PROGRAM, Server, serving

pytestmark = pytest.mark.slow

MARKER = "Zyzzyvanova"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve") / "data", MEDCLUSTER_DEMO_PATIENTS="2") as running:
        yield running


def family(server: Server) -> list[psutil.Process]:
    """Every process of the platform."""
    parent = psutil.Process(server.process.pid)
    return [parent, *parent.children(recursive=True)]


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if _lives(one)]


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False


def told(process: psutil.Process) -> str:
    """How it was started; nothing where it has ended meanwhile, as a backend of PostgreSQL may at any time."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def gone(processes: list[psutil.Process], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while alive(processes) and time.monotonic() < until:
        time.sleep(0.1)
    return not alive(processes)


def command(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the product beside the server, whatever it ends with."""
    line = [PROGRAM, *words]
    return subprocess.run(line, env=server.environment, capture_output=True, text=True, timeout=120, check=False)


def ask(server: Server, token: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(server.address + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as fault:
        return fault.code, json.loads(fault.read())


def test_a_second_start_is_refused_and_says_where_the_first_is(server: Server) -> None:
    again = subprocess.run(
        [PROGRAM, "serve"],
        env={**server.environment, "MEDCLUSTER_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 1
    assert server.address in again.stderr, again.stderr
    with urllib.request.urlopen(server.address + "/health/ready", timeout=5) as answer:
        assert answer.status == 200


def test_a_port_that_is_taken_is_told_before_anything_starts(server: Server, tmp_path: Path) -> None:
    again = subprocess.run(
        [PROGRAM, "serve"],
        env={**server.environment, "MEDCLUSTER_DATA": str(tmp_path / "other")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 1
    assert "MEDCLUSTER_PORT" in again.stderr
    assert not (tmp_path / "other" / "postgres").exists()


def test_commands_work_beside_the_running_server(server: Server, tmp_path: Path) -> None:
    token = command(server, "token", "--role", "interface", "--participant", "diagnostic-centre").stdout.split()[-1]
    entries = [
        {
            "resource": {"resourceType": "Patient", "identifier": [{"system": "urn:s", "value": str(number)}]},
            "request": {"method": "POST", "url": "Patient"},
        }
        for number in range(3)
    ]
    bundle = json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode()
    good, cut = tmp_path / "good.json.gz", tmp_path / "cut.json.gz"
    good.write_bytes(gzip.compress(bundle))
    cut.write_bytes(gzip.compress(bundle + b" ")[:-20])
    told = command(server, "load", str(good), str(cut))
    assert told.returncode == 1
    assert "3 resources" in told.stdout
    assert "cut.json.gz" in told.stdout
    assert command(server, "load", str(good)).returncode == 0
    status, found = ask(server, token, "/fhir/Patient?identifier=urn:s%7C&_summary=count")
    assert (status, found["total"]) == (200, 3)
    refused = command(server, "load", str(good), "--custodian", "atlantis")
    assert refused.returncode == 1
    assert "saint-charles" in refused.stderr


def test_names_of_patients_never_reach_the_log(server: Server) -> None:
    token = command(server, "token", "--role", "interface", "--participant", "diagnostic-centre").stdout.split()[-1]
    person = {"resourceType": "Patient", "name": [{"family": MARKER}]}
    status, made = ask(server, token, "/fhir/Patient", person)
    assert status == 201
    wrong: list[Any] = [
        {**person, "birthDate": MARKER},
        {**person, "shoeSize": MARKER},
        {**person, "name": [{"family": MARKER + "\x00"}]},
        {**person, "extension": [{"url": MARKER, "valueDecimal": MARKER}]},
        {**person, "birthDate": "0000-00-00"},
        {**person, "identifier": [{"value": MARKER * 5000}]},
    ]
    for body in wrong:
        ask(server, token, "/fhir/Patient", body)
    for path in (
        f"/fhir/Patient?name={MARKER}",
        f"/fhir/Patient?{MARKER}=1",
        f"/fhir/Patient?birthdate={MARKER}",
        f"/fhir/Patient?name={MARKER}%00",
        f"/fhir/Patient/{MARKER}",
        f"/fhir/{MARKER}",
        f"/fhir/Patient/{made['id']}/_history",
    ):
        ask(server, token, path)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{server.address}/nothing/{MARKER}", timeout=10)
    time.sleep(0.5)
    log = server.data.parent / f"{server.data.name}.log"
    assert MARKER not in log.read_text()
    kept = [
        path for path in server.data.rglob("*.log") if path.is_file() and MARKER in path.read_text(errors="replace")
    ]
    assert kept == [], "PostgreSQL's own log keeps names to itself too"


@pytest.mark.parametrize("which", ["main", "worker"])
def test_a_killed_http_process_is_replaced_and_leaves_no_orphan(server: Server, which: str) -> None:
    http = [one for one in family(server)[1:] if "granian" in told(one)]
    main = next(one for one in http if one.ppid() == server.process.pid)
    victim = main if which == "main" else next(one for one in http if one.ppid() == main.pid)
    victim.kill()
    until = time.monotonic() + 60
    ready = False
    while not ready and time.monotonic() < until:
        time.sleep(0.2)
        try:
            with urllib.request.urlopen(server.address + "/health/ready", timeout=5) as answer:
                ready = answer.status == 200 and not victim.is_running()
        except OSError:
            continue
    assert ready
    if which == "main":
        assert gone(http, 20), "its workers are gone with it"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "data", MEDCLUSTER_DEMO_PATIENTS="0") as running:
        processes = family(running)
        assert len(processes) > 4
        running.process.send_signal(number)
        assert running.process.wait(40) == 0
        assert gone(processes, 20), [told(one) for one in alive(processes)]


def test_a_stop_in_the_middle_of_the_start_leaves_no_process(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MEDCLUSTER_")}
    environment |= {"MEDCLUSTER_DATA": str(tmp_path / "data"), "MEDCLUSTER_PORT": "0"}
    environment |= {"MEDCLUSTER_DEMO_PATIENTS": "100000"}
    process = subprocess.Popen(
        [PROGRAM, "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Invented patients" in line:
            break
    started = psutil.Process(process.pid)
    processes = [started, *started.children(recursive=True)]
    process.send_signal(signal.SIGINT)
    process.wait(40)
    process.stdout.close()
    assert gone(processes, 20)


def test_after_kill_9_of_the_parent_the_next_start_works(tmp_path: Path) -> None:
    with serving(tmp_path / "data", MEDCLUSTER_DEMO_PATIENTS="2") as running:
        token = running.command("token", "--role", "interface", "--participant", "diagnostic-centre").split()[-1]
        status, made = ask(running, token, "/fhir/Patient", {"resourceType": "Patient", "gender": "other"})
        assert status == 201
        processes = family(running)
        running.process.kill()
        running.process.wait(10)
        with serving(tmp_path / "data", MEDCLUSTER_DEMO_PATIENTS="2") as again:
            assert ask(again, token, f"/fhir/Patient/{made['id']}") == (200, made)
            assert gone([one for one in processes if one.pid != again.process.pid], 20)


def test_nothing_acknowledged_is_lost_when_processes_are_killed_in_a_load() -> None:
    from benchmarks import kills

    counted = kills.run(times=4, seed=1)
    assert counted["acknowledged"]
    assert (counted["lost"], counted["half_applied"]) == (0, 0), counted
