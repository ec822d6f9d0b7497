"""How does an enrolment stand?

Promise: what a caller may read of a patient is brought together with the pinned versions into facts, and facts into
progress; two queries for a patient, however many enrolments she has. Must not know: SQL, pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir import types
from medcluster.protocol.facts import types_needed
from medcluster.protocol.library_store import Library
from medcluster.protocol.model import Facts, Progress, Version
from medcluster.protocol.service_episode import Episode
from medcluster.record import Handle

PLAN_TYPES = ("CarePlan", "Task", "Patient")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An episode with its pinned version, the facts of the record, and the patient."""

    episode: Episode
    version: Version
    facts: Facts
    patient: types.Patient | None
    touched: datetime  # when the newest of what it is made of was written


@dataclass(frozen=True, slots=True)
class PlanView:
    """One enrolment as a patient's page shows it: the episode with its Tasks, the version, the progress at an instant."""

    episode: Episode
    version: Version
    facts: Facts
    progress: Progress
    at: datetime


async def read_patient(handle: Handle, library: Library, patient: str, now: datetime) -> list[Enrolled]:
    """Every enrolment of a patient, the newest first."""
    plans = await handle.patient_resources(patient, PLAN_TYPES)
    episodes = _episodes(plans)
    if not episodes:
        return []
    versions = [await library.pinned(each.protocol, each.version) for each in episodes]
    wanted = sorted(set().union(*(types_needed(version) for version in versions)) - set(PLAN_TYPES))
    others = await handle.patient_resources(patient, wanted) if wanted else []
    return [
        _enrolled(episode, version, [*plans, *others], now) for episode, version in zip(episodes, versions, strict=True)
    ]
