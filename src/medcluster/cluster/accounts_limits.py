"""How often may somebody try?

Promise: attempts are counted in the database, so every process counts together and a restart forgets nothing; an
attempt is counted before it is made, so attempts at the same time are counted too. What is counted is kept as a digest.
Must not know: what is tried. Source: notes on authentication; OWASP ASVS 5.0 V6.3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from medcluster.foundation import Clock, Database, Kind, Refusal

_TAKE = """
INSERT INTO cluster.attempt AS a (bucket, began, used) VALUES ($1, $2, 1)
ON CONFLICT (bucket) DO UPDATE SET
    used = CASE WHEN a.began <= $2 - $3::interval THEN 1 ELSE a.used + 1 END,
    began = CASE WHEN a.began <= $2 - $3::interval THEN $2 ELSE a.began END
RETURNING began, used
"""
_FORGET = "DELETE FROM cluster.attempt WHERE bucket = $1"
_SWEEP = "DELETE FROM cluster.attempt WHERE began < $1"
_LONGEST_WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts in a window, of one kind on one thing. `forgiven`: success starts the count anew."""

    kind: str
    thing: str
    most: int
    window: timedelta
    forgiven: bool = False

    @property
    def bucket(self) -> bytes:
        """What is kept of kind and thing."""
        return hashlib.sha256(f"{self.kind}\0{self.thing}".encode("utf-8", "surrogatepass")).digest()


class Limits:
    """Counts attempts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def take(self, limits: Sequence[Limit]) -> None:
        """Count one attempt against each limit; Refusal TOO_MANY when one is used up."""
        now = self._clock.now()
        opens: datetime | None = None
        async with self._database.acquire() as connection:
            for limit in limits:
                row = await connection.fetchrow(_TAKE, limit.bucket, now, limit.window)
                if row["used"] > limit.most:
                    opens = max(opens or now, row["began"] + limit.window)
        if opens is not None:
            minutes = max(1, round((opens - now).total_seconds() / 60))
            raise Refusal(Kind.TOO_MANY, "Too many attempts.", hint=f"Try again in {minutes} minutes.")

    async def forgive(self, limits: Sequence[Limit]) -> None:
        """After a success: forget the attempts of the limits that are forgiven."""
        async with self._database.acquire() as connection:
            for limit in limits:
                if limit.forgiven:
                    await connection.execute(_FORGET, limit.bucket)

    async def sweep(self) -> None:
        """Forget what no longer counts."""
        async with self._database.acquire() as connection:
            await connection.execute(_SWEEP, self._clock.now() - _LONGEST_WINDOW)
