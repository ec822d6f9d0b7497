"""How is a version written as text again?

Promise: `compile_text(to_text(v)) == v`; the same version gives the same text, so that two texts can be compared line
by line. Must not know: FHIR resources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from medcluster.protocol.authoring_values import WEEKDAY, write_at, write_duration, write_need
from medcluster.protocol.authoring_words import DEVIATION_REASONS, EXIT_REASONS
from medcluster.protocol.model import Anchor, Cycle, Evidence, Question, Step, Text, Version

_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ./+_-](?=\w))*")
_NUMBER = re.compile(r"\d+(\.\d+)*(min|h|d|w)?")
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"))


def to_text(version: Version) -> str:
    """The YAML form of a version."""
    return "\n".join(_lines(version)) + "\n"


def step_text(step: Step) -> str:
    """One step as it is written, on one line: what a reader of a difference sees under "as written"."""
    return _flow(_step(step))


def _lines(version: Version) -> Iterator[str]:
    yield f"protocol: {version.name}"
    yield f"version: {_scalar(version.version)}"
    yield f"status: {version.status}"
    yield from _block("title", version.title)
    yield from _block("description", version.description)
    if version.origin_artefact or version.origin_partner:
        origin = {"partner": version.origin_partner, "artefact": version.origin_artefact}
        yield f"origin: {_flow({key: value for key, value in origin.items() if value})}"
    if version.replaces:
        yield f"replaces: {_scalar(version.replaces)}"
    if version.owner or version.lead:
        owner = {"org": version.owner, "lead": version.lead}
        yield f"owner: {_flow({key: value for key, value in owner.items() if value})}"
    yield from _list("evidence", [{"id": item.id, "cite": item.cite} for item in version.evidence])
    if version.eligible:
        yield f"eligible: {_scalar(version.eligible)}"
    yield from _block("define", version.defines)
    yield from _block("criteria", version.criteria)
    yield from _block("anchors", {name: _anchor(anchor) for name, anchor in version.anchors.items()})
    yield from _block("stages", {stage.id: stage.title for stage in version.stages})
    yield from _list("steps", [_step(step) for step in version.steps])
    yield from _questionnaires(version)
    yield from _choices("deviation-reasons", version.deviation_reasons, DEVIATION_REASONS)
    yield from _list("exit", [{"if": when, "reason": reason} for when, reason in version.exits])
    yield from _choices("exit-reasons", version.exit_reasons, EXIT_REASONS)
    yield from _block("adherence", version.adherence)
    yield from _block("outcomes", version.outcomes)
    yield from _block("changes", version.changes)
    yield from _block("adaptations", version.adaptations)


def _block(name: str, entries: Mapping[str, object]) -> Iterator[str]:
    if entries:
        yield f"{name}:"
        for key, value in entries.items():
            yield f"  {_scalar(key)}: {_flow(value)}"


def _list(name: str, items: list[dict[str, object]]) -> Iterator[str]:
    if items:
        yield f"{name}:"
        yield from (f"  - {_flow({key: value for key, value in item.items() if value != ''})}" for item in items)


def _choices(name: str, choices: tuple[tuple[str, Text], ...], usual: Mapping[str, Text]) -> Iterator[str]:
    if choices:
        yield f"{name}:"
        for code, words in choices:
            yield f"  - {_scalar(code)}" if words == usual.get(code) else f"  - {_flow({code: words})}"


def _questionnaires(version: Version) -> Iterator[str]:
    if version.questionnaires:
        yield "questionnaires:"
        for name, questions in version.questionnaires.items():
            yield f"  {_scalar(name)}:"
            yield from (f"    - {_flow(_question(question))}" for question in questions)


def _question(question: Question) -> dict[str, object]:
    found: dict[str, object] = {"id": question.id, "text": question.text, "kind": question.kind}
    if question.options:
        found["options"] = dict(question.options)
    if question.minimum != 0:
        found["from"] = str(question.minimum)
    if question.maximum != 10:
        found["to"] = str(question.maximum)
    return found


def _anchor(anchor: Anchor) -> dict[str, object]:
    found: dict[str, object] = {"title": anchor.title}
    if anchor.planned:
        found["planned"] = [
            {"set-by": source.removeprefix("set-by: ")} if source.startswith("set-by: ") else source
            for source in anchor.planned
        ]
    actual: list[object] = [{"step": anchor.actual_step}] if anchor.actual_step else []
    actual += _codes(anchor.actual)
    if actual:
        found["actual"] = actual
    return found


def _codes(evidence: tuple[Evidence, ...]) -> list[object]:
    return [{item.type: f"{item.system}|{item.code}"} for item in evidence]


def _step(step: Step) -> dict[str, object]:
    found: dict[str, object] = {
        "id": step.id,
        "stage": step.stage,
        "title": step.title,
        "by": step.by[0] if len(step.by) == 1 else list(step.by),
        "at": write_at(step.at),
        "if": step.condition,
        "else": step.otherwise,
        "when": step.start_when,
        "need": [write_need(need) for need in step.needs],
        "item": step.item,
        "ref": list(step.refs),
        "done": _codes(step.done),
        "ask": step.ask,
        "cycle": _cycle(step.cycle) if step.cycle else "",
        "same-as": {"key": step.same_as, "within": write_duration(step.same_within)} if step.same_as else "",
        "competence": list(step.competence),
        "description": step.description,
    }
    return {key: value for key, value in found.items() if value}


def _cycle(cycle: Cycle) -> dict[str, object]:
    every = WEEKDAY if cycle.weekdays_only else write_duration(cycle.every)
    found: dict[str, object] = {"every": every, "times": str(cycle.times)}
    if cycle.days != (1,):
        found["days"] = [str(day) for day in cycle.days]
    return found


def _flow(value: object) -> str:
    """A value in YAML's flow style."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    """Plain where YAML cannot mistake it, else in double quotes."""
    if (_PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML) or _NUMBER.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
