"""How does a patient come onto a protocol, leave it and come back?

Promise: an enrolment is one transaction: CarePlan, Tasks, the referral closed, and the row that makes a second running
enrolment in the same protocol impossible (a constraint, not a look before). Every refusal says why in words.
Must not know: pages, the board.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from medcluster.cluster import Right, check_may
from medcluster.fhir import types
from medcluster.foundation import Clock, Ids, Kind, Refusal
from medcluster.protocol.enrolment import (
    OPEN_TASK,
    Enrolment,
    ended,
    enrolment_resources,
    exit_reasons,
    noted,
    resumed,
    with_anchor,
)
from medcluster.protocol.facts import eligible
from medcluster.protocol.library_store import Library
from medcluster.protocol.model import Version
from medcluster.protocol.service_episode import Episode, episode_of, parsed, step_of
from medcluster.record import Handle, Stored

if TYPE_CHECKING:
    from medcluster.foundation import Connection

_FARTHEST = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the coordinator decides when she enrols: empty `version` means the current one."""

    patient: str
    protocol: str
    participant: str
    version: str = ""
    anchors: Mapping[str, datetime] = field(default_factory=dict)
    referral: str = ""
    partners: Mapping[str, str] = field(default_factory=dict)
    although: str = ""  # why she is enrolled although the protocol says that she does not qualify


class Enrolling:
    """Enrol, set dates, exit, finish, resume."""

    def __init__(self, library: Library, *, clock: Clock, ids: Ids) -> None:
        self._library = library
        self._clock = clock
        self._ids = ids

    async def enrol(self, handle: Handle, wish: Wish) -> str:
        """Enrol a patient; the id of her CarePlan."""
        check_may(handle.caller, Right.ENROL)
        now = self._clock.now()
        version = await self._version(wish)
        _check_anchors(version, wish.anchors, now)
        await self._check_eligible(handle, wish, version, now)
        for where in sorted({wish.participant, *wish.partners.values()}):
            await handle.read("Organization", where)
        closing = await _closed_referral(handle, wish)
        enrolment = Enrolment(
            patient=wish.patient,
            version=version,
            participant=wish.participant,
            at=now,
            anchors=wish.anchors,
            referral=wish.referral,
            coordinator=handle.caller.practitioner,
            coordinator_name=handle.caller.name,
            partners=wish.partners,
        )
        plan, *tasks = enrolment_resources(enrolment, self._ids)
        if isinstance(plan, types.CarePlan):
            plan = noted(plan, now, by=handle.caller.name, words=wish.although)
        careplan = plan.id or ""
        expected = {closing[1].reference: closing[1].version} if closing else {}
        await handle.write(
            [plan, *tasks, *([closing[0]] if closing else [])],
            expected=expected,
            extra=_running(careplan, wish.patient, version.name, handle.caller.custodian),
        )
        return careplan

    async def set_anchor(self, handle: Handle, careplan: str, name: str, date: datetime | None) -> None:
        """Set the planned date of an anchor, or take it away; the windows that hang on it move."""
        check_may(handle.caller, Right.SET_DATES)
        if date is not None and date.tzinfo is None:
            raise Refusal(Kind.MALFORMED, "A date needs its time zone.")
        stored, plan, episode = await read_plan(handle, careplan)
        version = await self._library.pinned(episode.protocol, episode.version)
        now = self._clock.now()
        _check_anchors(version, {name: date or now}, now)
        _check_running(episode)
        await handle.update(with_anchor(plan, name, date), if_match=stored.version)

    async def exit(
        self, handle: Handle, careplan: str, *, reason: str, note: str = "", at: datetime | None = None
    ) -> None:
        """The patient leaves the protocol for a coded reason, perhaps with words; what was done stays."""
        check_may(handle.caller, Right.ENROL)
        stored, plan, episode = await read_plan(handle, careplan)
        _check_running(episode)
        allowed = exit_reasons(await self._library.pinned(episode.protocol, episode.version))
        if reason not in allowed:
            raise Refusal(Kind.INVALID, "Leaving a protocol needs one of its reasons.", hint=", ".join(allowed))
        plan = noted(plan, self._clock.now(), by=handle.caller.name, words=note)
        await self._close(handle, stored, ended(plan, self._when(at), reason=reason), episode)

    async def finish(self, handle: Handle, careplan: str, *, note: str = "", at: datetime | None = None) -> None:
        """The patient has come to the end of the protocol, perhaps with words: why it ends early."""
        check_may(handle.caller, Right.ENROL)
        stored, plan, episode = await read_plan(handle, careplan)
        _check_running(episode)
        plan = noted(plan, self._clock.now(), by=handle.caller.name, words=note)
        await self._close(handle, stored, ended(plan, self._when(at)), episode)

    async def resume(self, handle: Handle, careplan: str, *, reason: str) -> None:
        """The patient comes back: the enrolment goes on where it was left."""
        check_may(handle.caller, Right.ENROL)
        if not reason.strip():
            raise Refusal(Kind.INVALID, "A reason is needed.")
        stored, plan, episode = await read_plan(handle, careplan)
        if episode.open:
            raise Refusal(Kind.CONFLICT, "This enrolment is running.")
        now = self._clock.now()
        tasks = await _tasks(handle, episode, ("cancelled",))
        back: list[types.Resource] = [
            msgspec.structs.replace(
                task, status="accepted" if task.owner else "requested", lastModified=now.isoformat()
            )
            for _, task in tasks
        ]
        plan = noted(resumed(plan), now, by=handle.caller.name, words=reason)
        await handle.write(
            [plan, *back],
            expected=_expected(stored, [each for each, _ in tasks]),
            extra=_running(careplan, episode.patient, episode.protocol, handle.caller.custodian),
        )

    async def _close(self, handle: Handle, stored: Stored, plan: types.CarePlan, episode: Episode) -> None:
        now = self._clock.now().isoformat()
        tasks = await _tasks(handle, episode, OPEN_TASK)
        cancelled = [msgspec.structs.replace(task, status="cancelled", lastModified=now) for _, task in tasks]

        async def stop(connection: Connection) -> None:
            await connection.execute("DELETE FROM protocol.running WHERE careplan = $1", episode.careplan)

        await handle.write([plan, *cancelled], expected=_expected(stored, [each for each, _ in tasks]), extra=stop)

    def _when(self, at: datetime | None) -> datetime:
        now = self._clock.now()
        if at is not None and (at.tzinfo is None or at > now):
            raise Refusal(Kind.INVALID, "An enrolment cannot end in the future.")
        return at or now

    async def _version(self, wish: Wish) -> Version:
        if not wish.version:
            return await self._library.current(wish.protocol)
        version = await self._library.pinned(wish.protocol, wish.version)
        if version.status != "active":
            raise Refusal(
                Kind.CONFLICT, f"{version.name} {version.version} is {version.status}: nobody is enrolled in it."
            )
        return version

    async def _check_eligible(self, handle: Handle, wish: Wish, version: Version, now: datetime) -> None:
        patient = (await handle.read("Patient", wish.patient)).resource
        if not version.eligible or wish.although.strip() or not isinstance(patient, types.Patient):
            return
        if eligible(version, patient, now) is False:
            raise Refusal(
                Kind.INVALID,
                f"The patient does not qualify for {version.title['en']} {version.version}.",
                hint=f"The protocol asks: {version.eligible}. To enrol her all the same, say why.",
            )


async def read_plan(handle: Handle, careplan: str) -> tuple[Stored, types.CarePlan, Episode]:
    """A CarePlan that is an enrolment; any other is not found."""
    stored, plan = found = parsed(await handle.read("CarePlan", careplan))
    episode = episode_of(found)
    if episode is None or not isinstance(plan, types.CarePlan):
        raise Refusal(Kind.NOT_FOUND, "This plan of care follows no protocol.")
    return stored, plan, episode


def _running(careplan: str, patient: str, protocol: str, custodian: int) -> Callable[[Connection], Awaitable[None]]:
    """Claims the place of the one running enrolment, or refuses."""

    async def claim(connection: Connection) -> None:
        done = await connection.execute(
            "INSERT INTO protocol.running (patient, protocol, careplan, custodian, grants) "
            "VALUES ($1, $2, $3, $4, '{-1}') ON CONFLICT DO NOTHING",
            patient,
            protocol,
            careplan,
            custodian,
        )
        if done != "INSERT 0 1":
            raise Refusal(
                Kind.CONFLICT,
                "The patient is enrolled in this protocol already.",
                hint="Open her running enrolment, or end it first.",
            )

    return claim


def _check_anchors(version: Version, anchors: Mapping[str, datetime], now: datetime) -> None:
    for name, date in anchors.items():
        anchor = version.anchors.get(name)
        if anchor is None:
            raise Refusal(Kind.INVALID, f"{version.name} has no anchor {name}.", hint=", ".join(version.anchors))
        if not anchor.set_by_people:
            raise Refusal(Kind.INVALID, f"The date of {name} is not set by people: it comes from the record.")
        if date.tzinfo is None:
            raise Refusal(Kind.MALFORMED, "A date needs its time zone.")
        if abs(date - now) > _FARTHEST:
            raise Refusal(Kind.INVALID, "This date lies more than ten years away.", hint="Look at its year.")


def _check_running(episode: Episode) -> None:
    if not episode.open:
        raise Refusal(Kind.CONFLICT, "This enrolment is over.", hint="It can be resumed with a reason.")


async def _closed_referral(handle: Handle, wish: Wish) -> tuple[types.ServiceRequest, Stored] | None:
    """The referral as answered, to be written with the enrolment."""
    if not wish.referral:
        return None
    stored = await handle.read("ServiceRequest", wish.referral)
    request = stored.resource
    if not isinstance(request, types.ServiceRequest) or request.subject.reference != f"Patient/{wish.patient}":
        raise Refusal(Kind.INVALID, "This referral is about another patient.")
    return msgspec.structs.replace(request, status="completed"), stored


async def _tasks(handle: Handle, episode: Episode, statuses: tuple[str, ...]) -> list[tuple[Stored, types.Task]]:
    found: list[tuple[Stored, types.Task]] = []
    for stored in await handle.patient_resources(episode.patient, ["Task"]):
        task = stored.resource
        mine = (step_of(task) or ("", ""))[0] == episode.careplan
        if mine and isinstance(task, types.Task) and task.status in statuses:
            found.append((stored, task))
    return found


def _expected(plan: Stored, tasks: list[Stored]) -> dict[str, int]:
    return {each.reference: each.version for each in [plan, *tasks]}
