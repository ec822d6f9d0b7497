"""What can the platform do with protocols?

`Service` is the room's one door for the edges and for `app`: publish and read versions, enrol, act on steps, refer,
read plans, the board and work lists, keep the board in step. Every method that reads or writes about patients takes the
caller's handle, so rights travel with it. Must not know: HTTP, pages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from medcluster.cluster import Right, may
from medcluster.fhir.types import Resource
from medcluster.foundation import Clock, Database, Ids
from medcluster.protocol import acts, acts_history, board_query, board_words, work_query
from medcluster.protocol.acts_history import StepAct
from medcluster.protocol.board import BoardFilter, BoardPage, BoardRow
from medcluster.protocol.library_store import Library
from medcluster.protocol.model import Facts, Progress, Version
from medcluster.protocol.projection_run import Announce, ChangedRow, Projector
from medcluster.protocol.projection_verify import Difference, Verifier
from medcluster.protocol.service_enrol import Enrolling, Wish, read_plan
from medcluster.protocol.service_episode import PlanView, StepTask
from medcluster.protocol.service_read import MergedView, merged_view, plan_view, read_enrolled, read_patient
from medcluster.protocol.service_referral import Referral, Referring
from medcluster.protocol.work import WorkFilter, WorkList
from medcluster.record import Change, Handle

_NO_DATES: Mapping[str, datetime] = {}
_NO_PARTNERS: Mapping[str, str] = {}


class Service:
    """The protocol room over one database."""

    def __init__(self, database: Database, *, clock: Clock, ids: Ids, announce: Announce | None = None) -> None:
        """`announce` tells of rows of the board that change, in the transaction that changes them."""
        self._database = database
        self._clock = clock
        self._ids = ids
        self._library = Library(database, clock=clock)
        self._enrolling = Enrolling(self._library, clock=clock, ids=ids)
        self._referring = Referring(self._library, clock=clock)
        self._projector = Projector(database, self._library, clock=clock, announce=announce)
        self._verifier = Verifier(database, self._projector, clock=clock)

    # Versions

    async def publish(self, handle: Handle, version: Version) -> bool:
        """Freeze a version; False when exactly this one is published already, refused when another content is."""
        return await self._library.publish(handle, version)

    async def publish_all(self, handle: Handle, versions: Sequence[Version]) -> tuple[Version, ...]:
        """Freeze these versions, none when one is refused; those that were not published yet."""
        return await self._library.publish_all(handle, versions)

    async def versions(self, handle: Handle) -> tuple[Version, ...]:
        """Every published version: by name, the newest version first."""
        return await self._library.versions(handle)

    async def version(self, handle: Handle, name: str, version: str) -> Version:
        """One published version."""
        return await self._library.version(handle, name, version)

    async def running(self, handle: Handle) -> Mapping[tuple[str, str], int]:
        """How many open enrolments each version has: in the whole cluster for whoever may see counts."""
        async with self._database.transaction(settings=handle.database_settings, read_only=True) as connection:
            if may(handle.caller, Right.SEE_COUNTS):
                await connection.execute(board_query.EVERY_COUNT)
            return await board_query.read_running(connection)

    # Enrolment

    async def enrol(
        self,
        handle: Handle,
        patient_id: str,
        name: str,
        version: str,
        participant: str,
        anchors: Mapping[str, datetime] = _NO_DATES,
        referral: str = "",
        *,
        partners: Mapping[str, str] = _NO_PARTNERS,
        although: str = "",
    ) -> str:
        """Enrol a patient; the id of her CarePlan. An empty `version` is the newest active one.

        `partners`: role -> participant where that role's steps are done. `although`: why, if she does not qualify.
        """
        wish = Wish(patient_id, name, participant, version, dict(anchors), referral, dict(partners), although)
        return await self._enrolling.enrol(handle, wish)

    async def set_anchor(self, handle: Handle, careplan_id: str, name: str, date: datetime | None) -> None:
        """Set the planned date of an anchor, or take it away; windows move."""
        await self._enrolling.set_anchor(handle, careplan_id, name, date)

    async def exit(
        self, handle: Handle, careplan_id: str, *, reason: str, note: str = "", at: datetime | None = None
    ) -> None:
        """The patient leaves the protocol for one of its coded reasons."""
        await self._enrolling.exit(handle, careplan_id, reason=reason, note=note, at=at)

    async def finish(self, handle: Handle, careplan_id: str, *, note: str = "", at: datetime | None = None) -> None:
        """The patient has come to the end of the protocol; `note`: why it ends early."""
        await self._enrolling.finish(handle, careplan_id, note=note, at=at)

    async def resume(self, handle: Handle, careplan_id: str, *, reason: str) -> None:
        """The patient comes back."""
        await self._enrolling.resume(handle, careplan_id, reason=reason)

    async def refer(self, handle: Handle, patient_id: str, to_participant: str, protocol: str, reason: str) -> str:
        """Refer a patient to a participant for a protocol; the id of the ServiceRequest."""
        return await self._referring.refer(handle, patient_id, to_participant, protocol, reason)

    async def referrals(self, handle: Handle, *, protocol: str = "") -> tuple[Referral, ...]:
        """The open referrals that the caller may see, the oldest first."""
        return await self._referring.referrals(handle, protocol=protocol)

    async def turn_down(self, handle: Handle, referral: str, *, reason: str) -> None:
        """Answer a referral without enrolling."""
        await self._referring.turn_down(handle, referral, reason=reason)

    # Steps

    async def complete(
        self,
        handle: Handle,
        careplan_id: str,
        key: str,
        at: datetime | None = None,
        note: str = "",
        expected_version: int | None = None,
        showing: Sequence[Resource] = (),
    ) -> StepTask:
        """The step was done, at this instant or now; `acts.Taken` when somebody was first, and nothing is written.

        `showing`: resources with ids that show it, such as answers; with the step, or not at all, they are stored.
        """
        where, now = await self._step(handle, careplan_id, key), self._clock.now()
        return await acts.complete(handle, where, at or now, now, note=note, expected=expected_version, showing=showing)

    async def correct(self, handle: Handle, careplan_id: str, key: str, at: datetime, *, reason: str) -> StepTask:
        """The step was done at another instant than recorded."""
        where = await self._step(handle, careplan_id, key)
        return await acts.correct(handle, where, at, self._clock.now(), reason=reason)

    async def undo(self, handle: Handle, careplan_id: str, key: str, *, reason: str) -> StepTask:
        """What was recorded was a mistake; the step is open again."""
        return await acts.undo(handle, await self._step(handle, careplan_id, key), self._clock.now(), reason=reason)

    async def deviate(
        self,
        handle: Handle,
        careplan_id: str,
        key: str,
        *,
        reason: str,
        note: str = "",
        close: bool = True,
        expected_version: int | None = None,
    ) -> StepTask:
        """The step did not go as planned; with `close` it will not happen."""
        where, now = await self._step(handle, careplan_id, key), self._clock.now()
        return await acts.deviate(handle, where, now, reason=reason, note=note, close=close, expected=expected_version)

    async def claim(self, handle: Handle, careplan_id: str, key: str, expected_version: int | None = None) -> StepTask:
        """The caller will do the step."""
        where = await self._step(handle, careplan_id, key)
        return await acts.claim(handle, where, self._clock.now(), expected=expected_version)

    async def assign(
        self,
        handle: Handle,
        careplan_id: str,
        key: str,
        practitioner: str,
        name: str = "",
        expected_version: int | None = None,
    ) -> StepTask:
        """Somebody is to do the step; an empty practitioner gives it back to everybody of the role."""
        where, now = await self._step(handle, careplan_id, key), self._clock.now()
        return await acts.assign(handle, where, now, practitioner=practitioner, name=name, expected=expected_version)

    async def step_history(self, handle: Handle, careplan_id: str, key: str) -> tuple[StepAct, ...]:
        """What was done to a step, the newest first."""
        return await acts_history.step_history(handle, careplan_id, key)

    async def recent_acts(self, handle: Handle, since: datetime) -> tuple[StepAct, ...]:
        """The steps that the caller has closed since, the newest first."""
        return await acts_history.recent_acts(handle, since)

    async def _step(self, handle: Handle, careplan_id: str, key: str) -> acts.StepAt:
        _, _, episode = await read_plan(handle, careplan_id)
        return acts.StepAt(episode, await self._library.pinned(episode.protocol, episode.version), key, self._ids)

    # Reading

    async def plan(self, handle: Handle, careplan_id: str, *, at: datetime | None = None) -> PlanView:
        """One enrolment as it stands now, or at an instant."""
        now = self._clock.now()
        return plan_view(await read_enrolled(handle, self._library, careplan_id, at or now), at or now)

    async def facts_of(self, handle: Handle, careplan_id: str) -> tuple[Version, Facts]:
        """The version an enrolment is pinned to, and what the record says about it."""
        view = await self.plan(handle, careplan_id)
        return view.version, view.facts

    async def progress_of(self, handle: Handle, careplan_id: str, *, at: datetime | None = None) -> Progress:
        """The progress of an enrolment."""
        return (await self.plan(handle, careplan_id, at=at)).progress

    async def patient_plans(self, handle: Handle, patient_id: str) -> tuple[PlanView, ...]:
        """Every enrolment of a patient that the caller may see, the newest first."""
        now = self._clock.now()
        found = await read_patient(handle, self._library, patient_id, now)
        return tuple(plan_view(each, now) for each in found)

    async def merged(self, handle: Handle, patient_id: str) -> MergedView:
        """The running enrolments of a patient as one plan: what is the same act once, and what is in conflict."""
        now = self._clock.now()
        return merged_view(patient_id, await read_patient(handle, self._library, patient_id, now), now)

    # The board

    async def board(self, handle: Handle, which: BoardFilter, *, after: str = "", count: int = 50) -> BoardPage:
        """A page of the board with its figures: of the caller's patients, or of the whole cluster for who sees none."""
        unnamed = may(handle.caller, Right.SEE_COUNTS) and not may(handle.caller, Right.SEE_BOARD)
        async with handle.looking("board") as look:
            if unnamed:
                await look.connection.execute(board_query.EVERY_COUNT)
            among = await board_words.find(look.connection, which.text)
            counts = await board_query.read_counts(look.connection, which, among=among)
            if unnamed or not (counts.total or counts.more):  # to look for what is not there would go through all
                return BoardPage((), counts, "", self._clock.now())
            rows, following = await board_query.read_rows(look.connection, which, after=after, count=count, among=among)
            look.patients += [row.patient for row in rows]
        return BoardPage(rows, counts, following, self._clock.now())

    async def rows(self, handle: Handle, careplans: Sequence[str]) -> tuple[BoardRow, ...]:
        """The rows of these enrolments that the caller may see."""
        async with handle.looking("board rows") as look:
            rows = await board_query.read_some(look.connection, careplans)
            look.patients += [row.patient for row in rows]
        return rows

    async def work(self, handle: Handle, which: WorkFilter) -> WorkList:
        """Somebody's list."""
        async with handle.looking("work") as look:
            found = await work_query.read_work(look.connection, which, self._clock.now())
            look.patients += [item.patient for item in (*found.late, *found.now, *found.later)]
        return found

    # Keeping the board in step: the handle sees every row

    async def react(self, handle: Handle, changes: Sequence[Change]) -> tuple[ChangedRow, ...]:
        """Recompute the patients whom these changes concern; the rows that changed."""
        return await self._projector.react(handle, changes)

    async def due_changes(self, handle: Handle, now: datetime) -> tuple[ChangedRow, ...]:
        """Recompute what time alone has changed; the rows that changed."""
        return await self._projector.due(handle, now)

    async def next_change(self, handle: Handle) -> datetime | None:
        """When time alone will next change a row."""
        return await self._projector.next_change(handle)

    def rebuild(self, handle: Handle) -> AsyncIterator[int]:
        """Compute the whole board anew; yields how many patients are done."""
        return self._projector.rebuild(handle)

    def verify(self, handle: Handle) -> AsyncIterator[tuple[int, tuple[Difference, ...]]]:
        """Compare the whole board with what is computed; yields how many patients were compared, and differences."""
        return self._verifier.verify(handle)

    async def compare(self, handle: Handle, found: Sequence[Difference]) -> list[Difference]:
        """Look once more at what differed: what differs still."""
        return await self._verifier.again(handle, found)
