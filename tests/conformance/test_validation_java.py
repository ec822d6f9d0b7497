"""Our validator beside the Java one, on the same resources: every disagreement has its explanation."""

from __future__ import annotations

import pytest

from tests.conformance import java_oracle
from tests.conformance.java_compare import TABLE, compared
from tests.conformance.validation_cases import cases

SEED, VALID, MUTATED = 2026, 40, 80


def test_the_two_agree_but_for_what_is_explained() -> None:
    reason = java_oracle.ready()
    if reason:
        pytest.skip(f"the Java validator cannot be asked: {reason}")
    these = cases(SEED, valid=VALID, mutated=MUTATED)
    found = list(compared(these))
    assert [one for one in found if not one.why] == []
    assert len({one.case for one in found}) < len(these) // 10, "so many disagreements need another look"


def test_the_table_of_disagreements_explains_each() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows
    assert [row for row in rows if len(row) != 5 or not row[4]] == []
