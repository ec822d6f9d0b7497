"""Which Tasks does the record itself complete?

Promise: where the record shows that a step was done and nobody said so, the step's Task is completed by the platform,
with the instant and with what shows it as its output; it follows what shows it, and is open again when nothing does.
What is shown by the same act in another enrolment names that one's Task. Idempotent; what people recorded is never
touched, and whoever writes in between wins. Must not know: what shows a step (that is `facts`), the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.enrolment import OPEN_TASK
from medcluster.protocol.model import Done
from medcluster.protocol.service_episode import ACT_SYSTEM, Act, Enrolled, StepTask
from medcluster.record import Handle

_EVIDENCE = types.CodeableConcept(text="evidence")
_OUTRUN = (Kind.VERSION, Kind.GONE, Kind.NOT_FOUND, Kind.CONFLICT)


async def follow_evidence(handle: Handle, enrolled: Iterable[Enrolled], now: datetime) -> int:
    """Bring the Tasks of these enrolments in step with what the record shows; how many were written."""
    written = 0
    for each in enrolled:
        changed = dict(_changed(each, now))
        if not changed:
            continue
        try:
            await handle.write(list(changed.values()), expected={key: _version(each, key) for key in changed})
        except Refusal as refusal:
            if refusal.kind not in _OUTRUN:
                raise
            continue  # somebody has just written there: that change brings us back
        written += len(changed)
    return written


def _changed(enrolled: Enrolled, now: datetime) -> Iterator[tuple[str, types.Task]]:
    episode = enrolled.episode
    for key, (stored, task) in enrolled.tasks.items():
        state = episode.tasks[key]
        shown = is_shown(state)
        if not isinstance(task, types.Task) or not (shown or (episode.open and state.status in OPEN_TASK)):
            continue
        done = enrolled.facts.done.get(key)
        if done is None:
            if shown:
                yield stored.reference, _reopened(task, state, now, episode_open=episode.open)
            continue
        twin = enrolled.twins.get(key)
        evidence = (*((f"Task/{twin}",) if twin else ()), *done.evidence)
        if evidence and not (shown and state.shown_by == evidence and state.happened == done.at):
            yield stored.reference, _completed(task, done, evidence, now)


def is_shown(task: StepTask) -> bool:
    """Whether a Task stands as completed because the record shows it, not because somebody said so."""
    return task.status == "completed" and task.act == Act.SHOWN


def _completed(task: types.Task, done: Done, evidence: tuple[str, ...], now: datetime) -> types.Task:
    at = done.at.isoformat()
    return msgspec.structs.replace(
        task,
        status="completed",
        businessStatus=_act(Act.SHOWN),
        statusReason=None,
        lastModified=now.isoformat(),
        requester=types.Reference(display=done.by) if done.by else None,
        executionPeriod=types.Period(start=at, end=at),
        output=tuple(
            types.TaskOutput(type=_EVIDENCE, valueReference=types.Reference(reference=each)) for each in evidence
        ),
    )


def _reopened(task: types.Task, state: StepTask, now: datetime, *, episode_open: bool) -> types.Task:
    status: types.TaskStatusCode = "accepted" if state.owner else "requested"
    return msgspec.structs.replace(
        task,
        status=status if episode_open else "cancelled",
        businessStatus=_act(Act.REOPENED),
        lastModified=now.isoformat(),
        requester=None,
        executionPeriod=None,
        output=(),
    )


def _act(act: Act) -> types.CodeableConcept:
    return types.CodeableConcept(coding=(types.Coding(system=ACT_SYSTEM, code=act),))


def _version(enrolled: Enrolled, reference: str) -> int:
    return next(found.stored.version for found in enrolled.tasks.values() if found.stored.reference == reference)
