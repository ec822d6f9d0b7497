"""`make bench`: the figures of the first walk, with the machine and the work. JSON=file writes them too.

Patients on protocols: 5,000 and 50,000 by default; PATIENTS=5000 in the environment measures only that.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import board, enrolments, load
from benchmarks.machine import costs, machine, report
from benchmarks.target import own
from tests.pages.serving import serving


def main() -> None:
    """Measure one after the other, on a machine that does nothing else."""
    print("  ".join(f"{key}={value}" for key, value in machine().items()), flush=True)
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="medcluster-bench-") as folder:
        with serving(Path(folder) / "load", MEDCLUSTER_DEMO_PATIENTS="0") as server:
            results.append(load.load(own(server)))
        for patients in (int(one) for one in os.environ.get("PATIENTS", "5000,50000").split(",")):
            with serving(Path(folder) / f"board{patients}", MEDCLUSTER_DEMO_PATIENTS="0") as server:
                server.command("demo", "--patients", str(patients), seconds=3600)
                server.command("board", "rebuild", seconds=3600)
                token = server.command("token", "--role", "interface", "--participant", "saint-charles").split()[-1]
                results.append(board.pages(server, patients))
                results.append(board.live(server, token, patients))
                results.append(board.pages_during_load(server, patients))
                results.append({**enrolments.measure(server.environment), "patients": patients})
                cost = costs(server.process.pid)
                results.append(
                    {
                        "figure": "memory",
                        "patients": patients,
                        "server_pss_mib": round(cost["server"].pss_mib),
                        "postgresql_pss_mib": round(cost["postgresql"].pss_mib),
                    }
                )
    report(results)


if __name__ == "__main__":
    main()
