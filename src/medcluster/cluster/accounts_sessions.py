"""Who is it that comes with this cookie or this bearer token?

Promise: sessions and tokens are opaque, random, kept as digests, ended by whoever may, and asked for at every request:
what was revoked a moment ago opens nothing. Must not know: passwords, HTTP.
Source: notes on authentication (idle 15 minutes, absolute 12 hours).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import asyncpg

from medcluster.cluster.access import Role
from medcluster.cluster.access_callers import build_caller
from medcluster.cluster.accounts_secrets import digest, new_secret, new_token
from medcluster.cluster.accounts_values import Session, Token
from medcluster.foundation import Clock, Connection, Database, Gathering, Ids, Kind, Refusal
from medcluster.record import Caller, Record

LONGEST_SESSION = timedelta(hours=12)
IDLE = timedelta(minutes=15)
TOKEN_LIFETIME = timedelta(days=90)

_OPEN = "INSERT INTO cluster.session (id, digest, account, created, seen, expires) VALUES ($1, $2, $3, $4, $4, $5)"
_FIND = (
    "SELECT account, name, role, participant, practitioner, patient, language FROM cluster.find_session($1, $2, $3, $4)"
)
_END = "SELECT cluster.end_session($1, $2)"
_END_ALL = "UPDATE cluster.session SET ended = $2 WHERE account = $1 AND ended IS NULL"
_ISSUE = """
INSERT INTO cluster.token (id, digest, label, role, participant, practitioner, patient, created, expires)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_FIND_TOKENS = """
SELECT a.digest, t.id, t.label, t.role, t.participant, t.practitioner, t.patient
FROM unnest($1::bytea[]) AS a(digest), LATERAL cluster.find_token(a.digest, $2) AS t
"""
_TOKENS = "SELECT id, label, role, participant, created, expires, ended FROM cluster.token ORDER BY created DESC, id"
_STANDING = """
SELECT id, label, role, participant, practitioner, '' AS patient FROM cluster.token
WHERE id = $1 AND role <> 'patient' AND ended IS NULL AND expires > $2
"""
_END_TOKEN = "UPDATE cluster.token SET ended = $2 WHERE id = $1 AND ended IS NULL RETURNING id"  # noqa: S105
_SWEEP = "DELETE FROM cluster.session WHERE expires < $1"
_KEPT = timedelta(days=30)


class Doors:
    """Sessions and tokens."""

    def __init__(
        self, database: Database, *, clock: Clock, ids: Ids, idle: timedelta, absolute: timedelta, demonstration: bool
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._idle = idle
        self._absolute = absolute
        self._demonstration = demonstration
        self._record = Record(database, clock=clock, ids=ids)
        self._tokens = Gathering[None, bytes, Caller | None](self._callers_of_tokens)

    async def open_session(self, connection: Connection, account: str, role: Role) -> Session:
        """A new session of an account, in the caller's transaction."""
        secret, now = new_secret(), self._clock.now()
        expires = now + self._absolute
        await connection.execute(_OPEN, self._ids.new(), digest(secret), account, now, expires)
        return Session(secret, account, role, expires, self._idle)

    async def caller_of_session(self, token: str, *, active: bool) -> Caller | None:
        """Who holds this session; None when it is unknown, ended or too old."""
        rows = await self._database.fetch(_FIND, digest(token), self._clock.now(), self._idle, active)
        if not rows:
            return None
        (row,) = rows
        return build_caller(
            row["role"],
            account=row["account"],
            name=row["name"],
            participant=row["participant"],
            custodian=await self.custodian(row["participant"]),
            patient=row["patient"] or "",
            practitioner=row["practitioner"],
            language=row["language"],
            demonstration=self._demonstration,
        )

    async def end_session(self, token: str) -> None:
        """Sign out."""
        async with self._database.acquire() as connection:
            await connection.execute(_END, digest(token), self._clock.now())

    async def end_all_sessions(self, connection: Connection, account: str) -> None:
        """Sign an account out everywhere."""
        await connection.execute(_END_ALL, account, self._clock.now())

    async def issue_token(
        self, role: Role, *, participant: str, practitioner: str, patient: str, label: str, lifetime: timedelta
    ) -> str:
        """A new bearer token, shown once."""
        secret, now = new_token(), self._clock.now()
        async with self._database.acquire() as connection:
            await connection.execute(
                _ISSUE,
                self._ids.new(),
                digest(secret),
                label,
                str(role),
                participant,
                practitioner,
                patient or None,
                now,
                now + lifetime,
            )
        return secret

    async def caller_of_token(self, secret: str) -> Caller | None:
        """Who holds this bearer token; None when it is unknown, ended or expired."""
        return await self._tokens.ask(None, digest(secret))

    async def _callers_of_tokens(self, _: None, digests: Sequence[bytes]) -> list[Caller | None]:
        """Those of calls that came together; every one was asked for after it came, so that an ended token is out."""
        rows = await self._database.fetch(_FIND_TOKENS, list(set(digests)), self._clock.now())
        found = {row["digest"]: await self._caller_of(row) for row in rows}
        return [found.get(one) for one in digests]

    async def caller_of_account(self, account: str) -> Caller | None:
        """Who holds the token of this account, as a caller names it; None once it has ended. Never a patient."""
        kind, _, token_id = account.partition(":")
        if kind != "token":
            return None
        rows = await self._database.fetch(_STANDING, token_id, self._clock.now())
        return await self._caller_of(rows[0]) if rows else None

    async def _caller_of(self, row: asyncpg.Record) -> Caller:
        return build_caller(
            row["role"],
            account=f"token:{row['id']}",
            name=row["label"] or row["role"],
            participant=row["participant"],
            custodian=await self.custodian(row["participant"]),
            patient=row["patient"] or "",
            practitioner=row["practitioner"],
            demonstration=self._demonstration,
        )

    async def tokens(self) -> list[Token]:
        """Every token that was issued, newest first."""
        async with self._database.acquire() as connection:
            rows = await connection.fetch(_TOKENS)
        return [Token(**{**dict(row), "role": Role(row["role"])}) for row in rows]

    async def end_token(self, token_id: str) -> None:
        """Revoke a token."""
        async with self._database.acquire() as connection:
            ended = await connection.fetchval(_END_TOKEN, token_id, self._clock.now())
        if ended is None:
            raise Refusal(Kind.NOT_FOUND, "There is no such token, or it has ended already.")

    async def custodian(self, participant: str) -> int:
        """The number that stands for a participant in the record; 0 for none."""
        return await self._record.custodian_number(participant) if participant else 0

    async def sweep(self) -> None:
        """Forget sessions that ended long ago."""
        async with self._database.acquire() as connection:
            await connection.execute(_SWEEP, self._clock.now() - _KEPT)
