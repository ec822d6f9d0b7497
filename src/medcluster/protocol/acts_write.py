"""How does a step's Task change when several people act at once?

Promise: read, change, write only if nobody wrote in between, else read again and ask the change anew; so the change
always decides on the newest version. The Task and what goes with it are written in one transaction or not at all.
Must not know: what the acts mean.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.service_episode import STEP_SYSTEM, Parsed, StepTask, parsed, step_task
from medcluster.record import Handle

_TRIES = 8


@dataclass(frozen=True, slots=True)
class Beside:
    """A resource written in the same transaction; `version`: the one that was read, None when it is new."""

    resource: types.Resource
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A changed Task, and what is written beside it."""

    task: types.Task
    also: tuple[Beside, ...] = ()


Change = Callable[[types.Task, StepTask], TaskChange | Awaitable[TaskChange]]


async def find_task(handle: Handle, careplan: str, key: str) -> tuple[Parsed, StepTask]:
    """The Task of an occurrence."""
    page = await handle.search("Task", [("identifier", f"{STEP_SYSTEM}|{careplan}/{key}")])
    for stored in page.matches:
        found = parsed(stored)
        if state := step_task(found):
            return found, state
    raise Refusal(Kind.NOT_FOUND, "This enrolment has no such step.")


async def change_task(handle: Handle, careplan: str, key: str, change: Change) -> StepTask:
    """Apply a change to the newest version of an occurrence's Task."""
    for _ in range(_TRIES):
        (stored, task), state = await find_task(handle, careplan, key)
        if not isinstance(task, types.Task):
            raise TypeError(stored.reference)
        decided = change(task, state)
        changed = decided if isinstance(decided, TaskChange) else await decided
        expected = {stored.reference: stored.version}
        for each in changed.also:
            if each.version is not None:
                expected[f"{types.type_name(each.resource)}/{each.resource.id}"] = each.version
        try:
            await handle.write([changed.task, *(each.resource for each in changed.also)], expected=expected)
        except Refusal as refusal:
            if refusal.kind is Kind.VERSION:
                continue
            raise
        return (await find_task(handle, careplan, key))[1]
    raise Refusal(Kind.CONFLICT, "Too many people change this step at once.", hint="Try again in a moment.")
