"""How do the demonstration's patients enter the record?

Promise: seeded; written through the record's normal path, some patients in one transaction; a run can be repeated: it
starts after the patients that are there. The mix of protocols and centres is invented and stands in
`demonstration/mix.yaml`. Must not know: pages, jobs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from medcluster import protocol, record
from medcluster.fhir import types
from medcluster.foundation import Ids, SeededIds
from medcluster.simulation.background import background
from medcluster.simulation.chart import Place, Staff, chart
from medcluster.simulation.journey import Habits, travel
from medcluster.simulation.population import NUMBER_SYSTEM, patient, person

PATIENTS_AT_ONCE = 12
CHILDREN = (1, 17)
ADULTS = (28, 88)
COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Share:
    """One line of the mix: a protocol at a participant."""

    protocol: str
    participant: str
    weight: float
    partners: Mapping[str, str]
    habits: Habits
    children: bool


@cache
def mix() -> tuple[Share, ...]:
    """The shares, as `demonstration/mix.yaml` gives them."""
    text = files("medcluster.simulation").joinpath("demonstration/mix.yaml").read_text(encoding="utf-8")
    lines: Sequence[Mapping[str, Any]] = yaml.safe_load(text)["mix"]
    return tuple(
        Share(
            protocol=line["protocol"],
            participant=line["at"],
            weight=line["weight"],
            partners=line.get("partners", {}),
            habits=Habits(**line.get("habits", {})),
            children=line.get("children", False),
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Population:
    """What is needed to make patients: versions by protocol name (newest first), staff by participant, instant, seed."""

    versions: Mapping[str, Sequence[protocol.Version]]
    staff: Mapping[str, Sequence[Staff]]
    now: datetime
    seed: int

    def resources(self, number: int) -> tuple[str, list[types.Resource]]:
        """The participant and every resource of patient number `number`; the same for the same seed and instant."""
        source = random.Random(f"{self.seed}/{number}")
        ids = SeededIds(source.randrange(2**63))
        shares = [share for share in mix() if share.protocol in self.versions]
        share = source.choices(shares, [share.weight for share in shares])[0]
        return share.participant, list(self._one(source, ids, number, share))

    def _one(self, source: random.Random, ids: Ids, number: int, share: Share) -> Iterator[types.Resource]:
        who = person(source, number, today=self.now.date(), ages=CHILDREN if share.children else ADULTS)
        patient_id = ids.new()
        yield patient(who, patient_id, share.participant)
        newest, *older = self.versions[share.protocol]
        journey = travel(source, newest, self.now, share.habits)
        if older and self.now - journey.referred_at > timedelta(days=70):
            journey = travel(source, older[0], self.now, share.habits)
        subject = types.Reference(reference=f"Patient/{patient_id}")
        yield from background(source, subject, share.protocol, journey.referred_at)
        yield from chart(source, journey, patient_id, self._place(share), ids)

    def _place(self, share: Share) -> Place:
        everyone = [one for group in self.staff.values() for one in group]
        coordinator = next(one for one in everyone if one.role == COORDINATOR)
        near = {share.participant, *share.partners.values()}
        local = tuple(one for place in near for one in self.staff.get(place, ()))
        return Place(share.participant, coordinator, local, share.partners)


async def populate(
    population: Population,
    handle_at: Callable[[str], record.Handle],
    count: int,
    step: Callable[[int], None],
) -> int:
    """Write patients until there are `count` invented ones; how many were added. `step` is told how many each time."""
    have = await _present(handle_at(mix()[0].participant), count)
    waiting: dict[str, list[types.Resource]] = {}
    patients: dict[str, int] = {}
    for number in range(have + 1, count + 1):
        participant, resources = population.resources(number)
        waiting.setdefault(participant, []).extend(resources)
        patients[participant] = patients.get(participant, 0) + 1
        if patients[participant] == PATIENTS_AT_ONCE:
            await handle_at(participant).write(waiting.pop(participant))
            step(patients.pop(participant))
    for participant, resources in waiting.items():
        await handle_at(participant).write(resources)
        step(patients[participant])
    return max(count - have, 0)


async def _present(handle: record.Handle, count: int) -> int:
    """The highest number given so far, found by halving: numbers are given in order."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        page = await handle.search("Patient", [("identifier", f"{NUMBER_SYSTEM}|48 {middle:06d}"), ("_count", "1")])
        low, high = (middle, high) if page.matches else (low, middle - 1)
    return low
