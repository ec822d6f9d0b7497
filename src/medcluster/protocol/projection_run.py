"""When is the board brought up to date?

Promise: idempotent; recomputing an enrolment from the record gives the stored row or writes the new one, so being told
of a change twice does no harm. One recomputing at a time (an advisory lock), and what it reads is read after it has the
lock: an older answer never replaces a newer one. What changed is announced in the transaction that writes it. Tasks of
steps that the record shows as done are completed after it. The handle given sees every row. Must not know: pages, who
listens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from medcluster.foundation import Clock, Database, Kind, Refusal
from medcluster.protocol import board_words
from medcluster.protocol import projection_store as store
from medcluster.protocol.acts_shown import follow_evidence
from medcluster.protocol.library_store import Library
from medcluster.protocol.progress import progress
from medcluster.protocol.projection import EnrolmentRow, Projected, Rights, project
from medcluster.protocol.projection_patients import concerned, everyone
from medcluster.protocol.projection_rights import rights_of
from medcluster.protocol.service_episode import Enrolled
from medcluster.protocol.service_read import read_patients
from medcluster.record import Change, Handle

if TYPE_CHECKING:
    from medcluster.foundation import Connection

LOCK = 0x626F617264  # "board"
BATCH = 50  # patients read and computed together; the batch before is being written meanwhile
BATCHES = 8  # in one transaction
PUT_OFF = timedelta(minutes=10)

log = logging.getLogger("medcluster.protocol")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the board that changed: its enrolment, the terms by which it is seen, its patient."""

    careplan: str
    patient: str
    terms: frozenset[int]


Announce = Callable[["Connection", Sequence[ChangedRow]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Computed:
    """The rows of some patients, by CarePlan: as they are stored, and as they should be."""

    before: Mapping[str, EnrolmentRow]
    work_before: Mapping[store.WorkKey, store.WorkValues]
    after: Mapping[str, Projected]
    enrolled: Sequence[Enrolled]


class Projector:
    """Keeps protocol.enrolment and protocol.work_item in step with the record and with time."""

    def __init__(self, database: Database, library: Library, *, clock: Clock, announce: Announce | None = None) -> None:
        self._database = database
        self._library = library
        self._clock = clock
        self._announce = announce

    async def react(self, handle: Handle, changes: Sequence[Change]) -> tuple[ChangedRow, ...]:
        """Recompute the patients on protocols whom these changes concern."""
        return await self.recompute(handle, await concerned(self._database, handle, changes))

    async def due(self, handle: Handle, now: datetime, *, count: int = 500) -> tuple[ChangedRow, ...]:
        """Recompute the enrolments that time alone has changed."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            found = await connection.fetch(
                "SELECT DISTINCT patient FROM (SELECT patient FROM protocol.enrolment WHERE changes_at <= $1 "
                f"ORDER BY changes_at LIMIT {count}) AS waiting",
                now,
            )
        patients = [each["patient"] for each in found]
        try:
            return await self.recompute(handle, patients)
        except Exception as fault:
            if is_away(fault):
                raise
        return await self._due_alone(handle, patients, now)

    async def _due_alone(self, handle: Handle, patients: Sequence[str], now: datetime) -> tuple[ChangedRow, ...]:
        """Each alone: one who cannot be computed is put off, so that time goes on for the others."""
        changed: list[ChangedRow] = []
        for patient in patients:
            try:
                changed += await self.recompute(handle, [patient])
            except Exception as fault:
                if is_away(fault):
                    raise
                log.exception("board.patient_put_off")
                async with self._database.transaction(settings=handle.database_settings) as connection:
                    await connection.execute(
                        "UPDATE protocol.enrolment SET changes_at = $2 WHERE patient = $1 AND changes_at <= $3",
                        patient,
                        now + PUT_OFF,
                        now,
                    )
        return tuple(changed)

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
        for some in _parts(patients, BATCH * BATCHES):
            changed += await self._recompute(handle, some)
        return tuple(changed)

    async def _recompute(self, handle: Handle, patients: Sequence[str]) -> list[ChangedRow]:
        changed: list[ChangedRow] = []
        enrolled: list[Enrolled] = []
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            writing: asyncio.Task[list[ChangedRow]] | None = None
            try:
                for some in _parts(patients, BATCH):
                    computed = await self.computed(handle, some)
                    enrolled += computed.enrolled
                    if writing:
                        changed += await writing
                    writing = asyncio.create_task(_write(connection, computed))
                if writing:
                    changed += await writing
                if changed and self._announce:
                    await self._announce(connection, changed)
            finally:
                if writing and not writing.done():  # no rollback while the connection is in use
                    await asyncio.wait([writing])
        await follow_evidence(handle, enrolled, self._clock.now())
        return changed

    async def computed(self, handle: Handle, patients: Sequence[str]) -> Computed:
        """The rows of these patients, as they are stored and as they should be; the caller holds the lock."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            before = await store.enrolments_of(connection, patients)
            work_before = await store.work_of(connection, patients)
            rights = await rights_of(connection, patients)
        now = self._clock.now()
        enrolled = await read_patients(handle, self._library, patients, now)
        after: dict[str, Projected] = {}
        for each in enrolled:
            after[each.episode.careplan] = _projected(each, rights[each.episode.patient], before, now)
            await asyncio.sleep(0)
        return Computed(before, work_before, after, enrolled)

    async def rebuild(self, handle: Handle) -> AsyncIterator[int]:
        """Recompute everything that can be computed; yields how many patients are done."""
        done = 0
        async for patients in everyone(self._database, handle):
            await self._recompute_what_can_be(handle, patients)
            done += len(patients)
            yield done
        async with self._database.transaction(settings=handle.database_settings) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await connection.execute("DELETE FROM protocol.tally")
            await connection.execute(f"INSERT INTO protocol.tally {COUNTED}")
            await board_words.rewrite(connection)

    async def _recompute_what_can_be(self, handle: Handle, patients: Sequence[str]) -> None:
        try:
            await self.recompute(handle, patients)
        except Exception as fault:
            if is_away(fault):
                raise
            if len(patients) == 1:
                log.exception("board.patient_skipped")
                return
            for patient in patients:
                await self._recompute_what_can_be(handle, [patient])


# What protocol.tally should hold, in the order of its columns.
COUNTED = (
    "SELECT w.owner, e.open, e.participant, e.protocol, e.version, e.stage, e.state, e.next_roles AS roles, "
    "e.custodian, e.grants, count(*) AS number FROM protocol.enrolment AS e "
    "CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY['', e.coordinator, e.next_owner])) AS w(owner) "
    "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
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


async def _write(connection: Connection, computed: Computed) -> list[ChangedRow]:
    """Store what is otherwise than it should be."""
    before, after = computed.before, computed.after
    written = [each.enrolment for key, each in after.items() if before.get(key) != each.enrolment]
    gone = [row for key, row in before.items() if key not in after]
    await store.put_enrolments(connection, written)
    await store.drop_enrolments(connection, [row.shown.careplan for row in gone])
    wanted = {store.work_key(row): store.work_values(row) for each in after.values() for row in each.work}
    await store.put_work(connection, [row for key, row in wanted.items() if computed.work_before.get(key) != row])
    await store.drop_work(connection, [key for key in computed.work_before if key not in wanted])
    await _claim(connection, [row.shown.careplan for row in written if row.open])
    await _release(connection, after.values(), gone)
    return [_changed(row) for row in [*written, *gone]]


async def _claim(connection: Connection, careplans: Sequence[str]) -> None:
    """Enrolments that came through another door hold their place too, so that nobody is enrolled beside them."""
    if careplans:
        await connection.execute(
            "INSERT INTO protocol.running (patient, protocol, careplan, custodian, grants) "
            "SELECT patient, protocol, careplan, custodian, grants FROM protocol.enrolment WHERE careplan = ANY($1) "
            "ON CONFLICT DO NOTHING",
            list(careplans),
        )


async def _release(connection: Connection, after: Iterable[Projected], gone: Sequence[EnrolmentRow]) -> None:
    """Enrolments that ended through another door hold their place no longer."""
    over = [each.enrolment.shown.careplan for each in after if not each.enrolment.open]
    over += [row.shown.careplan for row in gone]
    if over:
        await connection.execute("DELETE FROM protocol.running WHERE careplan = ANY($1)", over)


def is_away(fault: Exception) -> bool:
    """Whether the database is away: then nobody can be computed."""
    return isinstance(fault, Refusal) and fault.kind is Kind.UNAVAILABLE


def _changed(row: EnrolmentRow) -> ChangedRow:
    return ChangedRow(row.shown.careplan, row.shown.patient, frozenset((row.rights.custodian, *row.rights.grants)))


def _parts(patients: Sequence[str], size: int) -> list[Sequence[str]]:
    return [patients[start : start + size] for start in range(0, len(patients), size)]
