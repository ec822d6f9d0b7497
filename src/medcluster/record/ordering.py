"""In which order do the matches of a search come, and what is after a row in that order?

Without `_sort` the newest come first, by the date when it happened to the patient; ties, and the end of every other
order, are broken by the row's number. A row that has several values stands where the one does that comes first in the
order; a row without the value comes last. A date sorts by its start, a code by itself and not by its system, a
reference by its text. Must not know: conditions. Source: http://hl7.org/fhir/R4/search.html#_sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medcluster.fhir.search import Query, SortKey
from medcluster.record.cursors import Cursor
from medcluster.record.hashing import parameter_number
from medcluster.record.predicates import AT_HAND, Row, not_run
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


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where the values of a parameter stand: table and column, their SQL type, and what comes after all of them."""

    table: str
    column: str
    sql_type: str
    after_rising: str
    after_falling: str

    def after(self, descending: bool) -> str:
        return self.after_falling if descending else self.after_rising


_TEXTS = ("text", 'chr(1114111) COLLATE "C"', "'' COLLATE \"C\"")
_NUMBERS = ("float8", "'infinity'::float8", "'-infinity'::float8")
_TOKENS = Sorted("token", "v", *_TEXTS)
SORTED = {
    "date": Sorted("span", "lo", "timestamptz", "'infinity'::timestamptz", "'-infinity'::timestamptz"),
    "string": Sorted("text", "v", *_TEXTS),
    "number": Sorted("quantity", "v", *_NUMBERS),
    "quantity": Sorted("quantity", "v", *_NUMBERS),
    "token": _TOKENS,
    "reference": _TOKENS,
    "uri": _TOKENS,
}


def keys(query: Query, values: Values, row: Row) -> list[Key]:
    """The keys of an order; newest first where none is asked for."""
    return [_key(query.type, one, values, row) for one in query.sort] or [Key(row.d, "timestamptz", True)]


def _key(resource_type: str, sort: SortKey, values: Values, row: Row) -> Key:
    if sort.parameter.name == "_lastUpdated":
        return Key("r.ts", "timestamptz", sort.descending)
    if sort.parameter.name == "_id":
        return Key("r.id", "text", sort.descending)
    told = sorted_by(sort)
    found = f"coalesce({first_value(resource_type, sort, values, row)}, {told.after(sort.descending)})"
    return Key(found, told.sql_type, sort.descending)


def sorted_by(sort: SortKey) -> Sorted:
    """Where the values of a key stand; what has no order of its own is refused by name."""
    told = SORTED.get(sort.parameter.type)
    if told is None:
        raise not_run(f"order _sort={sort.parameter.name}, a {sort.parameter.type} parameter,")
    return told


def first_value(resource_type: str, sort: SortKey, values: Values, row: Row) -> str:
    """The value of the row at hand that comes first in the order, null when it has none."""
    told, number = sorted_by(sort), values.bind(parameter_number(resource_type, sort.parameter.name), "integer")
    best = f"{'max' if sort.descending else 'min'}(o.{told.column})"
    return f"(SELECT {best} FROM record.{told.table} AS o WHERE o.rid = {row.rid} AND o.p = {number})"


def directions(query: Query) -> list[str]:
    """ASC or DESC for each key, and for the number that breaks ties."""
    found = ["DESC" if one.descending else "ASC" for one in query.sort] or ["DESC"]
    return [*found, found[-1]]


def after(found: Sequence[Key], cursor: Cursor, row: Row, values: Values) -> str:
    """What comes after the row of a cursor."""
    bound = [f"{values.bind(text, 'text')}::{key.sql_type}" for key, text in zip(found, cursor.key, strict=True)]
    number = values.bind(cursor.rid, "bigint")
    last = "<" if found[-1].descending else ">"
    if len({key.descending for key in found}) == 1:
        return f"({', '.join(key.expression for key in found)}, {row.rid}) {last} ({', '.join(bound)}, {number})"
    condition = f"{row.rid} {last} {number}"
    for key, value in reversed(list(zip(found, bound, strict=True))):
        beyond = "<" if key.descending else ">"
        condition = f"({key.expression} {beyond} {value} OR ({key.expression} = {value} AND {condition}))"
    return condition


__all__ = [
    "AT_HAND",
    "SORTED",
    "Key",
    "Sorted",
    "after",
    "directions",
    "first_value",
    "keys",
    "sorted_by",
]
