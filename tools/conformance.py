"""Run everything that others wrote against the platform, and write what came of it: docs/conformance.md.

`python -m tools.conformance [--only examples,clients] [--again] [--seed N] [--searches N]`, or `make conformance`. A
step that was finished for this commit and this seed is not run again, unless --again says so; one that was skipped or
ended early is tried again. The commit is the last one that touched the record or FHIR; while they hold changes that are
in no commit, nothing is kept for the next run, and the page says so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.conformance.examples import SEED, cache_folder
from tools.conformance_steps import STEPS, Order, Outcome, carry_out

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "conformance.md"
TRIED = ("src/medcluster/record", "src/medcluster/fhir")
MOST_WORDS = 1200


@dataclass
class Result:
    """What came of a step, and when."""

    outcome: Outcome
    at: str
    seconds: float
    seed: int


def commit() -> tuple[str, bool]:
    """The last commit that touched what is tried, and whether there are changes in no commit."""
    last = _git("log", "-1", "--format=%H", "--", *TRIED)
    return last, bool(_git("status", "--porcelain", "--", *TRIED))


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def kept_results(file: Path) -> dict[str, Result]:
    """What is known of this commit and seed."""
    if not file.exists():
        return {}
    found = json.loads(file.read_text(encoding="utf-8"))
    return {name: Result(Outcome(**one.pop("outcome")), **one) for name, one in found.items() if name in STEPS}


def _keep(file: Path, results: dict[str, Result]) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps({name: asdict(one) for name, one in results.items()}, indent=1), encoding="utf-8")
    fresh.replace(file)


def _kept_folder(last: str, *, changed: bool) -> Path:
    """Where progress is kept; of changes that are in no commit only while it runs, for the next run has others."""
    folder = cache_folder() / "conformance" / ("changed" if changed else last)
    if changed:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def page(results: dict[str, Result], last: str, seed: int, *, changed: bool) -> str:
    """The page."""
    newest = max((one.at for one in results.values()), default="never")
    there = ", with changes that are in no commit" if changed else ""
    lines = [
        "# Conformance",
        "",
        "What came of running what others wrote against the platform: `make conformance` writes this page",
        "([how](how-to/conformance.md)); edit nothing here.",
        "",
        f"- Date: {newest}",
        f"- Commit: {last}, the last that touched the record or FHIR{there}",
        f"- Seed: {seed}",
        "",
        "| Step | What is tried | Cases | Failed | Left out | Seconds |",
        "|---|---|--:|--:|--:|--:|",
    ]
    lines += [_row(name, results.get(name)) for name in STEPS]
    lines += ["", "## Failures", ""]
    lines += _listed(results, lambda outcome: outcome.failures) or ["None."]
    lines += ["", "## Not run, and why", ""]
    absent = {name: "not run for this commit" for name in STEPS if name not in results}
    absent |= {name: one.outcome.skipped for name, one in results.items() if one.outcome.skipped}
    lines += [f"- {name}: {_words(why)}" for name, why in absent.items()] or ["Everything was run."]
    lines += ["", "## Left out, and why", ""]
    lines += _listed(results, lambda outcome: {} if outcome.skipped else outcome.left_out) or ["Nothing."]
    return "\n".join(lines) + "\n"


def _row(name: str, result: Result | None) -> str:
    what = (STEPS[name].__doc__ or "").strip().splitlines()[0]
    if result is None or result.outcome.skipped:
        return f"| {name} | {what} | not run | | | |"
    one = result.outcome
    words = _words(f"{what}. {one.notes}" if one.notes else what)
    return f"| {name} | {words} | {one.cases:,} | {len(one.failures)} | {len(one.left_out)} | {result.seconds:,.0f} |"


def _listed(results: dict[str, Result], part: Callable[[Outcome], dict[str, str]]) -> list[str]:
    lines: list[str] = []
    for name in STEPS:
        if name in results and (found := part(results[name].outcome)):
            lines += ["", f"### {name}", ""] if lines else [f"### {name}", ""]
            lines += [f"- {_words(one)}: {_words(why)}" for one, why in sorted(found.items())]
    return lines


def _words(text: str) -> str:
    """On one line, and nothing of it is taken for markup."""
    plain = " ".join(text.split())[:MOST_WORDS]
    for sign in "\\`*_|<>[]$":
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _chosen(only: str) -> list[str]:
    names = [name.strip() for name in only.split(",") if name.strip()] or list(STEPS)
    if unknown := [name for name in names if name not in STEPS]:
        raise click.UsageError(f"There is no step {', '.join(unknown)}. There are {', '.join(STEPS)}.")
    return names


@click.command(help=__doc__)
@click.option("--only", default="", help="The steps to run, by commas; the others stay as they are.")
@click.option("--again", is_flag=True, help="Run them although they were finished for this commit.")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--searches", default=50_000, show_default=True, help="How many random searches.")
def main(only: str, again: bool, seed: int, searches: int) -> None:
    """Run what is left, write the page after each step."""
    names = _chosen(only)
    last, changed = commit()
    folder = _kept_folder(last, changed=changed)
    file = folder / f"results-{seed}-{searches}.json"
    results = {} if changed else kept_results(file)
    for name in names:
        if name in results and not again and results[name].outcome.finished:
            click.echo(f"{name}: finished before for {last[:12]}, seed {seed}")
            continue
        click.echo(f"{name} …", nl=False)
        started = time.monotonic()
        outcome = carry_out(name, Order(seed, searches, folder))
        at = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        results[name] = Result(outcome, at, time.monotonic() - started, seed)
        said = f"not run: {outcome.skipped}" if outcome.skipped else f"{outcome.cases} cases"
        click.echo(f" {said}, {len(outcome.failures)} failed, {results[name].seconds:.0f} s")
        if commit() != (last, changed):
            sys.exit("The record or FHIR changed meanwhile: what this step found is of neither. Run it again.")
        _keep(file, results)
        PAGE.write_text(page(results, last, seed, changed=changed), encoding="utf-8")
    PAGE.write_text(page(results, last, seed, changed=changed), encoding="utf-8")
    failed = sum(len(one.outcome.failures) for one in results.values())
    sys.exit(1 if failed or any(one.outcome.skipped for one in results.values()) else 0)


if __name__ == "__main__":
    main()
