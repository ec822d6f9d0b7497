"""Which small number stands for a participant in row-level security?

Promise: one number per Organization id for ever, allocated when it is first asked for; numbers start at 1, because 0
means everybody. Must not know: what a participant is.
"""

from __future__ import annotations

from collections.abc import Collection

from medcluster.foundation import Connection, Database

_FIND = "SELECT organization, number FROM record.custodian WHERE organization = ANY($1::text[])"
_ADD = """
INSERT INTO record.custodian (organization) SELECT o FROM unnest($1::text[]) AS o
ON CONFLICT (organization) DO NOTHING
"""


class Custodians:
    """The numbers of participants, remembered in this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, int] = {}

    async def number(self, organization: str) -> int:
        """The number of one participant."""
        return (await self.numbers((organization,)))[organization]

    async def numbers(self, organizations: Collection[str], connection: Connection | None = None) -> dict[str, int]:
        """The numbers of several, allocated where they are new; within a transaction where one is given."""
        missing = sorted(set(organizations) - self._known.keys())
        fresh: dict[str, int] = {}
        if missing and connection is not None:
            fresh = await self._find(connection, missing)
        elif missing:
            async with self._database.transaction() as own:
                fresh = await self._find(own, missing)
            self._known.update(fresh)
        return {name: self._known.get(name) or fresh[name] for name in organizations}

    async def _find(self, connection: Connection, organizations: list[str]) -> dict[str, int]:
        found = await connection.fetch(_FIND, organizations)
        if len(found) < len(organizations):
            await connection.execute(_ADD, organizations)
            found = await connection.fetch(_FIND, organizations)
        return {row["organization"]: row["number"] for row in found}
