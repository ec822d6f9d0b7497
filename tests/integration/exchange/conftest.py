"""A record over this module's database, a clinic's sources, and what a doctor of the clinic sees of what came."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest_asyncio

from medcluster.cluster import Role, build_caller
from medcluster.exchange import Answer, Listener, Reception, Repairs, Source, Sources
from medcluster.foundation import Database, RandomIds, SystemClock
from medcluster.record import Caller, Handle, Record
from tests.integration.record.samples import staff

PORT = 2575


@dataclass
class Clinic:
    """A hospital that sends messages, and who looks at them."""

    record: Record
    sources: Sources
    reception: Reception
    repairs: Repairs
    doctor: Handle
    administrator: Handle
    stranger: Handle
    sender: Source

    async def send(self, raw: bytes, source: Source | None = None) -> Answer:
        """Receive a message."""
        return await self.reception.receive(raw, [source or self.sender])

    async def accepted(self, raw: bytes, source: Source | None = None) -> Answer:
        """Receive a message that has to be accepted."""
        answer = await self.send(raw, source)
        assert answer.state == "applied", answer.block
        assert answer.block is not None and b"MSA|AA|" in answer.block
        return answer


@pytest_asyncio.fixture(scope="module")
async def clinic(database: Database) -> Clinic:
    """The clinic, with one source on one port."""
    clock, ids = SystemClock(), RandomIds()
    record = Record(database, clock=clock, ids=ids)
    sources = Sources(database, clock)
    sender = Source("clinic-his", "clinic", PORT)
    await sources.listen(Listener(PORT))
    await sources.add(sender)
    reception = Reception(record, sources, clock=clock, ids=ids, zone=ZoneInfo("Europe/Moscow"))
    number, other = await record.custodian_number("clinic"), await record.custodian_number("other")
    return Clinic(
        record,
        sources,
        reception,
        Repairs(record, reception, sources, clock=clock),
        record.open_for(staff(number, "clinic")),
        record.open_for(administrator(number, "clinic")),
        record.open_for(administrator(other, "other")),
        sender,
    )


def administrator(custodian: int, participant: str) -> Caller:
    """Who answers for a hospital's interfaces."""
    return build_caller(
        Role.ADMINISTRATOR, account=f"admin-{participant}", participant=participant, custodian=custodian
    )
