"""In which order do the matches of a search come, and what is after a row in that order?

Without `_sort` the newest come first, by the date when it happened to the patient; ties, and the end of every other
order, are broken by the row's number. A row that has several values stands where the one does that comes first in the
order; a row without the value comes last. A date sorts by its start, a code by itself and not by its system, a
reference by its text, a quantity by its amount in the unit in which all of its kind compare; a stored range has no
value of its own and comes last. Must not know: conditions. Source: http://hl7.org/fhir/R4/search.html#_sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medcluster.fhir.search import Query, SortKey, united
from medcluster.record.cursors import Cursor
from medcluster.record.hashing import parameter_number, parameter_numbers
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


_OF_THE_WHOLE = ("_text", "_content", "_filter", "_list")  # they have no values to sort by
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
    if told is None or sort.parameter.name in _OF_THE_WHOLE:
        raise not_run(f"order _sort={sort.parameter.name}, a {sort.parameter.type} parameter,")
    return told


def first_value(resource_type: str, sort: SortKey, values: Values, row: Row) -> str:
    """The value of the row at hand that comes first in the order, null when it has none."""
    told = sorted_by(sort)
    best = f"{'max' if sort.descending else 'min'}(o.{told.column})"
    found = [
        f"(SELECT {best} FROM record.{told.table} AS o WHERE o.rid = {row.rid} AND {among(some, values)})"
        for some in numbers(resource_type, sort)
    ]
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"


def numbers(resource_type: str, sort: SortKey) -> list[tuple[int, ...]]:
    """The numbers of the index rows of a key; a row that has some of the first has its value there."""
    name = sort.parameter.name
    if sort.parameter.type != "quantity":
        return [parameter_numbers(resource_type, name)]
    parts = united(resource_type, name)
    return [tuple(parameter_number(resource_type, part + label) for part in parts) for label in (":converted", "")]


def among(some: tuple[int, ...], values: Values, row: str = "o") -> str:
    """Whether an index row has one of these numbers."""
    if len(some) == 1:
        return f"{row}.p = {values.bind(some[0], 'integer')}"
    return f"{row}.p = ANY ({values.bind(list(some), 'integer[]')})"


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
    "among",
    "directions",
    "first_value",
    "keys",
    "numbers",
    "sorted_by",
]
