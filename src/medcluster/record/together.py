"""How do reads that come at the same moment share one transaction?

Promise: reads by id of callers with the same rights go to the database in one statement, each with an audit row of its
own, committed before any of them is answered; every read sees what was committed before it came. Must not know: HTTP.
Source: measured in docs/performance.md: a transaction of its own for every read costs most of what a read costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from medcluster.foundation import Database, Gathering
from medcluster.record.acting import AuditValues
from medcluster.record.stored import Stored

_READ = """
WITH asked AS (
    SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                         $8::text[], $9::text[], $10::text[])
    WITH ORDINALITY AS a(ref, at, account, role, participant, action, type, id, query, purpose, k)
),
shown AS MATERIALIZED (
    SELECT a.k, r.ver, r.ts, r.deleted, r.body, r.pat
    FROM asked AS a JOIN record.resource AS r ON r.ref = a.ref AND r.type = a.type AND r.id = a.id
),
audited AS (
    INSERT INTO record.audit (at, account, role, participant, action, type, id, query, purpose, rows, pats)
    SELECT a.at, a.account, a.role, a.participant, a.action, a.type, a.id, a.query, a.purpose, count(s.k),
           array_agg(s.pat) FILTER (WHERE s.pat IS NOT NULL)
    FROM asked AS a LEFT JOIN shown AS s ON s.k = a.k
    GROUP BY a.k, a.at, a.account, a.role, a.participant, a.action, a.type, a.id, a.query, a.purpose
    ORDER BY a.k
)
SELECT k, ver, ts, deleted, body FROM shown
"""
_Rights = tuple[tuple[str, str], ...]
_Asked = tuple[int, AuditValues]
# The statements of reading and writing by id go by keys alone: planning them anew for the values of each call finds
# nothing better and costs more than carrying them out.
PLANNED_ONCE = MappingProxyType({"plan_cache_mode": "force_generic_plan"})
_TYPE, _ID = 5, 6  # places in the audit's values


class Reads:
    """Reads by id, together where they come together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathering = Gathering[_Rights, _Asked, list[Stored]](self._read)

    async def read(self, settings: Mapping[str, str], audit: AuditValues, reference: int) -> list[Stored]:
        """The current version of a resource, if there is one: `audit` names its type and id."""
        return await self._gathering.ask(tuple(settings.items()), (reference, audit))

    async def _read(self, rights: _Rights, asked: Sequence[_Asked]) -> list[list[Stored]]:
        columns = [list(column) for column in zip(*(audit for _, audit in asked), strict=True)]
        async with self._database.holding({**dict(rights), **PLANNED_ONCE}) as connection:
            rows = await connection.fetch(_READ, [reference for reference, _ in asked], *columns)
        found: list[list[Stored]] = [[] for _ in asked]
        for row in rows:
            place = row["k"] - 1
            audit = asked[place][1]
            found[place].append(Stored(audit[_TYPE], audit[_ID], row["ver"], row["ts"], row["deleted"], row["body"]))
        return found
