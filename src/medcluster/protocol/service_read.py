"""How does an enrolment stand?

Promise: what a caller may read of a patient is brought together with the pinned versions into facts, and facts into
progress; two queries for a patient, however many enrolments she has. Must not know: SQL, pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.facts import facts_of, types_needed
from medcluster.protocol.library_store import Library
from medcluster.protocol.progress import progress
from medcluster.protocol.service_episode import ENROLMENT_SYSTEM, Enrolled, PlanView, episode_of
from medcluster.record import Handle, Stored

PLAN_TYPES = ("CarePlan", "Task", "Patient")
_PAGE = 200
_AT_ONCE = 3


async def read_patient(handle: Handle, library: Library, patient: str, now: datetime) -> list[Enrolled]:
    """Every enrolment of a patient, the newest first."""
    own = await handle.patient_resources(patient, PLAN_TYPES)
    plans = {stored.id: stored for stored in own if stored.type == "CarePlan"}
    tasks = _tasks_by_plan(own)
    episodes = [each for key, plan in plans.items() if (each := episode_of(plan, tasks.get(key, ())))]
    if not episodes:
        return []
    versions = [await library.pinned(each.protocol, each.version) for each in episodes]
    wanted = sorted(frozenset().union(*(types_needed(version) for version in versions)) - set(PLAN_TYPES))
    others = await handle.patient_resources(patient, wanted) if wanted else []
    resources = [stored.resource for stored in [*own, *others]]
    person = next((each for each in resources if isinstance(each, types.Patient)), None)
    care = {plan.id: plan for plan in resources if isinstance(plan, types.CarePlan)}
    found = [
        Enrolled(
            episode=episode,
            version=version,
            facts=facts_of(version, care[episode.careplan], resources, now),
            patient=person,
            touched=max(each.updated for each in [plans[episode.careplan], *tasks.get(episode.careplan, ())]),
        )
        for episode, version in zip(episodes, versions, strict=True)
    ]
    return sorted(found, key=lambda each: each.episode.created, reverse=True)


async def read_patients(handle: Handle, library: Library, patients: Sequence[str], now: datetime) -> list[Enrolled]:
    """Every enrolment of these patients; a few are read at a time, so that requests find connections too."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def read(patient: str) -> list[Enrolled]:
        async with turns:
            return await read_patient(handle, library, patient, now)

    return [each for found in await asyncio.gather(*map(read, patients)) for each in found]


async def read_enrolled(handle: Handle, library: Library, careplan: str, now: datetime) -> Enrolled:
    """One enrolment; what is hidden or follows no protocol is not found."""
    stored = await handle.read("CarePlan", careplan)
    episode = episode_of(stored, ())
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
        episodes = [each for stored in page.matches if (each := episode_of(stored, ()))]
        if episodes:
            yield list(dict.fromkeys(each.patient for each in episodes))
        if not page.next_query:
            return
        query = page.next_query


def plan_view(enrolled: Enrolled, at: datetime) -> PlanView:
    """How an enrolment stood, or will stand, at an instant."""
    standing = progress(enrolled.version, enrolled.facts, at)
    return PlanView(enrolled.episode, enrolled.version, enrolled.facts, standing, at)


def _tasks_by_plan(stored: Iterable[Stored]) -> dict[str, list[Stored]]:
    """The Tasks of each CarePlan."""
    found: dict[str, list[Stored]] = {}
    for each in stored:
        task = each.resource if each.type == "Task" else None
        for reference in task.basedOn if isinstance(task, types.Task) else ():
            kind, _, plan = (reference.reference or "").partition("/")
            if kind == "CarePlan":
                found.setdefault(plan, []).append(each)
    return found
