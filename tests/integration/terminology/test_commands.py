"""`medcluster terminology` and `medcluster ig`, as an administrator meets them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Addresses
from tests.integration.foundation.test_commands import medcluster
from tests.integration.terminology import releases


def test_loading_listing_and_removing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "bad.json").write_text('{\n "resourceType": "ValueSet",\n "status": "actve"\n}', encoding="utf-8")
    done = medcluster("terminology", "add", str(tmp_path / "bad.json"), DATA=data)
    assert done.returncode == 1 and "bad.json:3: " in done.stderr, done.stderr

    done = medcluster("terminology", "add", str(releases.loinc(tmp_path / "Loinc_2.99.zip")), DATA=data)
    assert "CodeSystem http://loinc.org|2.99, 4 concepts" in done.stdout, done.stderr
    assert "http://loinc.org" in medcluster("terminology", "list", DATA=data).stdout
    done = medcluster("terminology", "check", "http://loinc.org/vs", "90002-9", DATA=data)
    assert done.stdout == "90002-9 (Moonstone note) is in http://loinc.org/vs.\n" and done.returncode == 0
    done = medcluster("terminology", "remove", "http://loinc.org", DATA=data)
    assert done.stdout == "removed: CodeSystem http://loinc.org|2.99\n"
    done = medcluster("terminology", "check", "http://hl7.org/fhir/ValueSet/doc-typecodes", "90002-9", DATA=data)
    assert done.returncode == 1 and "the code system http://loinc.org is not loaded here" in done.stdout


def test_a_guide_comes_and_goes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    value_set = {"resourceType": "ValueSet", "id": "v", "url": "urn:v", "status": "active"}
    path = releases.package(tmp_path / "g.tgz", "guide.one", "1.2.0", value_set, dependencies={"guide.two": "2.0.0"})
    done = medcluster("ig", "add", str(path), DATA=data)
    assert "guide.one#1.2.0: 1 ValueSet" in done.stdout, done.stderr
    assert "not here, and named as a dependency: guide.two#2.0.0" in done.stdout
    assert medcluster("ig", "list", DATA=data).stdout.startswith("guide.one#1.2.0 Guide.One")
    done = medcluster("ig", "add", str(path), DATA=data)
    assert done.returncode == 1 and "is here already" in done.stderr
    assert medcluster("ig", "remove", "guide.one", DATA=data).stdout == "removed: guide.one#1.2.0\n"


async def test_loading_into_ones_own_server_needs_its_owner(addresses: Addresses, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(json.dumps({"resourceType": "ValueSet", "url": "urn:v", "status": "active"}))
    words = ("terminology", "add", str(tmp_path / "v.json"))
    done = medcluster(*words, DATA=tmp_path, DATABASE_URL=addresses.application)
    assert done.returncode == 1 and "MEDCLUSTER_DATABASE_OWNER_URL" in done.stderr
    done = medcluster(*words, DATA=tmp_path, DATABASE_URL=addresses.application, DATABASE_OWNER_URL=addresses.owner)
    assert "ValueSet urn:v|" in done.stdout, done.stderr
