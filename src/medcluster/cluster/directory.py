"""What is this cluster: who takes part, where do they stand, what do they offer, who works there?

Promise: participants and their way to opening are rows of this room; places, services and people are resources of the
record, read through the caller's handle. Installing a description twice writes nothing the second time, and what was
changed by hand since stays until its description changes. Must not know: patients, pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from medcluster.cluster import directory_reading
from medcluster.cluster.access import Right, check_may
from medcluster.cluster.description import ClusterDescription, ParticipantDescription, ParticipantKind
from medcluster.cluster.directory_fhir import resources_of
from medcluster.cluster.directory_values import (
    Cluster,
    ClusterProfile,
    Installed,
    Participant,
    Place,
    Profile,
    Service,
    Worker,
)
from medcluster.cluster.pipeline import STAGES, Milestone, NextAct, Source, Text, advance, is_open
from medcluster.fhir import types
from medcluster.foundation import Clock, Connection, Database, Kind, Refusal
from medcluster.record import Caller, Handle

_INSTALLED = "SELECT reference, digest FROM cluster.installed"
_NOTE = """
INSERT INTO cluster.installed (reference, digest) VALUES ($1, $2)
ON CONFLICT (reference) DO UPDATE SET digest = excluded.digest
"""
_CLUSTER = """
INSERT INTO cluster.installation (profile, operator, time_zone, changed) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, operator = excluded.operator,
    time_zone = excluded.time_zone, changed = excluded.changed
"""
_PARTICIPANT = """
INSERT INTO cluster.participant (id, ordinal, kind, country, part_of, profile) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, kind = excluded.kind, country = excluded.country,
    part_of = excluded.part_of, profile = excluded.profile
"""
_MILESTONE = """
INSERT INTO cluster.milestone (participant, ordinal, stage, reached_on, source, documents, note, recorded, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_OR_AS_DESCRIBED = """
ON CONFLICT (participant, ordinal) DO UPDATE SET reached_on = excluded.reached_on, source = excluded.source,
    documents = excluded.documents, note = excluded.note
"""
_ACT = """
INSERT INTO cluster.next_act (id, participant, who, what, due, source) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET who = excluded.who, what = excluded.what, source = excluded.source
"""
_DONE = "UPDATE cluster.next_act SET done = $2, done_by = $3 WHERE id = ANY ($1::text[])"
_LOCK = "SELECT kind FROM cluster.participant WHERE id = $1 FOR UPDATE"


class Directory:
    """The cluster's participants, places, services and people."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # -- installing ------------------------------------------------------------------------------------------------

    async def install(self, handle: Handle, description: ClusterDescription) -> Installed:
        """Write what is new or was described otherwise the last time. The handle may choose ids."""
        known = await self._known()
        resources = {f"{types.type_name(r)}/{r.id}": (r, _digest(types.encode(r))) for r in resources_of(description)}
        rows = {f"participant {each.id}": _digest(msgspec.json.encode(each)) for each in description.participants}
        whole = {"cluster": _digest(msgspec.json.encode(_profile_of(description)))}
        changed = {ref: pair for ref, pair in resources.items() if known.get(ref) != pair[1]}
        changed_rows = {ref: digest for ref, digest in {**rows, **whole}.items() if known.get(ref) != digest}

        async def extra(connection: Connection) -> None:
            await self._install_rows(connection, description, changed_rows.keys())
            noted = {**{ref: pair[1] for ref, pair in changed.items()}, **changed_rows}
            await connection.executemany(_NOTE, list(noted.items()))

        if changed:
            await handle.write([resource for resource, _ in changed.values()], extra=extra)
        elif changed_rows:
            async with self._database.transaction(settings={}) as connection:
                await extra(connection)
        return Installed(len(changed), sum(ref != "cluster" for ref in changed_rows))

    async def _known(self) -> Mapping[str, str]:
        async with self._database.acquire() as connection:
            return {row["reference"]: row["digest"] for row in await connection.fetch(_INSTALLED)}

    async def _install_rows(
        self, connection: Connection, description: ClusterDescription, changed: Collection[str]
    ) -> None:
        now = self._clock.now()
        profile = msgspec.json.encode(_profile_of(description)).decode()
        await connection.execute(_CLUSTER, profile, description.operator, description.time_zone, now)
        for ordinal, participant in enumerate(description.participants):
            if f"participant {participant.id}" in changed:
                await self._install_participant(connection, ordinal, participant)

    async def _install_participant(
        self, connection: Connection, ordinal: int, participant: ParticipantDescription
    ) -> None:
        today = self._clock.now().date()
        await connection.execute(
            _PARTICIPANT,
            participant.id,
            ordinal,
            str(participant.kind),
            participant.country,
            participant.part_of,
            msgspec.json.encode(Profile.of(participant)).decode(),
        )
        for milestone in participant.milestones:
            await connection.execute(_MILESTONE + _OR_AS_DESCRIBED, *self._milestone_row(participant.id, milestone, ""))
        for number, described in enumerate(participant.acts, start=1):
            act, in_days = described.act, described.in_days
            due = act.by if in_days is None else today + timedelta(days=in_days)
            await self._write_act(connection, f"{participant.id}-{number}", participant.id, replace(act, by=due))

    def _milestone_row(self, participant: str, milestone: Milestone, who: str) -> tuple[object, ...]:
        return (
            participant,
            STAGES.index(milestone.stage) + 1,
            str(milestone.stage),
            milestone.on,
            str(milestone.source),
            msgspec.json.encode(milestone.documents).decode(),
            msgspec.json.encode(milestone.note).decode(),
            self._clock.now(),
            who,
        )

    async def _write_act(self, connection: Connection, identifier: str, participant: str, act: NextAct) -> None:
        who, what = msgspec.json.encode(act.who).decode(), msgspec.json.encode(act.what).decode()
        await connection.execute(_ACT, identifier, participant, who, what, act.by, str(act.source))

    # -- reading ---------------------------------------------------------------------------------------------------

    async def cluster(self) -> Cluster:
        """The cluster itself; NOT_FOUND before a description is installed."""
        async with self._database.acquire() as connection:
            return await directory_reading.cluster(connection)

    async def participants(self) -> list[Participant]:
        """Every participant with its facts and its way to opening, in the order of the description."""
        async with self._database.acquire() as connection:
            return await directory_reading.participants(connection)

    async def participant(self, participant_id: str) -> Participant:
        """One participant; NOT_FOUND when there is none."""
        for participant in await self.participants():
            if participant.id == participant_id:
                return participant
        raise Refusal(Kind.NOT_FOUND, "There is no such participant.")

    async def check_known(self, participant_id: str) -> None:
        """Refuse an unknown participant, naming those that are known; before a cluster is described, any id is."""
        known = [participant.id for participant in await self.participants()]
        if known and participant_id not in known:
            raise Refusal(
                Kind.INVALID, f"There is no participant {participant_id!r}.", hint=f"Participants: {', '.join(known)}."
            )

    async def services(self, handle: Handle) -> list[Service]:
        """What the participants offer, and when."""
        return await directory_reading.services(handle)

    async def places(self, handle: Handle) -> list[Place]:
        """Theatres, wards, rooms and machines; equal ones are listed one by one."""
        return await directory_reading.places(handle)

    async def workers(self, handle: Handle) -> list[Worker]:
        """Who works where, and as what."""
        return await directory_reading.workers(handle)

    # -- changing --------------------------------------------------------------------------------------------------

    async def reach_stage(
        self,
        caller: Caller,
        participant_id: str,
        milestone: Milestone,
        *,
        then: Mapping[str, NextAct] | None = None,
        done: Collection[str] = (),
    ) -> Participant:
        """Record at once that the participant reached its next stage, who acts `then`, and which acts are `done`.

        `then`: by new ids of the caller's choosing. What is not done stays to be done.
        """
        check_may(caller, Right.CHANGE_CLUSTER)
        then = {identifier: replace(act, source=Source.RECORDED) for identifier, act in (then or {}).items()}
        async with self._moving(participant_id) as (connection, _):
            track, ids = await directory_reading.way(connection, participant_id)
            over = [identifier for identifier in ids if identifier in done]
            left = tuple(act for identifier, act in zip(ids, track.next_acts, strict=True) if identifier not in over)
            advance(track, milestone, today=self._clock.now().date(), next_acts=(*left, *then.values()))
            await connection.execute(_MILESTONE, *self._milestone_row(participant_id, milestone, caller.account))
            for identifier, act in then.items():
                await self._write_act(connection, identifier, participant_id, act)
            await connection.execute(_DONE, over, self._clock.now(), caller.account)
        return await self.participant(participant_id)

    async def plan_act(
        self, caller: Caller, participant_id: str, identifier: str, *, who: Text, what: Text, by: date | None
    ) -> None:
        """Name who must act next. `identifier`: a new id of the caller's choosing."""
        check_may(caller, Right.CHANGE_CLUSTER)
        await self.participant(participant_id)
        async with self._database.acquire() as connection:
            await self._write_act(connection, identifier, participant_id, NextAct(who, what, by, Source.RECORDED))

    async def finish_act(self, caller: Caller, participant_id: str, act_id: str) -> None:
        """It is done; until a participant is open, somebody else must act next."""
        check_may(caller, Right.CHANGE_CLUSTER)
        async with self._moving(participant_id) as (connection, kind):
            track, ids = await directory_reading.way(connection, participant_id)
            if act_id not in ids:
                raise Refusal(Kind.CONFLICT, "This is done already, or was never asked for.")
            if len(ids) == 1 and kind is not ParticipantKind.OPERATOR and not is_open(track):
                raise Refusal(
                    Kind.INVALID, "Until it is open, somebody must act next.", hint="Name the next one first."
                )
            await connection.execute(_DONE, [act_id], self._clock.now(), caller.account)

    @asynccontextmanager
    async def _moving(self, participant_id: str) -> AsyncIterator[tuple[Connection, ParticipantKind]]:
        """A transaction in which nobody else moves this participant: what it reads holds until it has decided."""
        async with self._database.transaction(settings={}) as connection:
            kind = await connection.fetchval(_LOCK, participant_id)
            if kind is None:
                raise Refusal(Kind.NOT_FOUND, "There is no such participant.")
            yield connection, ParticipantKind(kind)


def _profile_of(description: ClusterDescription) -> ClusterProfile:
    return ClusterProfile(
        id=description.id,
        name=description.name,
        place=description.place,
        summary=description.summary,
        notice=description.notice,
        facts=description.facts,
        emergency_number=description.emergency_number,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
