"""Do the parts of a protocol hang together?

Every name that is used is defined, every condition can be read, windows lie inside what the anchor allows. Promise: all
findings at once, each at the line of the value that is wrong. Source of the rules: `docs/reference/protocol-form.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from medcluster.fhir import path
from medcluster.foundation import Refusal
from medcluster.protocol.authoring_nodes import Node, Reader
from medcluster.protocol.authoring_values import parse_after, parse_code, parse_duration
from medcluster.protocol.model import Step, Version

ROLES = (
    "coordinator",
    "doctor",
    "surgeon",
    "anaesthetist",
    "nurse",
    "physiotherapist",
    "radiographer",
    "patient",
)
GIVEN = frozenset(
    ("subject", "practitioner", "encounter", "context", "resource", "rootResource", "ucum", "sct", "loinc")
)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NUMBER = re.compile(r"\d+\.\d+(\.\d+)?")
_VARIABLE = re.compile(r"%(?:`([^`]+)`|([A-Za-z_][\w-]*))")
_TEXT = re.compile(r"'(?:[^'\\]|\\.)*'")
_CLOCK = re.compile(r"\b(today|now|timeOfDay)\s*\(")


def check(reader: Reader, version: Version, top: dict[str, Node]) -> None:
    """Keep every finding about a version in the reader."""
    if version.name and not (_NAME.fullmatch(version.name) and len(version.name) <= 28):
        reader.problem(top["protocol"], f"`{version.name}`: a name is small letters, digits and hyphens, at most 28")
    if version.version and not _NUMBER.fullmatch(version.version):
        reader.problem(top["version"], f"`{version.version}` is not a version: write 2.1.0")
    _check_ids(reader, version)
    _check_anchors(reader, version, top)
    _check_defines(reader, version, top)
    for step in version.steps:
        for said in _step_problems(version, step):
            reader.problem(step.line, said)
    if version.eligible:
        _check_expression(reader, version, top["eligible"], version.eligible, "eligible", may_ask_the_time=True)
    _check_exits(reader, version, top)
    if version.changes and not version.replaces:
        reader.problem(top["changes"], "`changes` says why steps differ from the version it `replaces`; none is named")
    if version.adaptations and not version.origin_artefact:
        reader.problem(top["adaptations"], "`adaptations` says why steps differ from the `origin`; none is named")


def _check_ids(reader: Reader, version: Version) -> None:
    for step_id, count in Counter(step.id for step in version.steps if step.id).items():
        lines = [step.line for step in version.steps if step.id == step_id]
        if count > 1:
            reader.problem(lines[1], f"step `{step_id}` is there twice, first on line {lines[0]}")
        if not (_NAME.fullmatch(step_id) and len(step_id) <= 24):
            reader.problem(lines[0], f"`{step_id}`: a step's id is small letters, digits and hyphens, at most 28")


def _check_anchors(reader: Reader, version: Version, top: dict[str, Node]) -> None:
    ids = {step.id for step in version.steps}
    for name, anchor in version.anchors.items():
        if not (anchor.planned or anchor.actual or anchor.actual_step):
            reader.problem(top["anchors"], f"anchor {name}: nothing says where its date comes from")
        if anchor.actual_step and anchor.actual_step not in ids:
            reader.problem(top["anchors"], f"anchor {name}: there is no step `{anchor.actual_step}`")
        for source in anchor.planned:
            after = parse_after(source)
            if after and after[0] not in version.anchors:
                reader.problem(top["anchors"], f"anchor {name}: there is no anchor `{after[0]}`")
        if _hangs_on_itself(version, name):
            reader.problem(top["anchors"], f"anchor {name} hangs on itself")


def _hangs_on_itself(version: Version, name: str) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        anchor = version.anchors.get(waiting.pop())
        for source in anchor.planned if anchor else ():
            after = parse_after(source)
            if after and after[0] == name:
                return True
            if after and after[0] not in seen:
                seen.add(after[0])
                waiting.append(after[0])
    return False


def _check_defines(reader: Reader, version: Version, top: dict[str, Node]) -> None:
    for name, parts in version.defines.items():
        where = top["define"]
        if not parts.get("latest") or not parts.get("code"):
            reader.problem(where, f"define {name}: say `latest` (a type) and `code` (system|code)")
            continue
        try:
            parse_code(parts["latest"], parts["code"])
            if "within" in parts:
                parse_duration(parts["within"])
        except ValueError as error:
            reader.problem(where, f"define {name}: {error}")


def _step_problems(version: Version, step: Step) -> Iterator[str]:
    what = f"step {step.id}"
    if step.stage and step.stage not in {stage.id for stage in version.stages}:
        yield f"{what}: there is no stage `{step.stage}`"
    for role in step.by:
        if role not in ROLES:
            yield f"{what}: `{role}` is not a role; roles are {', '.join(ROLES)}"
    if step.at.anchor and step.at.anchor not in version.anchors:
        yield f"{what}: there is no anchor `{step.at.anchor}`; anchors are {', '.join(version.anchors) or 'none'}"
    if step.otherwise and not step.condition:
        yield f"{what}: `else` without `if`"
    if step.otherwise and step.otherwise not in {other.id for other in version.steps} - {step.id}:
        yield f"{what}: there is no other step `{step.otherwise}` to take otherwise"
    if step.start_when and step.start_when not in version.criteria:
        yield f"{what}: `{step.start_when}` is not defined; put its words under `criteria`"
    for ref in step.refs:
        if ref not in {citation.id for citation in version.evidence}:
            yield f"{what}: there is no evidence `{ref}`"
    if step.ask and step.ask not in version.questionnaires:
        yield f"{what}: there is no questionnaire `{step.ask}`"
    if step.condition:
        yield from _expression_problems(version, step.condition, f"{what}: if", may_ask_the_time=False)


def _expression_problems(version: Version, expression: str, what: str, *, may_ask_the_time: bool) -> Iterator[str]:
    bare = _TEXT.sub("''", expression)
    for quoted, plain in _VARIABLE.findall(bare):
        name = quoted or plain
        if name not in GIVEN and name not in version.defines:
            yield f"{what}: `%{name}` is not defined; put it under `define`"
    if not may_ask_the_time and _CLOCK.search(bare):
        yield f"{what}: a condition must not ask for the time of the day it is read; use a window, or `within`"
    known = {
        name: "Quantity" if "unit" in parts else parts.get("latest", "") for name, parts in version.defines.items()
    }
    try:
        path.compile(expression).check("Patient", {**known, "subject": "Patient"})
    except Refusal as refusal:
        yield f"{what}: {refusal.text}"


def _check_expression(
    reader: Reader, version: Version, node: Node, expression: str, what: str, *, may_ask_the_time: bool
) -> None:
    for said in _expression_problems(version, expression, what, may_ask_the_time=may_ask_the_time):
        reader.problem(node, said)


def _check_exits(reader: Reader, version: Version, top: dict[str, Node]) -> None:
    reasons = {code for code, _ in version.exit_reasons}
    for expression, reason in version.exits:
        if reason and reason not in reasons:
            reader.problem(top["exit"], f"exit: the reason `{reason}` is not among `exit-reasons`")
        if expression:
            _check_expression(reader, version, top["exit"], expression, "exit", may_ask_the_time=False)
