"""Where are messages kept, with what became of them?

Promise: every function works on a connection whose settings say who asks; row-level security decides what exists. A
message is one row by source, control id and content, however often it comes. Must not know: how messages are read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from medcluster.foundation import Connection

State = Literal["applied", "ignored", "refused", "dismissed"]
_COLUMNS = """seq, source, control, kind, digest, received, decided, state, code, reason, place, attempts, decider,
    patient, raw, repaired"""
_OF_CONTROL = f"SELECT {_COLUMNS} FROM exchange.message WHERE source = $1 AND control = $2 ORDER BY seq"
_OF_NUMBER = f"SELECT {_COLUMNS} FROM exchange.message WHERE seq = $1"
_LISTED = f"""
SELECT {_COLUMNS} FROM exchange.message
WHERE state = $1 AND ($2 = '' OR source = $2) AND seq < $3 ORDER BY seq DESC LIMIT $4
"""
_COUNTED = "SELECT count(*) FROM (SELECT FROM exchange.message WHERE state = 'refused' LIMIT 1000) AS waiting"
_KEEP = """
INSERT INTO exchange.message AS m (custodian, source, control, kind, digest, received, decided, state, code, reason,
                                   place, decider, patient, raw)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (source, control, digest) DO UPDATE SET decided = excluded.decided, state = excluded.state,
    code = excluded.code, reason = excluded.reason, place = excluded.place, kind = excluded.kind,
    patient = CASE WHEN excluded.patient = '' THEN m.patient ELSE excluded.patient END,
    decider = excluded.decider, attempts = m.attempts + 1
WHERE m.state IN ('refused', 'dismissed')
RETURNING seq
"""
_DECIDE = """
UPDATE exchange.message SET state = $2, code = $3, reason = $4, place = $5, decided = $6, decider = $7, kind = $8,
    patient = CASE WHEN $9 = '' THEN patient ELSE $9 END, repaired = coalesce($10, repaired), attempts = attempts + 1
WHERE seq = $1 AND state IN ('refused', 'dismissed') RETURNING seq
"""
_TOUCH = """
INSERT INTO exchange.touched (key, message, custodian) SELECT unnest($1::bigint[]), $2, $3 ON CONFLICT DO NOTHING
"""
_LATER = """
SELECT DISTINCT message FROM exchange.touched WHERE key = ANY ($1::bigint[]) AND message > $2 ORDER BY message LIMIT 5
"""
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as it is kept."""

    seq: int
    source: str
    control: str
    kind: str
    digest: bytes
    received: datetime
    decided: datetime
    state: State
    code: str
    reason: str
    place: str
    attempts: int
    decider: str
    patient: str
    raw: bytes
    repaired: bytes | None

    @property
    def bytes_now(self) -> bytes:
        """What would be replayed."""
        return self.repaired if self.repaired is not None else self.raw


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that has just come, as far as it could be read."""

    source: str
    control: str
    kind: str
    raw: bytes

    @property
    def digest(self) -> bytes:
        return content_digest(self.raw)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of it."""

    state: State
    code: str
    reason: str = ""
    place: str = ""
    decider: str = ""
    patient: str = ""


def content_digest(raw: bytes) -> bytes:
    """Of everything after the header: a message that is sent again may have a new time there."""
    _, _, body = re.sub(rb"\r\n?|\n", b"\r", raw).partition(b"\r")
    return hashlib.sha256(body.strip(b"\r")).digest()


def key_of(text: str) -> int:
    """The number that stands for an identifier of a record."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


async def of_control(connection: Connection, source: str, control: str) -> list[Kept]:
    """Every message of a source with this control id."""
    return [_kept(row) for row in await connection.fetch(_OF_CONTROL, source, control)]


async def of_number(connection: Connection, seq: int) -> Kept | None:
    """One message."""
    row = await connection.fetchrow(_OF_NUMBER, seq)
    return None if row is None else _kept(row)


async def listed(connection: Connection, state: State, source: str, before: int, count: int) -> list[Kept]:
    """Messages in a state, newest first."""
    return [_kept(row) for row in await connection.fetch(_LISTED, state, source, before or _NEVER, count)]


async def waiting(connection: Connection) -> int:
    """How many wait for somebody; counted up to a thousand."""
    return int(await connection.fetchval(_COUNTED))


async def keep(connection: Connection, custodian: int, arrival: Arrival, verdict: Verdict, now: datetime) -> int | None:
    """Keep a message that has come; None when it was accepted before."""
    found: int | None = await connection.fetchval(
        _KEEP,
        custodian,
        arrival.source,
        arrival.control,
        arrival.kind,
        arrival.digest,
        now,
        verdict.state,
        verdict.code,
        verdict.reason,
        verdict.place,
        verdict.decider,
        verdict.patient,
        arrival.raw,
    )
    return found


async def decide(
    connection: Connection, seq: int, verdict: Verdict, now: datetime, kind: str, repaired: bytes | None
) -> bool:
    """Say what became of a message that waited; False when somebody else did."""
    values = (verdict.state, verdict.code, verdict.reason, verdict.place, now, verdict.decider, kind, verdict.patient)
    return await connection.fetchval(_DECIDE, seq, *values, repaired) is not None


async def touch(connection: Connection, keys: Collection[int], seq: int, custodian: int) -> None:
    """Note which records a message has changed."""
    await connection.execute(_TOUCH, sorted(set(keys)), seq, custodian)


async def later(connection: Connection, keys: Sequence[int], seq: int) -> list[int]:
    """Messages that came after this one and have changed the same records."""
    return [row["message"] for row in await connection.fetch(_LATER, list(keys), seq)]


def _kept(row: Any) -> Kept:
    return Kept(*row.values())
