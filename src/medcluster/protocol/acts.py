"""What can be done to one step, and by whom?

Promise: each act is one transaction on the step's Task (with the Procedure that shows it, where the protocol asks for
one); its history is the Task's history. A second person is told who was first and when. Never in the future; a late
step stays doable. Must not know: pages, how progress is computed.
Source of the rule: docs/reference/states.md; FHIR R4 Task's state machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from medcluster.cluster import Right, check_may, may_complete
from medcluster.fhir import types
from medcluster.foundation import Ids, Kind, Refusal
from medcluster.protocol.acts_evidence import moved, shown_by, with_evidence, withdrawn
from medcluster.protocol.acts_shown import is_shown
from medcluster.protocol.acts_write import TaskChange, change_task
from medcluster.protocol.enrolment import person, reason_concept
from medcluster.protocol.model import Step, Version
from medcluster.protocol.service_episode import ACT_SYSTEM, Act, Episode, StepTask
from medcluster.record import Caller, Handle

TaskStatus = types.TaskStatusCode


class Taken(Refusal):
    """Somebody else was first. `who`, `at` and `status` let a page say so in its reader's language."""

    def __init__(self, task: StepTask) -> None:
        self.who = task.requester_name if task.status in ("completed", "rejected") else task.owner_name
        self.at = task.recorded
        self.status = task.status
        did = {"completed": "completed", "rejected": "closed as deviated"}.get(task.status, "claimed")
        when = f" on {task.recorded.astimezone(UTC):%d %B %Y at %H:%M} UTC" if task.recorded else ""
        nobody = "A result in the record" if is_shown(task) else "Somebody else"
        super().__init__(
            Kind.CONFLICT,
            f"{self.who or nobody} {did} this step{when}.",
            hint="Reload to see it; what was recorded can be corrected or undone with a reason.",
        )


class Shown(Refusal):
    """Nobody said that the step was done: the record shows it. `evidence`: "Observation/1", or the Task of its twin."""

    def __init__(self, task: StepTask) -> None:
        self.evidence = task.shown_by
        self.at = task.happened
        super().__init__(
            Kind.CONFLICT,
            f"The record shows this step as done, by {' and '.join(task.shown_by)}.",
            hint="Correct or withdraw that, and the step follows it at once.",
        )


@dataclass(frozen=True, slots=True)
class StepAt:
    """The step that an act is about: the enrolment, its pinned version, and the occurrence key."""

    episode: Episode
    version: Version
    key: str
    ids: Ids

    @property
    def step(self) -> Step:
        try:
            return self.version.step(self.key.partition("#")[0])
        except KeyError:
            raise Refusal(Kind.NOT_FOUND, "This enrolment has no such step.") from None


async def complete(
    handle: Handle,
    where: StepAt,
    at: datetime,
    now: datetime,
    *,
    note: str = "",
    expected: int | None = None,
    showing: Sequence[types.Resource] = (),
) -> StepTask:
    """The step was done at this instant; what shows it (each with its id) is written in the same transaction."""
    check_open(where.episode)
    check_role(handle.caller, where.step)
    birth = await _birth(handle, where.episode.patient)
    check_instant(at, now, birth)

    def change(task: types.Task, state: StepTask) -> TaskChange:
        if state.status == "completed" or (state.status == "rejected" and expected not in (None, state.version)):
            raise Taken(state)
        done = _acted(task, handle.caller, Act.COMPLETE, now, status="completed", note=note)
        done = msgspec.structs.replace(
            done,
            statusReason=None,
            executionPeriod=types.Period(start=at.isoformat(), end=at.isoformat()),
        )
        return with_evidence(shown_by(done, where.step, where.episode, handle.caller, at, where.ids), showing)

    return await change_task(handle, where.episode.careplan, where.key, change)


async def correct(handle: Handle, where: StepAt, at: datetime, now: datetime, *, reason: str) -> StepTask:
    """The step was done, at another instant than recorded."""
    check_role(handle.caller, where.step)
    check_instant(at, now, await _birth(handle, where.episode.patient))
    _check_words(reason)

    async def change(task: types.Task, state: StepTask) -> TaskChange:
        if state.status != "completed":
            raise Refusal(Kind.CONFLICT, "This step is not done, so there is nothing to correct.")
        if is_shown(state):
            raise Shown(state)
        corrected = _acted(task, handle.caller, Act.CORRECT, now, status="completed", note=reason)
        corrected = msgspec.structs.replace(
            corrected, executionPeriod=types.Period(start=at.isoformat(), end=at.isoformat())
        )
        return TaskChange(corrected, also=await moved(handle, task, at))

    return await change_task(handle, where.episode.careplan, where.key, change)


async def undo(handle: Handle, where: StepAt, now: datetime, *, reason: str) -> StepTask:
    """What was recorded of the step was a mistake: it is open again."""
    check_open(where.episode)
    _check_words(reason)

    async def change(task: types.Task, state: StepTask) -> TaskChange:
        if state.status not in ("completed", "rejected"):
            raise Refusal(Kind.CONFLICT, "This step is open, so there is nothing to undo.")
        if is_shown(state):
            raise Shown(state)
        if state.status == "completed" or not _is_coordinator(handle.caller):
            check_role(handle.caller, where.step)
        status: TaskStatus = "accepted" if state.owner else "requested"
        undone = _acted(task, handle.caller, Act.UNDO, now, status=status, note=reason)
        undone = msgspec.structs.replace(undone, executionPeriod=None, statusReason=None, output=())
        return TaskChange(undone, also=await withdrawn(handle, task))

    return await change_task(handle, where.episode.careplan, where.key, change)


async def deviate(
    handle: Handle,
    where: StepAt,
    now: datetime,
    *,
    reason: str,
    note: str = "",
    close: bool = True,
    expected: int | None = None,
) -> StepTask:
    """The step did not go as planned. `close`: it will not happen; else it stays open and the reason stands with it."""
    check_open(where.episode)
    if not _is_coordinator(handle.caller):
        check_role(handle.caller, where.step)
    allowed = tuple(code for code, _ in where.version.deviation_reasons)
    if reason not in allowed:
        raise Refusal(Kind.INVALID, "A deviation needs one of the protocol's reasons.", hint=", ".join(allowed))

    def change(task: types.Task, state: StepTask) -> TaskChange:
        if state.status == "completed" or (state.status == "rejected" and expected not in (None, state.version)):
            raise Taken(state)
        status: TaskStatus = "rejected" if close else task.status or "requested"
        done = _acted(task, handle.caller, Act.DEVIATE if close else Act.NOTE, now, status=status, note=note)
        return TaskChange(msgspec.structs.replace(done, statusReason=reason_concept(reason)))

    return await change_task(handle, where.episode.careplan, where.key, change)


async def claim(handle: Handle, where: StepAt, now: datetime, *, expected: int | None = None) -> StepTask:
    """The caller will do the step; others of the role still can."""
    check_open(where.episode)
    check_role(handle.caller, where.step)
    return await _give(handle, where, now, Act.CLAIM, handle.caller.practitioner, handle.caller.name, expected)


async def assign(
    handle: Handle, where: StepAt, now: datetime, *, practitioner: str, name: str = "", expected: int | None = None
) -> StepTask:
    """Somebody is to do the step; an empty `practitioner` gives it back to everybody of the role."""
    check_open(where.episode)
    check_may(handle.caller, Right.ASSIGN_STEPS)
    if practitioner:
        await handle.read("Practitioner", practitioner)
    return await _give(handle, where, now, Act.ASSIGN, practitioner, name, expected)


async def _give(
    handle: Handle, where: StepAt, now: datetime, act: Act, practitioner: str, name: str, expected: int | None
) -> StepTask:
    def change(task: types.Task, state: StepTask) -> TaskChange:
        other = bool(state.owner) and state.owner != practitioner and expected not in (None, state.version)
        if state.status in ("completed", "rejected") or other:
            raise Taken(state)
        owner = person(practitioner, name) if practitioner or act is Act.CLAIM else None
        given = _acted(task, handle.caller, act, now, status="accepted" if owner else "requested")
        return TaskChange(msgspec.structs.replace(given, owner=owner))

    return await change_task(handle, where.episode.careplan, where.key, change)


def _acted(
    task: types.Task, caller: Caller, act: Act, now: datetime, *, status: TaskStatus, note: str = ""
) -> types.Task:
    """The Task after an act: who, when, which, and the words."""
    words = (types.Annotation(authorString=caller.name, time=now.isoformat(), text=note),) if note.strip() else ()
    return msgspec.structs.replace(
        task,
        status=status,
        businessStatus=types.CodeableConcept(coding=(types.Coding(system=ACT_SYSTEM, code=act),)),
        lastModified=now.isoformat(),
        requester=doer(caller),
        note=(*task.note, *words),
    )


def doer(caller: Caller) -> types.Reference:
    """The person who acts, as a reference."""
    if caller.patient:
        return types.Reference(reference=f"Patient/{caller.patient}", display=caller.name)
    return person(caller.practitioner, caller.name)


def check_open(episode: Episode) -> None:
    """Refuse to change a step of an enrolment that is over."""
    if not episode.open:
        raise Refusal(Kind.CONFLICT, "This enrolment is over.", hint="The coordinator can resume it.")


def check_role(caller: Caller, step: Step) -> None:
    """Refuse whoever the step is not meant for."""
    if not may_complete(caller, step.by):
        raise Refusal(Kind.FORBIDDEN, f"This step is for: {', '.join(step.by)}.", hint=f"You are: {caller.role}.")


def check_instant(at: datetime, now: datetime, birth: str) -> None:
    """Refuse an instant that cannot be when the step happened."""
    if at.tzinfo is None:
        raise Refusal(Kind.MALFORMED, "A time needs its zone.")
    if at > now:
        raise Refusal(Kind.INVALID, "A step cannot be done in the future.")
    if birth and at.astimezone(UTC).date().isoformat() < birth:
        raise Refusal(Kind.INVALID, "A step cannot be done before the patient was born.")


def _check_words(reason: str) -> None:
    if not reason.strip():
        raise Refusal(Kind.INVALID, "A reason is needed.")


def _is_coordinator(caller: Caller) -> bool:
    return caller.role == "coordinator"


async def _birth(handle: Handle, patient: str) -> str:
    resource = (await handle.read("Patient", patient)).resource
    return str(resource.birthDate or "") if isinstance(resource, types.Patient) else ""
