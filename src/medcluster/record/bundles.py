"""How is a transaction carried out: all of it, in R4's order, or nothing?

Promise: DELETE, then POST, then PUT and PATCH, then GET, whatever the order of the entries; links to a fullUrl of the
bundle become links to what was made; a conditional reference has to match exactly one resource, of those that were
there or that the bundle itself makes under the same condition. What needs the processor (rewriting, checking, indexing)
is done before the writing transaction begins, so that it is short; what was found then is looked up again under the
conditions' locks. Must not know: how a bundle is read, HTTP. Source: http://hl7.org/fhir/R4/http.html#trules.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import conditions, deciding, reading, writing
from medcluster.record.acting import Acting
from medcluster.record.conditions import Condition
from medcluster.record.entries import Entry
from medcluster.record.links import Links
from medcluster.record.planning import Plan, told_of
from medcluster.record.room import Room
from medcluster.record.stored import Stored
from medcluster.record.writing import Moved, Operation, Work

MOST_PATCHING = 5.0  # seconds: nobody else is answered meanwhile
_BREATH = 32  # resources rewritten before others get their turn on the event loop


@dataclass(slots=True)
class Found:
    """What was there: matches by condition, and resources to patch by place."""

    matches: dict[Condition, list[Stored]] = field(default_factory=dict)
    patched: dict[int, list[Stored]] = field(default_factory=dict)


@dataclass(slots=True)
class Prepared:
    """Rows ready to be written, and what was true when they were made."""

    deletes: Work
    writes: Work
    existing: dict[int, Stored] = field(default_factory=dict)  # conditional creates that found their resource
    decided: dict[int, str | None] = field(default_factory=dict)  # place -> what its condition matched


async def look(room: Room, connection: Connection, acting: Acting, plan: Plan) -> Found:
    """What the conditions match now; what the transaction itself deletes does not count."""
    found = Found()
    named = {entry.place for entry in plan.of("PATCH") if entry.id}
    asked = [*plan.making.values(), *plan.referring.values()]
    asked += [one for place, one in plan.changing.items() if place not in named]
    for every, most in [(asked, 1), *(([one], most) for one, most in plan.deleting.values())]:
        if every:
            found.matches |= await conditions.matches(room, connection, acting, list(dict.fromkeys(every)), most)
    if named:
        wanted = [plan.entries[place] for place in sorted(named)]
        stored = await reading.read_each(room, connection, acting, [(entry.type, entry.id) for entry in wanted])
        found.patched = {e.place: [stored[e.type, e.id]] if (e.type, e.id) in stored else [] for e in wanted}
    going = {(entry.type, entry.id) for entry in plan.of("DELETE")}
    going |= {(one.type, one.id) for asked, _ in plan.deleting.values() for one in found.matches[asked]}
    goes = {asked for asked, _ in plan.deleting.values()}
    for one, matches in found.matches.items():
        if one not in goes:
            found.matches[one] = [match for match in matches if (match.type, match.id) not in going]
    return found


async def prepare(
    room: Room, acting: Acting, plan: Plan, found: Found, connection: Connection | None = None
) -> Prepared:
    """Give ids, rewrite links, make the rows."""
    making = _Making(room, acting, plan, found)
    deletes = making.deletes()
    links = making.links()
    operations: list[Operation] = []
    for count, operation in enumerate(making.writes(links), 1):
        operations.append(operation)
        if count % _BREATH == 0:
            await asyncio.sleep(0)
    writing.refuse_twice([*deletes, *operations])
    writes = await writing.prepare(room, acting, operations, connection)
    links.relink(writes)
    removed = await writing.prepare(room, acting, deletes, connection)
    return Prepared(removed, writes, making.existing, making.decided)


class _Making:
    """The operations of one transaction, once it is known what is there."""

    def __init__(self, room: Room, acting: Acting, plan: Plan, found: Found) -> None:
        self.room, self.acting, self.plan, self.found = room, acting, plan, found
        self.existing: dict[int, Stored] = {}
        self.decided: dict[int, str | None] = {}
        self.made: dict[int, Operation] = {}
        self.patching = 0.0

    def deletes(self) -> list[Operation]:
        made: list[Operation] = []
        for entry in self.plan.of("DELETE"):
            if entry.place not in self.plan.deleting:
                made.append(Operation("delete", entry.type, entry.id, None, entry.if_match, place=entry.place))
                continue
            asked, most = self.plan.deleting[entry.place]
            with told_of(entry):
                more = deciding.deleting(asked, self.found.matches[asked], most, entry.if_match)
            made += [_placed(one, entry) for one in more]
        return made

    def links(self) -> Links:
        """Decide what every entry makes, and so where the links of the bundle lead."""
        links = Links()
        for entry in self.plan.of("POST", "PUT", "PATCH"):
            with told_of(entry):
                operation = self._decided(entry)
            if operation is None:
                links.name(entry, self.existing[entry.place].reference)
                continue
            self.made[entry.place] = _placed(operation, entry)
            links.name(entry, f"{operation.type}/{operation.id}")
        own = {asked: place for place, asked in self.plan.making.items()}
        for text, asked in self.plan.referring.items():
            if asked in own and own[asked] in self.made:
                operation = self.made[own[asked]]
                links.targets[text] = f"{operation.type}/{operation.id}"
            else:
                links.targets[text] = conditions.exactly_one(asked, self.found.matches[asked]).reference
        return links

    def _decided(self, entry: Entry) -> Operation | None:
        asked = self.plan.making.get(entry.place)
        match = conditions.at_most_one(asked, self.found.matches[asked]) if asked else None
        if asked:
            self.decided[entry.place] = match.reference if match else None
        if entry.method == "PATCH":
            return self._patched(entry)
        if entry.resource is None:
            raise TypeError(entry)
        if entry.method == "POST":
            if match is not None:
                self.existing[entry.place] = match
                return None
            return Operation("create", entry.type, self.room.ids.new(), entry.resource)
        if asked:
            ids = self.room.ids
            return deciding.updating(self.acting.caller, entry.resource, asked, match, ids.new, entry.if_match)
        resource = replace(entry.resource, id=entry.id)
        only_new = Kind.VERSION if entry.if_none_match else None
        may_create = self.acting.caller.chooses_ids
        return Operation("update", entry.type, entry.id, resource, entry.if_match, may_create, unless_there=only_new)

    def _patched(self, entry: Entry) -> Operation:
        asked, patch = self.plan.changing[entry.place], entry.patch
        if patch is None:
            raise TypeError(entry)
        if entry.id:
            before = reading.there(entry.type, entry.id, self.found.patched[entry.place])
        else:
            before = conditions.one(asked, self.found.matches[asked])
        now, began = self.room.now(), time.thread_time()
        operation = deciding.changing(before, lambda resource: patch.apply(resource, now), entry.if_match)
        self.patching += time.thread_time() - began
        if self.patching > MOST_PATCHING:
            raise Refusal(Kind.TOO_LARGE, "The patches of this transaction take too long.", hint="Send several.")
        if operation is None:
            raise TypeError(entry)
        return operation

    def writes(self, links: Links) -> Iterable[Operation]:
        """The operations in their order, with the links of the bundle rewritten."""
        for entry in self.plan.of("POST", "PUT", "PATCH"):
            operation = self.made.get(entry.place)
            if operation is not None and operation.resource is not None:
                operation.resource = types.replace_references(operation.resource, links.target)
                yield operation


def _placed(operation: Operation, entry: Entry) -> Operation:
    operation.place = entry.place
    return operation


async def write(
    room: Room, connection: Connection, acting: Acting, plan: Plan, prepared: Prepared, *, looked: bool
) -> dict[int, list[Stored]]:
    """Write what was prepared, by place; `Moved` when it would be decided otherwise now.

    looked: the conditions were locked, and looked up under their locks, in this very transaction.
    """
    if plan.locked and not looked:
        await conditions.lock(connection, plan.locked)
    done: dict[int, list[Stored]] = {entry.place: [] for entry in plan.of("DELETE")}
    for work, query in ((prepared.deletes, "DELETE"), (prepared.writes, "POST,PUT,PATCH")):
        if work is prepared.writes and plan.making and not looked:
            await _check_making(room, connection, acting, plan, prepared)
        if work.operations:
            audit = acting.audit(work.now, "transaction", query=query)
            stored = await writing.apply(room, connection, acting, work, audit)
            for operation, one in zip(work.operations, stored, strict=True):
                if operation.place is None:
                    raise TypeError(operation)
                done.setdefault(operation.place, []).append(one)
    return done


async def _check_making(room: Room, connection: Connection, acting: Acting, plan: Plan, prepared: Prepared) -> None:
    found = await conditions.matches(room, connection, acting, list(plan.making.values()))
    for place, asked in plan.making.items():
        match = conditions.at_most_one(asked, found[asked])
        if (match.reference if match else None) != prepared.decided[place]:
            raise Moved
