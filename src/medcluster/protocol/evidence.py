"""Which resources of the record complete which steps?

Promise: pure and the same for any order of the resources; one resource completes at most one time of a step. A step
that nothing else competes with is completed by the earliest evidence since the enrolment's begin that is not far too
early. Where several times or steps are shown by the same code (a cycle, a repeated X-ray), evidence goes to the one
whose target is nearest, and never to one whose window has not begun. Must not know: Tasks, the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from medcluster.fhir import types
from medcluster.protocol.fhir_form_terms import questionnaire_url
from medcluster.protocol.happenings import codings, counts, happened, not_before, reference_to, told_by
from medcluster.protocol.model import Done, Facts, Step, Version
from medcluster.protocol.windows import Slot, slots


@dataclass(frozen=True, slots=True)
class Found:
    """A resource that shows a step."""

    step_id: str
    at: datetime
    reference: str
    by: str = ""

    @property
    def done(self) -> Done:
        """What it says about the step."""
        return Done(self.at, self.by, (self.reference,), self.at)


def find(version: Version, resources: Iterable[types.Resource], since: datetime) -> list[Found]:
    """Every (step, resource) that belong together, in the order of time."""
    by_code: dict[tuple[str, str, str], list[str]] = {}
    by_questions: dict[str, list[str]] = {}
    for step in version.steps:
        for one in step.done:
            by_code.setdefault((one.type, one.system, one.code), []).append(step.id)
        if step.ask:
            by_questions.setdefault(questionnaire_url(version, step.ask), []).append(step.id)
    found: list[Found] = []
    for resource in resources:
        steps = _shown(resource, by_code, by_questions)
        at = happened(resource) if steps and counts(resource) else None
        if at is not None and not_before(resource, since):
            found += [Found(step_id, at, reference_to(resource), told_by(resource)) for step_id in steps]
    return sorted(found, key=lambda one: (one.at, one.reference, one.step_id))


def _shown(
    resource: types.Resource,
    by_code: Mapping[tuple[str, str, str], list[str]],
    by_questions: Mapping[str, list[str]],
) -> list[str]:
    if isinstance(resource, types.QuestionnaireResponse):
        return by_questions.get((resource.questionnaire or "").partition("|")[0], [])
    kind = types.type_name(resource)
    steps = (step for system, code in codings(resource) for step in by_code.get((kind, system, code), ()))
    return list(dict.fromkeys(steps))


def with_evidence(version: Version, facts: Facts, found: Iterable[Found]) -> Facts:
    """The facts with what the evidence completes; what people recorded stays as they recorded it."""
    used = {(key.partition("#")[0], reference) for key, done in facts.done.items() for reference in done.evidence}
    rest = [one for one in found if (one.step_id, one.reference) not in used]
    dating = {anchor.actual_step for anchor in version.anchors.values()}
    shared = _shared(version)
    for one in sorted(rest, key=lambda one: one.step_id not in dating):
        if one.step_id in shared or one.step_id in facts.done:
            continue
        if one.step_id in dating or not _too_early(version, facts, one):
            facts = replace(facts, done={**facts.done, one.step_id: one.done})
    return _with_shared(version, facts, [one for one in rest if one.step_id in shared])


def _too_early(version: Version, facts: Facts, one: Found) -> bool:
    """Whether it happened so long before the window that it must have been about something else.

    So long is longer than the window itself, and at least a day.
    """
    window = next((slot.window for slot in slots(version, facts) if slot.step.id == one.step_id), None)
    if window is None:
        return False
    return window.earliest - one.at > max(window.latest - window.earliest, timedelta(days=1))


def _with_shared(version: Version, facts: Facts, found: Sequence[Found]) -> Facts:
    spoken: set[str] = {reference for done in facts.done.values() for reference in done.evidence}
    for one in found:
        if one.reference in spoken:
            continue
        key = _nearest(version, facts, one, [other.step_id for other in found if other.reference == one.reference])
        if key:
            spoken.add(one.reference)
            facts = replace(facts, done={**facts.done, key: one.done})
    return facts


def _shared(version: Version) -> set[str]:
    """The steps whose evidence could belong to another step or to several times."""
    codes = Counter(mark for step in version.steps for mark in _marks(step))
    return {step.id for step in version.steps if step.cycle or any(codes[mark] > 1 for mark in _marks(step))}


def _marks(step: Step) -> set[tuple[str, ...]]:
    marks: set[tuple[str, ...]] = {(one.type, one.system, one.code) for one in step.done}
    return marks | {("QuestionnaireResponse", step.ask)} if step.ask else marks


def _nearest(version: Version, facts: Facts, one: Found, steps: list[str]) -> str:
    """The open time, of these steps, whose window has begun and whose target is nearest; "" when there is none."""
    best: tuple[float, Slot] | None = None
    for slot in slots(version, facts):
        window = slot.window
        if slot.step.id not in steps or slot.key in facts.done or slot.key in facts.deviated or window is None:
            continue
        distance = abs((window.target - one.at).total_seconds())
        if window.earliest <= one.at and (best is None or distance < best[0]):
            best = (distance, slot)
    return best[1].key if best else ""
