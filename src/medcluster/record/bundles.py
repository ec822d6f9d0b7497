"""How is a transaction carried out: all of it, in R4's order, or nothing?

Promise: DELETE, then POST, then PUT, then GET, whatever the order of the entries; references to a fullUrl of the
bundle become references to what was made; a conditional reference has to match exactly one resource. What needs the
processor (rewriting, checking, indexing) is done before the writing transaction begins, so that it is short; what was
found then is looked up again under the conditions' locks. Must not know: HTTP. Source:
http://hl7.org/fhir/R4/http.html#trules.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.foundation import Connection, Kind, Refusal
from medcluster.record import conditions, writing
from medcluster.record.acting import Acting
from medcluster.record.caller import Action
from medcluster.record.conditions import Condition, condition
from medcluster.record.entries import Entry, at, entries
from medcluster.record.room import Room
from medcluster.record.stored import Stored
from medcluster.record.writing import Operation, Work

T = TypeVar("T")
_CONDITIONAL = re.compile(r"([A-Z][A-Za-z]+)\?(.+)", re.DOTALL)
_LITERAL_URL = re.compile(r"https?://.*/([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})\Z")
_BREATH = 32  # resources rewritten before others get their turn on the event loop


class Moved(Exception):
    """What the conditions match has changed since the bundle was prepared: prepare it again."""


@dataclass(slots=True)
class Plan:
    """A transaction as it was read: its entries by method, and what has to be looked up first."""

    entries: list[Entry]
    creating: dict[int, Condition]  # place -> condition of a conditional create
    referring: dict[str, Condition]  # reference as written -> condition
    breath: int = _BREATH

    def of(self, method: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.method == method]

    @property
    def conditions(self) -> list[Condition]:
        return list(dict.fromkeys([*self.creating.values(), *self.referring.values()]))


@dataclass(slots=True)
class Prepared:
    """Rows ready to be written, and what was true when they were made."""

    deletes: Work
    writes: Work
    places: list[int]  # of the entries that `writes` carries out
    existing: dict[int, Stored] = field(default_factory=dict)  # conditional creates that found their resource


def plan(acting: Acting, bundle: types.Bundle) -> Plan:
    """Read the bundle, and refuse what the role may not do or the bundle may not say."""
    found = entries(bundle)
    for method, action in (
        ("DELETE", Action.DELETE),
        ("POST", Action.WRITE),
        ("PUT", Action.WRITE),
        ("GET", Action.READ),
    ):
        acting.require(action, sorted({entry.type for entry in found if entry.method == method}))
    creating = {e.place: _at(e, lambda e=e: condition(e.type, e.if_none_exist)) for e in found if e.if_none_exist}  # type: ignore[misc]
    _refuse_same_condition(creating)
    return Plan(found, creating, _references(found))


def _at(entry: Entry, act: Callable[[], T]) -> T:
    try:
        return act()
    except Refusal as refusal:
        raise at(entry.place, refusal) from None


def _refuse_same_condition(creating: dict[int, Condition]) -> None:
    if len(set(creating.values())) < len(creating):
        raise Refusal(Kind.INVALID, "Two entries of one transaction create under the same condition.")


def _references(found: Iterable[Entry]) -> dict[str, Condition]:
    referring: dict[str, Condition] = {}
    for entry in found:
        if entry.resource is None:
            continue
        for reference in types.references_in(entry.resource):
            text = reference.reference
            if text is not None and "?" in text and text not in referring and (match := _CONDITIONAL.fullmatch(text)):
                referring[text] = _at(entry, lambda m=match: condition(m[1], m[2]))  # type: ignore[misc]
    return referring


async def look(room: Room, connection: Connection, acting: Acting, plan: Plan) -> dict[Condition, list[Stored]]:
    """What the conditions match now; what the transaction itself deletes does not count."""
    if not plan.conditions:
        return {}
    going = {(entry.type, entry.id) for entry in plan.of("DELETE")}
    found = await conditions.matches(room, connection, acting, plan.conditions)
    return {asked: [s for s in matches if (s.type, s.id) not in going] for asked, matches in found.items()}


async def prepare(room: Room, acting: Acting, plan: Plan, found: dict[Condition, list[Stored]]) -> Prepared:
    """Give ids, rewrite references, make the rows."""
    existing: dict[int, Stored] = {}
    for place, asked in plan.creating.items():
        match = conditions.at_most_one(asked, found[asked])
        if match is not None:
            existing[place] = match
    targets = {text: conditions.exactly_one(asked, found[asked]).reference for text, asked in plan.referring.items()}
    ids = {entry.place: entry.id or room.ids.new() for entry in plan.entries if entry.method in ("POST", "PUT")}
    for entry in plan.entries:
        if entry.place in ids:
            here = existing[entry.place].reference if entry.place in existing else f"{entry.type}/{ids[entry.place]}"
            targets.update(_names(entry, here))
    operations: list[Operation] = []
    places: list[int] = []
    for entry in [*plan.of("POST"), *plan.of("PUT")]:
        if entry.place in existing or entry.resource is None:
            continue
        places.append(entry.place)
        operations.append(_operation(acting, entry, ids[entry.place], targets))
        if len(places) % plan.breath == 0:
            await asyncio.sleep(0)
    deletes = [Operation("delete", e.type, e.id, None, e.if_match) for e in plan.of("DELETE")]
    writing.refuse_twice([*deletes, *operations])
    return Prepared(
        await writing.prepare(room, acting, deletes), await writing.prepare(room, acting, operations), places, existing
    )


def _names(entry: Entry, reference: str) -> Iterable[tuple[str, str]]:
    """The names by which other entries may refer to this one."""
    if entry.full_url:
        yield entry.full_url, reference
        literal = _LITERAL_URL.match(entry.full_url)
        if literal and entry.method == "POST":
            yield literal[1], reference


def _operation(acting: Acting, entry: Entry, resource_id: str, targets: dict[str, str]) -> Operation:
    if entry.resource is None:
        raise TypeError(entry)
    resource = types.replace_references(entry.resource, lambda text: targets.get(text, text))
    if entry.method == "POST":
        return Operation("create", entry.type, resource_id, resource)
    resource = replace(resource, id=resource_id)
    return Operation("update", entry.type, resource_id, resource, entry.if_match, acting.caller.chooses_ids)


async def write(
    room: Room, connection: Connection, acting: Acting, plan: Plan, prepared: Prepared
) -> dict[int, Stored]:
    """Write what was prepared, by place; `Moved` when a conditional create would now end otherwise."""
    if plan.creating:
        await conditions.lock(connection, plan.creating.values())
    done: dict[int, Stored] = {}
    if prepared.deletes.operations:
        audit = acting.audit(prepared.deletes.now, "transaction", query="DELETE")
        stored = await writing.apply(room, connection, acting, prepared.deletes, audit)
        done.update(zip((entry.place for entry in plan.of("DELETE")), stored, strict=True))
    if plan.creating:
        await _check_creating(room, connection, acting, plan, prepared)
    if prepared.writes.operations:
        audit = acting.audit(prepared.writes.now, "transaction", query="POST,PUT")
        stored = await writing.apply(room, connection, acting, prepared.writes, audit)
        done.update(zip(prepared.places, stored, strict=True))
    return done


async def _check_creating(room: Room, connection: Connection, acting: Acting, plan: Plan, prepared: Prepared) -> None:
    found = await conditions.matches(room, connection, acting, list(plan.creating.values()))
    for place, asked in plan.creating.items():
        match = conditions.at_most_one(asked, found[asked])
        before = prepared.existing.get(place)
        if (match.reference if match else None) != (before.reference if before else None):
            raise Moved
