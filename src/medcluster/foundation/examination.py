"""Is this installation well?

Promise: a list of findings in words, each with what to do where something is not well; looking changes nothing, except
that an embedded database that exists and does not run is started for the look and stopped again. Must not know: who
prints it (`medcluster doctor`), rooms above.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import shutil
import socket
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from medcluster.foundation import confinement, occupancy
from medcluster.foundation.errors import Refusal
from medcluster.foundation.migration import migrate
from medcluster.foundation.opening import Addresses, application_role, database_running, has_database
from medcluster.foundation.rights import check_application_role
from medcluster.foundation.settings import Settings
from medcluster.foundation.text import Languages, catalogue_path

_ASSETS = Path(__file__).resolve().parent.parent / "web" / "static" / "vendor"
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
_ENOUGH_DISK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and what to do; `well` is None for what is only good to know."""

    what: str
    found: str
    well: bool | None = True
    advice: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything that a start needs, the cheap things first."""
    yield Finding("machine", f"{platform.system()} {platform.machine()}, Python {platform.python_version()}", None)
    for finding in (*_listening(settings), *_pages()):
        yield finding
    if not settings.database_url:
        for finding in await asyncio.to_thread(lambda: list(_folder(settings.data))):
            yield finding
        if not has_database(settings):
            yield Finding("database", "none yet; it is made at the first start", None)
            return
    async for finding in _database(settings):
        yield finding


def _listening(settings: Settings) -> Iterator[Finding]:
    try:
        settings.check_may_listen()
    except Refusal as refusal:
        yield Finding("address", refusal.text, False, refusal.hint)
        return
    told = occupancy.runtime(settings.data)
    if told is not None:
        yield Finding("address", f"medcluster runs (pid {told.pid}) at {told.address or 'no address: a command'}")
    elif _is_taken(settings):
        yield Finding("address", f"port {settings.port} is in use by another program", False, "Set MEDCLUSTER_PORT.")
    else:
        yield Finding("address", f"{settings.address} is free")


def _is_taken(settings: Settings) -> bool:
    try:
        family = socket.getaddrinfo(settings.host, settings.port)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((settings.host, settings.port))
    except OSError:
        return True
    return False


def _pages() -> Iterator[Finding]:
    if any(_ASSETS.glob("*.js")):
        yield Finding("browser assets", str(_ASSETS))
    else:
        yield Finding("browser assets", f"missing in {_ASSETS}", False, "Run tools/assets.py (`make setup` does).")
    absent = [language for language in Languages if language != "en" and not catalogue_path(language).exists()]
    if absent:
        yield Finding("translations", f"no catalogue for {', '.join(absent)}: English is shown", False, "See tools/.")
    else:
        yield Finding("translations", ", ".join(Languages))


def _folder(data: Path) -> Iterator[Finding]:
    above = next(step for step in (data, *data.absolute().parents) if step.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        yield Finding("data folder", f"{above} cannot be written to", False, "Set MEDCLUSTER_DATA to another folder.")
        return
    free = shutil.disk_usage(above).free
    enough = free >= _ENOUGH_DISK
    advice = "" if enough else "The database refuses writes when the disk is full; nothing is lost then. Free some."
    yield Finding("data folder", f"{data}, {free // 1_000_000_000} GB free", enough, advice)
    secrets = data / "secrets"
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) != 0o700:
        yield Finding("passwords", f"{secrets} is open to others", False, f"chmod 700 {secrets}")
    try:
        way = confinement.choose(above)
        yield Finding(
            "PostgreSQL", f"runs {way.why}; programs in {way.binaries}; data in {confinement.where(data, way)}"
        )
    except Refusal as refusal:
        yield Finding("PostgreSQL", refusal.text, False, refusal.hint)


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        async with contextlib.AsyncExitStack() as stack:
            addresses = await stack.enter_async_context(database_running(settings, migrated=False))
            for finding in await _looked_at(settings, addresses):
                yield finding
    except Refusal as refusal:
        yield Finding("database", refusal.text, False, refusal.hint)


async def _looked_at(settings: Settings, addresses: Addresses) -> list[Finding]:
    found: list[Finding] = []
    try:
        connection = await asyncpg.connect(addresses.application, timeout=10)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        advice = "Is it running, is MEDCLUSTER_DATABASE_URL right, does pg_hba.conf let this role in?"
        return [Finding("database", f"cannot be reached: {error}", False, advice)]
    try:
        recent = connection.get_server_version().major >= 18
        version = await connection.fetchval("SHOW server_version")
        found.append(Finding("database", f"PostgreSQL {version}", recent, "Version 18 or later is needed."))
        found.extend(await _durability(connection))
        found.append(await _role(connection))
        if settings.database_url:
            found.append(await _doors(connection))
    finally:
        await connection.close()
    if addresses.owner:
        found.append(await _migrations(settings, addresses.owner))
    return found


async def _durability(connection: asyncpg.Connection[asyncpg.Record]) -> list[Finding]:
    found: list[Finding] = []
    for name in (*_DURABLE, "data_checksums"):
        value = await connection.fetchval(f"SHOW {name}")
        if value in ("off", "local") and name != "data_checksums":
            found.append(Finding(name, value, False, f"Acknowledged writes can be lost: ALTER SYSTEM SET {name} = on;"))
        elif value == "off":
            found.append(Finding(name, value, None, "Damaged blocks stay unnoticed: pg_checksums --enable."))
    return found or [Finding("durability", "fsync, synchronous commit, full pages and checksums are on")]


async def _role(connection: asyncpg.Connection[asyncpg.Record]) -> Finding:
    try:
        await check_application_role(connection)
    except Refusal as refusal:
        words = [issue.text for issue in refusal.issues if issue.text != refusal.text]
        return Finding("application's role", refusal.text, False, "\n".join([*words, refusal.hint]))
    return Finding("application's role", "neither owner, superuser nor BYPASSRLS")


async def _doors(connection: asyncpg.Connection[asyncpg.Record]) -> Finding:
    """On a server of one's own only a superuser can close this door."""
    function = "pg_catalog.set_config(text, text, boolean)"
    if await connection.fetchval("SELECT has_function_privilege($1, 'EXECUTE')", function):
        advice = f"Let no query change whose rows it sees: REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC;"
        return Finding("set_config", "may be called by the application's role", None, advice)
    return Finding("set_config", "is closed to the application's role")


async def _migrations(settings: Settings, owner_url: str) -> Finding:
    try:
        pending = await migrate(owner_url, application_role=application_role(settings), plan_only=True)
    except (Refusal, asyncpg.PostgresError) as error:
        return Finding("tables", str(error), False, getattr(error, "hint", "") or "")
    if not pending:
        return Finding("tables", "those of this version")
    advice = "Run `medcluster migrate`." if settings.database_url else "The next start does it."
    return Finding("tables", f"{len(pending)} migrations to do", not settings.database_url, advice)
