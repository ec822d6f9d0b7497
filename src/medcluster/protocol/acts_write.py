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
from medcluster.protocol.service_episode import STEP_SYSTEM, StepTask, step_task
from medcluster.record import Handle, Stored

_TRIES = 8


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A changed Task, and the entries of the same transaction beside it."""

    task: types.Task
    also: tuple[types.BundleEntry, ...] = ()


Change = Callable[[types.Task, StepTask], TaskChange | Awaitable[TaskChange]]


async def find_task(handle: Handle, careplan: str, key: str) -> tuple[Stored, StepTask]:
    """The Task of an occurrence."""
    page = await handle.search("Task", [("identifier", f"{STEP_SYSTEM}|{careplan}/{key}")])
    for stored in page.matches:
        if state := step_task(stored, careplan):
            return stored, state
    raise Refusal(Kind.NOT_FOUND, "This enrolment has no such step.")


async def change_task(handle: Handle, careplan: str, key: str, change: Change) -> StepTask:
    """Apply a change to the newest version of an occurrence's Task."""
    for _ in range(_TRIES):
        stored, state = await find_task(handle, careplan, key)
        task = stored.resource
        if not isinstance(task, types.Task):
            raise TypeError(stored.reference)
        decided = change(task, state)
        changed = decided if isinstance(decided, TaskChange) else await decided
        entries = (put(changed.task, stored.version), *changed.also)
        try:
            await handle.transaction(types.Bundle(type="transaction", entry=entries))
        except Refusal as refusal:
            if refusal.kind is Kind.VERSION:
                continue
            raise
        return (await find_task(handle, careplan, key))[1]
    raise Refusal(Kind.CONFLICT, "Too many people change this step at once.", hint="Try again in a moment.")


def put(resource: types.Resource, version: int) -> types.BundleEntry:
    """An entry that writes a resource if it still has this version."""
    request = types.BundleEntryRequest(
        method="PUT", url=f"{types.type_name(resource)}/{resource.id}", ifMatch=f'W/"{version}"'
    )
    return types.BundleEntry(resource=resource, request=request)


def post(resource: types.Resource, full_url: str) -> types.BundleEntry:
    """An entry that creates a resource, known in this transaction by `full_url`."""
    return types.BundleEntry(
        fullUrl=full_url,
        resource=resource,
        request=types.BundleEntryRequest(method="POST", url=types.type_name(resource)),
    )
