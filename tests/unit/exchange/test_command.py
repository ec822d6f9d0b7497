"""`medcluster hl7 try` and `map`: what a hospital's engineer sees, without a database."""

from __future__ import annotations

import json
import socketserver
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medcluster import exchange
from medcluster.cli import main

MESSAGE = "MSH|^~\\&|LAB|HOSP|||20261122||ADT^A28|1|P|2.5\nPID|1||7^^^HOSP||Petrova^Anna||{}|F||RACE\n"


def run(*words: str) -> Result:
    """The command's output and exit code."""
    return CliRunner().invoke(main, ["hl7", *words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A message as a file."""
    path = tmp_path / "message.hl7"
    path.write_text(MESSAGE.format("19590314"))
    return path


def test_try_shows_resources_and_what_was_not_used(file: Path) -> None:
    result = run("try", str(file), "--map", "adt")
    assert result.exit_code == 0
    bundle = json.loads(result.stdout)
    (entry,) = bundle["entry"]
    assert entry["resource"]["birthDate"] == "1959-03-14"
    assert entry["request"]["method"] == "PUT" and "HOSP%7C7" in entry["request"]["url"]
    assert "values not used: 1" in result.stderr and "PID-10  RACE" in result.stderr


def test_try_takes_a_map_in_a_file(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("map: own\nbased-on: adt\nchange:\n  patient:\n    birthDate: ~\n")
    result = run("try", str(file), "--map-file", str(own))
    assert "birthDate" not in result.stdout and "PID-7  19590314" in result.stderr


def test_try_says_why_a_message_would_be_refused_and_goes_on(file: Path) -> None:
    file.write_text(MESSAGE.format("1959") + MESSAGE.format("tomorrow"))
    result = run("try", str(file), "--quiet")
    assert result.exit_code == 1 and result.stdout == ""
    assert "message 1: ADT^A28 under standard" in result.stderr
    assert "message 2 would be refused: PID-7: this is no date or time" in result.stderr


def test_a_wrong_map_is_told_by_line(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("map: own\nbased-on: standart\nchange:\n  patient:\n    birthdate: PID-7 | date\n")
    result = run("map", "add", "--check", str(own))
    assert result.exit_code == 1
    assert "own.yaml:2: There is no map 'standart'." in result.stderr


def test_a_shipped_map_is_printed_to_be_copied() -> None:
    assert run("map", "show", "results").stdout.startswith("# Results")


class _Numbering(socketserver.BaseRequestHandler):
    """Answers each message with its number on this line."""

    def handle(self) -> None:
        frames, number = exchange.Frames(), 0
        while piece := self.request.recv(65536):
            for _ in frames.feed(piece):
                number += 1
                self.request.sendall(exchange.framed(f"answer {number}".encode()))


def test_send_prints_an_answer_to_each_message_also_of_two_that_are_alike(file: Path) -> None:
    file.write_text(MESSAGE.format("1960") + MESSAGE.format("1959") * 2)
    with socketserver.TCPServer(("127.0.0.1", 0), _Numbering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        result = run("send", str(file), "--to", f"127.0.0.1:{server.server_address[1]}")
        server.shutdown()
    assert result.stdout.split("\n") == ["answer 1", "answer 2", "answer 3", ""], result.output
