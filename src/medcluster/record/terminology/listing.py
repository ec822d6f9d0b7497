"""Which terminologies were loaded from files, and how does one go?

Must not know: packages, which go as a whole. Tables: terminology.definition, code_system.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from medcluster.foundation import Database, Kind, Refusal
from medcluster.record.terminology.loading import Loader

_LISTED = """
SELECT d.type, d.url, d.version, d.name, d.loaded_at, coalesce(s.concepts, 0) AS concepts
FROM terminology.definition d LEFT JOIN terminology.code_system s USING (number)
WHERE d.package IS NULL ORDER BY d.type, d.url, d.version
"""
_NAMED = "SELECT number, type, version FROM terminology.definition WHERE package IS NULL AND url = $1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A definition that a file brought."""

    type: str
    url: str
    version: str
    name: str
    loaded_at: datetime
    concepts: int


async def from_files(database: Database) -> list[Listed]:
    """Every definition that a file brought."""
    async with database.transaction(read_only=True) as connection:
        return [Listed(**row) for row in await connection.fetch(_LISTED)]


async def remove(loader: Loader, canonical: str) -> str:
    """Remove what is called `url` or `url|version`; which it was."""
    url, _, version = canonical.partition("|")
    rows = [row for row in await loader.connection.fetch(_NAMED, url) if version in ("", row["version"])]
    if not rows:
        raise Refusal(Kind.NOT_FOUND, f"No file brought {canonical}.", hint="medcluster terminology list")
    if len(rows) > 1:
        named = ", ".join(f"{url}|{row['version']} ({row['type']})" for row in rows)
        raise Refusal(Kind.INVALID, f"Which one? {named}")
    number = rows[0]["number"]
    await loader.forget_systems([number])
    await loader.connection.execute("DELETE FROM terminology.definition WHERE number = $1", number)
    return f"{rows[0]['type']} {url}|{rows[0]['version']}"
