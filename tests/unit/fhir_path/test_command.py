"""Does `medcluster fhirpath` give an author the result, or the place of the mistake?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medcluster.cli.fhirpath import fhirpath
from medcluster.foundation import Refusal

OBSERVATION = (
    '{"resourceType": "Observation", "status": "final",'
    ' "valueQuantity": {"value": 72.50, "system": "http://unitsofmeasure.org", "code": "kg"}}'
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "observation.json"
    place.write_text(OBSERVATION)
    return place


def run(*arguments: str) -> Result:
    return CliRunner().invoke(fhirpath, arguments, catch_exceptions=False)


def test_decimals_keep_their_digits(file: Path) -> None:
    assert run("value.value", str(file)).stdout == "[\n  72.50\n]\n"


def test_values_and_types(file: Path) -> None:
    shown = json.loads(run("value.value | status | 4 days | @2026-03", str(file), "--types").stdout)
    assert [one["type"] for one in shown] == ["FHIR.decimal", "FHIR.code", "System.Quantity", "System.Date"]
    assert shown[2]["value"] == {"value": 4, "unit": "days"}


def test_variables_and_standard_input() -> None:
    result = CliRunner().invoke(fhirpath, ["value < %limit", "-", "--variable", "limit=80"], input=OBSERVATION)
    assert json.loads(result.stdout) == []  # kilograms and a bare number cannot be compared
    result = CliRunner().invoke(fhirpath, ["value.value < %limit", "-", "--variable", "limit=80"], input=OBSERVATION)
    assert json.loads(result.stdout) == [True]


def test_a_mistake_names_its_place(file: Path) -> None:
    with pytest.raises(Refusal, match="column 1: Observation has no element vaule"):
        run("vaule", str(file))
    assert json.loads(run("vaule", str(file), "--lenient").stdout) == []
    with pytest.raises(Refusal, match="column 5"):
        run("1 + ", str(file))


def test_a_file_that_is_no_json(tmp_path: Path) -> None:
    place = tmp_path / "broken.json"
    place.write_text('{"resourceType": ')
    with pytest.raises(Refusal, match="is no JSON"):
        run("id", str(place))
