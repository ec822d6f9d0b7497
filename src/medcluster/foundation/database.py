"""How does a room reach the database, and with whose rights?

Promise: the one way in is a `Database`, a pool of the application's role, which is neither owner, superuser nor
BYPASSRLS (checked at connect). A transaction carries its settings from BEGIN to COMMIT and never beyond; statements
that are transactions of their own run on a connection that holds just the settings they were asked for. A lost
connection is a `Refusal` of kind UNAVAILABLE and the next call tries again. Must not know: tables, roles of people.
Sources: PostgreSQL 18 documentation, "Row Security Policies" and "SET"; measured costs in docs/performance.md.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import asyncpg

from medcluster.foundation.errors import Kind, Refusal
from medcluster.foundation.rights import check_application_role

if TYPE_CHECKING:
    from typing import TypeAlias

    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection

_SETTING = re.compile(r"[a-z_]+(\.[a-z_]+)?")
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    ConnectionError,
    asyncpg.InternalClientError,  # the connection broke in the middle of an exchange
)
_SESSION = {
    "application_name": "medcluster",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",  # a stuck writer would hold back every reader of the change log
    "jit": "off",
}
_PLAIN = 2  # connections for statements without settings, which are short; tokens that come together are gathered
_NONE: Mapping[str, str] = MappingProxyType({})
_LOST = ("closed", "closing", "released back to the pool")


class _Session(asyncpg.Connection):  # type: ignore[misc]  # asyncpg carries no types
    """A connection that never calls set_config: EXECUTE is revoked, so that no query changes whose rows it sees.

    asyncpg would call it to switch JIT off while it asks for the shape of a type; JIT is off already.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._server_caps: Any = self._server_caps._replace(jit=False)
        self.holds: Mapping[str, str] | None = _NONE  # settings of the session; None where it is not known


def _session(connection: Connection) -> _Session:
    """What stands behind the connection that the pool lends."""
    session: _Session = connection._con
    return session


async def _hold(connection: Connection, settings: Mapping[str, str]) -> None:
    """Let the session hold these settings and no others."""
    session = _session(connection)
    if session.holds == settings:
        return
    session.holds = None
    await connection.execute("; ".join(["RESET ALL", *_assignments("SET", settings)]))
    session.holds = settings


@contextmanager
def refusing_loss() -> Iterator[None]:
    """Turn the loss of the database, and its being overburdened, into a Refusal; everything else passes."""
    try:
        yield
    except asyncpg.DiskFullError as error:
        raise Refusal(
            Kind.UNAVAILABLE, "The database's disk is full.", hint="Free some space; nothing is lost."
        ) from error
    except asyncpg.QueryCanceledError as error:
        raise Refusal(
            Kind.UNAVAILABLE, "The database took too long over this.", hint="Ask for less at once, or try again."
        ) from error
    except asyncpg.InterfaceError as error:
        if not any(word in str(error) for word in _LOST):
            raise
        raise _away() from error
    except _AWAY as error:
        raise _away() from error


def _away() -> Refusal:
    return Refusal(Kind.UNAVAILABLE, "The database cannot be reached just now.", hint="Try again in a moment.")


def quoted(value: str) -> str:
    """A string as an SQL literal (standard_conforming_strings is on, as PostgreSQL ships it)."""
    if "\0" in value:
        raise Refusal(Kind.MALFORMED, "A NUL character cannot be stored.")
    return "'" + value.replace("'", "''") + "'"


def opening(settings: Mapping[str, str], *, read_only: bool = False) -> str:
    """The one message that begins a transaction: what an earlier one may have left is reset first."""
    begin = "BEGIN READ ONLY" if read_only else "BEGIN"
    return "; ".join(["RESET ALL", begin, *_assignments("SET LOCAL", settings)])


def _assignments(verb: str, settings: Mapping[str, str]) -> list[str]:
    for name in settings:
        if not _SETTING.fullmatch(name):
            raise ValueError(f"not the name of a setting: {name}")
    return [f"{verb} {name} = {quoted(value)}" for name, value in settings.items()]


class Database:
    """A pool of connections of the application's role, and a small one for statements that need no settings."""

    def __init__(
        self, pool: asyncpg.Pool[asyncpg.Record], plain: asyncpg.Pool[asyncpg.Record], *, patience: float
    ) -> None:
        self._pool = pool
        self._plain = plain
        self._patience = patience

    @classmethod
    async def connect(cls, url: str, *, size: int = 10, patience: float = 10.0) -> Self:
        """Connect and check the role; `patience`: seconds to wait for a free connection before refusing."""
        with refusing_loss():
            try:
                pool, plain = await _pool(url, 1, size), await _pool(url, 0, _PLAIN)
            except OSError as error:  # no socket, no host, no route
                raise _away() from error
        database = cls(pool, plain, patience=patience)
        try:
            async with database.acquire() as connection:
                await check_application_role(connection)
                await _check_that_sessions_last(connection)
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Wait for what is running, at most ten seconds, then close."""
        try:
            async with asyncio.timeout(10):
                await self._plain.close()
                await self._pool.close()
        except (TimeoutError, *_AWAY):
            self._plain.terminate()
            self._pool.terminate()

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        """A connection outside any transaction; what the caller leaves on it (SET, LISTEN, locks) is undone."""
        async with self._borrowed(self._pool) as connection:
            session = _session(connection)
            await _hold(connection, _NONE)
            session.holds = None
            try:
                yield connection
            finally:
                if not connection.is_closed():
                    await connection.reset()
                    session.holds = _NONE

    async def fetch(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """The rows of one statement outside any transaction, in one round trip: it must leave nothing behind."""
        async with self._borrowed(self._plain) as connection:
            rows: list[asyncpg.Record] = await connection.fetch(statement, *values)
            return rows

    @asynccontextmanager
    async def holding(self, settings: Mapping[str, str]) -> AsyncIterator[Connection]:
        """A connection on which every statement is a transaction of its own, carried out with these settings.

        The settings stay on it for the next who asks for the same, and go before anybody else is lent it. A block sets
        nothing itself.
        """
        async with self._borrowed(self._pool) as connection:
            await _hold(connection, settings)
            yield connection

    @asynccontextmanager
    async def transaction(
        self, *, settings: Mapping[str, str] | None = None, read_only: bool = False
    ) -> AsyncIterator[Connection]:
        """BEGIN with these settings in one message; COMMIT when the block ends well, else ROLLBACK.

        A block that swallowed an error of the database is not committed: it raises, because nothing was written.
        """
        beginning = opening(settings or {}, read_only=read_only)
        async with self._borrowed(self._pool) as connection:
            _session(connection).holds = None
            try:
                await connection.execute(beginning)
                yield connection
            except BaseException:
                await _roll_back(connection)
                raise
            if await connection.execute("COMMIT") != "COMMIT":
                raise RuntimeError("the transaction had failed before it was committed: nothing was written")

    @asynccontextmanager
    async def _borrowed(self, pool: asyncpg.Pool[asyncpg.Record]) -> AsyncIterator[Connection]:
        with refusing_loss():
            connection = await self._free(pool)
            try:
                yield connection
            finally:
                await pool.release(connection, timeout=self._patience)

    async def _free(self, pool: asyncpg.Pool[asyncpg.Record]) -> Any:
        try:
            async with asyncio.timeout(self._patience):  # the pool's own makes a task of every acquisition
                return await pool.acquire()
        except TimeoutError as error:
            raise Refusal(
                Kind.UNAVAILABLE, "The database is too busy just now.", hint="Try again in a moment."
            ) from error
        except OSError as error:
            raise _away() from error


async def _check_that_sessions_last(connection: Connection) -> None:
    """Behind a pooler that gives each statement another session, one caller's rights could be another's."""
    if await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid():
        raise Refusal(
            Kind.INVALID,
            "A pooler stands between us and PostgreSQL.",
            hint="Let MEDCLUSTER_DATABASE_URL name the server itself: whose rows are seen is kept in its sessions.",
        )


async def _pool(url: str, least: int, most: int) -> asyncpg.Pool[asyncpg.Record]:
    return await asyncpg.create_pool(
        url,
        min_size=least,
        max_size=most,
        connection_class=_Session,
        reset=_nothing_to_reset,
        max_inactive_connection_lifetime=300,
        server_settings=_SESSION,
    )


@asynccontextmanager
async def savepoint(connection: Connection) -> AsyncIterator[None]:
    """A part of a transaction that can fail alone: undone when the block raises, and the rest goes on."""
    await connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if not connection.is_closed():
            await connection.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
        raise
    await connection.execute("RELEASE SAVEPOINT part")


async def _roll_back(connection: Connection) -> None:
    if connection.is_closed():
        return
    try:
        await connection.execute("ROLLBACK")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        connection.terminate()


async def _nothing_to_reset(connection: Connection) -> None:
    """Every way out of `Database` has undone its own; a further round trip per use would buy nothing."""
