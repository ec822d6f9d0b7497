"""Which roles does the embedded database have, and what are their passwords?

Promise: three roles. `postgres` makes the other two and the database, nothing else uses it; `medcluster_owner` owns the
tables and is used by migrations; `medcluster` is the application: no superuser, no owner, bound by row-level security.
Each password is random and lies in DATA/secrets, readable by its user alone.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import asyncpg

SUPERUSER = "postgres"
OWNER = "medcluster_owner"
APPLICATION = "medcluster"
DATABASE = "medcluster"


@dataclass(frozen=True, slots=True, repr=False)
class Passwords:
    """The three passwords of one data folder."""

    superuser: str
    owner: str
    application: str

    @classmethod
    def of(cls, data: Path) -> Passwords:
        """Read them, or make them once."""
        folder = data / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
        return cls(*(_password(folder / name) for name in ("superuser", "owner", "application")))

    def url_superuser(self, socket: Path, database: str = "postgres") -> str:
        return _url(SUPERUSER, self.superuser, socket, database)

    def url_owner(self, socket: Path, database: str = DATABASE) -> str:
        return _url(OWNER, self.owner, socket, database)

    def url_application(self, socket: Path, database: str = DATABASE) -> str:
        return _url(APPLICATION, self.application, socket, database)


async def provide(passwords: Passwords, socket: Path) -> None:
    """Make the roles and the database where they are missing."""
    connection = await asyncpg.connect(passwords.url_superuser(socket))
    try:
        for role, password in ((OWNER, passwords.owner), (APPLICATION, passwords.application)):
            if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
                rights = "CREATEDB" if role == OWNER else "NOCREATEDB"
                await connection.execute(
                    f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {rights} PASSWORD '{password}'"
                )
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    finally:
        await connection.close()
    await _close_doors(passwords, socket)


async def _close_doors(passwords: Passwords, socket: Path) -> None:
    """Only our two roles may connect, and no query may change the settings that say whose rows it sees."""
    connection = await asyncpg.connect(passwords.url_superuser(socket, DATABASE))
    try:
        await connection.execute(
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC; GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION};"
            "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC"
        )
    finally:
        await connection.close()


def told(path: Path, password: str, *, uid: int) -> Path:
    """The password in a file that one user can read, for initdb; the caller removes it."""
    path.unlink(missing_ok=True)
    _write(path, password)
    if path.stat().st_uid != uid:
        os.chown(path, uid, -1)
    return path


def _password(path: Path) -> str:
    """The password in this file; made in one move when there is none."""
    if not path.exists():
        draft = path.with_name(path.name + ".new")
        draft.unlink(missing_ok=True)
        _write(draft, secrets.token_urlsafe(32))
        draft.rename(path)
    return path.read_text(encoding="ascii").strip()


def _write(path: Path, password: str) -> None:
    """Never readable by others, not for an instant."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password)
        file.flush()
        os.fsync(file.fileno())


def _url(role: str, password: str, socket: Path, database: str) -> str:
    return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(socket), safe='')}"
