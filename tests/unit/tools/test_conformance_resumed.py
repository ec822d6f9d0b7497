"""A run of conformance that is killed in the middle goes on where it was: what was finished is not done again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tools import conformance

RUN = """
import sys, time
from pathlib import Path
from tools import conformance, conformance_steps

folder = Path(sys.argv.pop(1))

def step(name):
    def run(order):
        "A tiny step"
        with (folder / "log").open("a") as log:
            print(name, file=log)
        if name == "second" and not (folder / "go on").exists():
            time.sleep(600)
        return conformance_steps.Outcome(3)
    return run

names = ("first", "second", "third")
conformance_steps.STEPS.clear()
conformance_steps.STEPS.update({name: step(name) for name in names})
conformance.PAGE = folder / "page.md"
conformance.commit = lambda: ("abc", (folder / "changed").exists())
conformance.main()
"""


def _begun(folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "MEDCLUSTER_CACHE": str(folder / "cache")}
    run = [sys.executable, "-c", RUN, str(folder)]
    return subprocess.Popen(run, cwd=conformance.ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _killed_in_the_second(folder: Path) -> None:
    process = _begun(folder)
    try:
        for _ in range(1200):
            if "second" in _log(folder):
                break
            assert process.poll() is None, "it ended by itself"
            time.sleep(0.05)
        else:
            raise AssertionError("it did not come to the second step")
    finally:
        process.kill()
        process.communicate()


def _finished(folder: Path) -> str:
    """Run to the end; what it says."""
    (folder / "go on").touch()
    process = _begun(folder)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def _log(folder: Path) -> list[str]:
    file = folder / "log"
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def test_a_run_that_was_killed_goes_on_with_the_step_that_it_was_in(tmp_path: Path) -> None:
    _killed_in_the_second(tmp_path)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| first | A tiny step | 3 | 0 | 0 |" in page and "- second: not run for this commit" in page
    said = _finished(tmp_path)
    assert _log(tmp_path) == ["first", "second", "second", "third"]
    assert "first: finished before for abc" in said
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page.count("| A tiny step | 3 | 0 | 0 |") == 3 and "Everything was run." in page
    _finished(tmp_path)
    assert _log(tmp_path) == ["first", "second", "second", "third"], "all of it was finished"


def test_while_there_are_changes_in_no_commit_everything_is_run_anew(tmp_path: Path) -> None:
    (tmp_path / "changed").touch()
    _killed_in_the_second(tmp_path)
    (kept,) = (tmp_path / "cache" / "conformance").iterdir()
    half = kept / "searches-20.json"
    half.write_text("{}", encoding="utf-8")
    _finished(tmp_path)
    assert _log(tmp_path) == ["first", "second", "first", "second", "third"]
    assert not half.exists(), "half a step of other code is not gone on with"
