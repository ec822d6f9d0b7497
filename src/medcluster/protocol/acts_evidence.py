"""Which Procedure shows that a step was done?

Promise: where a protocol names a Procedure as a step's evidence, completing the step writes it, so that dates which
hang on it become actual ones; correcting moves it, undoing marks it as entered in error. Results that arrive by
themselves are never touched. Must not know: the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Ids
from medcluster.protocol.acts_write import Beside, TaskChange
from medcluster.protocol.enrolment import person
from medcluster.protocol.model import Step
from medcluster.protocol.service_episode import STEP_SYSTEM, Episode
from medcluster.record import Action, Caller, Handle, Stored

_EVIDENCE = types.CodeableConcept(text="evidence")


def shown_by(task: types.Task, step: Step, episode: Episode, caller: Caller, at: datetime, ids: Ids) -> TaskChange:
    """The completed Task with the Procedure that shows it, when the protocol names one and the caller may write it."""
    named = next((each for each in step.done if each.type == "Procedure"), None)
    if named is None or not caller.allows(Action.WRITE, "Procedure"):
        return TaskChange(task)
    performer = (
        (types.ProcedurePerformer(actor=person(caller.practitioner, caller.name)),) if caller.practitioner else ()
    )
    procedure = types.Procedure(
        id=ids.new(),
        identifier=task.identifier,
        basedOn=(types.Reference(reference=f"CarePlan/{episode.careplan}"),),
        status="completed",
        code=types.CodeableConcept(
            coding=(types.Coding(system=named.system or None, code=named.code),), text=step.title["en"]
        ),
        subject=types.Reference(reference=f"Patient/{episode.patient}"),
        performedDateTime=at.isoformat(),
        performer=performer,
    )
    shown = types.Reference(reference=f"Procedure/{procedure.id}")
    output = types.TaskOutput(type=_EVIDENCE, valueReference=shown)
    return TaskChange(msgspec.structs.replace(task, output=(output,)), also=(Beside(procedure),))


def with_evidence(change: TaskChange, showing: Sequence[types.Resource]) -> TaskChange:
    """The change together with resources that show it, which the Task names."""
    named = tuple(
        types.TaskOutput(type=_EVIDENCE, valueReference=types.Reference(reference=f"{types.type_name(each)}/{each.id}"))
        for each in showing
    )
    task = msgspec.structs.replace(change.task, output=(*change.task.output, *named)) if named else change.task
    return TaskChange(task, also=(*change.also, *(Beside(each) for each in showing)))


async def moved(handle: Handle, task: types.Task, at: datetime) -> tuple[Beside, ...]:
    """The Procedures written with this Task, at another instant."""
    return tuple(
        Beside(msgspec.structs.replace(procedure, performedDateTime=at.isoformat()), stored.version)
        for stored, procedure in await _own(handle, task)
    )


async def withdrawn(handle: Handle, task: types.Task) -> tuple[Beside, ...]:
    """The Procedures written with this Task, marked as entered in error."""
    return tuple(
        Beside(msgspec.structs.replace(procedure, status="entered-in-error"), stored.version)
        for stored, procedure in await _own(handle, task)
    )


async def _own(handle: Handle, task: types.Task) -> list[tuple[Stored, types.Procedure]]:
    marks = {each.value for each in task.identifier if each.system == STEP_SYSTEM}
    found: list[tuple[Stored, types.Procedure]] = []
    for output in task.output:
        kind, _, identity = ((output.valueReference.reference if output.valueReference else "") or "").partition("/")
        if kind != "Procedure" or not identity:
            continue
        stored = await handle.read("Procedure", identity)
        resource = stored.resource
        if isinstance(resource, types.Procedure) and marks & {each.value for each in resource.identifier}:
            found.append((stored, resource))
    return found
