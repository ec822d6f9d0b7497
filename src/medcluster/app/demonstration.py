"""What does the demonstration cluster consist of, and when is it there?

Promise: installing is idempotent: participants, people and accounts from `cluster.yaml`, the protocols of `protocols/`,
invented patients up to a number. Everything is written through the record's normal path; an interrupted run goes on
where it was. Must not know: pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from medcluster import cluster, simulation
from medcluster.app.installing import install_cluster, publish, shipped, writer
from medcluster.app.platform import Platform, wire
from medcluster.foundation import Addresses, Database, Settings

SEED = 2018
REASON = "demonstration cluster"


class Bar(Protocol):
    """Something that shows progress."""

    def begin(self, words: str, total: int) -> Self: ...
    def __enter__(self) -> Self: ...
    def step(self, by: int = 1) -> None: ...
    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclass(slots=True)
class Demonstration:
    """The demonstration of one platform."""

    platform: Platform

    async def install(self) -> None:
        """Participants, people, accounts and protocols."""
        description = cluster.demonstration()
        await install_cluster(self.platform, description)
        await self.platform.accounts.install(description)
        await publish(self.platform, [one for versions in shipped().values() for one in reversed(versions)])

    async def populate(self, patients: int, step: Callable[[int], None]) -> int:
        """Invented patients up to this number; how many were added."""
        description = cluster.demonstration()
        places = [participant.id for participant in description.participants]
        handles = {place: await writer(self.platform, place, REASON) for place in places}
        population = simulation.Population(
            versions=shipped(),
            staff=_staff(description),
            now=self.platform.clock.now(),
            seed=SEED,
        )
        return await simulation.populate(population, handles.__getitem__, patients, step)


def _staff(description: cluster.ClusterDescription) -> dict[str, list[simulation.Staff]]:
    staff: dict[str, list[simulation.Staff]] = {}
    for one in description.people:
        staff.setdefault(one.participant, []).append(simulation.Staff(one.id, one.latin, str(one.role)))
    return staff


async def prepare(settings: Settings, addresses: Addresses, bar: Bar) -> None:
    """Before the first request: the demonstration cluster, unless it was switched off."""
    if settings.demo == "off":
        return
    database = await Database.connect(addresses.application)
    try:
        demonstration = Demonstration(wire(settings, database))
        await demonstration.install()
        with bar.begin("Invented patients", settings.demo_patients):
            await demonstration.populate(settings.demo_patients, bar.step)
    finally:
        await database.close()
