"""Our validator beside the Java one, on the same resources: every disagreement has its explanation.

A slice of what `make conformance` runs. The jars are fetched when they are not there, which takes twenty seconds; the
test is skipped, and says why, where no registry can be reached.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conformance import java_oracle
from tests.conformance.examples import SEED
from tests.conformance.java_compare import TABLE, compared
from tests.conformance.validation_cases import cases

VALID, MUTATED, SECONDS_TO_FETCH = 40, 80, 60


def test_the_two_agree_but_for_what_is_explained() -> None:
    reason = java_oracle.ready(fetch=True, seconds=SECONDS_TO_FETCH)
    if reason:
        pytest.skip(f"the Java validator cannot be asked: {reason}")
    these = cases(SEED, valid=VALID, mutated=MUTATED)
    found = list(compared(these))
    assert [one for one in found if not one.why] == []
    assert len({one.case for one in found}) < len(these) // 10, "so many disagreements need another look"


def test_where_no_registry_is_reached_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven = shutil.which("mvn")
    if maven is None or shutil.which("java") is None:
        pytest.skip("there is no java or no mvn on this machine")
    nowhere = "<mirror><id>nowhere</id><mirrorOf>*</mirrorOf><url>https://127.0.0.1:9/</url></mirror>"
    (tmp_path / "settings.xml").write_text(f"<settings><mirrors>{nowhere}</mirrors></settings>", encoding="utf-8")
    words = f"-s '{tmp_path}/settings.xml' '-Dmaven.repo.local={tmp_path}/repository'"
    (tmp_path / "mvn").write_text(f"#!/bin/sh\nexec '{maven}' {words} \"$@\"\n", encoding="utf-8")
    (tmp_path / "mvn").chmod(0o755)
    monkeypatch.setenv("MEDCLUSTER_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert java_oracle.ready().startswith("the jars are not in ")
    said = java_oracle.ready(fetch=True, seconds=60)
    assert said.startswith("Maven could not fetch the jars; is a registry reachable?") and "Could not transfer" in said
    assert java_oracle.ready(), "and it is asked for again the next time"


def test_the_table_of_disagreements_explains_each() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows
    assert [row for row in rows if len(row) != 5 or not row[4]] == []
