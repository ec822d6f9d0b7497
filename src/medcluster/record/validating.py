"""Is what is to be written what its definitions say, and who fetches what that question needs?

Promise: on every write the codes that R4 enumerates with required strength are checked; in the mode `full` every
constraint, binding and profile is, by R4 and by what the administrator loaded, never by what a caller may see, so that
the same resource is refused or taken whoever sends it. `judged` answers `$validate`, with what hospitals stored as its
caller sees it. What was learnt is remembered until something is loaded. Must not know: HTTP.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from medcluster.fhir import terminology, types, validation
from medcluster.fhir.validation import Judgement, Known, Structure
from medcluster.foundation import Connection, Database, Issue, Kind, Refusal
from medcluster.record.caller import Action

if TYPE_CHECKING:
    from medcluster.record.handle import Handle
    from medcluster.record.terminology import Terminology
    from medcluster.record.writing import Operation

Mode = Literal["structure", "full"]
_ROUNDS = 32  # a profile names a value set, that leads to no other round; slices within slices take some
_MOST_ANSWERS, _MOST_STRUCTURES = 300_000, 20_000  # beyond that all is learnt anew
_MOST_SOUGHT, _AT_ONCE = 500, 50  # definitions that one round fetches, and that one search asks for
_FRESH = timedelta(seconds=1)  # a load is noticed within it
_BREATH = 8  # resources judged before others get their turn on the event loop
_BROKEN = ("error", "fatal")
Json = Mapping[str, Any]


class Unasked(Exception):
    """Within a transaction nothing is fetched on a second connection: learn first, then do it again."""

    def __init__(self, validating: Validating, judgement: Judgement) -> None:
        super().__init__("something has to be learnt first")
        self._validating, self._judgement = validating, judgement

    async def learn(self) -> None:
        """Fetch what was missing."""
        await self._validating.learn(self._judgement)


@dataclass(slots=True)
class Validating:
    """What one process knows of definitions and codes, and how much it demands of a write."""

    database: Database
    mode: Mode = "structure"
    known: Known = field(default_factory=Known)
    generation: int = -1
    looked: datetime | None = None

    async def check(self, operations: Sequence[Operation], now: datetime, connection: Connection | None) -> None:
        """Refuse what may not be written, with every error and its place."""
        if self.mode == "full" and connection is None:
            await self._refresh(now)
        findings: list[Issue] = []
        for count, operation in enumerate(operations, 1):
            if operation.resource is None:
                continue
            found = validation.required_codes(operation.resource)
            if self.mode == "full":
                found = await self._judged_for_writing(operation.resource, now, connection)
                if count % _BREATH == 0:
                    await asyncio.sleep(0)
            findings += (_placed(issue, operation.place) for issue in found if issue.severity in _BROKEN)
        if findings:
            raise Refusal(Kind.INVALID, findings[0].text, issues=tuple(findings))

    async def _judged_for_writing(
        self, resource: types.Resource, now: datetime, connection: Connection | None
    ) -> tuple[Issue, ...]:
        plain = types.to_plain(resource)
        for _ in range(_ROUNDS):
            if isinstance(resource, types.Bundle):  # it may be as large as many resources: others get their turn
                judgement = await asyncio.to_thread(validation.judge, plain, self.known, now=now)
            else:
                judgement = validation.judge(plain, self.known, now=now)
            if judgement.complete:
                return judgement.issues
            if connection is not None:
                raise Unasked(self, judgement)
            await self.learn(judgement)
        return _endless(judgement.issues)

    async def _refresh(self, now: datetime) -> None:
        """Forget what was learnt before the last load."""
        if self.looked is not None and now - self.looked < _FRESH:
            return
        self.looked = now
        generation = await self._terminology().generation()
        held = self.known
        full = len(held.answers) > _MOST_ANSWERS or len(held.structures) > _MOST_STRUCTURES
        if full or generation != self.generation:
            self.known, self.generation = Known(), generation

    async def learn(self, judgement: Judgement) -> None:
        """Fetch what a judgement could not know."""
        await _learn(self._terminology(), judgement, self.known)

    def _terminology(self) -> Terminology:
        from medcluster.record.terminology import Terminology  # it stands on the handle, and the handle on us

        return Terminology.over(self.database)


def _placed(issue: Issue, place: int | None) -> Issue:
    """A finding in the entry of the bundle that it came in."""
    if place is None:
        return issue
    inside = issue.where.partition(".")[2]
    where = f"Bundle.entry[{place}].resource" + (f".{inside}" if inside else "")
    return Issue(issue.text, where, issue.code, issue.severity)


def _endless(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    text = f"The definitions that hold for this lead on and on: {_ROUNDS} rounds did not end."
    return (*issues, Issue(text, code="too-costly", severity="warning"))


async def judged(
    handle: Handle, resource: Json, *, profiles: Iterable[str] = (), now: datetime | None = None
) -> tuple[Issue, ...]:
    """Every finding in a resource, by everything that is known to this caller."""
    terms = handle.room.validating._terminology().seen_by(handle)
    known, asked, moment = Known(), tuple(profiles), now or handle.room.now()
    for _ in range(_ROUNDS):
        judgement = await asyncio.to_thread(validation.judge, resource, known, now=moment, profiles=asked)
        if judgement.complete:
            return judgement.issues
        await _learn(terms, judgement, known, handle)
    return _endless(judgement.issues)


async def _learn(terms: Terminology, judgement: Judgement, known: Known, handle: Handle | None = None) -> None:
    if judgement.questions:
        known.answers.update((await terms.snapshot(sorted(judgement.questions))).answers)
    wanted = sorted(judgement.definitions)
    known.structures.update(dict.fromkeys(wanted))
    missing = []
    for canonical in wanted[:_MOST_SOUGHT]:  # more than so many different ones are no resource of a hospital
        plain = await terms.definition("StructureDefinition", canonical)
        if plain is None:
            missing.append(canonical)
        else:
            known.structures[canonical] = _read(plain)
    if handle is not None and handle.caller.allows(Action.READ, "StructureDefinition"):
        for start in range(0, len(missing), _AT_ONCE):
            known.structures.update(await _stored(handle, missing[start : start + _AT_ONCE]))


async def _stored(handle: Handle, wanted: Sequence[str]) -> dict[str, Structure | Refusal]:
    """The definitions that hospitals stored under these addresses, as the caller may see them: the newest of each."""
    asked = {one: terminology.canonical(one) for one in wanted if not one.startswith("|")}
    escaped = [url.replace("\\", "\\\\").replace(",", "\\,") for url, _ in asked.values()]
    if not escaped:
        return {}
    query = [("url", ",".join(dict.fromkeys(escaped)))]
    page = await handle.search("StructureDefinition", query, count=_AT_ONCE * 2)
    found: dict[str, Structure | Refusal] = {}
    for stored in page.matches:
        plain = types.to_plain(stored.resource)
        for canonical, (url, version) in asked.items():
            if plain.get("url") == url and version in ("", plain.get("version", "")) and canonical not in found:
                found[canonical] = _read(plain)
    return found


def _read(plain: Json) -> Structure | Refusal:
    """A definition; a Refusal says why it cannot be used."""
    try:
        return validation.read(plain)
    except Refusal as refusal:
        return refusal
