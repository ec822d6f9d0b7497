"""What was done to a step, by whom and when?

Promise: the history is the Task's own versions, told as acts; nothing else is kept. Must not know: pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir import types
from medcluster.protocol.acts_write import find_task
from medcluster.protocol.service_episode import StepTask, act_of, parsed, step_of, step_task
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
    found, _ = await find_task(handle, careplan, key)
    versions = await handle.history("Task", found.stored.id)
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
    found = None if stored.deleted else parsed(stored)
    task = found.resource if found else None
    state = step_task(found) if found else None
    of = step_of(task) if task else None
    if of is None or state is None or not isinstance(task, types.Task):
        return None
    coding = task.code.coding[0] if task.code and task.code.coding else types.Coding()
    patient = ((task.for_.reference if task.for_ else "") or "").removeprefix("Patient/")
    reasons = task.statusReason.coding if task.statusReason else ()
    reason = next((each.code or "" for each in reasons), "")
    return StepAct(of[0], patient, coding.code or "", coding.display or "", act_of(task), state, reason)
