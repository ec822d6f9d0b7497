"""When is the board brought up to date, and is it right?

Promise: idempotent; recomputing an enrolment from the record gives the stored row or writes the new one, so being told
of a change twice does no harm. One recomputing at a time (an advisory lock), and what it reads is read after it has the
lock: an older answer never replaces a newer one. The handle given sees every row. Must not know: pages, who listens.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from medcluster.foundation import Clock, Database
from medcluster.protocol import projection_store as store
from medcluster.protocol.library_store import Library
from medcluster.protocol.progress import progress
from medcluster.protocol.projection import EnrolmentRow, Projected, Rights, WorkRow, project
from medcluster.protocol.projection_rights import rights_of
from medcluster.protocol.service_episode import Enrolled
from medcluster.protocol.service_read import enrolled_patients, read_patients
from medcluster.record import Change, Handle

if TYPE_CHECKING:
    from medcluster.foundation import Connection

_LOCK = 0x626F617264  # "board"
BATCH = 50  # patients recomputed in one transaction


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the board that changed: its enrolment, the terms by which it is seen, its patient."""

    careplan: str
    patient: str
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored otherwise than it is computed."""

    enrolment: str
    what: str
    stored: object
    computed: object

    def __str__(self) -> str:
        return f"CarePlan/{self.enrolment}: {self.what} is stored as {self.stored!r} and computed as {self.computed!r}"


class Projector:
    """Keeps protocol.enrolment and protocol.work_item in step with the record and with time."""

    def __init__(self, database: Database, library: Library, *, clock: Clock) -> None:
        self._database = database
        self._library = library
        self._clock = clock

    async def react(self, handle: Handle, changes: Sequence[Change]) -> tuple[ChangedRow, ...]:
        """Recompute the patients on protocols whom these changes concern."""
        concerned = dict.fromkeys(change.patient_id for change in changes if change.patient_id)
        enrolling = {change.patient_id for change in changes if change.type == "CarePlan" and change.patient_id}
        known = await self._on_board(handle, [patient for patient in concerned if patient not in enrolling])
        return await self.recompute(handle, [patient for patient in concerned if patient in enrolling | known])

    async def due(self, handle: Handle, now: datetime, *, count: int = 500) -> tuple[ChangedRow, ...]:
        """Recompute the enrolments that time alone has changed."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                "SELECT DISTINCT patient FROM (SELECT patient FROM protocol.enrolment WHERE changes_at <= $1 "
                f"ORDER BY changes_at LIMIT {count}) AS waiting",
                now,
            )
        return await self.recompute(handle, [each["patient"] for each in found])

    async def next_change(self, handle: Handle) -> datetime | None:
        """When time alone will next change a row."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found: datetime | None = await connection.fetchval(
                "SELECT changes_at FROM protocol.enrolment WHERE changes_at IS NOT NULL ORDER BY changes_at LIMIT 1"
            )
        return found

    async def recompute(self, handle: Handle, patients: Sequence[str]) -> tuple[ChangedRow, ...]:
        """Bring the rows of these patients up to date; the rows that changed."""
        changed: list[ChangedRow] = []
        for start in range(0, len(patients), BATCH):
            changed += await self._recompute(handle, patients[start : start + BATCH])
        return tuple(changed)

    async def _recompute(self, handle: Handle, patients: Sequence[str]) -> list[ChangedRow]:
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            now = self._clock.now()
            before = await store.enrolments_of(connection, patients)
            work_before = await store.work_of(connection, patients)
            after = await self._computed(handle, connection, patients, before, now)
            written = [each.enrolment for key, each in after.items() if before.get(key) != each.enrolment]
            gone = [row for key, row in before.items() if key not in after]
            await store.put_enrolments(connection, written)
            await store.drop_enrolments(connection, [row.shown.careplan for row in gone])
            await _write_work(connection, work_before, after.values())
            await _release(connection, after.values(), gone)
        return [_changed(row) for row in [*written, *gone]]

    async def _computed(
        self,
        handle: Handle,
        connection: Connection,
        patients: Sequence[str],
        before: Mapping[str, EnrolmentRow],
        now: datetime,
    ) -> dict[str, Projected]:
        enrolled = await read_patients(handle, self._library, patients, now)
        rights = await rights_of(connection, patients)
        return {each.episode.careplan: _projected(each, rights[each.episode.patient], before, now) for each in enrolled}

    async def rebuild(self, handle: Handle) -> AsyncIterator[int]:
        """Recompute everything; yields how many patients are done."""
        done = 0
        async for patients in self._everyone(handle):
            await self.recompute(handle, patients)
            done += len(patients)
            yield done
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute("DELETE FROM protocol.tally")
            await connection.execute(f"INSERT INTO protocol.tally {_COUNTED}")

    async def verify(self, handle: Handle) -> AsyncIterator[tuple[int, tuple[Difference, ...]]]:
        """Compute everything anew and compare; yields how many patients were compared, and what differs."""
        done = 0
        async for patients in self._everyone(handle):
            done += len(patients)
            yield done, await self.compare(handle, patients)
        yield done, await self._compare_tally(handle)

    async def compare(self, handle: Handle, patients: Sequence[str]) -> tuple[Difference, ...]:
        """What differs in the rows of these patients; nothing is written."""
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            now = self._clock.now()
            before = await store.enrolments_of(connection, patients)
            work_before = await store.work_of(connection, patients)
            after = await self._computed(handle, connection, patients, before, now)
        return tuple(_differences(before, work_before, after))

    async def _compare_tally(self, handle: Handle) -> tuple[Difference, ...]:
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                "SELECT participant, protocol, stage, state, coalesce(t.number, 0) AS stored, "
                "coalesce(c.number, 0) AS computed FROM protocol.tally t "
                f"FULL JOIN ({_COUNTED}) AS c USING (participant, protocol, stage, state, roles, custodian, grants) "
                "WHERE coalesce(t.number, 0) <> coalesce(c.number, 0)"
            )
        return tuple(
            Difference(
                f"({each['participant']}, {each['protocol']}, {each['stage']})",
                "tally",
                each["stored"],
                each["computed"],
            )
            for each in found
        )

    async def _on_board(self, handle: Handle, patients: Sequence[str]) -> set[str]:
        if not patients:
            return set()
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                "SELECT DISTINCT patient FROM protocol.enrolment WHERE patient = ANY($1)", list(patients)
            )
        return {each["patient"] for each in found}

    async def _everyone(self, handle: Handle) -> AsyncIterator[list[str]]:
        """Every patient who has a row, or an enrolment in the record without one, in batches."""
        seen: set[str] = set()
        last = ""
        while True:
            async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
                found = await connection.fetch(
                    "SELECT DISTINCT patient FROM protocol.enrolment WHERE patient > $1 ORDER BY patient "
                    f"LIMIT {BATCH}",
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


_KEY = "participant, protocol, stage, state, next_roles, custodian, grants"
_COUNTED = (
    "SELECT participant, protocol, stage, state, next_roles AS roles, custodian, grants, count(*) AS number "
    f"FROM protocol.enrolment WHERE open GROUP BY {_KEY}"
)


def _projected(enrolled: Enrolled, rights: Rights, before: Mapping[str, EnrolmentRow], now: datetime) -> Projected:
    """The rows now. `changed_at` stays when nothing else has changed; a row seen first says when it was written."""
    old = before.get(enrolled.episode.careplan)
    standing = progress(enrolled.version, enrolled.facts, now)
    computed = project(enrolled, standing, rights, changed_at=old.shown.changed_at if old else enrolled.touched)
    if old is None or computed.enrolment == old:
        return computed
    shown = replace(computed.enrolment.shown, changed_at=now)
    return replace(computed, enrolment=replace(computed.enrolment, shown=shown))


async def _write_work(
    connection: Connection, before: Mapping[store.WorkKey, WorkRow], after: Iterable[Projected]
) -> None:
    wanted = {store.work_key(row): row for each in after for row in each.work}
    await store.put_work(connection, [row for key, row in wanted.items() if before.get(key) != row])
    await store.drop_work(connection, [key for key in before if key not in wanted])


async def _release(connection: Connection, after: Iterable[Projected], gone: Sequence[EnrolmentRow]) -> None:
    """Enrolments that ended through another door hold their place no longer."""
    over = [each.enrolment.shown.careplan for each in after if not each.enrolment.open]
    over += [row.shown.careplan for row in gone]
    if over:
        await connection.execute("DELETE FROM protocol.running WHERE careplan = ANY($1)", over)


def _changed(row: EnrolmentRow) -> ChangedRow:
    return ChangedRow(row.shown.careplan, row.shown.patient, frozenset((row.rights.custodian, *row.rights.grants)))


def _differences(
    before: Mapping[str, EnrolmentRow], work_before: Mapping[store.WorkKey, WorkRow], after: Mapping[str, Projected]
) -> Iterator[Difference]:
    for key in sorted(before.keys() | after.keys()):
        stored, computed = before.get(key), after.get(key)
        if stored is None or computed is None:
            yield Difference(key, "row", _there(stored), _there(computed))
            continue
        yield from _columns_that_differ(key, stored.shown, computed.enrolment.shown)
        yield from _columns_that_differ(key, stored, computed.enrolment)
    wanted = {store.work_key(row): row for each in after.values() for row in each.work}
    for work in sorted(work_before.keys() | wanted.keys()):
        if work_before.get(work) != wanted.get(work):
            yield Difference(
                work[0], f"work {work[1]} of {work[2]}", _there(work_before.get(work)), _there(wanted.get(work))
            )


def _columns_that_differ(key: str, stored: object, computed: object) -> Iterator[Difference]:
    for each in fields(stored):  # type: ignore[arg-type]
        one, other = getattr(stored, each.name), getattr(computed, each.name)
        if one != other and each.name not in ("shown", "changed_at"):
            yield Difference(key, each.name, one, other)


def _there(row: object) -> str:
    return "absent" if row is None else "present"
