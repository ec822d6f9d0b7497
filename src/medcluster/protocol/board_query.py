"""How is the board read?

Promise: one page by keyset and the figures above it, under the caller's own rights, in one transaction. Without a
search text the figures come from the tally, whose size does not grow with the number of patients; a text that few have
is counted exactly, and of one that many have the worst that match are, as far as `MOST_LOOKED_THROUGH` and
`MOST_COUNTED` allow. Must not know: how a row is computed, pages.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from medcluster.foundation import Kind, Refusal
from medcluster.protocol.board import RANK, BoardCounts, BoardFilter, BoardRow, Sort
from medcluster.protocol.board_figures import Group, counted, grouped
from medcluster.protocol.board_words import words_of
from medcluster.protocol.model import State
from medcluster.protocol.projection_store import BOARD_COLUMNS, board_row

if TYPE_CHECKING:
    from medcluster.foundation import Connection

MOST_ROWS = 200
MOST_LOOKED_THROUGH = 10_000
MOST_COUNTED = 1_000  # who searches for a text that so many have wants another text, not their exact number
EVERY_COUNT = "SET LOCAL medcluster.counts = 'on'"  # for the rest of a transaction: the tally of the whole cluster


class _Order(NamedTuple):
    columns: tuple[str, ...]
    types: tuple[str, ...]
    descending: bool = False


_ORDERS = {
    Sort.STATE: _Order(("state", "order_at", "careplan"), ("smallint", "timestamptz", "text")),
    Sort.NAME: _Order(("name_key", "careplan"), ("text", "text")),
    Sort.WHEN: _Order(("when_at", "careplan"), ("timestamptz", "text")),
    Sort.CHANGED: _Order(("changed_at", "careplan"), ("timestamptz", "text"), descending=True),
}


class _Where:
    """Conditions and their arguments, in the order of their numbers."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.arguments: list[object] = []

    def add(self, condition: str, *arguments: object) -> None:
        numbers = [f"${len(self.arguments) + each + 1}" for each in range(len(arguments))]
        self.arguments.extend(arguments)
        self.conditions.append(condition.format(*numbers))

    def __str__(self) -> str:
        return " AND ".join(self.conditions)


async def read_rows(
    connection: Connection, which: BoardFilter, *, after: str, count: int, among: Sequence[str] | None = None
) -> tuple[tuple[BoardRow, ...], str]:
    """A page of rows, and where the next one begins; `among`: what `board_words.find` has found for the text."""
    order = _ORDERS[sort_of(which.sort)]
    where = _narrow(which, among)
    _add_facets(where, which)
    if after:
        marks = ", ".join(f"{{{place}}}::{kind}" for place, kind in enumerate(order.types))
        compare = "<" if order.descending else ">"
        where.add(f"({', '.join(order.columns)}) {compare} ({marks})", *_read_cursor(after, order))
    direction = " DESC" if order.descending else ""
    count = max(1, min(count, MOST_ROWS))
    found = await connection.fetch(
        f"SELECT {', '.join(dict.fromkeys((*BOARD_COLUMNS, *order.columns)))} FROM protocol.enrolment WHERE {where} "
        f"ORDER BY {', '.join(column + direction for column in order.columns)} LIMIT {count + 1}",
        *where.arguments,
    )
    page = found[:count]
    following = _spell_cursor([page[-1][column] for column in order.columns]) if len(found) > count else ""
    return tuple(board_row(record) for record in page), following


async def read_some(connection: Connection, careplans: Sequence[str]) -> tuple[BoardRow, ...]:
    """The rows of these enrolments that the caller may see."""
    found = await connection.fetch(
        f"SELECT {', '.join(BOARD_COLUMNS)} FROM protocol.enrolment WHERE careplan = ANY($1)", list(careplans)
    )
    return tuple(board_row(record) for record in found)


async def read_counts(connection: Connection, which: BoardFilter, *, among: Sequence[str] | None = None) -> BoardCounts:
    """The figures above the rows."""
    if not words_of(which.text):
        return counted(await _tallied(connection, which), which)
    if among is not None:
        return counted(await _named(connection, which, among), which)
    groups = await _worst(connection, which)
    counts = counted(groups, which)
    if sum(group.number for group in groups) < MOST_COUNTED:
        everybody = await _tallied(connection, which)
        if sum(group.number for group in everybody) <= MOST_LOOKED_THROUGH:
            return counts
    if any((which.hospital, which.protocol, which.stage, which.state, which.role)):
        counts = replace(counts, total=await _total(connection, which))
    return replace(counts, more=True)


async def read_running(connection: Connection) -> dict[tuple[str, str], int]:
    """How many open enrolments each version has."""
    found = await connection.fetch(
        "SELECT protocol, version, sum(number)::bigint AS number FROM protocol.tally "
        "WHERE owner = '' AND open GROUP BY 1, 2 HAVING sum(number) <> 0"
    )
    return {(each["protocol"], each["version"]): each["number"] for each in found}


def sort_of(text: str) -> Sort:
    """The order named by a word; a Refusal that lists them when there is none."""
    try:
        return Sort(text or Sort.STATE)
    except ValueError:
        raise Refusal(
            Kind.MALFORMED, f"The board cannot be sorted by {text!r}.", hint="Orders: " + ", ".join(Sort) + "."
        ) from None


def _state_of(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise Refusal(
            Kind.MALFORMED, f"There is no state {text!r}.", hint="States: " + ", ".join(State) + "."
        ) from None


def _narrow(which: BoardFilter, among: Sequence[str] | None) -> _Where:
    """What holds for the rows of every facet: open or closed, owner, text."""
    where = _Where()
    where.add("open" if not which.closed else "NOT open")
    if which.owner:
        where.add("(coordinator = {0} OR next_owner = {0})", which.owner)
    if among is not None:
        where.add("careplan = ANY({0})", list(among))
    _add_words(where, which)
    return where


def _add_words(where: _Where, which: BoardFilter) -> None:
    for word in words_of(which.text):
        where.add("strpos(words, {0}) > 0", f" {word}")


def _add_facets(where: _Where, which: BoardFilter) -> None:
    if which.hospital:
        where.add("participant = {0}", which.hospital)
    if which.protocol:
        where.add("protocol = {0}", which.protocol)
    if which.stage:
        where.add("stage = {0}", which.stage)
    if which.state:
        where.add("state = {0}::smallint", RANK[_state_of(which.state)])
    if which.role:
        where.add("{0} = ANY(next_roles)", which.role)


async def _tallied(connection: Connection, which: BoardFilter) -> list[Group]:
    found = await connection.fetch(
        "SELECT participant, protocol, stage, state, roles, sum(number)::bigint AS number "
        "FROM protocol.tally WHERE owner = $1 AND open = $2 GROUP BY 1, 2, 3, 4, 5 HAVING sum(number) <> 0",
        which.owner,
        not which.closed,
    )
    return grouped(found)


async def _named(connection: Connection, which: BoardFilter, among: Sequence[str]) -> list[Group]:
    where = _narrow(which, among)
    found = await connection.fetch(
        "SELECT participant, protocol, stage, state, next_roles AS roles, count(*) AS number "
        f"FROM protocol.enrolment WHERE {where} GROUP BY 1, 2, 3, 4, 5",
        *where.arguments,
    )
    return grouped(found)


async def _worst(connection: Connection, which: BoardFilter) -> list[Group]:
    matching, arguments = _looked_through(which, facets=False)
    found = await connection.fetch(
        "SELECT participant, protocol, stage, state, next_roles AS roles, count(*) AS number "
        f"FROM ({matching}) AS worst GROUP BY 1, 2, 3, 4, 5",
        *arguments,
    )
    return grouped(found)


async def _total(connection: Connection, which: BoardFilter) -> int:
    """How many rows there are, as far as they are counted."""
    matching, arguments = _looked_through(which, facets=True)
    number: int = await connection.fetchval(f"SELECT count(*) FROM ({matching}) AS counted", *arguments)
    return number


def _looked_through(which: BoardFilter, *, facets: bool) -> tuple[str, list[object]]:
    """The worst enrolments that have a text, of those that are looked through for it: a query, and its arguments."""
    where = _narrow(replace(which, text=""), None)
    if facets:
        _add_facets(where, which)
    having = _Where()
    having.arguments = where.arguments
    _add_words(having, which)
    return (
        "SELECT participant, protocol, stage, state, next_roles FROM ("
        f"SELECT participant, protocol, stage, state, next_roles, words FROM protocol.enrolment WHERE {where} "
        f"ORDER BY state, order_at, careplan LIMIT {MOST_LOOKED_THROUGH}) AS looked_through "
        f"WHERE {having} LIMIT {MOST_COUNTED}",
        where.arguments,
    )


def _spell_cursor(values: Sequence[object]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def _read_cursor(text: str, order: _Order) -> list[object]:
    try:
        values: list[Any] = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=list[Any])
        if len(values) != len(order.types):
            raise ValueError(text)
        return [_typed(value, kind) for value, kind in zip(values, order.types, strict=True)]
    except (ValueError, binascii.Error, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Refusal(
            Kind.MALFORMED, "This page of the board does not exist.", hint="Begin at its first page."
        ) from error


def _typed(value: object, kind: str) -> object:
    if kind == "timestamptz":
        return datetime.fromisoformat(str(value))
    return int(str(value)) if kind == "smallint" else str(value)
