"""Records that others wrote load as they are and are found: Synthea's bundles, when they lie beside the checkout."""

from __future__ import annotations

import bz2
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from medcluster import app
from tests.integration.app.stage import Stage

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "synthea"
PATIENTS = 2

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the Synthea bundles are not beside the checkout (shared/data)"),
]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bz2.decompress(path.read_bytes()))
    return found


async def test_bundles_load_before_the_hospitals_they_refer_to_and_are_found(stage: Stage) -> None:
    everything = sorted(FOLDER.glob("*.json.bz2"), key=lambda path: path.stat().st_size)
    institutions = [path for path in everything if path.name.startswith("0-")]
    patients = [path for path in everything if path not in institutions][:PATIENTS]
    assert (len(institutions), len(patients)) == (2, PATIENTS)
    handle = await app.loader_of(stage.platform, "diagnostic-centre")
    summary = await app.Load(stage.platform, handle).run([*patients, *institutions])
    assert summary.faults == []
    assert summary.units == PATIENTS + 2
    for path in patients:
        resources = [entry["resource"] for entry in read(path)["entry"]]
        (person,) = [one for one in resources if one["resourceType"] == "Patient"]
        number = person["identifier"][0]
        (found,) = (await handle.search("Patient", [("identifier", f"{number['system']}|{number['value']}")])).matches
        loaded = json.loads(found.body)
        assert loaded["name"] == person["name"]
        assert loaded["birthDate"] == person["birthDate"]
        stored = Counter(one.type for one in await handle.patient_resources(found.id))
        for kind in ("Patient", "Condition", "Observation", "Encounter", "Procedure", "DiagnosticReport"):
            assert stored[kind] == sum(one["resourceType"] == kind for one in resources), kind
        for one in await handle.patient_resources(found.id, ["Observation"]):
            assert json.loads(one.body)["subject"]["reference"] == f"Patient/{found.id}"
    again = await app.Load(stage.platform, handle).run([*institutions, *patients])
    assert (again.units, again.known, again.faults) == (0, PATIENTS + 2, [])
