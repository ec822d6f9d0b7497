"""What has to hold when somebody writes a Subscription?

Promise: what a subscriber writes is a subscription to a topic that can be carried out, or is refused before anything is
stored; and who wrote it is kept in the same transaction, for it is told with that account's rights. The platform's own
writes, which say the status, are neither checked nor noted. Must not know: delivery.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcluster.fhir import types
from medcluster.foundation import Connection
from medcluster.record.caller import Caller
from medcluster.record.rows import Row
from medcluster.record.subscriptions.definition import check_written

_AUTHOR = """
INSERT INTO record.subscription_author (id, ver, account, custodian)
SELECT *, $3::text, $4::integer FROM unnest($1::text[], $2::integer[])
"""


def check(caller: Caller, resource: types.Resource) -> None:
    """Refuse a Subscription that cannot be carried out."""
    if isinstance(resource, types.Subscription) and caller.role != "platform":
        check_written(resource)


async def note_authors(connection: Connection, caller: Caller, rows: Sequence[Row]) -> None:
    """Keep who wrote these versions of Subscriptions."""
    mine = [row for row in rows if row.type == "Subscription" and not row.deleted]
    if mine and caller.role != "platform":
        ids, versions = [row.id for row in mine], [row.ver for row in mine]
        await connection.execute(_AUTHOR, ids, versions, caller.account, caller.custodian)
