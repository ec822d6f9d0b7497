"""In which order do the matches of a search come, and what is after a row in that order?

Without `_sort` the newest come first, by the date when it happened to the patient; ties, and the end of every other
order, are broken by the row's number. A row without the value that is sorted by comes last. Must not know:
conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medcluster.fhir.search import Query, SortKey
from medcluster.record.cursors import Cursor
from medcluster.record.hashing import parameter_number
from medcluster.record.predicates import Row, not_run
from medcluster.record.values import Values


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its expression over the row `r`, its SQL type, its direction."""

    expression: str
    sql_type: str
    descending: bool

    @property
    def direction(self) -> str:
        return "DESC" if self.descending else "ASC"


_LAST_TEXT = "chr(1114111)"  # after every text


def keys(query: Query, values: Values, row: Row) -> list[Key]:
    """The keys of an order; newest first where none is asked for."""
    return [_key(query.type, one, values) for one in query.sort] or [Key(row.d, "timestamptz", True)]


def _key(resource_type: str, sort: SortKey, values: Values) -> Key:
    name, down = sort.parameter.name, sort.descending
    if name == "_lastUpdated":
        return Key("r.ts", "timestamptz", down)
    if name == "_id":
        return Key("r.id", "text", down)
    if sort.parameter.type not in ("date", "string"):
        raise not_run(f"order _sort={name}")
    number = values.bind(parameter_number(resource_type, name), "integer")
    if sort.parameter.type == "date":
        what, last = ("max(y.hi)", "'-infinity'") if down else ("min(y.lo)", "'infinity'")
        found = f"(SELECT {what} FROM record.span AS y WHERE y.rid = r.rid AND y.p = {number})"
        return Key(f"coalesce({found}, {last}::timestamptz)", "timestamptz", down)
    what, last = ("max(y.v)", "''") if down else ("min(y.v)", _LAST_TEXT)
    found = f"(SELECT {what} FROM record.text AS y WHERE y.rid = r.rid AND y.p = {number})"
    return Key(f'coalesce({found}, {last}) COLLATE "C"', "text", down)


def after(found: Sequence[Key], cursor: Cursor, row: Row, values: Values) -> str:
    """What comes after the row of a cursor; numbers break ties downwards."""
    bound = [f"{values.bind(text, 'text')}::{key.sql_type}" for key, text in zip(found, cursor.key, strict=True)]
    number = values.bind(cursor.rid, "bigint")
    if len(found) == 1 and found[0].descending:
        return f"({found[0].expression}, {row.rid}) < ({bound[0]}, {number})"
    condition = f"{row.rid} < {number}"
    for key, value in reversed(list(zip(found, bound, strict=True))):
        beyond = "<" if key.descending else ">"
        condition = f"({key.expression} {beyond} {value} OR ({key.expression} = {value} AND {condition}))"
    return condition
