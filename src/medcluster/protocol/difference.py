"""What is different between two versions, said so that a clinician can judge it?

`difference(old, new)` gives one `Change` per thing that changed: the values before and after as data, so that pages can
build a sentence in any language, and the reason that the author wrote for the step. Promise: equal versions give none;
steps are matched by id; words are compared only in languages that both versions speak (a missing translation is not a
change). Must not know: pages. Works between two versions and between a partner's original and its local adaptation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from medcluster.protocol.authoring_text import step_text
from medcluster.protocol.model import Step, Text, Version


class ChangeKind(StrEnum):
    """What kind of thing changed; the pages have one sentence pattern for each."""

    NEW_STEP = "new-step"
    REMOVED_STEP = "removed-step"
    ELIGIBLE = "eligible"
    CONDITION = "condition"
    DEFINITION = "definition"
    OTHERWISE = "otherwise"
    START_WHEN = "start-when"
    ANCHOR = "anchor"
    EARLIEST = "earliest"
    TARGET = "target"
    LATEST = "latest"
    CYCLE = "cycle"
    ROLE = "role"
    STAGE = "stage"
    NEED = "need"
    DONE = "done"
    QUESTIONS = "questions"
    SCORED = "scored"
    EVIDENCE = "evidence"
    SAME_AS = "same-as"
    COMPETENCE = "competence"
    ANCHOR_SOURCE = "anchor-source"
    EXIT = "exit"
    WORDING = "wording"


MAJOR = frozenset(
    (
        ChangeKind.NEW_STEP,
        ChangeKind.REMOVED_STEP,
        ChangeKind.ELIGIBLE,
        ChangeKind.CONDITION,
        ChangeKind.DEFINITION,
        ChangeKind.OTHERWISE,
        ChangeKind.EXIT,
    )
)
PATCH = frozenset((ChangeKind.WORDING, ChangeKind.EVIDENCE))


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are values of the model (timedelta, roles, Text …), None where there is none."""

    kind: ChangeKind
    step_id: str  # "" when the protocol as a whole changed; the anchor's name for ANCHOR_SOURCE
    old: object
    new: object
    reason: Text = field(default_factory=dict)
    old_step: Step | None = None
    new_step: Step | None = None

    @property
    def written(self) -> tuple[str, str]:
        """The step as it was and as it is written."""
        return tuple(step_text(step) if step else "" for step in (self.old_step, self.new_step))  # type: ignore[return-value]


def difference(old: Version, new: Version) -> list[Change]:
    """Every change from `old` to `new`, in the order of the new version's steps, what was removed at its old place."""
    reasons = new.changes if old.name == new.name else {**new.changes, **new.adaptations}
    changes = list(_of_protocol(old, new))
    for step_id in _in_order(old, new):
        before, after = _find(old, step_id), _find(new, step_id)
        for kind, was, now in _of_step(old, before, new, after):
            changes.append(Change(kind, step_id, was, now, reasons.get(step_id, {}), before, after))
    return changes


def unchanged(old: Version, new: Version) -> tuple[Step, ...]:
    """The steps of the new version in which nothing changed."""
    touched = {change.step_id for change in difference(old, new)}
    return tuple(step for step in new.steps if step.id not in touched)


def level(changes: list[Change]) -> str:
    """What kind of release the changes make: major, minor, patch, or "" when there are none."""
    kinds = {change.kind for change in changes}
    if not kinds:
        return ""
    if kinds & MAJOR:
        return "major"
    return "patch" if kinds <= PATCH else "minor"


def _find(version: Version, step_id: str) -> Step | None:
    return next((step for step in version.steps if step.id == step_id), None)


def _in_order(old: Version, new: Version) -> list[str]:
    found = [step.id for step in new.steps]
    earlier = ""
    for step in old.steps:
        if step.id not in found:
            found.insert(found.index(earlier) + 1 if earlier in found else 0, step.id)
        earlier = step.id
    return found


def _of_protocol(old: Version, new: Version) -> Iterator[Change]:
    if old.eligible != new.eligible:
        yield Change(ChangeKind.ELIGIBLE, "", old.eligible, new.eligible)
    if old.exits != new.exits:
        yield Change(ChangeKind.EXIT, "", old.exits, new.exits)
    if old.name == new.name:
        for was, now in ((old.title, new.title), (old.description, new.description)):
            if _reworded(was, now):
                yield Change(ChangeKind.WORDING, "", was, now)
    for name in dict.fromkeys((*old.anchors, *new.anchors)):
        before, after = old.anchors.get(name), new.anchors.get(name)
        sources = [(one.planned, one.actual, one.actual_step) if one else None for one in (before, after)]
        if sources[0] != sources[1]:
            yield Change(ChangeKind.ANCHOR_SOURCE, name, before, after)


def _of_step(
    old: Version, before: Step | None, new: Version, after: Step | None
) -> Iterator[tuple[ChangeKind, object, object]]:
    if before is None or after is None:
        yield (ChangeKind.NEW_STEP, None, after) if before is None else (ChangeKind.REMOVED_STEP, before, None)
        return
    pairs: tuple[tuple[ChangeKind, object, object], ...] = (
        (ChangeKind.CONDITION, before.condition, after.condition),
        (ChangeKind.DEFINITION, _definitions(old, before), _definitions(new, after)),
        (ChangeKind.OTHERWISE, before.otherwise, after.otherwise),
        (ChangeKind.START_WHEN, before.start_when, after.start_when),
        (ChangeKind.ANCHOR, before.at.anchor, after.at.anchor),
        (ChangeKind.EARLIEST, before.at.earliest, after.at.earliest),
        (ChangeKind.TARGET, before.at.target, after.at.target),
        (ChangeKind.LATEST, before.at.latest, after.at.latest),
        (ChangeKind.CYCLE, before.cycle, after.cycle),
        (ChangeKind.ROLE, before.by, after.by),
        (ChangeKind.STAGE, before.stage, after.stage),
        (ChangeKind.NEED, before.needs, after.needs),
        (ChangeKind.DONE, before.done, after.done),
        (ChangeKind.QUESTIONS, _questions(old, before), _questions(new, after)),
        (ChangeKind.SCORED, before.item, after.item),
        (ChangeKind.EVIDENCE, before.refs, after.refs),
        (ChangeKind.SAME_AS, (before.same_as, before.same_within), (after.same_as, after.same_within)),
        (ChangeKind.COMPETENCE, before.competence, after.competence),
    )
    yield from (pair for pair in pairs if pair[1] != pair[2])
    for was, now in ((before.title, after.title), (before.description, after.description)):
        if _reworded(was, now):
            yield ChangeKind.WORDING, was, now


def _definitions(version: Version, step: Step) -> object:
    """What a step's condition rests on: the same words over other facts are another condition."""
    return {name: dict(parts) for name, parts in version.defines.items() if f"%{name}" in step.condition}


def _questions(version: Version, step: Step) -> object:
    """The questions without their words."""
    return [(one.id, one.kind, [code for code, _ in one.options]) for one in version.questionnaires.get(step.ask, ())]


def _reworded(was: Text, now: Text) -> bool:
    return any(was[language] != now[language] for language in was.keys() & now.keys())
