"""What a person sees of `medcluster doctor` and `medcluster migrate`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.integration.foundation.household import processes_in


def medcluster(*arguments: str, **variables: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, with these settings alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEDCLUSTER_")}
    given = {f"MEDCLUSTER_{name}": str(value) for name, value in variables.items()}
    program = [sys.executable, "-c", "from medcluster.cli import main; main()", *arguments]
    return subprocess.run(
        program, env={**environment, **given}, capture_output=True, text=True, timeout=120, check=False
    )


def test_doctor_explains_before_the_first_start(tmp_path: Path) -> None:
    done = medcluster("doctor", DATA=tmp_path / "data", PORT="0")
    assert "MEDCLUSTER_DATABASE_URL" in done.stdout
    assert "it is made at the first start" in done.stdout
    assert not (tmp_path / "data").exists()


def test_doctor_looks_at_a_database_that_is_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert medcluster("migrate", DATA=data).returncode == 0
    done = medcluster("doctor", DATA=data, PORT="0")
    assert "ok application's role: neither owner, superuser nor BYPASSRLS" in done.stdout
    assert "ok durability" in done.stdout
    assert "ok tables: those of this version" in done.stdout
    assert processes_in(data / "postgres") == []


def test_doctor_says_what_is_wrong_with_settings(tmp_path: Path) -> None:
    done = medcluster("doctor", DATA=tmp_path, HOTS="::1")
    assert done.returncode == 1
    assert "did you mean MEDCLUSTER_HOST?" in done.stderr


def test_doctor_says_how_to_listen_off_loopback(tmp_path: Path) -> None:
    done = medcluster("doctor", DATA=tmp_path / "data", HOST="0.0.0.0")
    assert done.returncode == 1
    assert "MEDCLUSTER_BEHIND_PROXY" in done.stdout


def test_a_plan_before_the_first_start_makes_nothing(tmp_path: Path) -> None:
    done = medcluster("migrate", "--plan", DATA=tmp_path / "data")
    assert done.stdout.startswith("to do: 0001 foundation: migrations\n")
    assert not (tmp_path / "data").exists()


def test_migrating_twice_does_nothing_the_second_time(tmp_path: Path) -> None:
    assert "done: 0001 foundation: migrations" in medcluster("migrate", DATA=tmp_path / "data").stdout
    assert medcluster("migrate", DATA=tmp_path / "data").stdout == "The tables are those of this version.\n"


def test_migrating_ones_own_server_needs_its_owner(tmp_path: Path) -> None:
    done = medcluster("migrate", DATA=tmp_path, DATABASE_URL="postgresql://medcluster@db/medcluster")
    assert done.returncode == 1
    assert done.stderr.startswith("error: Only the owner of the tables may change them.\n")
    assert "MEDCLUSTER_DATABASE_OWNER_URL" in done.stderr


def test_a_server_that_is_away_is_told_in_words(tmp_path: Path) -> None:
    url = f"postgresql://{{}}@/medcluster?host={tmp_path}"
    away = {"DATABASE_URL": url.format("medcluster"), "DATABASE_OWNER_URL": url.format("medcluster_owner")}
    done = medcluster("migrate", DATA=tmp_path, **away)
    assert done.returncode == 1
    assert done.stderr.startswith("error: The database cannot be reached.")
    assert "Traceback" not in done.stderr
