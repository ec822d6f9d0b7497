"""How fast does a FHIR server take Synthea's transaction bundles over HTTP from 4 clients?

The bundles are unpacked before the clock starts; hospital and practitioner files go first, alone, because the others
refer to them.
"""

from __future__ import annotations

import bz2
import http.client
import queue
import sys
import threading
import time
from functools import cache
from pathlib import Path

from benchmarks.target import Target

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "synthea"
CLIENTS = 4


@cache
def bundles(limit: int | None = None) -> tuple[list[bytes], list[bytes]]:
    """(those that must come first, the patients' bundles)."""
    paths = sorted(DATA.glob("*.json.bz2"))
    if not paths:
        sys.exit(f"There are no Synthea bundles beside the checkout ({DATA.name}/): nothing to measure.")
    first = [bz2.decompress(path.read_bytes()) for path in paths if path.name.startswith("0-")]
    rest = [path for path in paths if not path.name.startswith("0-")][:limit]
    return first, [bz2.decompress(path.read_bytes()) for path in rest]


class _Refused(RuntimeError):
    """The server found a bundle wrong."""


def _client(target: Target, work: queue.SimpleQueue[bytes], faults: list[Exception], refused: list[bytes]) -> None:
    connection = target.connection()
    while True:
        try:
            body = work.get_nowait()
        except queue.Empty:
            return
        try:
            _post(target, connection, body)
        except _Refused:
            refused.append(body)
        except Exception as fault:
            faults.append(fault)
            return


def _post(target: Target, connection: http.client.HTTPConnection, body: bytes) -> None:
    status, said = target.post(connection, "", body)
    if status != 200:
        kind = _Refused if status == 422 else RuntimeError
        raise kind(f"{target.name}: {status} {said[:600]!r}")


def load(
    target: Target, limit: int | None = None, begun: threading.Event | None = None, *, most_refused: int = 0
) -> dict[str, object]:
    """Load the bundles and say what it cost; `begun` is set when the first patients are on their way.

    most_refused: how many bundles the server may find wrong; none of the figures counts them.
    """
    first, rest = bundles(limit)
    connection = target.connection()
    for body in first:
        _post(target, connection, body)
    work: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for body in rest:
        work.put(body)
    faults: list[Exception] = []
    refused: list[bytes] = []
    before, started = target.costs(), time.perf_counter()
    threads = [threading.Thread(target=_client, args=(target, work, faults, refused)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    if begun is not None:
        begun.set()
    for thread in threads:
        thread.join()
    seconds, after = time.perf_counter() - started, target.costs()
    if faults or len(refused) > most_refused:
        raise faults[0] if faults else RuntimeError(f"{target.name} refused {len(refused)} bundles")
    rest = [body for body in rest if body not in refused]
    resources = sum(body.count(b'"fullUrl"') for body in rest)
    used = {name: after[name].cpu_seconds - before[name].cpu_seconds for name in after}
    return {
        "figure": "import of Synthea bundles over HTTP",
        "server": target.name,
        "clients": CLIENTS,
        "bundles": len(rest),
        "resources": resources,
        "seconds": round(seconds, 2),
        "resources_per_second": round(resources / seconds),
        "cpu_ms_per_resource": round(sum(used.values()) / resources * 1000, 3),
        "server_cpu_ms_per_resource": round(used["server"] / resources * 1000, 3),
        "database_cpu_ms_per_resource": round(used["postgresql"] / resources * 1000, 3),
        "server_pss_mib": round(after["server"].pss_mib),
        "database_pss_mib": round(after["postgresql"].pss_mib),
    }
