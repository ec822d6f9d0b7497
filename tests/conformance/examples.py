"""The example resources of the R4 specification: npm package `hl7.fhir.r4.examples` 4.0.1 (CC0), 5,305 files.

Fetched by the ordinary npm client when a test first asks for it, and kept in a cache outside the clone:
MEDCLUSTER_CACHE, else $XDG_CACHE_HOME/medcluster, else ~/.cache/medcluster. A test that needs it calls `archive()` and
is skipped with the reason when it cannot be had.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "hl7.fhir.r4.examples@4.0.1"
FILE = "hl7.fhir.r4.examples-4.0.1.tgz"
SHA256 = "dce87f1b5b9341867033f7d1f544fa1b5232503f6d62813887ac6b8a8b6cb682"
SECONDS = 180
SEED = 20
COUNT = 5305
_NO_BASE = "SearchParameter.base is required, and there is none"
_NO_NAME = "ImplementationGuide.name and .status are required, and there are none"
KNOWN_BAD = {  # file -> why it is no valid R4 resource here
    "ImplementationGuide-fhir.json": _NO_NAME,
    "Observation-decimal.json": "decimals beyond ten to the power of 99 are refused",
    "Questionnaire-qs1.json": "Questionnaire.item.linkId is required, and there is none",
    "SearchParameter-codesystem-extensions-CodeSystem-author.json": _NO_BASE,
    "SearchParameter-codesystem-extensions-CodeSystem-effective.json": _NO_BASE,
    "SearchParameter-codesystem-extensions-CodeSystem-end.json": _NO_BASE,
    "SearchParameter-codesystem-extensions-CodeSystem-keyword.json": _NO_BASE,
    "SearchParameter-codesystem-extensions-CodeSystem-workflow.json": _NO_BASE,
    "SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json": "its id is too long",
    "SearchParameter-valueset-extensions-ValueSet-author.json": _NO_BASE,
    "SearchParameter-valueset-extensions-ValueSet-effective.json": _NO_BASE,
    "SearchParameter-valueset-extensions-ValueSet-end.json": _NO_BASE,
    "SearchParameter-valueset-extensions-ValueSet-keyword.json": _NO_BASE,
    "SearchParameter-valueset-extensions-ValueSet-workflow.json": _NO_BASE,
}


_OURS = "the audit is the server's own account: nobody writes it from outside"
_ANSWER = "an OperationOutcome is an answer, not a record: none is kept here"
NOT_WRITTEN = {  # file -> why an interface of a hospital may not put it, valid as it is
    "AuditEvent-example-disclosure.json": _OURS,
    "AuditEvent-example-error.json": _OURS,
    "AuditEvent-example-login.json": _OURS,
    "AuditEvent-example-logout.json": _OURS,
    "AuditEvent-example-media.json": _OURS,
    "AuditEvent-example-pixQuery.json": _OURS,
    "AuditEvent-example-rest.json": _OURS,
    "AuditEvent-example-search.json": _OURS,
    "AuditEvent-example.json": _OURS,
    "OperationOutcome-101.json": _ANSWER,
    "OperationOutcome-allok.json": _ANSWER,
    "OperationOutcome-break-the-glass.json": _ANSWER,
    "OperationOutcome-exception.json": _ANSWER,
    "OperationOutcome-searchfail.json": _ANSWER,
    "OperationOutcome-validationfail.json": _ANSWER,
    "Subscription-example-error.json": "the status error is the server's own to give",
    "Subscription-example.json": "subscriptions are by topic here (R4 backport): a search is no topic",
}


def cache_folder() -> Path:
    """Where fetched packages are kept."""
    named = os.environ.get("MEDCLUSTER_CACHE")
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "medcluster"


@cache
def archive() -> Path:
    """The package's archive; the test is skipped when it is not there and cannot be fetched."""
    kept = cache_folder() / FILE
    if not kept.exists():
        _fetch(kept)
    found = hashlib.sha256(kept.read_bytes()).hexdigest()
    assert found == SHA256, f"{kept} is not the package that is meant: remove it, then run again"
    return kept


def _fetch(kept: Path) -> None:
    npm = shutil.which("npm") or shutil.which("npm", path=sysconfig.get_path("scripts"))
    if npm is None:
        pytest.skip(f"{PACKAGE} is not in {kept.parent}, and there is no npm to fetch it")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as work:
        try:
            done = subprocess.run(
                [npm, "pack", "--silent", PACKAGE],
                cwd=work,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pytest.skip(f"{PACKAGE} could not be fetched in {SECONDS} seconds")
        if done.returncode != 0 or not (Path(work) / FILE).exists():
            pytest.skip(f"{PACKAGE} could not be fetched: {done.stderr.strip()[-200:] or 'npm pack failed'}")
        (Path(work) / FILE).replace(kept)


def examples(*, every: int = 1) -> Iterator[tuple[str, bytes]]:
    """File name and content of the example resources; with `every`, one of so many."""
    number = 0
    with tarfile.open(archive()) as packed:
        for member in packed:
            name = member.name.rpartition("/")[2]
            if not (name.endswith(".json") and name[:1].isupper()):
                continue
            number += 1
            if number % every == 0 and (stream := packed.extractfile(member)) is not None:
                yield name, stream.read()


def slice_of(size: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many of them, picked by the seed, in the order of the package; all of them for 0."""
    picked = set(random.Random(seed).sample(range(COUNT), size)) if size else range(COUNT)
    return (one for number, one in enumerate(examples()) if number in picked)
