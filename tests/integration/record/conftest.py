"""A record over this module's database, and callers who see different rows of it."""

from __future__ import annotations

import pytest
import pytest_asyncio

from medcluster.foundation import Database, RandomIds, SystemClock
from medcluster.record import Handle, Record
from tests.integration.record.samples import staff


@pytest.fixture(scope="module")
def record(database: Database) -> Record:
    """The record, with the machine's clock."""
    return Record(database, clock=SystemClock(), ids=RandomIds())


@pytest_asyncio.fixture(scope="module")
async def clinic(record: Record) -> Handle:
    """A doctor of one participant, who may do everything to what she sees."""
    number = await record.custodian_number("clinic")
    return record.open_for(staff(number, "clinic"))


@pytest_asyncio.fixture(scope="module")
async def other(record: Record) -> Handle:
    """A doctor of another participant."""
    number = await record.custodian_number("other")
    return record.open_for(staff(number, "other"))


@pytest_asyncio.fixture(scope="module")
async def interface(record: Record) -> Handle:
    """An interface of the first participant, which chooses ids."""
    number = await record.custodian_number("clinic")
    return record.open_for(staff(number, "clinic", role="interface", chooses_ids=True))
