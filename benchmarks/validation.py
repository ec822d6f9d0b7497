"""What does it cost to hold a resource against its definitions?

`python -m benchmarks.validation [FOLDER]` reads the bundles of a folder (*.json, plain or .bz2; by default those of
Synthea, where they are) and prints, in microseconds of CPU per resource: decoding, the codes that are checked on every
write, and everything that VALIDATE=full adds, codes answered from memory as they are from the second time on. Without
a database; the first use of the definitions is printed apart.
"""

from __future__ import annotations

import bz2
import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from medcluster.fhir import terminology, types, validation
from medcluster.fhir.validation import Known
from medcluster.foundation import Refusal

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "synthea"
RESOURCES = 20_000
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def resources(folder: Path) -> list[types.Resource]:
    """The resources in the bundles of a folder."""
    found: list[types.Resource] = []
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.json.bz2")]):
        data = bz2.decompress(path.read_bytes()) if path.suffix == ".bz2" else path.read_bytes()
        bundle = types.decode(data)
        if isinstance(bundle, types.Bundle):
            found += [entry.resource for entry in bundle.entry if entry.resource is not None]
        if len(found) >= RESOURCES:
            break
    return found[:RESOURCES]


def _microseconds(act: Callable[[Any], object], things: Iterable[Any], count: int) -> float:
    started = time.process_time()
    for one in things:
        act(one)
    return round((time.process_time() - started) / count * 1e6, 1)


def _learnt(plain: dict[str, Any], known: Known) -> None:
    """Judge until everything that it needs is known."""
    while not (judgement := validation.judge(plain, known, now=NOW)).complete:
        for question in judgement.questions:
            try:
                known.answers[question] = terminology.official.member(*question)
            except Refusal as refusal:
                known.answers[question] = terminology.Membership(None, reason=refusal.text)
        known.structures.update(dict.fromkeys(judgement.definitions))


def measure(folder: Path) -> dict[str, object]:
    """The figures."""
    these = resources(folder)
    if not these:
        raise SystemExit(f"there are no bundles in {folder}")
    count, known = len(these), Known()
    bodies = [types.encode(one) for one in these]
    plains = [types.to_plain(one) for one in these]
    started = time.process_time()
    _learnt(plains[0], known)
    first = time.process_time() - started
    for plain in plains:
        _learnt(plain, known)
    found = [issue.severity for plain in plains for issue in validation.judge(plain, known, now=NOW).issues]
    return {
        "machine": machine(),
        "resources": count,
        "bytes_each": round(sum(map(len, bodies)) / count),
        "first_use_ms": round(first * 1000, 1),
        "decode_us": _microseconds(types.decode, bodies, count),
        "codes_on_every_write_us": _microseconds(validation.required_codes, these, count),
        "to_plain_us": _microseconds(types.to_plain, these, count),
        "full_us": _microseconds(lambda one: validation.judge(one, known, now=NOW), plains, count),
        "errors": found.count("error"),
        "warnings": found.count("warning"),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER), indent=2))
