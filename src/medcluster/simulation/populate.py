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
from medcluster.simulation.anna import PATIENT_ID, PROTOCOL, anna
from medcluster.simulation.background import background
from medcluster.simulation.chart import Place, Staff, chart
from medcluster.simulation.journey import Habits, travel
from medcluster.simulation.population import NUMBER_SYSTEM, number_of, patient, person

PATIENTS_AT_ONCE = 24
CHILDREN = (1, 17)
ADULTS = (46, 88)
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
    """What is needed to make patients: versions by protocol name (newest first), staff by participant, and so on."""

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

    def anna(self) -> tuple[str, list[types.Resource]]:
        """The participant and every resource of Anna, whom the tour follows."""
        share = next(one for one in mix() if one.protocol == PROTOCOL)
        return share.participant, list(anna(self.versions[PROTOCOL][0], self._place(share), self.now))

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
    """Write Anna, and the invented patients numbered 1 to `count` that are not there yet; how many were added.

    Patients of one participant are written together, one transaction for each few; `step` is told how many were done.
    """
    added = 0
    reader = handle_at(mix()[0].participant)
    if not (await reader.search("Patient", [("_id", PATIENT_ID)])).matches:
        participant, resources = population.anna()
        await handle_at(participant).write(resources)
    for first in range(1, count + 1, PATIENTS_AT_ONCE):
        numbers = range(first, min(first + PATIENTS_AT_ONCE, count + 1))
        present = await _present(reader, numbers)
        together: dict[str, list[types.Resource]] = {}
        for number in (one for one in numbers if number_of(one) not in present):
            participant, resources = population.resources(number)
            together.setdefault(participant, []).extend(resources)
            added += 1
        for participant, resources in together.items():
            await handle_at(participant).write(resources)
        step(len(numbers))
    return added


async def _present(handle: record.Handle, numbers: Sequence[int]) -> set[str]:
    """Which of these patients' numbers are in the record."""
    wanted = ",".join(f"{NUMBER_SYSTEM}|{number_of(number)}" for number in numbers)
    page = await handle.search("Patient", [("identifier", wanted), ("_count", str(len(numbers)))])
    found = [stored.resource for stored in page.matches]
    return {
        identifier.value or ""
        for one in found
        if isinstance(one, types.Patient)
        for identifier in one.identifier
        if identifier.system == NUMBER_SYSTEM
    }
