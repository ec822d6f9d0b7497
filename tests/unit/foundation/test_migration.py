"""Files of migrations: found in order, named by rule, one number once."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcluster.foundation import Kind, Refusal, shipped


def _write(rooms: Path, room: str, name: str) -> None:
    folder = rooms / room / "migrations"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("SELECT 1;", encoding="utf-8")


def test_the_shipped_ones_start_with_the_table_that_counts_them() -> None:
    steps = shipped()
    assert str(steps[0]) == "0001 foundation: migrations"
    assert [step.number for step in steps] == sorted({step.number for step in steps})


def test_numbers_are_ordered_over_rooms(tmp_path: Path) -> None:
    _write(tmp_path, "record", "0100_first.sql")
    _write(tmp_path, "app", "0400_last.sql")
    _write(tmp_path, "foundation", "0001_ground.sql")
    assert [step.room for step in shipped(tmp_path)] == ["foundation", "record", "app"]


def test_one_number_twice_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "record", "0100_first.sql")
    _write(tmp_path, "cluster", "0100_other.sql")
    with pytest.raises(Refusal) as refused:
        shipped(tmp_path)
    assert refused.value.kind is Kind.CONFLICT


def test_a_name_out_of_rule_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "record", "first.sql")
    with pytest.raises(Refusal, match=r"NNNN_words\.sql"):
        shipped(tmp_path)
