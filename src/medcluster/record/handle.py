"""Through what is the record read and written?

A `Handle` is the only way: it carries its caller's rights into every transaction, refuses what the role may never do,
and leaves an audit row for each access before it answers. Its methods are the acts of the record; what each does is
in the module of its name. Must not know: HTTP, pages, who people are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from types import MappingProxyType
from typing import TypeVar

import asyncpg

from medcluster.fhir import types
from medcluster.fhir.patch import Patch
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import acts, carrying, conditions, labels, past, purging, reading, searching, statements, writing
from medcluster.record.acting import Acting, settings_of
from medcluster.record.answers import Returning
from medcluster.record.caller import Action, Caller
from medcluster.record.coding import with_plain_codes
from medcluster.record.conditions import condition
from medcluster.record.hashing import patient_number, reference_number
from medcluster.record.room import Room
from medcluster.record.stored import Page, Stored
from medcluster.record.together import PLANNED_ONCE
from medcluster.record.writing import Operation, Work
from medcluster.record.writing_together import Waiting, Writer, write_alone

T = TypeVar("T")
Extra = Callable[[Connection], Awaitable[None]]
_ATTEMPTS = 3
_NOTHING: Mapping[str, int] = MappingProxyType({})
_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Look:
    """A connection with its caller's rights, and whose data were shown on it."""

    connection: Connection
    patients: list[str] = field(default_factory=list)


class Handle:
    """The record as one caller may see and change it.

    `room`, `acting`, `opened` and `attempt` are for the modules of this room alone.
    """

    def __init__(self, room: Room, caller: Caller, purpose: str, own: types.OwnAddresses = types.NO_ADDRESSES) -> None:
        if not caller.account:
            raise ValueError("a caller needs an account: the audit names it")
        self.room = room
        self.acting = Acting(caller, purpose, own)
        self._settings = MappingProxyType(settings_of(caller))

    @property
    def caller(self) -> Caller:
        return self.acting.caller

    @property
    def database_settings(self) -> Mapping[str, str]:
        """The settings of this caller's transactions, for a room's own tables under the same policies."""
        return self._settings

    async def create(self, resource: types.Resource, *, if_none_exist: str = "") -> Stored:
        """A new resource under a new id; with a condition, what matches it already instead."""
        stored, _ = await self.create_unless(resource, if_none_exist)
        return stored

    async def create_unless(self, resource: types.Resource, if_none_exist: str) -> tuple[Stored, bool]:
        """As `create`, and whether it was made now."""
        name = types.type_name(resource)
        self.acting.require(Action.WRITE, [name])
        operation = Operation("create", name, self.room.ids.new(), resource)
        if not if_none_exist:
            return await self._together(operation), True
        asked = await conditions.with_plain_codes(self, condition(name, if_none_exist))
        work = await writing.prepare(self.room, self.acting, [operation])

        async def act(connection: Connection) -> tuple[Stored, bool]:
            found = await conditions.matching(self.room, connection, self.acting, asked)
            if found is not None:
                return found, False
            return (await self._apply(connection, work, "create", name, operation.id))[0], True

        return await self.attempt(act)

    async def read(self, resource_type: str, resource_id: str) -> Stored:
        """The current version; NOT_FOUND when absent or hidden, GONE when deleted."""
        self.acting.require(Action.READ, [resource_type])
        audit = self.acting.audit(self.room.now(), "read", resource_type, resource_id)
        found = await self.room.reads.read(self._settings, audit, reference_number(resource_type, resource_id))
        return reading.there(resource_type, resource_id, found)

    async def vread(self, resource_type: str, resource_id: str, version: int) -> Stored:
        """One version as it was."""
        self.acting.require(Action.READ, [resource_type])
        async with self.opened() as connection:
            found = await reading.read_version(self.room, connection, self.acting, resource_type, resource_id, version)
        return reading.there(resource_type, resource_id, found)

    async def history(self, resource_type: str, resource_id: str, *, count: int = 50) -> list[Stored]:
        """Versions of one resource, newest first, deletions among them."""
        return (await self.versions(resource_type, resource_id, (("_count", str(count)),))).versions

    async def versions(
        self, resource_type: str = "", resource_id: str = "", query: str | Sequence[tuple[str, str]] = ""
    ) -> past.Versions:
        """A page of the versions of one resource, of a type, or of all: `_since`, `_at`, `_count`, and its cursor."""
        self.acting.require(Action.READ, [resource_type] if resource_type else [])
        asked = past.read_asked(resource_type, resource_id, query)
        async with self.opened({} if resource_id else past.IN_ORDER) as connection:
            return await past.versions(self.room, connection, self.acting, asked)

    async def update(self, resource: types.Resource, *, if_match: int | None = None, only_new: bool = False) -> Stored:
        """A new version; where the caller chooses ids, also the first, and with `only_new` no other."""
        name, resource_id = types.type_name(resource), resource.id or ""
        if not resource_id:
            raise Refusal(Kind.MALFORMED, "An update needs the id of the resource in it.")
        self.acting.require(Action.WRITE, [name])
        operation = Operation("update", name, resource_id, resource, if_match, self.caller.chooses_ids)
        operation.unless_there = Kind.VERSION if only_new else None
        return await self._together(operation)

    async def delete(self, resource_type: str, resource_id: str, *, if_match: int | None = None) -> None:
        """Delete: a tombstone stays, and the history. What was deleted already is left as it is."""
        self.acting.require(Action.DELETE, [resource_type])
        operation = Operation("delete", resource_type, resource_id, None, if_match)
        work = await writing.prepare(self.room, self.acting, [operation])
        try:
            await self.attempt(lambda c: self._apply(c, work, "delete", resource_type, resource_id))
        except Refusal as refusal:
            if refusal.kind is not Kind.GONE:
                raise

    async def update_where(
        self, resource: types.Resource, query: str, *, if_match: int | None = None
    ) -> tuple[Stored, bool]:
        """An update of the one resource that meets a condition, else a create; and whether it was created."""
        return await acts.update_where(self, resource, query, if_match)

    async def delete_where(self, resource_type: str, query: str, *, if_match: int | None = None) -> list[Stored]:
        """Delete what meets a condition: one, or with `_count=N` in it at most N; more are refused."""
        return await acts.delete_where(self, resource_type, query, if_match)

    async def patch(self, resource_type: str, resource_id: str, patch: Patch, *, if_match: int | None = None) -> Stored:
        """A new version, made by a patch of the current one."""
        change = partial(patch.apply, now=self.room.now())
        return await acts.change(self, resource_type, resource_id, change, if_match, "patch")

    async def patch_where(self, resource_type: str, query: str, patch: Patch, *, if_match: int | None = None) -> Stored:
        """As `patch`, of the one resource that meets a condition."""
        change = partial(patch.apply, now=self.room.now())
        return await acts.change_where(self, resource_type, query, change, if_match, "patch")

    async def add_labels(
        self, resource_type: str, resource_id: str, meta: types.Meta, *, if_match: int | None = None
    ) -> Stored:
        """These profiles, tags and security labels as well: a new version, unless all of them are there."""
        change = partial(labels.added, more=meta)
        return await acts.change(self, resource_type, resource_id, change, if_match, "update")

    async def remove_labels(
        self, resource_type: str, resource_id: str, meta: types.Meta, *, if_match: int | None = None
    ) -> Stored:
        """These profiles, tags and security labels no longer: a new version, unless none of them is there."""
        change = partial(labels.removed, less=meta)
        return await acts.change(self, resource_type, resource_id, change, if_match, "update")

    async def purge_history(self, resource_type: str, resource_id: str) -> int:
        """Take the superseded versions away for good; how many they were."""
        return await purging.purge_history(self, resource_type, resource_id)

    async def write(
        self,
        resources: Sequence[types.Resource],
        *,
        expected: Mapping[str, int] = _NOTHING,
        extra: Extra | None = None,
    ) -> list[Stored]:
        """Many in one transaction, for rooms of the platform: with an id they are updated or made under it.

        `expected`: "Task/1" -> the version that the writer read. `extra` runs in the same transaction, after the
        writes; it may run again when the transaction has to be repeated.
        """
        self.acting.require(Action.WRITE, sorted({types.type_name(r) for r in resources}))
        operations = [self._operation(resource, expected) for resource in resources]
        work = await writing.prepare(self.room, self.acting, operations)

        async def act(connection: Connection) -> list[Stored]:
            written = await self._apply(connection, work, "write")
            if extra is not None:
                await extra(connection)
            return written

        return await self.attempt(act)

    def _operation(self, resource: types.Resource, expected: Mapping[str, int]) -> Operation:
        name = types.type_name(resource)
        if not resource.id:
            return Operation("create", name, self.room.ids.new(), resource)
        return Operation("update", name, resource.id, resource, expected.get(f"{name}/{resource.id}"), may_create=True)

    async def search(
        self,
        place: str,
        query: str | Sequence[tuple[str, str]] = "",
        *,
        count: int | None = None,
        lenient: bool = False,
        zone: tzinfo | None = None,
    ) -> Page:
        """A page of what matches, newest first unless sorted otherwise.

        place: a type, a compartment with a type (`Patient/1/Observation`, `Patient/1/*`), or `*` for every type.
        What is unknown is refused by name; with `lenient` it is ignored and told. zone: of dates without
        one, else the cluster's.
        """
        await self.room.parameters.learn(self.room.database)
        zone, own = zone or self.room.zone, self.acting.own
        asked = searching.read_query(place, query, count, lenient=lenient, zone=zone, own=own)
        asked = await with_plain_codes(self, asked)
        settings = {**self._settings, **searching.planner_settings(asked)}
        async with self.room.database.holding(settings) as connection:
            return await searching.search(self.room, connection, self.acting, asked)

    async def transaction(
        self, bundle: types.Bundle, *, extra: Extra | None = None, returning: Returning = Returning.MINIMAL
    ) -> types.Bundle:
        """Carry out a bundle: all or nothing for a transaction, each entry alone for a batch.

        `returning` says what the answer holds for each write. `extra` runs in the transaction of a transaction, after
        the writes; it may run again with a repeated one.
        """
        if bundle.type == "batch" and extra is None:
            return await carrying.batch(self, bundle, returning)
        if bundle.type != "transaction":
            raise Refusal(Kind.INVALID, f"A bundle of type {bundle.type} cannot be carried out here.")
        return await carrying.transaction(self, bundle, extra, returning)

    async def patient_resources(self, patient_id: str, resource_types: Sequence[str] = ()) -> list[Stored]:
        """The patient's compartment, newest first: these types, or all that this caller may read."""
        return (await self.resources_of_patients([patient_id], resource_types))[patient_id]

    async def resources_of_patients(
        self, patient_ids: Sequence[str], resource_types: Sequence[str] = ()
    ) -> dict[str, list[Stored]]:
        """The compartments of several patients in one statement, each as `patient_resources` gives it."""
        self.acting.require(Action.READ, resource_types)
        names = list(resource_types)
        if not names and "*" not in self.caller.may.get(Action.READ, frozenset()):
            names = sorted(self.caller.may.get(Action.READ, frozenset()))
            if not names:
                return {patient_id: [] for patient_id in patient_ids}
        async with self.opened() as connection:
            if len(patient_ids) != 1:
                return await reading.resources_of_patients(self.room, connection, self.acting, patient_ids, names)
            (only,) = patient_ids
            return {only: await reading.patient_resources(self.room, connection, self.acting, only, names)}

    async def _together(self, operation: Operation) -> Stored:
        try:
            return await self.room.writes.ask(Writer.of(self), operation)
        except Waiting:
            return await write_alone(self, operation)

    async def _apply(
        self, connection: Connection, work: Work, action: str, name: str = "", resource_id: str = ""
    ) -> list[Stored]:
        audit = self.acting.audit(work.now, action, name, resource_id)
        return await writing.apply(self.room, connection, self.acting, work, audit)

    @asynccontextmanager
    async def opened(self, further: Mapping[str, str] = _NO_SETTINGS) -> AsyncIterator[Connection]:
        """A transaction with this caller's rights, and with further settings, as the modules of this room need it."""
        try:
            async with self.room.database.transaction(settings={**self._settings, **further}) as connection:
                yield connection
        except (asyncpg.InternalClientError, asyncpg.InterfaceError) as error:
            if isinstance(error, asyncpg.InterfaceError) and "released back to the pool" not in str(error):
                raise
            raise Refusal(  # the server closed the connection, and the driver has not said so in its usual way
                Kind.UNAVAILABLE, "The database cannot be reached just now.", hint="Try again in a moment."
            ) from error

    @asynccontextmanager
    async def looking(self, at: str) -> AsyncIterator[Look]:
        """A transaction in which a room shows rows of its own about patients; `at` names them in the audit.

        Whoever looks puts the patients shown into `patients`; the audit row is written before the transaction ends.
        """
        async with self.opened() as connection:
            look = Look(connection)
            yield look
            numbers = sorted({patient_number(patient) for patient in look.patients})
            audit = self.acting.audit(self.room.now(), "show", query=at)
            await connection.execute(statements.AUDIT, *audit, len(look.patients), numbers)

    async def attempt(self, act: Callable[[Connection], Awaitable[T]], further: Mapping[str, str] = _NO_SETTINGS) -> T:
        """A writing transaction, again when two waited for each other or made the same id at once."""
        await self.room.parameters.learn(self.room.database)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self.opened({**PLANNED_ONCE, **further}) as connection:
                    result = await act(connection)
            except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.UniqueViolationError) as error:
                if not _is_ours(error):
                    raise
                if attempt == _ATTEMPTS:
                    raise _in_the_way(error) from error
            except (asyncpg.InsufficientPrivilegeError, asyncpg.CheckViolationError) as error:
                if not _is_ours(error):
                    raise
                raise Refusal(
                    Kind.FORBIDDEN, f"The role {self.caller.role} may not write this about this patient."
                ) from error
            else:
                self.room.signal.fire()
                return result
        raise AssertionError("unreachable")


def _in_the_way(error: asyncpg.PostgresError) -> Refusal:
    if getattr(error, "constraint_name", None) == "resource_ref_key":
        return Refusal(
            Kind.CONFLICT, "This id cannot be given here.", hint="Choose another, or leave it to the record."
        )
    return Refusal(Kind.CONFLICT, "Somebody else is writing the same thing.", hint="Read again, then repeat.")


def _is_ours(error: asyncpg.PostgresError) -> bool:
    """Whether the database refused something of the record, rather than of what a room did beside it."""
    return getattr(error, "schema_name", None) in (None, "record")
