"""How are the projection's rows written and read back?

Promise: whole batches in one statement each; a row read back compares equal to the row that was written. Every function
works on a connection whose transaction carries somebody's rights: row-level security decides what it sees.
Must not know: how a row is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from medcluster.protocol.board import RANK, BoardRow, read_strip, spell_strip
from medcluster.protocol.model import WORST_FIRST, State
from medcluster.protocol.projection import EnrolmentRow, Rights, WorkRow
from medcluster.protocol.work import WorkItem

if TYPE_CHECKING:
    from medcluster.foundation import Connection

WorkKey = tuple[str, str, str]
WorkValues = tuple[object, ...]  # a row of the work lists, column by column

BOARD_COLUMNS = tuple(each.name for each in fields(BoardRow))
ITEM_COLUMNS = tuple(each.name for each in fields(WorkItem))
_BOARD_VALUES, _ITEM_VALUES = attrgetter(*BOARD_COLUMNS), attrgetter(*ITEM_COLUMNS)
_STATE, _ROLES = ITEM_COLUMNS.index("state"), ITEM_COLUMNS.index("roles")
WORK_PATIENT = ITEM_COLUMNS.index("patient")
_ENROLMENT = (*BOARD_COLUMNS, "pat", "custodian", "grants", "open", "words", "name_key", "order_at", "when_at")
_WORK = (*ITEM_COLUMNS, "pat", "custodian", "grants", "role", "order_at")


def _upsert(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    names = ", ".join(columns)
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, $1::text::jsonb) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"
    )


_PUT_ENROLMENTS = _upsert("protocol.enrolment", _ENROLMENT, ("careplan",))
_PUT_WORK = _upsert("protocol.work_item", _WORK, ("careplan", "key", "role"))


async def enrolments_of(connection: Connection, patients: Sequence[str]) -> dict[str, EnrolmentRow]:
    """The stored rows of these patients, by CarePlan."""
    found = await connection.fetch(
        f"SELECT {', '.join(_ENROLMENT)} FROM protocol.enrolment WHERE patient = ANY($1)", list(patients)
    )
    return {record["careplan"]: enrolment_row(record) for record in found}


async def work_of(connection: Connection, patients: Sequence[str]) -> dict[WorkKey, WorkValues]:
    """The stored work of these patients."""
    found = await connection.fetch(
        f"SELECT {', '.join(_WORK)} FROM protocol.work_item WHERE patient = ANY($1)", list(patients)
    )
    return {(record["careplan"], record["key"], record["role"]): tuple(record) for record in found}


async def put_enrolments(connection: Connection, rows: Iterable[EnrolmentRow]) -> None:
    """Write these rows, new or changed."""
    spelled = [_enrolment_columns(row) for row in rows]
    if spelled:
        await connection.execute(_PUT_ENROLMENTS, msgspec.json.encode(spelled).decode())


async def put_work(connection: Connection, rows: Iterable[WorkValues]) -> None:
    """Write these rows, new or changed."""
    spelled = [dict(zip(_WORK, row, strict=True)) for row in rows]
    if spelled:
        await connection.execute(_PUT_WORK, msgspec.json.encode(spelled).decode())


async def drop_enrolments(connection: Connection, careplans: Sequence[str]) -> None:
    """Remove the rows of CarePlans that are no enrolments any more."""
    if careplans:
        await connection.execute("DELETE FROM protocol.enrolment WHERE careplan = ANY($1)", list(careplans))


async def drop_work(connection: Connection, keys: Sequence[WorkKey]) -> None:
    """Remove work that is no longer open."""
    if keys:
        careplans, occurrences, roles = (list(column) for column in zip(*keys, strict=True))
        await connection.execute(
            "DELETE FROM protocol.work_item w USING unnest($1::text[], $2::text[], $3::text[]) AS gone(c, k, r) "
            "WHERE w.careplan = gone.c AND w.key = gone.k AND w.role = gone.r",
            careplans,
            occurrences,
            roles,
        )


def board_row(record: Mapping[str, Any]) -> BoardRow:
    """A row of the board from its columns."""
    values = {name: record[name] for name in BOARD_COLUMNS}
    values["state"] = WORST_FIRST[record["state"]]
    values["next_state"] = _state(record["next_state"])
    values["next_roles"] = tuple(record["next_roles"])
    values["strip"] = read_strip(record["strip"])
    return BoardRow(**values)


def enrolment_row(record: Mapping[str, Any]) -> EnrolmentRow:
    """A whole row of the projection from its columns."""
    return EnrolmentRow(
        shown=board_row(record),
        rights=Rights(record["pat"], record["custodian"], tuple(record["grants"])),
        open=record["open"],
        words=record["words"],
        name_key=record["name_key"],
        order_at=record["order_at"],
        when_at=record["when_at"],
    )


def work_item(record: Mapping[str, Any]) -> WorkItem:
    """A work item from its columns."""
    values = {name: record[name] for name in ITEM_COLUMNS}
    values["state"] = WORST_FIRST[record["state"]]
    values["roles"] = tuple(record["roles"])
    return WorkItem(**values)


def work_values(row: WorkRow) -> WorkValues:
    """A row of the work lists as it is stored: equal to what is read back."""
    item, rights = row.shown, row.rights
    values = list(_ITEM_VALUES(item))
    values[_STATE], values[_ROLES] = RANK[item.state], list(item.roles)
    return (*values, rights.pat, rights.custodian, list(rights.grants), row.role, row.order_at)


def work_key(row: WorkRow) -> WorkKey:
    """What identifies a row of the work lists."""
    return (row.shown.careplan, row.shown.key, row.role)


def _enrolment_columns(row: EnrolmentRow) -> dict[str, object]:
    shown = row.shown
    spelled = dict(zip(BOARD_COLUMNS, _BOARD_VALUES(shown), strict=True))
    spelled |= {"state": RANK[shown.state], "next_state": RANK[shown.next_state] if shown.next_state else None}
    spelled |= {"strip": spell_strip(shown.strip), "open": row.open, "words": row.words, "name_key": row.name_key}
    return spelled | _rights_columns(row.rights) | {"order_at": row.order_at, "when_at": row.when_at}


def _rights_columns(rights: Rights) -> dict[str, object]:
    return {"pat": rights.pat, "custodian": rights.custodian, "grants": rights.grants}


def _state(rank: int | None) -> State | None:
    return None if rank is None else WORST_FIRST[rank]
