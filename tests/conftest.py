"""What every test may ask for: a real PostgreSQL of its own session, and an empty migrated database per module.

One server is started per session, in a temporary folder; each module gets a copy of the migrated database, which costs
some tens of milliseconds. Nothing stands in for the database anywhere.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest_asyncio

from medcluster.foundation import Database, EmbeddedPostgres, migrate

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Addresses:
    """One database, as its owner and as the application reach it."""

    owner: str
    application: str


DatabaseMaker = Callable[[], Awaitable[Addresses]]


@pytest_asyncio.fixture(scope="session")
async def postgres_server() -> AsyncIterator[EmbeddedPostgres]:
    """The embedded server; without fsync, for the machine that runs the tests may lose them."""
    quick = {"fsync": "off", "shared_buffers": "64MB", "autovacuum_naptime": "10min", "max_connections": "100"}
    with tempfile.TemporaryDirectory(prefix="medcluster-") as folder:
        server = EmbeddedPostgres(Path(folder) / "data", parameters=quick)
        await server.start()
        try:
            await migrate(server.url_owner, application_role="medcluster")
            yield server
        finally:
            await server.stop()


@pytest_asyncio.fixture(scope="session")
async def make_database(postgres_server: EmbeddedPostgres) -> DatabaseMaker:
    """Call it for one more empty, migrated database."""

    async def make() -> Addresses:
        name = f"trial_{next(_numbers)}"
        connection = await asyncpg.connect(_other(postgres_server.url_owner, "postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE medcluster OWNER medcluster_owner")
        finally:
            await connection.close()
        return Addresses(_other(postgres_server.url_owner, name), _other(postgres_server.url_application, name))

    return make


@pytest_asyncio.fixture(scope="module")
async def addresses(make_database: DatabaseMaker) -> Addresses:
    """This module's database."""
    return await make_database()


@pytest_asyncio.fixture(scope="module")
async def owner_url(addresses: Addresses) -> str:
    """This module's database, for the role that owns the tables."""
    return addresses.owner


@pytest_asyncio.fixture(scope="module")
async def application_url(addresses: Addresses) -> str:
    """This module's database, for the application's role."""
    return addresses.application


@pytest_asyncio.fixture(scope="module")
async def database(addresses: Addresses) -> AsyncIterator[Database]:
    """This module's database, through the application's role."""
    opened = await Database.connect(addresses.application)
    yield opened
    await opened.close()


def _other(url: str, name: str) -> str:
    return url.replace("@/medcluster?", f"@/{name}?")
