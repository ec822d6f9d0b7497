"""Is the board right?

Promise: everything is computed anew from the record and compared with what is stored, column by column; nothing is
written. A patient who cannot be computed is told, with the reason, and the others are compared. Must not know: how a
row is computed.
"""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from medcluster.foundation import Clock, Database, Refusal
from medcluster.protocol import board_words
from medcluster.protocol import projection_store as store
from medcluster.protocol.board import BoardRow
from medcluster.protocol.projection import EnrolmentRow, Projected
from medcluster.protocol.projection_patients import everyone
from medcluster.protocol.projection_run import COUNTED, LOCK, Projector, is_away
from medcluster.record import Handle


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored otherwise than it is computed, or why nothing could be (`fault`); `patient`: "" for the tally."""

    enrolment: str
    patient: str
    what: str
    stored: object
    computed: object
    fault: str = ""

    def __str__(self) -> str:
        if self.fault:
            return f"{self.enrolment}: cannot be computed: {self.fault}"
        return f"{self.enrolment}: {self.what} is stored as {self.stored!s} and computed as {self.computed!s}"


class Verifier:
    """Compares the projection with the record."""

    def __init__(self, database: Database, projector: Projector, *, clock: Clock) -> None:
        self._database = database
        self._projector = projector
        self._clock = clock

    async def verify(self, handle: Handle) -> AsyncIterator[tuple[int, tuple[Difference, ...]]]:
        """Compare everything; yields how many patients were compared, and what differs."""
        done = 0
        async for patients in everyone(self._database, handle):
            done += len(patients)
            yield done, await self.of_patients(handle, patients)
        yield done, await self.tally(handle)

    async def again(self, handle: Handle, found: Sequence[Difference]) -> list[Difference]:
        """Look once more at what differed."""
        patients = sorted({each.patient for each in found if each.patient})
        still = list(await self.of_patients(handle, patients)) if patients else []
        return still + list(await self.tally(handle))

    async def of_patients(self, handle: Handle, patients: Sequence[str]) -> tuple[Difference, ...]:
        """What differs in the rows of these patients, and who of them cannot be computed."""
        try:
            return await self._compared(handle, patients)
        except Exception as fault:
            if is_away(fault):
                raise
            if len(patients) == 1:
                return await self._uncomputed(handle, patients[0], fault)
        found: list[Difference] = []
        for patient in patients:
            found += await self.of_patients(handle, [patient])
        return tuple(found)

    async def _compared(self, handle: Handle, patients: Sequence[str]) -> tuple[Difference, ...]:
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            found = await self._projector.computed(handle, patients)
        return tuple(_differences(found.before, found.work_before, found.after))

    async def _uncomputed(self, handle: Handle, patient: str, fault: Exception) -> tuple[Difference, ...]:
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            stored = await store.enrolments_of(connection, [patient])
        why = _reason(fault)
        names = [f"CarePlan/{careplan}" for careplan in sorted(stored)] or [f"Patient/{patient}"]
        return tuple(Difference(name, patient, "row", "present" if stored else "absent", "", why) for name in names)

    async def tally(self, handle: Handle) -> tuple[Difference, ...]:
        """What differs in the figures, and in the words by which enrolments are found."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                "SELECT participant, protocol, stage, coalesce(t.number, 0) AS stored, "
                "coalesce(c.number, 0) AS computed FROM protocol.tally t "
                f"FULL JOIN ({COUNTED}) AS c USING "
                "(owner, open, participant, protocol, version, stage, state, roles, custodian, grants) "
                "WHERE coalesce(t.number, 0) <> coalesce(c.number, 0)"
            )
            words = await board_words.different(connection)
        counted = tuple(
            Difference(" ".join(each[name] for name in ("participant", "protocol", "stage")), "", "tally", *each[3:5])
            for each in found
        )
        return counted + tuple(Difference(f"CarePlan/{each[0]}", "", "words", *each[1:]) for each in words)


def _differences(
    before: Mapping[str, EnrolmentRow],
    work_before: Mapping[store.WorkKey, store.WorkValues],
    after: Mapping[str, Projected],
) -> Iterator[Difference]:
    for key in sorted(before.keys() | after.keys()):
        stored, computed = before.get(key), after.get(key)
        patient = (stored or after[key].enrolment).shown.patient
        if stored is None or computed is None:
            yield Difference(f"CarePlan/{key}", patient, "row", _there(stored), _there(computed))
            continue
        for each in (*_columns(stored.shown, computed.enrolment.shown), *_columns(stored, computed.enrolment)):
            yield Difference(f"CarePlan/{key}", patient, *each)
    wanted = {store.work_key(row): store.work_values(row) for each in after.values() for row in each.work}
    for work in sorted(work_before.keys() | wanted.keys()):
        one, other = work_before.get(work), wanted.get(work)
        if one != other:
            patient = str((one or wanted[work])[store.WORK_PATIENT])
            what = f"work {work[1]} of {work[2]}"
            yield Difference(f"CarePlan/{work[0]}", patient, what, _there(one), _there(other))


def _reason(fault: Exception) -> str:
    """Why, without the words of an unforeseen fault: they may quote the record."""
    if isinstance(fault, Refusal):
        return "; ".join(f"{one.where + ': ' if one.where else ''}{one.text}" for one in fault.issues)
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} at {place.filename.rpartition('/')[2]}:{place.lineno}"


def _columns(
    stored: EnrolmentRow | BoardRow, computed: EnrolmentRow | BoardRow
) -> Iterator[tuple[str, object, object]]:
    """The columns in which two rows differ; `changed_at` is history and cannot be computed."""
    for each in fields(stored):
        one, other = getattr(stored, each.name), getattr(computed, each.name)
        if one != other and each.name not in ("shown", "changed_at"):
            yield each.name, one, other


def _there(row: object) -> str:
    return "absent" if row is None else "present"
