"""`medcluster protocol` on the protocols that the platform ships."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from medcluster.cli import main
from medcluster.protocol import compile_text, compiled, library


def test_what_is_compiled_comes_back_as_the_same_protocol(tmp_path: Path) -> None:
    source, bundle = library()["hip-fast-track/2.1.0"], tmp_path / "hip.json"
    assert CliRunner().invoke(main, ["protocol", "compile", str(source), "--out", str(bundle)]).exit_code == 0
    kinds = {entry["resource"]["resourceType"] for entry in json.loads(bundle.read_text())["entry"]}
    assert {"PlanDefinition", "ActivityDefinition", "Questionnaire", "CodeSystem"} <= kinds
    answer = CliRunner().invoke(main, ["protocol", "decompile", str(bundle)])
    assert answer.exit_code == 0 and compile_text(answer.output) == compiled("hip-fast-track/2.1.0")


def test_the_difference_is_said_and_can_be_read_by_a_machine() -> None:
    old, new = (str(library()[f"hip-fast-track/{version}"]) for version in ("2.0.0", "2.1.0"))
    said = CliRunner().invoke(main, ["protocol", "diff", old, new])
    assert said.exit_code == 0 and 'walk: target: "6h" → "4h"' in said.output and "minor release" in said.output
    rows = json.loads(CliRunner().invoke(main, ["protocol", "diff", old, new, "--json"]).output)
    assert {"kind": "target", "step": "walk", "old": "6h", "new": "4h"} in rows
    assert CliRunner().invoke(main, ["protocol", "diff", new, new]).output == "no changes\n"


def test_what_cannot_be_compiled_names_every_line_and_writes_nothing(tmp_path: Path) -> None:
    wrong, out = tmp_path / "wrong.yaml", tmp_path / "out.json"
    wrong.write_text("protocol: x\nversion: 1.0.0\nsurprise: yes\n", encoding="utf-8")
    answer = CliRunner().invoke(main, ["protocol", "compile", str(wrong), "--out", str(out)])
    assert answer.exit_code == 1 and f"{wrong}:3" in answer.output and not out.exists()
