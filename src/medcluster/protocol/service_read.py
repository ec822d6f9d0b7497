"""How does an enrolment stand?

Promise: what a caller may read of patients is brought together with the pinned versions into facts, and facts into
progress; two queries, however many patients and enrolments, and every resource decoded once. A Task that the record
itself has completed says nothing of its own: what shows the step is looked for each time. What was done for the same
act in another enrolment of the patient counts in both. Must not know: SQL, pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.facts import facts_of
from medcluster.protocol.library_store import Library
from medcluster.protocol.merge import MergedPlan, complete_same, merge
from medcluster.protocol.model import Facts, Version
from medcluster.protocol.progress import progress
from medcluster.protocol.service_episode import (
    ENROLMENT_SYSTEM,
    Act,
    Enrolled,
    Episode,
    Parsed,
    PlanView,
    StepTask,
    act_of,
    episode_of,
    parsed,
    step_of,
    step_task,
)
from medcluster.protocol.service_needs import needs, worth_reading
from medcluster.record import Handle, Stored

PLAN_TYPES = ("CarePlan", "Task", "Patient")
_PAGE = 200


@dataclass(frozen=True, slots=True)
class MergedView:
    """The running enrolments of a patient as one plan; `PlanPart.enrolment` is a place in `plans`."""

    patient: str
    plans: tuple[PlanView, ...]
    plan: MergedPlan
    at: datetime


@dataclass(slots=True)
class _Own:
    """What a patient's record says about her enrolments, before the facts."""

    resources: list[Parsed]
    plans: dict[str, Parsed]
    tasks: dict[str, dict[str, Parsed]]  # CarePlan -> occurrence key -> Task
    enrolments: list[tuple[Episode, Version]]


async def read_patients(handle: Handle, library: Library, patients: Sequence[str], now: datetime) -> list[Enrolled]:
    """Every enrolment of these patients, of each the newest first; others get their turn on the event loop."""
    own: dict[str, _Own] = {}
    for patient, stored in (await handle.resources_of_patients(patients, PLAN_TYPES)).items():
        found = await _own(library, patient, stored)
        if found.enrolments:
            own[patient] = found
        await asyncio.sleep(0)
    versions = {version.canonical: version for each in own.values() for _, version in each.enrolments}
    wanted = sorted({name for each in versions.values() for name in needs(each).types} - set(PLAN_TYPES))
    others: Mapping[str, Sequence[Stored]] = await handle.resources_of_patients(list(own), wanted) if wanted else {}
    enrolled: list[Enrolled] = []
    for patient, mine in own.items():
        worth = worth_reading(version for _, version in mine.enrolments)
        mine.resources += [parsed(each) for each in others.get(patient, ()) if worth(each)]
        enrolled += _enrolled(mine, now)
        await asyncio.sleep(0)
    return enrolled


async def read_patient(handle: Handle, library: Library, patient: str, now: datetime) -> list[Enrolled]:
    """Every enrolment of a patient, the newest first."""
    return await read_patients(handle, library, [patient], now)


async def read_enrolled(handle: Handle, library: Library, careplan: str, now: datetime) -> Enrolled:
    """One enrolment; what is hidden or follows no protocol is not found."""
    episode = episode_of(parsed(await handle.read("CarePlan", careplan)))
    found = await read_patient(handle, library, episode.patient, now) if episode else []
    for each in found:
        if each.episode.careplan == careplan:
            return each
    raise Refusal(Kind.NOT_FOUND, "This plan of care follows no protocol.")


async def enrolled_patients(handle: Handle) -> AsyncIterator[list[str]]:
    """The patients of every enrolment in the record, in batches; one may come again."""
    query: str | list[tuple[str, str]] = [("identifier", f"{ENROLMENT_SYSTEM}|"), ("_sort", "_id")]
    while True:
        page = await handle.search("CarePlan", query, count=_PAGE)
        episodes = [each for stored in page.matches if (each := episode_of(parsed(stored)))]
        if episodes:
            yield list(dict.fromkeys(each.patient for each in episodes))
        if not page.next_query:
            return
        query = page.next_query


def plan_view(enrolled: Enrolled, at: datetime) -> PlanView:
    """How an enrolment stood, or will stand, at an instant."""
    standing = progress(enrolled.version, enrolled.facts, at)
    return PlanView(enrolled.episode, enrolled.version, enrolled.facts, standing, at)


def merged_view(patient: str, enrolled: Sequence[Enrolled], at: datetime) -> MergedView:
    """The running enrolments of a patient as one plan."""
    plans = tuple(plan_view(each, at) for each in enrolled if each.episode.open)
    return MergedView(patient, plans, merge([(each.version, each.progress) for each in plans]), at)


async def _own(library: Library, patient: str, stored: Iterable[Stored]) -> _Own:
    """The patient's plans of care that follow protocols, and their Tasks; plans that only mention her are others'."""
    resources = [parsed(each) for each in stored]
    plans = {each.stored.id: each for each in resources if each.stored.type == "CarePlan"}
    tasks: dict[str, dict[str, Parsed]] = {}
    steps: dict[str, list[StepTask]] = {}
    for each in resources:
        of, task = step_of(each.resource), step_task(each)
        if of and task:
            tasks.setdefault(of[0], {})[of[1]] = each
            steps.setdefault(of[0], []).append(task)
    episodes = [found for key, plan in plans.items() if (found := episode_of(plan, steps.get(key, ())))]
    mine = [each for each in episodes if each.patient == patient]
    enrolments = [(each, version) for each in mine if (version := await _pinned(library, each))]
    enrolments.sort(key=lambda each: each[0].created, reverse=True)
    return _Own(resources, plans, tasks, enrolments)


async def _pinned(library: Library, episode: Episode) -> Version | None:
    """The version of an enrolment; None for one that came from elsewhere and is not known here."""
    try:
        return await library.pinned(episode.protocol, episode.version)
    except Refusal as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            return None
        raise


def _enrolled(own: _Own, now: datetime) -> list[Enrolled]:
    resources = [_said(each.resource) for each in own.resources]
    person = next((each for each in resources if isinstance(each, types.Patient)), None)
    enrolled: list[Enrolled] = []
    for episode, version in own.enrolments:
        plan, tasks = own.plans[episode.careplan], own.tasks.get(episode.careplan, {})
        care = plan.resource
        if not isinstance(care, types.CarePlan):
            raise TypeError(plan.stored.reference)
        enrolled.append(
            Enrolled(
                episode=episode,
                version=version,
                facts=facts_of(version, care, resources, now),
                patient=person,
                touched=max(each.stored.updated for each in [plan, *tasks.values()]),
                tasks=tasks,
            )
        )
    return _with_twins(enrolled) if len(enrolled) > 1 else enrolled


def _said(resource: types.Resource) -> types.Resource:
    """The resource as far as people said it: a Task that the record completed is read as open."""
    if isinstance(resource, types.Task) and act_of(resource) == Act.SHOWN:
        return msgspec.structs.replace(resource, status="requested")
    return resource


def _with_twins(enrolled: Sequence[Enrolled]) -> list[Enrolled]:
    """What is done for the same act in another enrolment is done; an enrolment that is over is left as it was."""
    together = complete_same([(each.version, each.facts) for each in enrolled])
    return [
        replace(each, facts=facts, twins=_twins(each, facts, enrolled)) if each.episode.open else each
        for each, facts in zip(enrolled, together, strict=True)
    ]


def _twins(one: Enrolled, facts: Facts, enrolled: Sequence[Enrolled]) -> dict[str, str]:
    """Occurrence key -> the Task of the same act in another enrolment."""
    found: dict[str, str] = {}
    for key in facts.done.keys() - one.facts.done.keys():
        for other in enrolled:
            for there, done in other.facts.done.items():
                if other is not one and done is facts.done[key] and there in other.episode.tasks:
                    found[key] = other.episode.tasks[there].id
    return found
