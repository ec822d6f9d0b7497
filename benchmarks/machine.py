"""On which machine was this measured, and what did the processes cost?

Every figure is printed with both. CPU and memory are read from /proc: PSS counts a shared page once.
"""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil


def machine() -> dict[str, object]:
    """The machine, in the words a reader needs to compare."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in told if line.startswith("model name")),
        platform.processor(),
    )
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


@dataclass(frozen=True, slots=True)
class Cost:
    """What a group of processes has used: CPU seconds so far, PSS in MiB now."""

    cpu_seconds: float
    pss_mib: float


def costs(root_pid: int) -> dict[str, Cost]:
    """The cost of a server's process tree, PostgreSQL apart."""
    family = [psutil.Process(root_pid), *psutil.Process(root_pid).children(recursive=True)]
    sums = {"server": [0.0, 0.0], "postgresql": [0.0, 0.0]}
    for process in family:
        try:
            times, name = process.cpu_times(), process.name()
            pss = _pss_mib(process.pid)
        except (psutil.NoSuchProcess, FileNotFoundError, PermissionError):
            continue
        group = sums["postgresql" if name.startswith("postgres") else "server"]
        group[0] += times.user + times.system + times.children_user + times.children_system
        group[1] += pss
    return {name: Cost(cpu, pss) for name, (cpu, pss) in sums.items()}


def _pss_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the sorted values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(results: list[dict[str, object]]) -> None:
    """Print what was measured; with JSON=file in the environment, write it there too."""
    told = {"machine": machine(), "results": results}
    for result in results:
        print("  ".join(f"{key}={value}" for key, value in result.items()))
    if path := os.environ.get("JSON"):
        Path(path).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
