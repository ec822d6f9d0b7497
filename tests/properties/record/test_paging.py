"""Pages of one search while four writers work: nothing unchanged is missed or doubled, nothing new slips in.

Each write is noted with the instants between which it was committed, so that what a page may show follows from the
notes alone, whoever was faster.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient

WRITERS = 4
CODES = ["1-1", "2-2"]
SEARCHES = [
    ("Observation", "code=1-1,2-2"),
    ("Observation", "patient=pager"),
    ("Observation", "code=1-1,2-2&_sort=-date"),
    ("Observation", "_sort=date"),
    ("Observation", "status=final&_sort=-value-quantity,code"),
    ("Observation", "_sort=code"),
    ("Observation", "_sort=value-quantity"),
    ("Observation", "date=ge2020&_sort=-code,date"),
    ("Observation", "_lastUpdated=ge2020&_sort=_lastUpdated"),
    ("Observation", "value-quantity=ge0"),
    ("Observation", ""),
    ("Patient/pager/Observation", ""),
    ("Patient/pager/Observation", "_sort=-date"),
    ("*", "_type=Observation,Encounter"),
]


@dataclass
class Notes:
    """When each resource was written: pairs of instants, the act in between."""

    writes: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    gone: set[str] = field(default_factory=set)

    def check(self, shown: list[str], began: float, first: float, ended: float) -> None:
        """What may and what must stand on the pages of a search whose first page came between `began` and `first`."""
        counts = {name: shown.count(name) for name in {*shown, *self.writes}}
        for name, count in counts.items():
            writes = self.writes[name]
            assert count <= 1, f"{name} came {count} times"
            if not writes:  # made just now: its writer has not been told yet
                continue
            if writes[0][0] > first:
                assert count == 0, f"{name} was made after the first page"
            elif writes[-1][1] < began or all(end < began or start > ended for start, end in writes):
                there = name not in self.gone or writes[-1][0] > ended
                assert count == int(there), f"{name} was not touched and came {count} times"


class Writer:
    """Makes, changes and deletes observations of its own, as fast as it can."""

    def __init__(self, handle: Handle, notes: Notes, seed: int) -> None:
        self.handle = handle
        self.notes = notes
        self.chance = random.Random(seed)
        self.mine: list[str] = []

    async def work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.step()
            await asyncio.sleep(self.chance.random() / 200)

    async def step(self) -> None:
        act = self.chance.choice(["make", "change", "change", "delete"]) if len(self.mine) > 5 else "make"
        start = time.perf_counter()
        if act == "make":
            name = (await self.handle.create(self.made())).id
            self.mine.append(name)
        elif act == "change":
            name = self.chance.choice(self.mine)
            self.notes.writes[name].append((start, float("inf")))
            await self.handle.update(self.made(id=name))
            self.notes.writes[name].pop()
        else:
            name = self.mine.pop(self.chance.randrange(len(self.mine)))
            self.notes.writes[name].append((start, float("inf")))
            self.notes.gone.add(name)
            await self.handle.delete("Observation", name)
            self.notes.writes[name].pop()
        self.notes.writes[name].append((start, time.perf_counter()))

    def made(self, **more: object) -> types.Observation:
        quantity = types.Quantity(value=self.chance.randrange(9))  # type: ignore[arg-type]
        day = f"2024-0{self.chance.randrange(1, 9)}-11"
        return observation("pager", self.chance.choice(CODES), day, valueQuantity=quantity, **more)


@pytest_asyncio.fixture(scope="module")
async def writers(clinic: Handle) -> list[Writer]:
    """Four of them over one set of notes, each with some observations to begin with."""
    await clinic.write([patient("Pager", id="pager")])
    notes = Notes()
    found = [Writer(clinic, notes, seed) for seed in range(WRITERS)]
    for writer in found:
        for _ in range(15):
            await writer.step()
    return found


@pytest.mark.parametrize(("place", "query"), SEARCHES)
async def test_the_promise_of_paging(clinic: Handle, writers: list[Writer], place: str, query: str) -> None:
    chance = random.Random(f"{place}{query}")
    notes = writers[0].notes
    stop = asyncio.Event()
    tasks = [asyncio.create_task(writer.work(stop)) for writer in writers]
    try:
        for _ in range(5):
            began = time.perf_counter()
            following: str | None = f"{query}&_count={chance.choice([3, 7, 13])}".lstrip("&")
            shown: list[str] = []
            first = 0.0
            while following:
                page = await clinic.search(place, following)
                first = first or time.perf_counter()
                shown += [stored.id for stored in page.matches]
                following = page.next_query
                await asyncio.sleep(chance.random() / 100)
            ended = time.perf_counter()
            assert shown
            notes.check(shown, began, first, ended)
    finally:
        stop.set()
        await asyncio.gather(*tasks)


async def test_a_page_is_the_same_when_it_is_asked_for_again(clinic: Handle, writers: list[Writer]) -> None:
    first = await clinic.search("Observation", "_sort=-date&_count=5")
    for writer in writers:
        for _ in range(5):
            await writer.step()
    again = [await clinic.search("Observation", first.next_query or "") for _ in range(2)]
    assert [one.id for one in again[0].matches] == [one.id for one in again[1].matches]
    assert not {one.id for one in again[0].matches} & {one.id for one in first.matches}


async def test_an_altered_cursor_is_refused(clinic: Handle, writers: list[Writer]) -> None:
    page = await clinic.search("Observation", "_count=2")
    query, _, cursor = (page.next_query or "").partition("_cursor=")
    for place in range(0, len(cursor), max(1, len(cursor) // 12)):
        letter = "A" if cursor[place] != "A" else "B"
        with pytest.raises(Refusal) as caught:
            await clinic.search("Observation", f"{query}_cursor={cursor[:place]}{letter}{cursor[place + 1 :]}")
        assert caught.value.kind is Kind.MALFORMED
