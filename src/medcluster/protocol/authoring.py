"""How does the text that a clinician writes become a version?

`compile_text` reads the YAML form of `docs/reference/protocol-form.md`. Promise: nothing half-read comes out (either a
whole `Version` or one Refusal that lists every problem with `file:line`), and `compile_text(to_text(v)) == v`.
Must not know: FHIR resources, patients, the record.
"""

from __future__ import annotations

from medcluster.protocol.authoring_checks import check
from medcluster.protocol.authoring_nodes import Node, Reader, root_of
from medcluster.protocol.authoring_parts import (
    read_anchors,
    read_choices,
    read_questionnaires,
    read_steps,
    read_words_by_name,
)
from medcluster.protocol.authoring_text import to_text
from medcluster.protocol.authoring_words import DEVIATION_REASONS, EXIT_REASONS, LANGUAGES, missing_words
from medcluster.protocol.model import Citation, Stage, Step, Version

__all__ = ["compile_text", "missing_words", "to_text"]

_TOP = frozenset(
    (
        "protocol",
        "version",
        "status",
        "title",
        "description",
        "origin",
        "replaces",
        "owner",
        "evidence",
        "eligible",
        "anchors",
        "define",
        "criteria",
        "stages",
        "steps",
        "questionnaires",
        "deviation-reasons",
        "exit",
        "exit-reasons",
        "adherence",
        "outcomes",
        "changes",
        "adaptations",
    )
)
_STATUSES = ("draft", "active", "retired")


def compile_text(text: str, *, file: str = "") -> Version:
    """The version that a text describes; raises Refusal with the line of every problem."""
    reader = Reader(file)
    root = root_of(text, file)
    top = reader.fields(root, "a protocol", _TOP)
    if not top:
        reader.refuse_if_any()
    for name in ("protocol", "version", "title", "anchors", "steps"):
        if name not in top:
            reader.problem(root, f"a protocol needs `{name}`")
    steps = read_steps(reader, top.get("steps"))
    version = _assembled(reader, top, steps)
    check(reader, version, top)
    reader.refuse_if_any()
    return version


def _assembled(reader: Reader, top: dict[str, Node], steps: tuple[Step, ...]) -> Version:
    origin = reader.fields(top["origin"], "origin", frozenset(("partner", "artefact"))) if "origin" in top else {}
    owner = reader.fields(top["owner"], "owner", frozenset(("org", "lead"))) if "owner" in top else {}
    status = reader.text(top.get("status"), "status") or "draft"
    if status not in _STATUSES:
        reader.problem(top["status"], f"status is one of {', '.join(_STATUSES)}, not `{status}`")
    return Version(
        name=reader.text(top.get("protocol"), "protocol"),
        version=reader.text(top.get("version"), "version"),
        title=reader.words(top.get("title"), "title", LANGUAGES),
        status=status,
        stages=_stages(reader, top.get("stages"), steps),
        steps=steps,
        anchors=read_anchors(reader, top.get("anchors"), steps),
        replaces=reader.text(top.get("replaces"), "replaces"),
        origin_partner=reader.text(origin.get("partner"), "partner"),
        origin_artefact=reader.text(origin.get("artefact"), "artefact"),
        owner=reader.text(owner.get("org"), "org"),
        lead=reader.text(owner.get("lead"), "lead"),
        description=reader.words(top.get("description"), "description", LANGUAGES),
        eligible=reader.text(top.get("eligible"), "eligible"),
        defines=_defines(reader, top.get("define")),
        criteria=read_words_by_name(reader, top.get("criteria"), "criteria"),
        evidence=_evidence(reader, top.get("evidence")),
        questionnaires=read_questionnaires(reader, top.get("questionnaires")),
        deviation_reasons=read_choices(reader, top.get("deviation-reasons"), "deviation-reasons", DEVIATION_REASONS),
        exits=_exits(reader, top.get("exit")),
        exit_reasons=read_choices(reader, top.get("exit-reasons"), "exit-reasons", EXIT_REASONS),
        adherence=reader.plain_mapping(top.get("adherence"), "adherence"),
        outcomes=reader.plain_mapping(top.get("outcomes"), "outcomes"),
        changes=read_words_by_name(reader, top.get("changes"), "changes"),
        adaptations=read_words_by_name(reader, top.get("adaptations"), "adaptations"),
    )


def _stages(reader: Reader, node: Node | None, steps: tuple[Step, ...]) -> tuple[Stage, ...]:
    """The stages in order; without words of their own they stand in the order of their first steps."""
    if node is not None:
        return tuple(Stage(name, words) for name, words in read_words_by_name(reader, node, "stages").items())
    return tuple(
        Stage(name, {"en": _spoken(name)}) for name in dict.fromkeys(step.stage for step in steps if step.stage)
    )


def _spoken(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _defines(reader: Reader, node: Node | None) -> dict[str, dict[str, str]]:
    if node is None:
        return {}
    known = frozenset(("latest", "code", "unit", "within"))
    return {
        name: {key: reader.text(part, key) for key, part in reader.fields(value, f"define {name}", known).items()}
        for name, value in reader.entries(node, "define").items()
    }


def _evidence(reader: Reader, node: Node | None) -> tuple[Citation, ...]:
    found = []
    for item in reader.items(node):
        part = reader.fields(item, "evidence", frozenset(("id", "cite")))
        found.append(Citation(reader.text(part.get("id"), "id"), reader.text(part.get("cite"), "cite")))
    return tuple(found)


def _exits(reader: Reader, node: Node | None) -> tuple[tuple[str, str], ...]:
    found = []
    for item in reader.items(node):
        part = reader.fields(item, "exit", frozenset(("if", "reason")))
        if "reason" not in part:
            reader.problem(item, "an exit needs a `reason`")
        found.append((reader.text(part.get("if"), "if"), reader.text(part.get("reason"), "reason")))
    return tuple(found)
