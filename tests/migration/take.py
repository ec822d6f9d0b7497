"""Take a release's database as SQL text, so that every later version can prove that it migrates it.

Once for each release, from its own sources: `PYTHONPATH=CLONE/src python -m tests.migration.take NAME` writes
tests/migration/releases/NAME.sql: PostgreSQL's dump of what `household.filled` writes into a database of that release.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from medcluster.foundation import Database, EmbeddedPostgres, migrate
from tests.migration.household import filled

RELEASES = Path(__file__).with_name("releases")


def superuser_of(server: EmbeddedPostgres, database: str) -> str:
    """The one address that sees every row of every table, for dumps and their return."""
    return server._told().url_superuser(server._socket, database)


def dumped(server: EmbeddedPostgres, database: str, *options: str) -> str:
    """A database as SQL text, without the commands that only psql understands."""
    program = str(server.way.binaries / "pg_dump")
    line = [program, "--dbname", superuser_of(server, database), *options]
    text = subprocess.run(line, capture_output=True, text=True, check=True, timeout=120).stdout
    return "\n".join(line for line in text.splitlines() if not line.startswith("\\")) + "\n"


async def take(name: str) -> Path:
    """Write the dump of this release."""
    with tempfile.TemporaryDirectory(prefix="medcluster-release-") as folder:
        server = EmbeddedPostgres(Path(folder) / "data", parameters={"fsync": "off"})
        await server.start()
        try:
            await migrate(server.url_owner, application_role="medcluster")
            database = await Database.connect(server.url_application)
            await filled(database)
            await database.close()
            text = dumped(server, "medcluster", "--inserts", "--rows-per-insert=200")
        finally:
            await server.stop()
    RELEASES.mkdir(exist_ok=True)
    file = RELEASES / f"{name}.sql"
    file.write_text(text, encoding="utf-8")
    return file


if __name__ == "__main__":
    written = asyncio.run(take(sys.argv[1]))
    sys.stdout.write(f"{written}: {written.stat().st_size} bytes\n")
