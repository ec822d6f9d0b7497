"""One line per event; an exception's own words, which may quote a value, are not written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from medcluster.foundation import begin_logging, log, log_failure


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    yield
    begin_logging("critical")


def test_an_event_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    begin_logging()
    log("postgres.restarted", pid=4711, why="killed by a test")
    assert capsys.readouterr().err.rstrip().endswith(' info postgres.restarted pid=4711 why="killed by a test"')


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    begin_logging("info", as_json=True)
    log("load.ended", files=2)
    told = json.loads(capsys.readouterr().err)
    assert (told["level"], told["event"], told["files"]) == ("info", "load.ended", 2)


def test_a_failure_tells_its_place_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    begin_logging()
    try:
        raise ValueError("Anna Petrova, born 1959-03-14")
    except ValueError as error:
        log_failure("request.failed", error)
    line = capsys.readouterr().err
    assert "failure=ValueError" in line
    assert "test_logs.py" in line
    assert "Anna" not in line


def test_levels_below_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    begin_logging("warning")
    log("not.seen")
    assert capsys.readouterr().err == ""
