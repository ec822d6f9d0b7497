"""How fast does the record take Synthea's transaction bundles over HTTP from 4 clients?

Prints resources per second and CPU per resource, server and PostgreSQL apart. The bundles are unpacked before the clock
starts; hospital and practitioner files go first, alone, because the others refer to them.
"""

from __future__ import annotations

import bz2
import http.client
import queue
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.machine import costs
from tests.pages.serving import Server

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "synthea"
CLIENTS = 4


def bundles(limit: int | None = None) -> tuple[list[bytes], list[bytes]]:
    """(those that must come first, the patients' bundles)."""
    paths = sorted(DATA.glob("*.json.bz2"))
    if not paths:
        sys.exit(f"There are no Synthea bundles beside the checkout ({DATA.name}/): nothing to measure.")
    first = [bz2.decompress(path.read_bytes()) for path in paths if path.name.startswith("0-")]
    rest = [path for path in paths if not path.name.startswith("0-")][:limit]
    return first, [bz2.decompress(path.read_bytes()) for path in rest]


def post(address: str, token: str, body: bytes, connection: http.client.HTTPConnection | None = None) -> None:
    """POST one bundle; anything but success ends the benchmark with what the server said."""
    target = connection or http.client.HTTPConnection(urlsplit(address).netloc)
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/fhir+json",
        "Prefer": "return=minimal",
    }
    target.request("POST", "/fhir", body, headers)
    answer = target.getresponse()
    said = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {said[:600]!r}")


def _client(address: str, token: str, work: queue.SimpleQueue[bytes], faults: list[Exception]) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    while not work.empty():
        try:
            body = work.get_nowait()
        except queue.Empty:
            return
        try:
            post(address, token, body, connection)
        except Exception as fault:
            faults.append(fault)
            return


def measure(server: Server, token: str, limit: int | None = None) -> dict[str, object]:
    """Load the bundles and say what it cost."""
    first, rest = bundles(limit)
    for body in first:
        post(server.address, token, body)
    work: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for body in rest:
        work.put(body)
    resources = sum(body.count(b'"fullUrl"') for body in rest)
    faults: list[Exception] = []
    before, started = costs(server.process.pid), time.perf_counter()
    threads = [threading.Thread(target=_client, args=(server.address, token, work, faults)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, after = time.perf_counter() - started, costs(server.process.pid)
    if faults:
        raise faults[0]
    used = {name: after[name].cpu_seconds - before[name].cpu_seconds for name in after}
    return {
        "figure": "load of Synthea bundles over HTTP",
        "clients": CLIENTS,
        "bundles": len(rest),
        "resources": resources,
        "seconds": round(seconds, 2),
        "resources_per_second": round(resources / seconds),
        "server_ms_per_resource": round(used["server"] / resources * 1000, 3),
        "postgresql_ms_per_resource": round(used["postgresql"] / resources * 1000, 3),
        "server_pss_mib": round(after["server"].pss_mib),
        "postgresql_pss_mib": round(after["postgresql"].pss_mib),
    }
