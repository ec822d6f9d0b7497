"""How does the history of a resource go for good?

Promise: only its superseded versions, of a resource that the caller's own participant answers for; that it happened,
and how many they were, stays in the audit. Who purges need not be able to read what goes. Must not know: HTTP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import statements
from medcluster.record.caller import Action
from medcluster.record.hashing import reference_number

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

_PURGE = "SELECT purged, pat FROM record.purge_history($1)"


async def purge_history(handle: Handle, name: str, resource_id: str) -> int:
    """How many versions went."""
    handle.acting.require(Action.PURGE, [name])
    audit = handle.acting.audit(handle.room.now(), "purge", name, resource_id)

    async def act(connection: Connection) -> int:
        row = await connection.fetchrow(_PURGE, reference_number(name, resource_id))
        if row is None:
            raise Refusal(Kind.NOT_FOUND, f"Your participant answers for no {name}/{resource_id}.")
        pats = None if row["pat"] is None else [row["pat"]]
        await connection.execute(statements.AUDIT, *audit, row["purged"], pats)
        return int(row["purged"])

    return await handle.attempt(act)
