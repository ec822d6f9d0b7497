"""A site over this module's database, with some participants."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from medcluster import app
from medcluster.fhir import types
from medcluster.foundation import Database, Settings
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import Site


@pytest_asyncio.fixture(scope="module")
async def site(database: Database) -> AsyncIterator[Site]:
    """The application, nobody signed in yet."""
    platform = app.wire(Settings(data=Path("unused"), demo="off"), database)
    async with contextlib.AsyncExitStack() as closing:
        made = Site(platform, closing)
        writer = unrestricted(platform.record, "test", custodian=1)
        for participant in made.participants:
            await writer.update(types.Organization(id=participant, name=participant))
        yield made
