"""How do lines come into the record, each once, and what becomes of those that are refused?

Promise: through the record's own write path, in one transaction that also says which lines of which file they were.
When it is refused, the lines are tried in halves, so that one that is wrong keeps no other out; a line that is refused
is told with its number and noted as seen. Must not know: files, jobs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from medcluster.fhir import types
from medcluster.foundation import Connection, Issue, Kind, Refusal
from medcluster.record import statements, writing
from medcluster.record.bulk.lines import Task
from medcluster.record.caller import Action
from medcluster.record.handle import Handle
from medcluster.record.hashing import reference_number
from medcluster.record.writing import Operation

_BREATH = 32
_SEEN = """
INSERT INTO record.imported (digest, updating, first, last, resources, refused, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


@dataclass(slots=True)
class Outcome:
    """How many resources were written, and why lines were not."""

    resources: int = 0
    refused: list[tuple[int, tuple[Issue, ...]]] = field(default_factory=list)

    def add(self, other: Outcome) -> Outcome:
        self.resources += other.resources
        self.refused += other.refused
        return self


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    operation: Operation


async def load(handle: Handle, task: Task) -> Outcome:
    """Write the lines of a task."""
    outcome = Outcome()
    lines: list[_Line] = []
    seen: dict[tuple[str, str], int] = {}
    for count, (number, document) in enumerate(zip(task.numbers, task.documents, strict=True), 1):
        try:
            line = _Line(number, _operation(handle, task, document))
            _once(line, seen)
        except Refusal as refusal:
            outcome.refused.append((number, _words(refusal)))
        else:
            lines.append(line)
        if count % _BREATH == 0:
            await asyncio.sleep(0)
    return outcome.add(await _load(handle, task, lines, task.first, task.last, len(outcome.refused)))


def _operation(handle: Handle, task: Task, document: bytes) -> Operation:
    resource = types.decode(document)
    name = types.type_name(resource)
    if task.only and name != task.only:
        raise Refusal(Kind.INVALID, f"This is a {name} in a file of {task.only} resources.")
    handle.acting.require(Action.WRITE, [name])
    if not resource.id:
        return Operation("create", name, handle.room.ids.new(), resource)
    operation = Operation("update", name, resource.id, resource, may_create=True)
    operation.unless_there = None if task.updating else Kind.CONFLICT
    return operation


def _once(line: _Line, seen: dict[tuple[str, str], int]) -> None:
    key = (line.operation.type, line.operation.id)
    first = seen.setdefault(key, line.number)
    if first != line.number:
        raise Refusal(Kind.INVALID, f"{key[0]}/{key[1]} stands in line {first} already.")


async def _load(handle: Handle, task: Task, lines: Sequence[_Line], first: int, last: int, refused: int) -> Outcome:
    """Write these lines, in smaller sets where they are refused; `first` to `last` is what they stand for."""
    try:
        await _write(handle, task, lines, first, last, refused)
    except Refusal as refusal:
        if refusal.kind is Kind.UNAVAILABLE or not lines:
            raise
        there = await _there(handle, lines) if refusal.kind is Kind.CONFLICT and not task.updating else set()
        if there:
            told = [(line.number, _already(line)) for line in lines if line.number in there]
            rest = [line for line in lines if line.number not in there]
            return Outcome(0, told).add(await _load(handle, task, rest, first, last, refused + len(told)))
        if len(lines) == 1:
            await _write(handle, task, (), first, last, refused + 1)
            return Outcome(0, [(lines[0].number, _words(refusal))])
        middle = len(lines) // 2
        cut = lines[middle].number
        found = await _load(handle, task, lines[:middle], first, cut - 1, refused)
        return found.add(await _load(handle, task, lines[middle:], cut, last, 0))
    return Outcome(len(lines))


async def _write(handle: Handle, task: Task, lines: Sequence[_Line], first: int, last: int, refused: int) -> None:
    """All of them in one transaction, with the note which they were."""
    room, acting = handle.room, handle.acting
    work = await writing.prepare(room, acting, [line.operation for line in lines])
    seen = (task.digest, task.updating, first, last, len(lines), refused, work.now)

    async def act(connection: Connection) -> None:
        if lines:
            audit = acting.audit(work.now, "import", query=task.digest[:16])
            await writing.apply(room, connection, acting, work, audit)
        await connection.execute(_SEEN, *seen)

    await handle.attempt(act)


async def _there(handle: Handle, lines: Sequence[_Line]) -> set[int]:
    """The lines whose resource is in the record already, as far as the caller sees it."""
    refs = {reference_number(line.operation.type, line.operation.id): line.number for line in lines}
    async with handle.opened() as connection:
        rows = await connection.fetch(statements.VISIBLE, list(refs))
    return {refs[row["ref"]] for row in rows}


def _already(line: _Line) -> tuple[Issue, ...]:
    text = f"{line.operation.type}/{line.operation.id} is there already."
    return (Issue(f"{text} Say --update to change what is there.", code="conflict"),)


def _words(refusal: Refusal) -> tuple[Issue, ...]:
    if refusal.issues and refusal.issues[0].text != refusal.text:
        return refusal.issues
    hint = f" {refusal.hint}" if refusal.hint else ""
    return (*(Issue(i.text + hint, i.where, i.code, i.severity) for i in refusal.issues[:1]), *refusal.issues[1:])


def outcome_of(place: str, issues: Sequence[Issue]) -> dict[str, object]:
    """The OperationOutcome of a refused line, as plain values; `place`: file and line."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(place, issue) for issue in issues]}


def _issue(place: str, issue: Issue) -> dict[str, object]:
    told: dict[str, object] = {"severity": issue.severity, "code": issue.code, "diagnostics": f"{place}: {issue.text}"}
    return {**told, "expression": [issue.where]} if issue.where else told
