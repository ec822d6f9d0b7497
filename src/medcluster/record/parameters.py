"""Which search parameters were added to those of R4, and can they be searched by yet?

Promise: an active SearchParameter of the record is known to every process that writes within a second of its commit
(`learn`, called before rows are made); only then are the resources that were there before indexed by it (`settle`),
and searches by it are refused, with the progress, until that is done. One that cannot be used says why. What became of
each is told by `told`. Every write pays for each of them: there are never more than `MOST`, and for one type
`MOST_OF_TYPE`, whoever stores them at once. Must not know: how index rows are made, HTTP. Source:
http://hl7.org/fhir/R4/searchparameter.html.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from medcluster.fhir import search, types
from medcluster.foundation import Connection, Database, Issue, Kind, Refusal
from medcluster.record import statements
from medcluster.record.hashing import hash64, parameter_number

log = logging.getLogger("medcluster.record")
FRESH_SECONDS = 1.0
GRACE_SECONDS = 2.0  # after which everybody who writes has looked again
MOST, MOST_OF_TYPE = 200, 40  # active ones in the record, and for one type of resource
FORMATS = "format "  # runs with these names are not about a parameter
_ALL_ROWS = {"medcluster.every_row": "on"}
_VERSION = "SELECT count(*), max(ts) FROM record.change WHERE type = 'SearchParameter'"
_ALL = "SELECT body FROM record.resource WHERE type = 'SearchParameter' AND NOT deleted ORDER BY ts DESC, rid DESC"
_LOCK = 0x70_61_72_61_6D  # of who stores an active one: two at once do not pass the limit together
_ACTIVE = """
SELECT r.body FROM record.token AS t JOIN record.resource AS r USING (rid)
WHERE t.p = $1 AND t.h = $2 AND r.type = 'SearchParameter' AND NOT r.deleted
"""
_RUNS = "SELECT name, total, done, finished IS NOT NULL AS finished FROM record.reindexing"
_FORGET = "DELETE FROM record.reindexing WHERE name NOT LIKE $1 || '%' AND name <> ALL ($2::text[])"
_OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"  # of the transactions that still run
_NEXT = "SELECT pg_current_xact_id()::text"  # after all that have begun to write


@dataclass(frozen=True, slots=True)
class Added:
    """A SearchParameter that is active: the run that indexes by it, or why it is not used."""

    url: str
    code: str
    types: tuple[str, ...] = ()
    run: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one: `state` is ready, waiting (for its run to begin), indexing or unused."""

    url: str
    code: str
    types: tuple[str, ...]
    state: str
    done: int = 0
    total: int = 0
    problem: str = ""


@dataclass(slots=True)
class Parameters:
    """What one process knows of them."""

    looked: float = float("-inf")
    version: tuple[Any, ...] = ()
    added: tuple[Added, ...] = ()
    by_type: search.ByType = field(default_factory=dict)
    runs: Mapping[str, tuple[int, int, bool]] = field(default_factory=dict)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    seen: dict[str, tuple[float, int | None]] = field(
        default_factory=dict
    )  # run -> when, and which transactions end first

    async def learn(self, database: Database, *, now: bool = False) -> None:
        """Know what was committed a second ago, or, with `now`, before this call; costs nothing within the second."""
        if not now and monotonic() - self.looked < FRESH_SECONDS:
            return
        async with self.looking:
            if now or monotonic() - self.looked >= FRESH_SECONDS:
                started = monotonic()
                await self._look(database)
                self.looked = started

    async def _look(self, database: Database) -> None:
        async with database.transaction(settings=_ALL_ROWS, read_only=True) as connection:
            version = tuple(await connection.fetchrow(_VERSION) or ())
            changed = version != self.version
            added, by_type = self.added, self.by_type
            if changed:
                added, by_type = _read([row["body"] for row in await connection.fetch(_ALL)])
            runs: dict[str, tuple[int, int, bool]] = {}
            if any(one.run for one in added):
                found = await connection.fetch(_RUNS)
                runs = {row["name"]: (row["done"], row["total"], row["finished"]) for row in found}
        if changed or runs != self.runs:  # at once: whoever makes rows looks at `by_type` to see by what
            self.version, self.added, self.by_type, self.runs = version, added, by_type, runs
            search.install(self.by_type, self._waiting())

    def _waiting(self) -> dict[tuple[str, str], str]:
        """Those that cannot be searched by yet: how far they have come."""
        waiting: dict[tuple[str, str], str] = {}
        for one in self.added:
            done, total, finished = self.runs.get(one.run, (0, 0, False))
            if not finished and not one.problem:
                words = f"{done} of {total} resources are indexed" if total else "its index begins soon"
                waiting.update({(name, one.code): words for name in one.types})
        return waiting

    def told(self) -> list[Told]:
        """What became of each."""
        found = []
        for one in self.added:
            done, total, finished = self.runs.get(one.run, (0, 0, False))
            state = "ready" if finished else "indexing" if one.run in self.runs else "waiting"
            state = "unused" if one.problem else state
            found.append(Told(one.url, one.code, one.types, state, done, total, one.problem))
        return found

    async def settle(
        self, database: Database, *, grace: float = GRACE_SECONDS
    ) -> Sequence[tuple[str, tuple[str, ...]]]:
        """The runs that are to begin now, name and types; the runs of those that are gone are forgotten.

        A run waits until everybody who writes has looked, and until what they had begun before has ended.
        """
        await self.learn(database, now=True)
        wanted = {one.run: one.types for one in self.added if one.run}
        async with database.transaction(settings=_ALL_ROWS) as connection:
            await connection.execute(_FORGET, FORMATS, list(wanted))
            missing = [run for run in wanted if run not in self.runs]
            self.seen = {run: self.seen.get(run, (monotonic(), None)) for run in missing}
            begin = []
            oldest = int(await connection.fetchval(_OLDEST)) if missing else 0
            for run, (first, ending) in self.seen.items():
                if monotonic() - first < FRESH_SECONDS + grace:
                    continue
                if ending is None:
                    self.seen[run] = (first, int(await connection.fetchval(_NEXT)))
                elif oldest >= ending:
                    begin.append((run, wanted[run]))
        return begin


async def added_parameters(database: Database) -> list[Told]:
    """What became of each that is active, as the database has it now."""
    found = Parameters()
    await found.learn(database, now=True)
    return found.told()


def _read(bodies: Sequence[bytes]) -> tuple[tuple[Added, ...], search.ByType]:
    """The active ones, and what each type is searched by; of two of one name the older one is used."""
    known: dict[str, dict[str, search.Parameter]] = {}
    told: list[Added] = []
    for resource in _active(bodies):
        url, code = str(resource.url), str(resource.code)
        try:
            found = search.added(resource)
        except Refusal as refusal:
            told.append(Added(url, code, problem=refusal.text))
            continue
        taken = [name for name in found if code in known.get(name, ())]
        if taken:
            told.append(Added(url, code, problem=f"{taken[0]} has a parameter {code} already."))
            continue
        for name, parameter in found.items():
            known.setdefault(name, {})[code] = parameter
        names = tuple(sorted(found))
        told.append(Added(url, code, names, f"{url} {_digest(resource, names)}"))
    return tuple(told), known


def _active(bodies: Sequence[bytes]) -> list[types.SearchParameter]:
    found = []
    for body in reversed(bodies):
        try:
            resource = types.decode(body)
        except Refusal:
            log.exception("parameter.unreadable")
            continue
        if isinstance(resource, types.SearchParameter) and resource.status == "active":
            found.append(resource)
    return found


def _digest(resource: types.SearchParameter, names: Sequence[str]) -> str:
    """What is indexed by it: another digest, another run."""
    told = repr((resource.code, resource.type, resource.expression, tuple(names)))
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def check(resource: types.Resource) -> None:
    """Refuse a SearchParameter in use whose expression cannot be read, with the place of the mistake."""
    if isinstance(resource, types.SearchParameter) and resource.status == "active" and resource.expression:
        search.check_expression(resource)


async def check_number(connection: Connection, written: Iterable[types.Resource | None]) -> None:
    """Refuse active ones that the transaction has just written, when there are more of them now than may be.

    Those count that can be used by themselves, also where an older one of the same name is used instead.
    """
    if not any(isinstance(one, types.SearchParameter) and one.status == "active" for one in written):
        return
    await connection.execute(statements.LOCK_ALONE, [_LOCK])
    status = parameter_number("SearchParameter", "status")
    rows = await connection.fetch(_ACTIVE, status, hash64("active"))
    count = 0
    of_types = Counter[str]()
    for resource in _active([row["body"] for row in rows]):
        try:
            of_types.update(search.added(resource).keys())
        except Refusal:
            continue
        count += 1
    if count > MOST:
        raise _too_many(f"The record has {MOST} active search parameters of its own")
    for name, of_type in of_types.most_common(1):
        if of_type > MOST_OF_TYPE:
            raise _too_many(f"{name} has {MOST_OF_TYPE} active search parameters of its own")


def _too_many(text: str) -> Refusal:
    text += ", and there may be no more: each of them costs every write."
    hint = "Retire one that nobody searches by, with the status retired; then store this one again."
    return Refusal(Kind.INVALID, text, hint=hint, issues=(Issue(text, "SearchParameter.status", "too-costly"),))
