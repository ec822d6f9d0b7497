"""Whose rows are to be computed?

Promise: the patients on protocols whom changes of the record concern, and everybody who has a row or should have one.
What is changed in a record that another replaces concerns the patient of that other, too: her rows are computed from
both. The handle given sees every row. Must not know: how a row is computed, when.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import chain

from medcluster.fhir import types
from medcluster.foundation import Database
from medcluster.protocol.service_episode import parsed, target_id
from medcluster.protocol.service_read import enrolled_patients
from medcluster.record import Change, Handle, Stored

_PAGE = 400


async def concerned(database: Database, handle: Handle, changes: Sequence[Change]) -> list[str]:
    """The patients who have a row, or have got an enrolment, whom these changes concern."""
    found = dict.fromkeys(patient for change in changes for patient in change.patients)
    found |= dict.fromkeys(await _of_plans(database, handle, [each.id for each in changes if _is_lost_plan(each)]))
    found |= dict.fromkeys(await _replacing(handle, list(found)))
    enrolling = {patient for change in changes if change.type == "CarePlan" for patient in change.patients}
    known = await _on_board(database, handle, [patient for patient in found if patient not in enrolling])
    return [patient for patient in found if patient in enrolling | known]


async def everyone(database: Database, handle: Handle) -> AsyncIterator[list[str]]:
    """Every patient who has a row, or an enrolment in the record without one, in batches."""
    seen: set[str] = set()
    last = ""
    while True:
        async with database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                f"SELECT DISTINCT patient FROM protocol.enrolment WHERE patient > $1 ORDER BY patient LIMIT {_PAGE}",
                last,
            )
        if not found:
            break
        batch = [each["patient"] for each in found]
        last = batch[-1]
        seen.update(batch)
        yield batch
    async for batch in enrolled_patients(handle):
        missing = [patient for patient in batch if patient not in seen]
        seen.update(missing)
        if missing:
            yield missing


async def _on_board(database: Database, handle: Handle, patients: Sequence[str]) -> set[str]:
    if not patients:
        return set()
    async with database.transaction(settings=handle.database_settings, read_only=True) as connection:
        found = await connection.fetch(
            "SELECT DISTINCT patient FROM protocol.enrolment WHERE patient = ANY($1)", list(patients)
        )
    return {each["patient"] for each in found}


async def _of_plans(database: Database, handle: Handle, careplans: Sequence[str]) -> list[str]:
    """Whose rows are those of these plans: a deletion does not say about whom it was."""
    if not careplans:
        return []
    async with database.transaction(settings=handle.database_settings, read_only=True) as connection:
        found = await connection.fetch(
            "SELECT patient FROM protocol.enrolment WHERE careplan = ANY($1)", list(careplans)
        )
    return [each["patient"] for each in found]


async def _replacing(handle: Handle, patients: Sequence[str]) -> set[str]:
    """Whose records replace those of these patients, directly or through others."""
    seen, asked = set(patients), list(patients)
    while asked:
        stored = await handle.resources_of_patients(asked, ["Patient"])
        found = {to for each in chain.from_iterable(stored.values()) for to in _replaced_by(each)}
        asked = sorted(found - seen)
        seen |= found
    return seen - set(patients)


def _replaced_by(stored: Stored) -> Iterator[str]:
    if b'"replaced-by"' not in stored.body:  # nearly everybody: there is nothing to decode
        return
    patient = parsed(stored).resource
    for link in patient.link if isinstance(patient, types.Patient) else ():
        if link.type == "replaced-by":
            yield target_id(link.other, "Patient")


def _is_lost_plan(change: Change) -> bool:
    return change.type == "CarePlan" and not change.patients
