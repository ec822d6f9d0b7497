"""How does a command or a server come to a database, whatever runs already?

Promise: with MEDCLUSTER_DATABASE_URL, that server, migrated by `medcluster migrate` alone. Without, the embedded one:
started and migrated here when nobody has the data folder, else the one that is running, which this process visits. What
was started here is stopped at the end, after the guests have left.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from medcluster.foundation import confinement, occupancy
from medcluster.foundation.database import Database
from medcluster.foundation.errors import Kind, Refusal
from medcluster.foundation.migration import migrate
from medcluster.foundation.passwords import APPLICATION, Passwords
from medcluster.foundation.postgres import EmbeddedPostgres
from medcluster.foundation.settings import Settings

_PATIENCE = 90.0  # a server that recovers after a crash may take a minute until it tells how to reach it


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database is: for the application's role and for the owner's ("" when we were not told)."""

    application: str = field(repr=False)
    owner: str = field(repr=False)
    embedded: EmbeddedPostgres | None = None  # set when this process started it


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for work."""

    database: Database
    url: str = field(repr=False)
    owner_url: str = field(repr=False)
    embedded: EmbeddedPostgres | None = None


@asynccontextmanager
async def open_database(settings: Settings, *, size: int = 10) -> AsyncIterator[Opened]:
    """The database for a command, or for one process of a server that is running."""
    async with AsyncExitStack() as stack:
        addresses = await stack.enter_async_context(database_running(settings))
        database = await Database.connect(addresses.application, size=size)
        stack.push_async_callback(database.close)
        yield Opened(database, addresses.application, addresses.owner, addresses.embedded)


@asynccontextmanager
async def database_running(
    settings: Settings, *, alone: bool = False, migrated: bool = True, address: str = ""
) -> AsyncIterator[Addresses]:
    """The database, running while the block runs.

    `alone`: refuse when another process has the data folder (a server does); `migrated=False`: leave the tables as they
    are; `address`: what to tell the one whom we keep out.
    """
    if settings.database_url:
        yield Addresses(settings.database_url, settings.database_owner_url)
        return
    embedded = EmbeddedPostgres(settings.data, address=address)
    try:
        await embedded.start()
    except Refusal as refusal:
        if refusal.kind is not Kind.CONFLICT or alone or not occupancy.is_owned(embedded.data):
            raise
        with occupancy.visiting(embedded.data):
            yield await _running(embedded.data)
        return
    try:
        if migrated:
            await migrate(embedded.url_owner, application_role=APPLICATION)
        embedded.announce()
        yield Addresses(embedded.url_application, embedded.url_owner, embedded)
        if not alone:
            await asyncio.to_thread(occupancy.wait_for_guests, embedded.data)
    finally:
        await embedded.stop()


def application_role(settings: Settings) -> str:
    """The name of the application's role: the embedded one's, or the user of DATABASE_URL."""
    if not settings.database_url:
        return APPLICATION
    return unquote(urlsplit(settings.database_url).username or APPLICATION)


def has_database(settings: Settings) -> bool:
    """Whether there is one already; the embedded one is made at the first start."""
    if settings.database_url:
        return True
    return any((folder / "PG_VERSION").exists() for folder in confinement.places(settings.data))


async def _running(data: Path) -> Addresses:
    """The database of the one who has the folder; it may still be starting."""
    until = time.monotonic() + _PATIENCE
    while occupancy.is_owned(data):
        told = occupancy.runtime(data)
        if told is not None:
            passwords, socket = Passwords.of(data), Path(told.socket)
            return Addresses(passwords.url_application(socket), passwords.url_owner(socket))
        if time.monotonic() > until:
            break
        await asyncio.sleep(0.2)
    raise Refusal(
        Kind.UNAVAILABLE, "The medcluster that has the data folder does not open its database.", hint="Try again."
    )
