"""What was done to a step, by whom and when?

Promise: the history is the Task's own versions, told as acts; nothing else is kept. Must not know: pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir import types
from medcluster.protocol.acts import ACT_SYSTEM
from medcluster.protocol.acts_write import find_task
from medcluster.protocol.service_episode import STEP_SYSTEM, StepTask, step_task
from medcluster.record import Handle, Stored


@dataclass(frozen=True, slots=True)
class StepAct:
    """One act. `act`: a word of `acts.Act`, or "" for the beginning; `reason`: the coded one of a deviation."""

    careplan: str
    patient: str
    step: str
    title: str
    act: str
    task: StepTask
    reason: str = ""


async def step_history(handle: Handle, careplan: str, key: str) -> tuple[StepAct, ...]:
    """The acts on one occurrence, the newest first."""
    stored, _ = await find_task(handle, careplan, key)
    versions = await handle.history("Task", stored.id)
    return tuple(act for each in versions if (act := step_act(each)))


async def recent_acts(handle: Handle, since: datetime, *, count: int = 100) -> tuple[StepAct, ...]:
    """The steps that the caller closed since an instant, the newest first."""
    practitioner = handle.caller.practitioner
    if not practitioner:
        return ()
    query = [
        ("requester", f"Practitioner/{practitioner}"),
        ("status", "completed,rejected"),
        ("modified", f"ge{since.isoformat()}"),
        ("_sort", "-modified"),
    ]
    page = await handle.search("Task", query, count=count)
    return tuple(act for each in page.matches if (act := step_act(each)))


def step_act(stored: Stored) -> StepAct | None:
    """A version of a step's Task as the act that made it; None for any other Task."""
    task = None if stored.deleted else stored.resource
    if not isinstance(task, types.Task):
        return None
    for identifier in task.identifier:
        if identifier.system == STEP_SYSTEM:
            careplan = (identifier.value or "").partition("/")[0]
            state = step_task(stored, careplan)
            if state is None:
                return None
            status = _code(task.businessStatus, ACT_SYSTEM)
            coding = task.code.coding[0] if task.code and task.code.coding else types.Coding()
            patient = ((task.for_.reference if task.for_ else "") or "").removeprefix("Patient/")
            reason = _code(task.statusReason, "")
            return StepAct(careplan, patient, coding.code or "", coding.display or "", status, state, reason)
    return None


def _code(concept: types.CodeableConcept | None, system: str) -> str:
    codings = concept.coding if concept else ()
    return next((each.code or "" for each in codings if not system or each.system == system), "")
