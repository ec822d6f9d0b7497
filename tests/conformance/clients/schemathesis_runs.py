"""Does the server keep what its OpenAPI document says, whatever is asked?

Promise: schemathesis, in the clients' environment, makes requests from the document by a seed, in two ways: `meant`
(valid by the document, deeper by `schemathesis_hooks`) and `wrong` (against the document in some part). Each failure
has its check, its operation, and the request that shows it. The checks that are left out are named with the reason.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conformance.clients.driving import HERE, python
from tests.conformance.examples import KNOWN_BAD, NOT_WRITTEN, examples
from tests.conformance.roundtrips import Server

_TOKEN = re.compile(r"Bearer mct_[\w-]+")
_MINIMAL = re.compile(r"\[20[01]\] \w+: <EMPTY> curl .*return=minimal")  # nothing, as it was asked for
CALLED = "schemathesis-1"
WAYS = {"meant": ("positive", "examples,fuzzing"), "wrong": ("negative", "coverage,fuzzing")}
LEFT_OUT = {
    "positive_data_acceptance": "the document tells resources by their type alone, their definitions are FHIR's",
    "unsupported_method": "the document has POST and GET of a type by name, the other methods as {type}: one address",
    "allow_header_conformance": "for the same reason",
}
_TOLD = "it is asked what is wrong with a resource, and says so with status 200 (R4 resource-operation-validate.html)"
KNOWN = {  # failure -> why it is none
    "Schema-violating request accepted: POST /{type}/$validate": _TOLD,
    "Schema-violating request accepted: POST /{type}/{id}/$validate": _TOLD,
}


@dataclass
class Found:
    """What came of a run."""

    cases: int = 0
    operations: int = 0
    failures: dict[str, str] = field(default_factory=dict)  # check and operation -> what was wrong, and the request


def prepare(server: Server, folder: Path) -> Path:
    """One resource of each type in the record, under one id; the file of them."""
    smallest: dict[str, bytes] = {}
    for name, data in examples():
        kind = name.partition("-")[0]
        if name not in KNOWN_BAD and name not in NOT_WRITTEN and len(data) < len(smallest.get(kind, data + b" ")):
            smallest[kind] = data
    bodies = {}
    for kind, data in smallest.items():
        resource = json.loads(data)
        resource["id"] = CALLED
        resource.pop("text", None)
        status, _ = server.ask("PUT", f"{kind}/{CALLED}", json.dumps(resource).encode())
        if status in (200, 201):
            bodies[kind] = resource
    assert len(bodies) > 130, f"only {len(bodies)} types have a resource that is taken"
    file = folder / "bodies.json"
    file.write_text(json.dumps(bodies), encoding="utf-8")
    return file


def run(server: Server, way: str, *, seed: int, most: int, only: str = "", seconds: float = 3000) -> Found:
    """At most so many cases for each operation; `only`: a regular expression of paths."""
    mode, phases = WAYS[way]
    with tempfile.TemporaryDirectory() as work:
        summary = Path(work) / "report.json"
        bodies = prepare(server, Path(work))
        command = [str(python().with_name("schemathesis")), "run", f"{server.base}/openapi.json"]
        command += ["-H", f"Authorization: Bearer {server.token}", "--mode", mode, "--phases", phases]
        command += ["--seed", str(seed), "--max-examples", str(most), "--no-shrink", "--continue-on-failure"]
        command += ["--exclude-checks", ",".join(LEFT_OUT), "--suppress-health-check", "all", "--warnings", "off"]
        command += ["--generation-database", "none", "--report", "json", "--output-sanitize", "false"]
        command += ["--report-json-path", str(summary)]
        command += ["--include-path-regex", only] if only else []
        environment = {**os.environ, "BODIES": str(bodies), "CALLED": CALLED, "PYTHONPATH": str(HERE)}
        if way == "meant":
            environment["SCHEMATHESIS_HOOKS"] = "schemathesis_hooks"
        done = subprocess.run(
            command, env=environment, cwd=work, capture_output=True, text=True, timeout=seconds, check=False
        )
        if not summary.exists():
            raise RuntimeError(f"schemathesis ended early:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return _read(json.loads(summary.read_text(encoding="utf-8")), done.stdout)


def _read(summary: dict[str, Any], said: str) -> Found:
    found = Found(summary["test_cases"]["generated"], summary["operations"]["tested"])
    for failure in summary["failures"]:
        for operation in failure["operations"]:
            told = _told(said, operation, failure["title"])
            if not _MINIMAL.search(told):
                found.failures[f"{failure['title']}: {operation}"] = told
    for error in summary["errors"]:
        found.failures[f"error: {json.dumps(error)[:200]}"] = json.dumps(error)[:2000]
    return found


def _told(said: str, operation: str, title: str) -> str:
    """What the report says of it: the finding, the answer, and the command that repeats the request."""
    part = (
        said.rpartition("= FAILURES =")[2]
        .partition("\n=====")[0]
        .partition(f"_ {operation} _")[2]
        .partition("\n____")[0]
    )
    cases = [case for case in part.split("Test Case ID") if title in case]
    lines = [line.strip() for line in (cases[0] if cases else part).splitlines() if line.strip()]
    command = [_TOKEN.sub("Bearer TOKEN", line) for line in lines if line.startswith("curl ")]
    told = [line for line in lines if not line.startswith(("curl ", ":", "st replay", "Reproduce", "Expected:"))]
    return " ".join([" ".join(told)[:500], *command[:1]])
