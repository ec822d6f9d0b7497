"""Two engines agree: random searches over random resources, in the record and looked up one by one.

`python -m tests.properties.search_cases --cases 50000 --seed 1 [--resume FILE]` runs many and prints each failure by
its name, `seed/world/case`; `--only seed/world/case` runs one of them alone. A world is a set of resources of one
custodian, who sees nothing of the other worlds.
"""

from __future__ import annotations

import argparse
import asyncio
import bz2
import json
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from medcluster.fhir import types
from medcluster.foundation import Database, EmbeddedPostgres, Kind, RandomIds, Refusal, SystemClock, migrate
from medcluster.record import Action, Caller, Handle, Record
from tests.properties.naive.comparing import sort_key
from tests.properties.naive.searching import Naive, meets
from tests.properties.random_resources import resources
from tests.properties.random_searches import Case, Searches, compartment, parameters

CASES_OF_A_WORLD = 500
RESOURCES_OF_A_WORLD = 220
SYNTHEA = Path(__file__).resolve().parents[3] / "shared" / "data" / "synthea"
LARGEST_BUNDLE = 40_000  # bytes, packed
_ALL = frozenset({"*"})
_MAY = {Action.READ: _ALL, Action.WRITE: _ALL, Action.DELETE: _ALL}


@dataclass
class Score:
    """How far it has come."""

    seed: int
    done: int = 0
    found_something: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


class World:
    """Resources in the record, the same in memory, and searches over them."""

    def __init__(self, handle: Handle, naive: Naive, seed: str) -> None:
        self.handle = handle
        self.naive = naive
        self.seed = seed

    @classmethod
    async def made(cls, record: Record, seed: int, number: int, size: int = RESOURCES_OF_A_WORLD) -> World:
        """A new one; every fourth has a patient of the Synthea data in it, too."""
        custodian = await record.custodian_number(f"world-{seed}-{number}")
        who = Caller("cases", "cases", "doctor", "", custodian, frozenset({custodian}), may=_MAY)
        handle = record.open_for(who)
        some = resources(seed * 1000 + number, size)
        for start in range(0, len(some), 50):
            await handle.write(some[start : start + 50])
        if number % 4 == 1:
            await _with_synthea(handle, number // 4)
        return cls(handle, Naive.over(await _everything(handle)), f"{seed}/{number}")

    def case(self, number: int) -> Case:
        """The search of this number."""
        return Searches(random.Random(f"{self.seed}/{number}"), self.naive).case()

    async def run(self, case: Case) -> tuple[str, int]:
        """What is wrong with the record's answer, "" for nothing; how many matched."""
        expected = {one for one in self.naive.search(case.kind, case.conditions) if self._is_inside(case, one)}
        matches, included, totals = await self._ask(case)
        if len(matches) != len(set(matches)):
            return f"twice: {sorted({one for one in matches if matches.count(one) > 1})}", len(expected)
        if set(matches) != expected:
            return f"missing {sorted(expected - set(matches))[:5]}, too many {sorted(set(matches) - expected)[:5]}", 0
        if case.total and totals != {len(expected)}:
            return f"total {totals} of {len(expected)}", 0
        if case.include:
            wanted, came = self._beside(case, expected), set(included)
            if came != wanted:
                return f"included: missing {sorted(wanted - came)[:5]}, too many {sorted(came - wanted)[:5]}", 0
        return self._out_of_order(case, matches), len(expected)

    async def _ask(self, case: Case) -> tuple[list[str], list[str], set[int | None]]:
        query: Any = case.pairs
        matches: list[str] = []
        included: list[str] = []
        totals: set[int | None] = set()
        while query is not None:
            page = await self.handle.search(case.place, query)
            matches += [one.reference for one in page.matches]
            included += [one.reference for one in page.included]
            totals.add(page.total)
            query = page.next_query
        return matches, included, totals

    def _is_inside(self, case: Case, reference: str) -> bool:
        if case.listed and reference not in self.naive.values(f"List/{case.listed}", "item"):
            return False
        if case.filter and not meets(self.naive, reference, case.filter):
            return False
        if not case.patient:
            return True
        centre = f"Patient/{case.patient}"
        names = compartment().get(case.kind, [])
        return reference == centre or any(centre in self.naive.values(reference, name) for name in names)

    def _beside(self, case: Case, matches: set[str]) -> set[str]:
        """What has to come along."""
        if case.include is None:
            return set()
        how, source, name = case.include
        reached, fresh = set(matches), set(matches)
        while fresh:
            found: set[str] = set()
            if how.startswith("_revinclude"):
                found = {one for one in self.naive.of(source) if fresh & self.naive.referred(one, name)}
            else:
                for one in fresh:
                    if one.startswith(f"{source}/"):
                        found |= self._allowed(source, name, self.naive.referred(one, name))
            fresh = found - reached if how.endswith(":iterate") else set()
            reached |= found
        return reached - matches

    def _allowed(self, source: str, name: str, references: set[str]) -> set[str]:
        """Of these, the types that the parameter refers to."""
        targets = next(one.targets for one in parameters(source) if one.name == name)
        return {one for one in references if not targets or one.partition("/")[0] in targets}

    def _out_of_order(self, case: Case, matches: list[str]) -> str:
        """The first two that stand the wrong way round."""
        by_name = {one.name: one for one in parameters(case.kind)}
        ranks = []
        for reference in matches:
            rank: list[tuple[bool, Any, bool]] = []
            for key in case.sort:
                name, down = key.removeprefix("-"), key.startswith("-")
                if name == "_id":
                    value = reference.partition("/")[2]
                else:
                    value = sort_key(by_name[name], self.naive.values(reference, name), descending=down)
                rank.append((value is None, value, down))
            ranks.append(rank)
        for place in range(1, len(ranks)):
            if _after(ranks[place - 1], ranks[place]):
                return f"out of order: {matches[place - 1]} {ranks[place - 1]}, {matches[place]} {ranks[place]}"
        return ""


def _after(one: list[tuple[bool, Any, bool]], other: list[tuple[bool, Any, bool]]) -> bool:
    for (no_value, value, down), (no_other, other_value, _) in zip(one, other, strict=True):
        if no_value != no_other:
            return no_value
        if not no_value and value != other_value:
            return bool((value < other_value) is down)
    return False


async def _everything(handle: Handle) -> list[types.Resource]:
    found: list[types.Resource] = []
    query: str | None = "_count=1000"
    while query is not None:
        page = await handle.search("*", query)
        found += [one.resource for one in page.matches]
        query = page.next_query
    return found


async def _with_synthea(handle: Handle, number: int) -> None:
    files = sorted(one for one in SYNTHEA.glob("*.bz2") if one.stat().st_size < LARGEST_BUNDLE)
    people = [one for one in files if not one.name.startswith("0-")]
    if not people:
        return
    for one in [*(one for one in files if one.name.startswith("0-")), people[number % len(people)]]:
        bundle = types.decode(bz2.decompress(one.read_bytes()))
        if isinstance(bundle, types.Bundle):
            await handle.transaction(bundle)


async def one_case(world: World, number: int, score: Score) -> None:
    """Run it and note what came of it."""
    case = world.case(number)
    name = f"{world.seed}/{number}"
    try:
        wrong, count = await world.run(case)
    except Refusal as refusal:
        if refusal.kind is Kind.UNSUPPORTED:
            score.refused[refusal.text] = score.refused.get(refusal.text, 0) + 1
            wrong, count = "", 0
        else:
            wrong, count = f"refused: {refusal.text}", 0
    score.done += 1
    score.found_something += count > 0
    if wrong:
        score.failures.append(f"{name} {case}: {wrong}")


async def _run(arguments: argparse.Namespace) -> int:
    score = _resumed(arguments)
    quick = {"fsync": "off", "shared_buffers": "128MB", "autovacuum_naptime": "10min"}
    with tempfile.TemporaryDirectory(prefix="medcluster-") as folder:
        server = EmbeddedPostgres(Path(folder) / "data", parameters=quick)
        await server.start()
        try:
            await migrate(server.url_owner, application_role="medcluster")
            database = await Database.connect(server.url_application)
            record = Record(database, clock=SystemClock(), ids=RandomIds())
            await _cases(record, arguments, score)
            await database.close()
        finally:
            await server.stop()
    _tell(score)
    return 1 if score.failures else 0


async def _cases(record: Record, arguments: argparse.Namespace, score: Score) -> None:
    if arguments.only:
        seed, number, case = map(int, arguments.only.split("/"))
        world = await World.made(record, seed, number)
        print(world.case(case))
        return await one_case(world, case, score)
    started = time.monotonic()
    while score.done < arguments.cases:
        number, first = divmod(score.done, CASES_OF_A_WORLD)
        world = await World.made(record, score.seed, number)
        for case in range(first, min(CASES_OF_A_WORLD, first + arguments.cases - score.done)):
            known = len(score.failures)
            await one_case(world, case, score)
            for failure in score.failures[known:]:
                print("FAILED", failure, flush=True)
        if arguments.resume:
            _keep(arguments.resume, score)
        pace = (time.monotonic() - started) / max(score.done, 1) * 1000
        print(f"{score.done} cases, {len(score.failures)} failed, {pace:.1f} ms each", file=sys.stderr, flush=True)


def _keep(where: str, score: Score) -> None:
    new = Path(f"{where}.new")  # a run that is killed while it writes leaves the file before
    new.write_text(json.dumps(asdict(score)), encoding="utf-8")
    new.replace(where)


def _resumed(arguments: argparse.Namespace) -> Score:
    before = Path(arguments.resume) if arguments.resume else None
    if before is None or not before.exists():
        return Score(arguments.seed)
    found = Score(**json.loads(before.read_text(encoding="utf-8")))
    if found.seed != arguments.seed:
        raise SystemExit(f"{before} is of seed {found.seed}: name another file, or that seed")
    return found


def _tell(score: Score) -> None:
    print(f"{score.done} cases of seed {score.seed}, {score.found_something} found something")
    for text, count in sorted(score.refused.items()):
        print(f"not offered, {count} times: {text}")
    print(f"{len(score.failures)} failed")
    for failure in score.failures:
        print("FAILED", failure)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", default="", help="a file that keeps how far it came")
    parser.add_argument("--only", default="", help="seed/world/case of one search")
    raise SystemExit(asyncio.run(_run(parser.parse_args())))


if __name__ == "__main__":
    main()
