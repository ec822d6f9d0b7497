"""How are the parts of a protocol's text read: steps, anchors, questions, reasons?

Promise: each function returns what could be read and keeps what could not in the reader, with its line.
Must not know: how the parts hang together (`authoring_checks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import yaml

from medcluster.protocol.authoring_nodes import Node, Reader, line_of
from medcluster.protocol.authoring_values import (
    make_cycle,
    parse_after,
    parse_at,
    parse_code,
    parse_duration,
    parse_need,
)
from medcluster.protocol.authoring_words import LANGUAGES
from medcluster.protocol.model import Anchor, At, Cycle, Evidence, Need, Question, Step, Text

_STEP = frozenset(
    (
        "id",
        "stage",
        "title",
        "description",
        "by",
        "at",
        "if",
        "else",
        "when",
        "need",
        "item",
        "ref",
        "done",
        "ask",
        "cycle",
        "same-as",
        "competence",
    )
)
_NOWHEN = At("", timedelta(0), timedelta(0), timedelta(0))
ROLE_ALIASES = {"physio": "physiotherapist"}
QUESTION_KINDS = ("choice", "integer", "scale", "text", "boolean")


def read_steps(reader: Reader, node: Node | None) -> tuple[Step, ...]:
    """The steps in the order of the text."""
    return tuple(_step(reader, item) for item in reader.items(node))


def _step(reader: Reader, node: Node) -> Step:
    part = reader.fields(node, "a step", _STEP)
    name = reader.text(part.get("id"), "id")
    what = f"step {name}" if name else "a step"
    for needed in ("id", "stage", "by", "at"):
        if needed not in part:
            reader.problem(node, f"{what} needs `{needed}`")
    same = reader.fields(part["same-as"], "same-as", frozenset(("key", "within"))) if "same-as" in part else {}
    if same and not same.keys() >= {"key", "within"}:
        reader.problem(part["same-as"], f"{what}: same-as needs `key` and `within`")
    roles = reader.texts(part.get("by"), "by")
    return Step(
        id=name,
        stage=reader.text(part.get("stage"), "stage"),
        title=reader.words(part.get("title"), f"{what}: title", LANGUAGES)
        or {"en": name.replace("-", " ").capitalize()},
        by=tuple(ROLE_ALIASES.get(role, role) for role in roles),
        at=reader.parsed(part.get("at"), "at", parse_at, _NOWHEN),
        line=line_of(node),
        condition=reader.text(part.get("if"), "if"),
        otherwise=reader.text(part.get("else"), "else"),
        start_when=reader.text(part.get("when"), "when"),
        needs=tuple(reader.parsed(item, "need", parse_need, Need("", 0)) for item in reader.items(part.get("need"))),
        item=reader.text(part.get("item"), "item"),
        refs=reader.texts(part.get("ref"), "ref"),
        done=read_codes(reader, part.get("done"), f"{what}: done"),
        ask=reader.text(part.get("ask"), "ask"),
        cycle=_cycle(reader, part["cycle"]) if "cycle" in part else None,
        same_as=reader.text(same.get("key"), "key"),
        same_within=reader.parsed(same.get("within"), "within", parse_duration, timedelta(0)),
        competence=reader.texts(part.get("competence"), "competence"),
        description=reader.words(part.get("description"), f"{what}: description", LANGUAGES),
    )


def _cycle(reader: Reader, node: Node) -> Cycle | None:
    part = reader.fields(node, "cycle", frozenset(("every", "times", "days")))
    if not part.keys() >= {"every", "times"}:
        reader.problem(node, "a cycle needs `every` and `times`")
        return None
    days = tuple(reader.whole(item, "days", 1) for item in reader.items(part.get("days"))) or (1,)
    times = reader.whole(part["times"], "times", 1)
    return reader.parsed(part["every"], "every", partial(make_cycle, times=times, days=days), None)


def read_codes(reader: Reader, node: Node | None, what: str) -> tuple[Evidence, ...]:
    """`[{Observation: "system|code"}, …]`."""
    found = []
    for item in reader.items(node):
        for resource_type, code in reader.entries(item, what).items():
            parse = partial(parse_code, resource_type)
            evidence = reader.parsed(code, what, parse, None)
            if evidence is not None:
                found.append(evidence)
    return tuple(found)


def read_anchors(reader: Reader, node: Node | None, steps: tuple[Step, ...]) -> dict[str, Anchor]:
    """The anchors by name; `surgery: ServiceRequest.authoredOn` is short for a planned source alone."""
    if node is None:
        return {}
    return {name: _anchor(reader, name, value, steps) for name, value in reader.entries(node, "anchors").items()}


def _anchor(reader: Reader, name: str, node: Node, steps: tuple[Step, ...]) -> Anchor:
    title: Text = {"en": name.replace("-", " ").capitalize()}
    if isinstance(node, yaml.ScalarNode):
        source = reader.text(node, f"anchor {name}")
        if source.startswith("Procedure."):
            return Anchor(name, title, ("set-by: coordinator",), *_from_own_step(name, "Procedure", steps))
        return Anchor(name, title, _sources(reader, node, name))
    part = reader.fields(node, f"anchor {name}", frozenset(("title", "planned", "actual")))
    actual, actual_step = _actual(reader, name, part.get("actual"), steps)
    return Anchor(
        name=name,
        title=reader.words(part.get("title"), f"anchor {name}: title", LANGUAGES) or title,
        planned=_sources(reader, part.get("planned"), name),
        actual=actual,
        actual_step=actual_step,
    )


def _sources(reader: Reader, node: Node | None, name: str) -> tuple[str, ...]:
    """Planned sources, first wins: a list, or one text with `|` between them."""
    found: list[str] = []
    for item in reader.items(node):
        if isinstance(item, yaml.MappingNode):
            pairs = reader.fields(item, f"anchor {name}: planned", frozenset(("set-by",)))
            found += [f"set-by: {reader.text(value, 'set-by')}" for value in pairs.values()]
            continue
        for source in reader.text(item, "planned").split("|"):
            known = source.strip().startswith("set-by: ") or _is_path(source) or parse_after(source)
            if not known:
                reader.problem(
                    item,
                    f"anchor {name}: `{source.strip()}` is no source of a date: write Appointment.start, "
                    "ServiceRequest.authoredOn, {set-by: coordinator}, or another anchor such as induction +64d",
                )
            found.append(source.strip())
    return tuple(found)


def _is_path(source: str) -> bool:
    return source.strip() in ("Appointment.start", "ServiceRequest.authoredOn")


def _actual(reader: Reader, name: str, node: Node | None, steps: tuple[Step, ...]) -> tuple[tuple[Evidence, ...], str]:
    codes: tuple[Evidence, ...] = ()
    step = ""
    for item in reader.items(node):
        if isinstance(item, yaml.ScalarNode):
            own, own_step = _from_own_step(name, reader.text(item, "actual").partition(".")[0], steps)
            codes, step = codes + own, step or own_step
            if not own_step:
                reader.problem(item, f"anchor {name}: say which one: {{step: …}} or {{Procedure: system|code}}")
            continue
        pairs = reader.entries(item, f"anchor {name}: actual")
        if "step" in pairs:
            step = reader.text(pairs.pop("step"), "step")
        for resource_type, code in pairs.items():
            evidence = reader.parsed(code, "actual", partial(parse_code, resource_type), None)
            codes += (evidence,) if evidence else ()
    return codes, step


def _from_own_step(name: str, resource_type: str, steps: tuple[Step, ...]) -> tuple[tuple[Evidence, ...], str]:
    """An anchor that names no code is dated by the step of its own name, and by what completes that step."""
    for step in steps:
        if step.id == name:
            return tuple(evidence for evidence in step.done if evidence.type == resource_type), name
    return (), ""


def read_words_by_name(reader: Reader, node: Node | None, what: str) -> dict[str, Text]:
    """`{name: {en: …, ru: …}}`."""
    if node is None:
        return {}
    return {
        name: reader.words(value, f"{what}: {name}", LANGUAGES) for name, value in reader.entries(node, what).items()
    }


def read_choices(
    reader: Reader, node: Node | None, what: str, usual: Mapping[str, Text]
) -> tuple[tuple[str, Text], ...]:
    """A list of codes; a code without words of its own takes the usual ones."""
    found: list[tuple[str, Text]] = []
    for item in reader.items(node):
        if isinstance(item, yaml.ScalarNode):
            code = reader.text(item, what)
            found.append((code, usual.get(code) or {"en": code.replace("-", " ").capitalize()}))
        else:
            found += list(read_words_by_name(reader, item, what).items())
    return tuple(found)


def read_questionnaires(reader: Reader, node: Node | None) -> dict[str, tuple[Question, ...]]:
    """The questions by questionnaire."""
    if node is None:
        return {}
    return {
        name: tuple(_question(reader, item, name) for item in reader.items(value))
        for name, value in reader.entries(node, "questionnaires").items()
    }


def _question(reader: Reader, node: Node, questionnaire: str) -> Question:
    part = reader.fields(node, "a question", frozenset(("id", "text", "kind", "options", "from", "to")))
    name = reader.text(part.get("id"), "id")
    kind = reader.text(part.get("kind"), "kind")
    if kind not in QUESTION_KINDS:
        reader.problem(node, f"question {name}: kind is one of {', '.join(QUESTION_KINDS)}, not `{kind}`")
    options = read_words_by_name(reader, part.get("options"), f"question {name}")
    if (kind == "choice") != bool(options):
        reader.problem(node, f"question {name}: a choice needs options, and nothing else has them")
    if not name or "text" not in part:
        reader.problem(node, f"questionnaire {questionnaire}: a question needs `id` and `text`")
    return Question(
        id=name,
        text=reader.words(part.get("text"), f"question {name}", LANGUAGES),
        kind=kind,
        options=tuple(options.items()),
        minimum=reader.whole(part.get("from"), "from", 0),
        maximum=reader.whole(part.get("to"), "to", 10),
    )
