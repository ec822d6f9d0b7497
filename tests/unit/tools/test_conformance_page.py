"""The page of conformance says what was found, and no more; progress is kept for one commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tools import conformance
from tools.conformance_steps import BROKEN, STEPS, Order, Outcome


def _result(outcome: Outcome) -> conformance.Result:
    return conformance.Result(outcome, "2026-03-01 09:00 UTC", 12.3, 7)


def test_the_page_names_failures_and_what_was_left_out_or_not_run() -> None:
    results = {
        "examples": _result(Outcome(5305, {"Patient-a.json": "GET 500: | <b>"}, {"Basic-b.json": "no_base"})),
        "clients": _result(Outcome(skipped="no registry\nis reached")),
    }
    page = conformance.page(results, "abc123", 7, changed=False)
    assert "- Commit: abc123, the last that touched the record or FHIR\n" in page
    assert "| 5,305 | 1 | 1 | 12 |" in page
    assert "- Patient-a.json: GET 500: \\| \\<b\\>\n" in page
    assert "- Basic-b.json: no\\_base\n" in page
    assert "- clients: no registry is reached\n" in page
    assert "- searches: not run for this commit\n" in page
    assert "changes that are in no commit" in conformance.page(results, "abc123", 7, changed=True)


def test_a_finished_step_is_not_run_again_and_a_skipped_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def ran(name: str, order: Order) -> Outcome:
        calls.append(name)
        return Outcome(skipped="not here") if name == "clients" else Outcome(3)

    monkeypatch.setenv("MEDCLUSTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(conformance, "PAGE", tmp_path / "page.md")
    monkeypatch.setattr(conformance, "carry_out", ran)
    monkeypatch.setattr(conformance, "commit", lambda: ("abc", False))
    for _ in range(2):
        assert CliRunner().invoke(conformance.main, ["--only", "examples,clients"]).exit_code == 1
    assert calls == ["examples", "clients", "clients"]
    assert CliRunner().invoke(conformance.main, ["--only", "examples", "--again"]).exit_code == 1
    assert CliRunner().invoke(conformance.main, ["--only", "examples", "--seed", "9"]).exit_code == 0
    monkeypatch.setattr(conformance, "commit", lambda: ("def", False))
    CliRunner().invoke(conformance.main, ["--only", "examples"])
    assert calls[3:] == ["examples", "examples", "examples"]
    assert "- Commit: def" in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_a_step_that_is_none_is_refused_by_name() -> None:
    said = CliRunner().invoke(conformance.main, ["--only", "example"])
    assert said.exit_code == 2
    assert "There is no step example." in said.output
    assert all(step.__doc__ for step in STEPS.values())


def test_a_step_that_ended_early_is_not_finished() -> None:
    assert Outcome(3, {"Patient-a.json": "GET 500"}).finished
    assert not Outcome(skipped="not here").finished
    assert not Outcome(failures={BROKEN: "RuntimeError: no server"}).finished
