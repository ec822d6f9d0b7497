"""How is a resource read by its name?

Promise: the bytes as they were stored, and the audit row committed before they are handed out; what is hidden is
answered like what is absent. Must not know: searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import statements
from medcluster.record.acting import Acting
from medcluster.record.hashing import patient_number, reference_number
from medcluster.record.merged import replaced
from medcluster.record.room import Room
from medcluster.record.stored import Stored


def stored(row: Any) -> Stored:
    """A row of a statement as what is handed out."""
    return Stored(row["type"], row["id"], row["ver"], row["ts"], row["deleted"], row["body"])


def there(name: str, resource_id: str, found: Sequence[Stored]) -> Stored:
    """The first of what was found; NOT_FOUND when there is nothing, GONE when it says that it was deleted."""
    if not found:
        raise Refusal(Kind.NOT_FOUND, f"There is no {name}/{resource_id}.")
    if found[0].deleted:
        raise Refusal(Kind.GONE, f"{name}/{resource_id} was deleted.", hint="Its history can still be read.")
    return found[0]


async def read(room: Room, connection: Connection, acting: Acting, name: str, resource_id: str) -> list[Stored]:
    """The current version, if there is one."""
    audit = acting.audit(room.now(), "read", name, resource_id)
    rows = await connection.fetch(statements.READ, *audit, reference_number(name, resource_id))
    return [stored(row) for row in rows]


async def read_each(
    room: Room, connection: Connection, acting: Acting, wanted: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Stored]:
    """The current versions of several, by type and id; tombstones among them."""
    audit = acting.audit(room.now(), "read", query=",".join(sorted({name for name, _ in wanted})))
    rows = await connection.fetch(statements.READ_EACH, *audit, [reference_number(*one) for one in wanted])
    return {(row["type"], row["id"]): stored(row) for row in rows}


async def read_version(
    room: Room, connection: Connection, acting: Acting, name: str, resource_id: str, version: int
) -> list[Stored]:
    """One version, if there is one."""
    audit = acting.audit(room.now(), "vread", name, resource_id)
    number = min(max(version, 0), 2**31 - 1)
    rows = await connection.fetch(statements.READ_VERSION, *audit, reference_number(name, resource_id), number)
    return [stored(row) for row in rows]


async def patient_resources(
    room: Room, connection: Connection, acting: Acting, patient_id: str, names: Sequence[str]
) -> list[Stored]:
    """The patient's compartment, of these types or of all that the caller may read, newest first."""
    if await replaced(connection, [patient_id]):
        return (await resources_of_patients(room, connection, acting, [patient_id], names))[patient_id]
    audit = acting.audit(room.now(), "search", "Patient", patient_id, ",".join(names))
    rows = await connection.fetch(statements.PATIENT, *audit, patient_number(patient_id), list(names))
    return [stored(row) for row in rows]


async def resources_of_patients(
    room: Room, connection: Connection, acting: Acting, patient_ids: Sequence[str], names: Sequence[str]
) -> dict[str, list[Stored]]:
    """The compartments of several patients in one statement, each newest first; the audit row names them all.

    With what lies in the records that hers replaces; but who reads wants one Patient: hers.
    """
    audit = acting.audit(
        room.now(), "search", "Patient", patient_ids[0] if len(patient_ids) == 1 else "", ",".join(names)
    )
    gone = await replaced(connection, patient_ids)
    readers: dict[int, list[str]] = {}  # patient's number -> whose answers it belongs to
    for patient_id in patient_ids:
        for one in (patient_id, *gone.get(patient_id, ())):
            readers.setdefault(patient_number(one), []).append(patient_id)
    rows = await connection.fetch(statements.PATIENTS, *audit, list(readers), list(names))
    found: dict[str, list[Stored]] = {patient_id: [] for patient_id in patient_ids}
    for row in rows:
        for reader in readers[row["pat"]]:
            if row["type"] != "Patient" or row["id"] == reader:
                found[reader].append(stored(row))
    return found
