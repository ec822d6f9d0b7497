"""What does a condition (`Practitioner?identifier=...`) match, and who may act on the answer?

Promise: a conditional act holds the lock of its condition from the look to the commit, so that concurrent ones never
make two; a condition is the same however its parameters are ordered. Conditions on one identifier, the usual case, are
answered together by one statement. What a terminology has to be asked for is asked before the transaction
(`with_plain_codes`): within it nothing is fetched on a second connection. Must not know: bundles. Source:
http://hl7.org/fhir/R4/http.html#ccreate, #cond-update, #cdelete, #patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from medcluster.fhir import types
from medcluster.foundation import Connection, Issue, Kind, Refusal
from medcluster.record import coding, searching, statements
from medcluster.record.acting import Acting
from medcluster.record.asking import Asked
from medcluster.record.caller import Action
from medcluster.record.hashing import hash32, hash64, lock_of_condition, parameter_number
from medcluster.record.reading import stored
from medcluster.record.room import Room
from medcluster.record.stored import Stored

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

MOST_DELETED = 500  # by one conditional delete
_CONTROLS_ALLOWED = frozenset({"_id", "_tag", "_profile", "_security", "_source", "_lastUpdated"})

_BY_IDENTIFIER = """
SELECT DISTINCT ON (c.n, r.rid) c.n, r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat
FROM unnest($1::integer[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS c(p, h, s, n)
JOIN record.token AS t ON t.p = c.p AND t.h = c.h AND t.s = c.s
JOIN record.resource AS r ON r.rid = t.rid
ORDER BY c.n, r.rid
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """A type and its parameters, in one order.

    plain: the search with plain codes, where they name a value set or a branch of codes.
    """

    type: str
    parameters: tuple[tuple[str, str], ...]
    plain: Asked | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.type}?{'&'.join(f'{name}={value}' for name, value in self.parameters)}"

    @property
    def locks(self) -> set[int]:
        """Of the identifiers that it names, however it says so and whatever it says beside; else of the whole."""
        named = [value for name, value in self.parameters if name == "identifier"]
        each = {one.rpartition("|")[2] for value in named for one in value.split(",")}
        return {lock_of_condition(f"{self.type}?identifier={one}") for one in each} or {lock_of_condition(str(self))}


def condition(resource_type: str, query: str) -> Condition:
    """The condition in a query string; one without parameters would match everything and is refused."""
    if resource_type not in types.RESOURCE_TYPES:
        raise Refusal(Kind.MALFORMED, f"There is no resource type {resource_type}.")
    return _condition(resource_type, parse_qsl(query.lstrip("?"), keep_blank_values=True))


def _condition(resource_type: str, pairs: list[tuple[str, str]]) -> Condition:
    wrong = [name for name, value in pairs if not (value and _selects(name))]
    if not pairs or wrong:
        said = f"{wrong[0]} does not say which is meant" if wrong else "it is empty"
        raise Refusal(Kind.MALFORMED, f"This is no condition for {resource_type}: {said}.")
    return Condition(resource_type, tuple(sorted(pairs)))


def _selects(name: str) -> bool:
    base = name.partition(":")[0]
    return not base.startswith("_") or base in _CONTROLS_ALLOWED or base == "_has"


def deletion(resource_type: str, query: str) -> tuple[Condition, int]:
    """The condition of a delete, and how many it may match: one, or as many as `_count` allows."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    counts = [value for name, value in pairs if name == "_count"]
    if len(counts) > 1 or any(not (c.isascii() and c.isdigit() and 1 <= int(c) <= MOST_DELETED) for c in counts):
        raise Refusal(Kind.MALFORMED, f"The _count of a conditional delete is a number from 1 to {MOST_DELETED}.")
    asked = _condition(resource_type, [pair for pair in pairs if pair[0] != "_count"])
    return asked, int(counts[0]) if counts else 1


def itself(resource_type: str, resource_id: str) -> Condition:
    """The condition that one resource alone meets: its lock puts those in order who change what they read."""
    return Condition(resource_type, (("_id", resource_id),))


@dataclass(frozen=True, slots=True)
class _Identifier:
    number: int
    value: int
    system: int


async def with_plain_codes(handle: Handle, asked: Condition) -> Condition:
    """The same condition, ready to be looked up within a transaction: for whoever opens one."""
    if not any(":" in name for name, _ in asked.parameters):
        return asked
    search = searching.read_query(asked.type, asked.parameters, zone=handle.room.zone, own=handle.acting.own)
    plain = await coding.with_plain_codes(handle, search)
    return asked if plain is search else replace(asked, plain=plain)


async def lock(connection: Connection, conditions: Iterable[Condition]) -> None:
    """Hold these conditions until the end of the transaction."""
    await connection.execute(statements.LOCK_ALONE, sorted(set[int]().union(*(c.locks for c in conditions))))


async def matches(
    room: Room, connection: Connection, acting: Acting, conditions: Sequence[Condition], most: int = 1
) -> dict[Condition, list[Stored]]:
    """What each condition matches, as far as it matters: at most `most`, or one more for too many."""
    acting.require(Action.READ, sorted({c.type for c in conditions}))
    found: dict[Condition, list[Stored]] = {c: [] for c in conditions}
    simple = [(c, identifier) for c in found if (identifier := _identifier(c)) is not None]
    if simple:
        rows = await connection.fetch(
            _BY_IDENTIFIER,
            [i.number for _, i in simple],
            [i.value for _, i in simple],
            [i.system for _, i in simple],
        )
        for row in rows:
            found[simple[row["n"] - 1][0]].append(stored(row))
        asked = ",".join(sorted({f"{c.type}?identifier" for c, _ in simple}))
        audit = acting.audit(room.now(), "search", query=asked)
        pats = sorted({row["pat"] for row in rows if row["pat"] is not None})
        await connection.execute(statements.AUDIT, *audit, len(rows), pats or None)
    known = {c for c, _ in simple}
    for other in found:
        if other not in known:
            search = other.plain or searching.read_query(other.type, other.parameters, zone=room.zone, own=acting.own)
            page = await searching.search(room, connection, acting, replace(search, count=most + 1))
            found[other] = page.matches
    return found


def _identifier(asked: Condition) -> _Identifier | None:
    """The condition as one lookup, when it is one identifier with its system."""
    if len(asked.parameters) != 1 or asked.parameters[0][0] != "identifier":
        return None
    system, bar, value = asked.parameters[0][1].partition("|")
    if not (bar and system and value) or any(sign in asked.parameters[0][1] for sign in ",\\"):
        return None
    return _Identifier(parameter_number(asked.type, "identifier"), hash64(value), hash32(system))


async def matching(room: Room, connection: Connection, acting: Acting, asked: Condition) -> Stored | None:
    """What a conditional act finds, with its condition locked; None for nothing."""
    await lock(connection, [asked])
    return at_most_one(asked, (await matches(room, connection, acting, [asked]))[asked])


def at_most_one(asked: Condition, found: Sequence[Stored]) -> Stored | None:
    """The match of a conditional act; several are refused."""
    if len(found) > 1:
        raise _ambiguous(asked, f"More than one {asked.type} meets the condition.")
    return found[0] if found else None


def one(asked: Condition, found: Sequence[Stored]) -> Stored:
    """The match of an act that needs one; none is answered like an absent resource."""
    match = at_most_one(asked, found)
    if match is None:
        raise Refusal(Kind.NOT_FOUND, f"No {asked.type} meets the condition.")
    return match


def not_too_many(asked: Condition, found: Sequence[Stored], most: int) -> Sequence[Stored]:
    """The matches of a conditional delete; more than it may delete are refused, and none is deleted."""
    if len(found) > most:
        text = f"More than {'one' if most == 1 else most} {asked.type} meet the condition of a conditional delete."
        hint = f"Narrow it, or say how many may go with _count, at most {MOST_DELETED}."
        raise Refusal(Kind.AMBIGUOUS, text, hint=hint, issues=(Issue(text, code="multiple-matches"),))
    return found


def exactly_one(asked: Condition, found: Sequence[Stored]) -> Stored:
    """The target of a conditional reference; none and several are refused."""
    if len(found) != 1:
        many = "More than one" if found else "No"
        raise _ambiguous(asked, f"{many} {asked.type} is what a conditional reference names.")
    return found[0]


def _ambiguous(asked: Condition, text: str) -> Refusal:
    issue = Issue(f"{text} It asks for {asked}", code="multiple-matches")
    return Refusal(Kind.AMBIGUOUS, text, hint="It has to match exactly one resource.", issues=(issue,))
