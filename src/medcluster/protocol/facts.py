"""What does a patient's record say about one enrolment?

`facts_of` brings together the CarePlan, its Tasks, what the record shows by itself, and the conditions. Promise: pure;
the same resources in any order give the same facts; what a person recorded on a Task wins over evidence. Must not know:
the database, states. Source of the shape of an enrolment: `service_episode`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from medcluster.fhir import types
from medcluster.protocol.anchors import actual_dates, enrolled_at, planned_dates, referred_at
from medcluster.protocol.conditions import eligible, evaluate
from medcluster.protocol.evidence import find, with_evidence
from medcluster.protocol.happenings import instant
from medcluster.protocol.model import Deviation, Done, Facts, Version

__all__ = ["began", "eligible", "facts_of", "types_needed"]

STEP_SYSTEM = "urn:medcluster:step"
REASON_SYSTEM = "urn:medcluster:deviation-reason"
EXIT_URL = "urn:medcluster:exit-reason"
_RUNNING = ("active", "on-hold", "draft")


def types_needed(version: Version) -> frozenset[str]:
    """The types of the patient's resources that can say something about this protocol."""
    found = {"Patient", "CarePlan", "Task"}
    found |= {one.type for step in version.steps for one in step.done}
    found |= {one.type for anchor in version.anchors.values() for one in anchor.actual}
    found |= {
        source.partition(".")[0] for anchor in version.anchors.values() for source in anchor.planned if "." in source
    }
    found |= {parts["latest"] for parts in version.defines.values()}
    if any(step.ask for step in version.steps):
        found.add("QuestionnaireResponse")
    return frozenset(found)


def facts_of(version: Version, plan: types.CarePlan, resources: Iterable[types.Resource], now: datetime) -> Facts:
    """The facts of one enrolment from the patient's resources, those of other enrolments among them."""
    known = list(resources)
    since = began(plan, known, now)
    done, deviated = _recorded(plan, known)
    closed = plan.status not in _RUNNING
    facts = Facts(
        planned=planned_dates(version, plan, known, since),
        actual=actual_dates(version, known, since),
        done=done,
        deviated=deviated,
        conditions=evaluate(version, known, since=since, now=now),
        closed_at=_closed_at(plan, now) if closed else None,
        close_reason=_exit_reason(plan) if closed else "",
    )
    return with_evidence(version, facts, find(version, known, since))


def began(plan: types.CarePlan, resources: Sequence[types.Resource], now: datetime) -> datetime:
    """From when on the record speaks about this enrolment: its referral, else its begin."""
    dates = [date for date in (referred_at(plan, resources), enrolled_at(plan)) if date]
    return min(dates, default=now)


def _closed_at(plan: types.CarePlan, now: datetime) -> datetime:
    end = plan.period.end if plan.period else None
    updated = plan.meta.lastUpdated if plan.meta else None
    return instant(end or updated or now.isoformat())


def _exit_reason(plan: types.CarePlan) -> str:
    named = next((one.valueCode for one in plan.extension if one.url == EXIT_URL and one.valueCode), "")
    return named or str(plan.status)


def _recorded(
    plan: types.CarePlan, resources: Sequence[types.Resource]
) -> tuple[dict[str, Done], dict[str, Deviation]]:
    done: dict[str, Done] = {}
    deviated: dict[str, Deviation] = {}
    for task in resources:
        key = _key(plan, task) if isinstance(task, types.Task) else ""
        if not isinstance(task, types.Task) or not key:
            continue
        recorded = instant(task.lastModified) if task.lastModified else None
        ended = task.executionPeriod.end if task.executionPeriod else None
        at = instant(ended) if ended else recorded
        if at is None:
            continue
        if task.status == "completed":
            done[key] = Done(at, _who(task), _shown(task), recorded)
        elif task.status == "rejected":
            note = task.note[-1].text or "" if task.note else ""
            deviated[key] = Deviation(_reason(task), note, recorded or at, _who(task))
    return done, deviated


def _key(plan: types.CarePlan, task: types.Task) -> str:
    prefix = f"{plan.id}/"
    for one in task.identifier:
        if one.system == STEP_SYSTEM and (one.value or "").startswith(prefix):
            return (one.value or "").removeprefix(prefix)
    return ""


def _who(task: types.Task) -> str:
    person = task.requester or task.owner
    return (person.display or person.reference or "") if person else ""


def _shown(task: types.Task) -> tuple[str, ...]:
    return tuple(one.valueReference.reference or "" for one in task.output if one.valueReference)


def _reason(task: types.Task) -> str:
    codings = task.statusReason.coding if task.statusReason else ()
    named = next((one.code for one in codings if one.system == REASON_SYSTEM and one.code), None)
    return named or next((one.code for one in codings if one.code), None) or "other"
