"""A transaction that dies in the middle leaves nothing: not its writes, not its deletions, not its index rows."""

from __future__ import annotations

import asyncpg
import pytest

from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient
from tests.integration.record.test_bundles import entry, identified, transaction
from tests.integration.record.test_conditional import where, wrapped

COUNTS = """
SELECT (SELECT count(*) FROM record.resource), (SELECT count(*) FROM record.history),
       (SELECT count(*) FROM record.change), (SELECT count(*) FROM record.token), (SELECT count(*) FROM record.text),
       (SELECT count(*) FROM record.audit WHERE action = 'transaction')
"""


async def die_in_the_database(connection: Connection) -> None:
    await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")


async def die_in_the_process(connection: Connection) -> None:
    connection.terminate()
    raise Refusal(Kind.UNAVAILABLE, "the process is gone")


@pytest.mark.parametrize("die", [die_in_the_database, die_in_the_process])
async def test_nothing_is_left(clinic: Handle, owner_url: str, die: object) -> None:
    gone, kept = await clinic.create(identified("Gone", "k1")), await clinic.create(identified("Kept", "k2"))
    await clinic.create(observation(kept.id, "1-1", "2024-01-01"))
    owner = await asyncpg.connect(owner_url)
    before = tuple(await owner.fetchrow(COUNTS))
    bundle = transaction(
        entry("DELETE", f"Patient?{where('k1')}"),
        entry("POST", "Patient", patient("New")),
        entry("PUT", f"Patient?{where('k3')}", identified("Fresh", "k3")),
        entry("PATCH", kept.reference, wrapped({"op": "add", "path": "/gender", "value": "other"})),
    )
    with pytest.raises(Refusal) as caught:
        await clinic.transaction(bundle, extra=die)  # type: ignore[arg-type]
    assert caught.value.kind is Kind.UNAVAILABLE
    try:
        assert tuple(await owner.fetchrow(COUNTS)) == before
    finally:
        await owner.close()
    assert (await clinic.read("Patient", gone.id)).version == 1
    assert (await clinic.read("Patient", kept.id)).version == 1
    assert not (await clinic.search("Patient", where("k3"))).matches
    await clinic.transaction(bundle)
    assert (await clinic.read("Patient", kept.id)).version == 2
    for value in ("k2", "k3"):
        await clinic.delete_where("Patient", where(value))
