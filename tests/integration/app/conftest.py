"""The demonstration cluster in this module's database, without patients; its clock stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from medcluster import app
from medcluster.foundation import Database, Settings, StoppedClock
from tests.integration.app.stage import NOW, Stage


@pytest_asyncio.fixture(scope="module")
async def stage(database: Database, application_url: str) -> AsyncIterator[Stage]:
    """The platform, wired and installed."""
    clock = StoppedClock(NOW)
    platform = app.wire(Settings(data=Path("unused")), database, clock=clock)
    await app.Demonstration(platform).install()
    yield Stage(platform, clock, application_url)
