"""The random searches of `make conformance` go on where they stopped: what was found before is kept."""

from __future__ import annotations

import json
from pathlib import Path

from tools.conformance_steps import Order, searches

SEED, BEFORE, MORE = 20, 4, 3


def test_random_searches_go_on_from_what_was_kept(tmp_path: Path) -> None:
    kept = tmp_path / f"searches-{SEED}.json"
    half = {"seed": SEED, "done": BEFORE, "found_something": BEFORE, "refused": {"near": 2}}
    kept.write_text(json.dumps({**half, "failures": [f"{SEED}/0/1 Patient?_id=x: missing"]}), encoding="utf-8")
    found = searches(Order(SEED, BEFORE + MORE, tmp_path))
    assert found.cases == BEFORE + MORE
    assert found.failures == {f"{SEED}/0/1": "Patient?_id=x: missing"}, "what had failed is not forgotten"
    assert found.left_out["near"] == "not offered, asked 2 times"
    number = int(found.notes.partition(" ")[0])
    assert BEFORE <= number <= BEFORE + MORE
    assert not kept.exists(), "the next run begins anew"
