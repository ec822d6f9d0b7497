"""What is the platform tried against, and what came of each?

Promise: each step runs one suite that others wrote, or one property over many random cases, and gives its number of
cases, its failures by name, and what was left out with the reason. A step that cannot run here says why instead. Must
not know: which steps are run, and how the results are kept and written (see `conformance`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

from medcluster.fhir import types, xml
from medcluster.foundation import Refusal
from tests.conformance import bundles_http, java_compare, java_oracle, test_fhirpath_official, validation_cases
from tests.conformance.clients import driving, schemathesis_runs
from tests.conformance.examples import KNOWN_BAD, NOT_WRITTEN, examples
from tests.conformance.roundtrips import Server, running, survives
from tests.conformance.test_validation_examples import BREAKS
from tests.conformance.test_xml_examples import _read as comparable

ROOT = Path(__file__).resolve().parent.parent
XML_EVERY, SYNTHEA_EVERY, SCHEMATHESIS_CASES = 5, 5, 30
BROKEN = "the step itself"  # a failure of this name says that it did not run to its end
PYTEST_SECONDS, SEARCH_SECONDS = 3600, 6 * 3600


@dataclass
class Outcome:
    """What came of a step; `skipped`: why it did not run."""

    cases: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    skipped: str = ""
    notes: str = ""

    @property
    def finished(self) -> bool:
        """Whether it ran to its end."""
        return not self.skipped and BROKEN not in self.failures


@dataclass(frozen=True)
class Order:
    """With what a step is run; `kept`: a folder for what it needs to go on after an interruption."""

    seed: int
    searches: int
    kept: Path


@contextmanager
def _server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="medcluster-") as folder, running(Path(folder) / "data") as server:
        yield server


def every_example(order: Order) -> Outcome:
    """The example resources of R4: put, got, compared value for value; one of five through XML, too"""
    done = Outcome(notes=f"npm hl7.fhir.r4.examples 4.0.1; one of {XML_EVERY} through XML, too")
    known = {**KNOWN_BAD, **NOT_WRITTEN}
    with _server() as server:
        for number, (name, data) in enumerate(examples()):
            wrong = survives(server, data, as_xml=number % XML_EVERY == order.seed % XML_EVERY)
            _note(done, name, wrong, known)
    return done


def validated(order: Order) -> Outcome:
    """The example resources of R4 before $validate: no errors but those that are known"""
    done = Outcome(notes="npm hl7.fhir.r4.examples 4.0.1")
    breaks = {name: f"it breaks a rule: {said}" for name, said in BREAKS.items()}
    with _server() as server:
        for name, data in examples():
            status, said = server.ask("POST", f"{json.loads(data)['resourceType']}/$validate", data)
            found = json.loads(said).get("issue", []) if status == 200 else [{"severity": "fatal", "diagnostics": said}]
            errors = [one for one in found if one["severity"] in ("error", "fatal")]
            told = "; ".join(f"{one.get('expression', [''])[0]}: {one['diagnostics']}" for one in errors[:3])
            _note(done, name, told, {**breaks, **KNOWN_BAD})
    return done


def _note(done: Outcome, name: str, wrong: str, known: dict[str, str]) -> None:
    done.cases += 1
    if wrong and name in known:
        done.left_out[name] = known[name]
    elif wrong:
        done.failures[name] = wrong
    elif name in known:
        done.failures[name] = f"it is listed as not accepted ({known[name]}), and was accepted"


def to_xml(order: Order) -> Outcome:
    """The example resources of R4 to XML and back, each one, without a server"""
    done = Outcome(notes="npm hl7.fhir.r4.examples 4.0.1")
    for name, data in examples():
        try:
            document = xml.encode(types.decode(data), pretty=done.cases % 2 == 0)
            same = comparable(types.encode(xml.decode(document))) == comparable(data)
            wrong = "" if same else "what comes back is not the same"
        except Refusal as refusal:
            wrong = refusal.text
        _note(done, name, wrong, KNOWN_BAD)
    return done


def every_client(order: Order) -> Outcome:
    """Clients that others wrote: reading, searching with paging, writing, patching, histories, operations"""
    done = Outcome(notes=", ".join(driving.CLIENTS))
    with _server() as server:
        for client in driving.CLIENTS:
            for check, wrong in driving.find(client, server).items():
                known = {what: why for (one, what), why in driving.NOT_YET.items() if one == client}
                done.cases += 1
                if wrong and check in known:
                    done.left_out[f"{client}: {check}"] = known[check]
                elif wrong:
                    done.failures[f"{client}: {check}"] = wrong
    done.left_out |= {f"{client}: {what}": why for (client, what), (why, _) in driving.LACKS.items()}
    return done


def schemathesis(order: Order) -> Outcome:
    """schemathesis on the OpenAPI document, every path: requests that are meant, and requests that are wrong"""
    done = Outcome(left_out={f"check {name}": why for name, why in schemathesis_runs.LEFT_OUT.items()})
    operations = 0
    for way in schemathesis_runs.WAYS:
        with _server() as server:
            found = schemathesis_runs.run(server, way, seed=order.seed, most=SCHEMATHESIS_CASES)
        done.cases += found.cases
        operations = max(operations, found.operations)
        for name, said in found.failures.items():
            known = schemathesis_runs.KNOWN.get(name)
            (done.left_out if known else done.failures)[name] = known or said
    done.notes = f"{operations} operations, {SCHEMATHESIS_CASES} cases of each and way, and those of its coverage phase"
    return done


def java(order: Order) -> Outcome:
    """The Java validator beside ours, on valid and mutated resources: each disagreement is explained"""
    if reason := java_oracle.ready(fetch=True):
        return Outcome(skipped=reason)
    compare = java_compare
    these = validation_cases.cases(order.seed, valid=compare.VALID, mutated=compare.MUTATED)
    done = Outcome(len(these))
    for one in compare.compared(these):
        name = f"{one.case}, {one.who} at {one.where}"
        (done.left_out if one.why else done.failures)[name] = one.why or one.said
    done.notes = f"{compare.VALID} valid, {compare.MUTATED} mutated; HAPI FHIR 8.8.0"
    return done


def fhirpath(order: Order) -> Outcome:
    """The official FHIRPath file for R4"""
    module = test_fhirpath_official
    if not module.CASES.exists():
        return Outcome(skipped=f"the official cases are not at {module.CASES}")
    done = Outcome()
    for case in module.cases():
        passed, said = module.passes(case)
        _note(done, case.name, "" if passed else f"{case.expression}: {said}", module.LEFT_OUT)
    return done


def synthea(order: Order) -> Outcome:
    """The Synthea bundles as transactions over HTTP; of their resources one of five read and compared"""
    if not bundles_http.FOLDER.is_dir():
        return Outcome(skipped=f"the bundles are not at {bundles_http.FOLDER}")
    done = Outcome()
    bundles = 0
    with _server() as server:
        for name, data in bundles_http.bundles():
            count, wrong = bundles_http.carried(server, data, SYNTHEA_EVERY)
            bundles, done.cases = bundles + 1, done.cases + count
            if wrong:
                done.failures[name] = "; ".join(wrong[:5])
    again = _pytest("tests/integration/app/test_synthea.py")
    done.cases, done.failures = done.cases + again.cases, {**done.failures, **again.failures}
    done.notes = f"{bundles} bundles; one of {SYNTHEA_EVERY} resources compared; and as files, by the command"
    return done


def searches(order: Order) -> Outcome:
    """Random searches over random resources: SQL and a naive engine that looks at every resource agree"""
    kept = order.kept / f"searches-{order.seed}.json"
    words = ["--cases", str(order.searches), "--seed", str(order.seed), "--resume", str(kept)]
    run = [sys.executable, "-m", "tests.properties.search_cases", *words]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=SEARCH_SECONDS, check=False)
    if not kept.exists():
        raise RuntimeError(f"{' '.join(run)} ended early:\n{ended.stderr[-2000:]}")
    score = json.loads(kept.read_text(encoding="utf-8"))
    if score["done"] < order.searches:
        raise RuntimeError(f"{' '.join(run)} ended at {score['done']} cases:\n{ended.stderr[-2000:]}")
    kept.unlink()  # what came of it is kept with the other steps
    named = {one.partition(" ")[0]: one.partition(" ")[2] for one in score["failures"]}
    refused = {text: f"not offered, asked {count} times" for text, count in score["refused"].items()}
    return Outcome(score["done"], named, refused, notes=f"{score['found_something']} of the searches found something")


def _of(*paths: str, words: str) -> Callable[[Order], Outcome]:
    def step(order: Order) -> Outcome:
        return _pytest(*paths)

    step.__doc__ = words
    return step


def _pytest(*paths: str) -> Outcome:
    """Tests of the suite, each by name."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *paths]
        ended = subprocess.run(
            run,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PYTEST_SECONDS,
            check=False,
        )
        if not report.exists():
            raise RuntimeError(f"pytest ended early:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
        return _read(ElementTree.parse(report).getroot())


def _read(report: ElementTree.Element) -> Outcome:
    done = Outcome()
    for case in report.iter("testcase"):
        name = case.get("name", "")
        done.cases += 1
        for part in case:
            said = (part.get("message") or "").strip()
            if part.tag == "skipped":
                done.left_out[name] = said
            elif part.tag in ("failure", "error"):
                done.failures[name] = said
    if done.cases and len(done.left_out) == done.cases:
        done.skipped = next(iter(done.left_out.values()))
    return done


STEPS: dict[str, Callable[[Order], Outcome]] = {
    "examples": every_example,
    "validate": validated,
    "java": java,
    "xml": to_xml,
    "clients": every_client,
    "schemathesis": schemathesis,
    "patch": _of(
        "tests/conformance/test_patch_cases.py",
        "tests/conformance/test_patch_interaction.py",
        words="The published cases of JSON Patch and FHIRPath Patch: as functions, and by PATCH over HTTP",
    ),
    "fhirpath": fhirpath,
    "valuesets": _of(
        "tests/conformance/test_value_sets_official.py",
        words="The value sets of R4, against what others say they hold, those of the package with their own expansions",
    ),
    "apply": _of("tests/conformance/test_apply_cases.py", words="The third-party cases of $apply"),
    "hl7v2": _of("tests/conformance/test_hl7v2_samples.py", words="HL7 v2 messages that others wrote"),
    "synthea": synthea,
    "searches": searches,
}


def carry_out(name: str, order: Order) -> Outcome:
    """Run a step; what keeps it from running is what it says."""
    try:
        return STEPS[name](order)
    except pytest.skip.Exception as skipped:
        return Outcome(skipped=str(skipped))
    except (RuntimeError, OSError, ValueError, subprocess.SubprocessError, AssertionError) as fault:
        return Outcome(failures={BROKEN: f"{type(fault).__name__}: {str(fault)[-1000:]}"})
