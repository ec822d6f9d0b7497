"""Is anything acknowledged ever lost, or half there, when processes are killed in the middle of a load?

Each round: clients send transactions of two resources that belong together; at a random moment one process dies by
kill -9 (the whole server, the HTTP server, a database backend, or the postmaster); then the platform must be ready
again by itself, or after a new start when the server itself was killed. At the end every acknowledged pair is whole.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.pages.serving import Server, serving

CLIENTS = 4
READY_SECONDS = 90
TARGETS = ("server", "http", "backend", "postmaster")
SYSTEM = "urn:medcluster:kills"


@dataclass(slots=True)
class Sent:
    """What the clients know: which pairs the server said were stored."""

    acknowledged: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


def _pair(key: str) -> bytes:
    patient = {"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": key}]}
    observation = {
        "resourceType": "Observation",
        "identifier": [{"system": SYSTEM, "value": key}],
        "status": "final",
        "code": {"text": "pair"},
        "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000001"},
    }
    entries = [
        {
            "fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001",
            "resource": patient,
            "request": {"method": "POST", "url": "Patient"},
        },
        {"resource": observation, "request": {"method": "POST", "url": "Observation"}},
    ]
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode()


def _send(address: str, token: str, name: str, sent: Sent) -> None:
    number = 0
    while not sent.stop.is_set():
        number += 1
        key = f"{name}-{number}"
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        try:
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
            connection.request("POST", "/fhir", _pair(key), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                sent.acknowledged.append(key)
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()


def _kill(server: Server, target: str, source: random.Random) -> None:
    """kill -9 to one process; another is chosen where that one ended meanwhile, as a backend may at any time."""
    while True:
        with suppress(psutil.NoSuchProcess):
            _victim(server, target, source).kill()
            return


def _victim(server: Server, target: str, source: random.Random) -> psutil.Process:
    parent = psutil.Process(server.process.pid)
    family = parent.children(recursive=True)
    postgres = [one for one in family if one.name().startswith("postgres")]
    if target == "server":
        return parent
    if target == "http":
        return source.choice([one for one in family if one not in postgres])
    postmaster = next(one for one in postgres if one.parent() not in postgres)
    if target == "postmaster":
        return postmaster
    backends = [one for one in postgres if "medcluster" in " ".join(one.cmdline()) and one != postmaster]
    return source.choice(backends or [postmaster])


def _ready(server: Server) -> float:
    started = time.monotonic()
    while time.monotonic() - started < READY_SECONDS:
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return time.monotonic() - started
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise RuntimeError(f"not ready {READY_SECONDS} s after the kill")


def _whole(server: Server, token: str, keys: list[str]) -> tuple[int, int]:
    """How many acknowledged pairs are lost, and how many pairs in the record are half there."""
    found = {kind: _keys(server, token, kind) for kind in ("Patient", "Observation")}
    lost = [key for key in keys if key not in found["Patient"] or key not in found["Observation"]]
    return len(lost), len(found["Patient"] ^ found["Observation"])


def _keys(server: Server, token: str, kind: str) -> set[str]:
    keys: set[str] = set()
    path: str | None = f"/fhir/{kind}?identifier={SYSTEM}%7C&_count=500"
    while path:
        bundle = _page(server, token, path)
        for entry in bundle.get("entry", ()):
            keys |= {one["value"] for one in entry["resource"]["identifier"] if one["system"] == SYSTEM}
        following = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
        path = following[0].removeprefix(server.address) if following else None
    return keys


def _page(server: Server, token: str, path: str) -> Any:
    """A page of a search, asked for again while the database comes back: sessions outlive the postmaster."""
    until = time.monotonic() + READY_SECONDS
    while True:
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        if answer.status == 200:
            return json.loads(said)
        if answer.status != 503 or time.monotonic() > until:
            raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
        time.sleep(0.2)


def run(times: int, seed: int, load_seconds: float = 1.5) -> dict[str, object]:
    """Kill `times` times and count; every choice follows from the seed."""
    source = random.Random(seed)
    acknowledged: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="medcluster-kills-") as folder, ExitStack() as stack:
        data = Path(folder) / "data"
        started = stack.enter_context(serving(data, MEDCLUSTER_DEMO_PATIENTS="0"))
        token = started.command("token", "--role", "interface", "--participant", "diagnostic-centre").split()[-1]
        for number in range(times):
            target = TARGETS[number % len(TARGETS)]
            sent = Sent()
            threads = [
                threading.Thread(target=_send, args=(started.address, token, f"{number}-{client}", sent))
                for client in range(CLIENTS)
            ]
            for thread in threads:
                thread.start()
            time.sleep(load_seconds * (0.5 + source.random()))
            _kill(started, target, source)
            if target == "server":
                started.process.wait(30)
                began = time.monotonic()
                started = stack.enter_context(serving(data, MEDCLUSTER_DEMO_PATIENTS="0"))
                took = time.monotonic() - began
            else:
                took = _ready(started)
            slowest = max(slowest, took)
            sent.stop.set()
            for thread in threads:
                thread.join()
            acknowledged += sent.acknowledged
            print(f"kill {number + 1} of {times}: {target}, ready after {took:.1f} s", file=sys.stderr)
        lost, half = _whole(started, token, acknowledged)
    return {
        "figure": "kills in the middle of a load",
        "kills": times,
        "seed": seed,
        "acknowledged": len(acknowledged),
        "lost": lost,
        "half_applied": half,
        "slowest_recovery_seconds": round(slowest, 1),
    }


def main() -> int:
    """Print what was counted; exit 1 when anything was lost or half there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    counted = run(chosen.times, chosen.seed)
    print("  ".join(f"{key}={value}" for key, value in counted.items()))
    return 1 if counted["lost"] or counted["half_applied"] else 0


if __name__ == "__main__":
    sys.exit(main())
