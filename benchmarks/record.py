"""`make bench-record`: the figures of the FHIR server, with the machine and the work.

PEER=URL (such as http://127.0.0.1:8085/fhir) runs the same work there in turn and prints ratios; PEER_NAME names it and
PEER_DATABASE_PID adds the postmaster of its database to its cost. JSON=file writes everything. ONLY=load,searches
measures some of the parts (all but bulk need the load). ROUNDS=22 loads the patients' bundles so many times, as new
patients each time: two million resources. VALIDATE=full holds everything that is written against its definitions (one
of the bundles, whose patient speaks a language of another system than R4 allows, is refused then). The clients run on
the same machine.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.load import load
from benchmarks.machine import machine, report
from benchmarks.record_bulk import bulk
from benchmarks.record_searches import searches
from benchmarks.record_single import single
from benchmarks.target import Target, own, peer
from tests.pages.serving import serving

Results = list[dict[str, object]]


def loads(target: Target) -> Iterator[dict[str, object]]:
    """The load, once or in so many rounds."""
    for _ in range(int(os.environ.get("ROUNDS", "1"))):
        yield load(target, most_refused=1 if os.environ.get("VALIDATE") == "full" else 0)


PARTS: dict[str, Callable[[Target], Iterable[dict[str, object]]]] = {
    "load": loads,
    "searches": searches,
    "single": single,
}
MORE_IS_BETTER = ("resources_per_second", "per_second")
LESS_IS_BETTER = ("cpu_ms_per_resource", "cpu_ms_each", "p50_ms", "p99_ms", "server_pss_mib")


def measure(target: Target) -> Results:
    """All parts on one server, one after the other."""
    results: Results = []
    for name, part in PARTS.items():
        if name in wanted():
            results += told(part(target))
    return results


def wanted() -> list[str]:
    """The parts that are measured."""
    return os.environ.get("ONLY", ",".join([*PARTS, "bulk"])).split(",")


def told(results: Iterable[dict[str, object]]) -> Results:
    """The results, each printed as soon as it is there."""
    found = []
    for one in results:
        print("  ".join(f"{key}={value}" for key, value in one.items()), flush=True)
        found.append(one)
    return found


def ratios(ours: Results, theirs: Results) -> Results:
    """How many times better ours is, figure by figure, where both have one."""
    found: Results = []
    known = {(one["figure"], one.get("connections")): one for one in theirs}
    for one in ours:
        other = known.get((one["figure"], one.get("connections")))
        if other is None:
            continue
        times = {key: _times(one, other, key) for key in MORE_IS_BETTER}
        times |= {key: _times(other, one, key) for key in LESS_IS_BETTER}
        told = {f"{key}_times_better": value for key, value in times.items() if value is not None}
        if told:
            found.append({"figure": f"ratio: {one['figure']}", "connections": one.get("connections", ""), **told})
    return found


def _times(upper: dict[str, object], lower: dict[str, object], key: str) -> float | None:
    above, below = upper.get(key), lower.get(key)
    if not isinstance(above, int | float) or not isinstance(below, int | float) or not below:
        return None
    return round(above / below, 1)


def main() -> None:
    """Measure ours, then the peer, on a machine that does nothing else."""
    print("  ".join(f"{key}={value}" for key, value in machine().items()), flush=True)
    settings = {"MEDCLUSTER_DEMO_PATIENTS": "0", "MEDCLUSTER_VALIDATE": os.environ.get("VALIDATE", "structure")}
    with (
        tempfile.TemporaryDirectory(prefix="medcluster-bench-") as folder,
        serving(Path(folder) / "record", **settings) as server,
    ):
        ours = measure(own(server))
        ours += told(bulk(server)) if "bulk" in wanted() else []  # a peer takes files in its own way
    theirs = measure(peer(os.environ["PEER"])) if os.environ.get("PEER") else []
    print()
    report([*ours, *theirs, *ratios(ours, theirs)])


if __name__ == "__main__":
    main()
