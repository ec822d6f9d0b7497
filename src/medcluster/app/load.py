"""How do files of FHIR data enter the record?

Promise: each unit of a file (`app.files`) is one transaction through the record's normal path, and its digest is stored
in that same transaction, so that a rerun after any interruption adds nothing twice. Units whose conditional references
find nobody yet are tried again after the others, as long as that helps, then reported.
Must not know: pages, HTTP, how files are packed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from medcluster import cluster, record
from medcluster.app.files import Unit, Unreadable, units
from medcluster.app.platform import Platform
from medcluster.fhir import types
from medcluster.foundation import Connection, Issue, Kind, Refusal

AT_ONCE = 3
UNRESOLVED = (Kind.AMBIGUOUS,)
KNOWN = "SELECT 1 FROM app.loaded WHERE digest = $1"
REMEMBER = (
    "INSERT INTO app.loaded (digest, file, resources, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1"
)


ENTRY = re.compile(r"Bundle\.entry\[(\d+)\](?:\.resource)?\.?(.*)", re.DOTALL)

Waiting = dict[str, tuple[Path, str]]  # digest -> file and why its unit waits


@dataclass(slots=True)
class Summary:
    """What a load did."""

    units: int = 0
    resources: int = 0
    known: int = 0
    faults: list[tuple[Path, str]] = field(default_factory=list)


class _AlreadyLoaded(Exception):
    """The unit's digest is there: its transaction is given up."""


@dataclass(slots=True)
class Load:
    """One run over some files. `step` is told after each unit, for a progress bar."""

    platform: Platform
    handle: record.Handle
    step: Callable[[Path], None] = lambda path: None
    summary: Summary = field(default_factory=Summary)

    async def run(self, paths: Iterable[Path]) -> Summary:
        """Load the files; files whose names sort first go first, what does not resolve waits and is read again."""
        waiting = await self._round(unit for path in paths for unit in self._readable(path))
        while waiting:
            again = await self._round(unit for path in _paths_of(waiting) for unit in _these(path, waiting))
            if len(again) == len(waiting):
                for path, reason in again.values():
                    self._fault(path, reason)
                break
            waiting = again
        return self.summary

    def _readable(self, path: Path) -> Iterator[Unit]:
        for one in units(path):
            if isinstance(one, Unreadable):
                self._fault(one.path, one.reason)
            else:
                yield one

    def _fault(self, path: Path, reason: str) -> None:
        self.summary.faults.append((path, reason))
        self.step(path)

    async def _round(self, source: Iterable[Unit]) -> Waiting:
        """Load each unit, a few at once; those that find nobody yet. Whatever ends it, nothing goes on behind."""
        unresolved: Waiting = {}
        pending: set[asyncio.Task[None]] = set()
        try:
            for unit in source:
                pending.add(asyncio.create_task(self._one(unit, unresolved)))
                if len(pending) >= AT_ONCE:
                    finished, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                    for task in finished:
                        task.result()
            await asyncio.gather(*pending)
        finally:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
        return unresolved

    async def _one(self, unit: Unit, unresolved: Waiting) -> None:
        try:
            loaded = await self._transact(unit)
        except _AlreadyLoaded:
            self.summary.known += 1
        except Refusal as refusal:
            if refusal.kind is Kind.UNAVAILABLE:
                raise
            if refusal.kind in UNRESOLVED:
                unresolved[unit.digest] = (unit.path, _words(unit, refusal))
            else:
                self._fault(unit.path, _words(unit, refusal))
            return
        else:
            self.summary.units += 1
            self.summary.resources += loaded
        self.step(unit.path)

    async def _transact(self, unit: Unit) -> int:
        async with self.platform.database.acquire() as connection:
            if await connection.fetchval(KNOWN, unit.digest):
                raise _AlreadyLoaded
        bundle = _bundle_of(unit)
        count = len(bundle.entry)

        async def remember(connection: Connection) -> None:
            now = self.platform.clock.now()
            if not await connection.fetchval(REMEMBER, unit.digest, unit.path.name, count, now):
                raise _AlreadyLoaded

        await self.handle.transaction(bundle, extra=remember)
        return count


async def loader_of(platform: Platform, custodian: str) -> record.Handle:
    """The handle that a load writes with: an interface of the participant `custodian`, by default of the operator."""
    known = sorted(one.id for one in await platform.directory.participants())
    chosen = custodian or (await platform.directory.cluster()).operator
    if chosen not in known:
        raise Refusal(
            Kind.INVALID,
            f"There is no participant {chosen!r}.",
            hint=f"Participants: {', '.join(known)}.",
        )
    number = await platform.record.custodian_number(chosen)
    return platform.record.open_for(
        cluster.build_caller(
            cluster.Role.INTERFACE,
            account=f"load:{chosen}",
            name="medcluster load",
            participant=chosen,
            custodian=number,
            demonstration=platform.settings.demo != "off",
        )
    )


def _paths_of(waiting: Waiting) -> list[Path]:
    return list(dict.fromkeys(path for path, _ in waiting.values()))


def _these(path: Path, waiting: Waiting) -> Iterator[Unit]:
    """The units of a file that wait; what cannot be read of it has been told already."""
    return (one for one in units(path) if isinstance(one, Unit) and one.digest in waiting)


def _words(unit: Unit, refusal: Refusal) -> str:
    issues = "; ".join(f"{_place(unit, issue.where)} {issue.text}".strip() for issue in refusal.issues[:3])
    more = f" (and {len(refusal.issues) - 3} more)" if len(refusal.issues) > 3 else ""
    lines = f"lines {unit.lines[0]} to {unit.lines[-1]}: " if len(unit.lines) > 1 else ""
    return f"{lines}{issues}{more}"


def _place(unit: Unit, where: str) -> str:
    """Where a finding is; in a file of lines, by the line."""
    found = ENTRY.match(where)
    if not unit.lines or not found:
        return where
    return f"line {unit.lines[int(found[1])]}: {found[2]}"


def _bundle_of(unit: Unit) -> types.Bundle:
    if unit.lines:
        return _gathered(_decoded(number, line) for number, line in enumerate(unit.documents))
    resource = types.decode(unit.documents[0])
    if not isinstance(resource, types.Bundle):
        return _gathered([resource])
    if resource.type in ("transaction", "batch"):
        return types.Bundle(type="transaction", entry=resource.entry)
    return _gathered(entry.resource for entry in resource.entry if entry.resource is not None)


def _decoded(number: int, line: bytes) -> types.Resource:
    try:
        return types.decode(line)
    except Refusal as refusal:
        place = f"Bundle.entry[{number}].resource."
        issues = tuple(Issue(each.text, place + each.where, each.code, each.severity) for each in refusal.issues)
        raise Refusal(refusal.kind, refusal.text, hint=refusal.hint, issues=issues) from None


def _gathered(resources: Iterable[types.Resource]) -> types.Bundle:
    return types.Bundle(type="transaction", entry=tuple(_put(resource) for resource in resources))


def _put(resource: types.Resource) -> types.BundleEntry:
    name = types.type_name(resource)
    if resource.id:
        request = types.BundleEntryRequest(method="PUT", url=f"{name}/{resource.id}")
    else:
        request = types.BundleEntryRequest(method="POST", url=name)
    return types.BundleEntry(resource=cast(types.AnyResource, resource), request=request)
