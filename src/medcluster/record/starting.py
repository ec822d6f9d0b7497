"""From which rows does a search start, so that it reads no more than it must?

From the ids that it names; else from the index rows of one code, reference or URI, which come newest first, so that a
page ends early; else from a string, a number or a date; else from all rows of the type. The other conditions are
filters on what is found. Must not know: order beyond "newest first", pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medcluster.fhir.search import Chain, Condition, Criterion, Has, Query
from medcluster.record.hashing import parameter_number
from medcluster.record.kinds import says_when
from medcluster.record.predicates import (
    AT_HAND,
    Predicates,
    Row,
    is_found_by_index,
    lookups,
    refuse_modifier,
    table_of,
)

_MERGED = 4  # alternatives whose index rows are merged in order; more are sorted


@dataclass(frozen=True, slots=True)
class Start:
    """before: a WITH clause to go on from, or ""; rest: FROM ... WHERE ....

    walks_index: it reads index rows newest first, among which a row may come twice.
    """

    before: str
    rest: str
    walks_index: bool = False
    row: Row = AT_HAND

    def distinct(self, keys: str) -> str:
        return f"DISTINCT ON ({keys}, rid)" if self.walks_index else ""


def start(query: Query, predicates: Predicates, *, in_order: bool) -> Start:
    """Where this search starts; `in_order`: the newest are wanted first."""
    first = _first(query)
    if first is None:
        rest = f"FROM record.resource AS r WHERE {_of_type(query, predicates)}"
        return Start("", rest + _and(query, query.conditions, predicates))
    filters = [condition for condition in query.conditions if condition is not first]
    if _on_the_row(first):
        rest = f"FROM record.resource AS r WHERE {predicates.filter(query.type, first)}"
        return Start("", f"{rest} AND {_of_type(query, predicates)}" + _and(query, filters, predicates))
    if isinstance(first, Criterion) and in_order and _can_come_in_order(first):
        rest = f"FROM {_in_order(query, first, predicates)} JOIN record.resource AS r ON r.rid = x.rid"
        rest += " WHERE NOT r.deleted" + _and(query, filters, predicates, _INDEX_ROW)
        return Start("", rest, walks_index=True, row=_INDEX_ROW)
    rows = predicates.source(query.type, first)
    rest = "FROM candidate AS x JOIN record.resource AS r ON r.rid = x.rid WHERE NOT r.deleted"
    before = f"WITH candidate AS MATERIALIZED (SELECT DISTINCT rid FROM ({rows}) AS c),"
    return Start(before, rest + _and(query, filters, predicates))


def walks_index(query: Query) -> bool:
    """Whether the search reads index rows newest first and may stop early: any sort would read them all."""
    first = _first(query)
    return not query.sort and isinstance(first, Criterion) and not _on_the_row(first) and _can_come_in_order(first)


def _first(query: Query) -> Condition | None:
    """The condition that the fewest rows are expected to meet; None when all rows of the type are gone through."""
    first = min(query.conditions, key=lambda c: _rank(query.type, c), default=None)
    return None if first is None or _rank(query.type, first) >= _LAST else first


def _of_type(query: Query, predicates: Predicates) -> str:
    return f"r.type = {predicates.values.bind(query.type, 'text')} AND NOT r.deleted"


_LAST = 9
_INDEX_ROW = Row(rid="x.rid", d="x.d")


def _rank(resource_type: str, condition: Condition) -> int:
    """The lower, the fewer rows are expected."""
    if isinstance(condition, Has):
        return 4
    if isinstance(condition, Chain):
        return 3
    if condition.missing is not None or condition.modifier == "not":
        return _LAST
    parameter = condition.parameter
    if parameter.name == "_id":
        return 0
    if parameter.name == "_lastUpdated" or (parameter.type == "date" and says_when(resource_type, parameter.name)):
        return _LAST
    if parameter.name == "identifier":
        return 1
    if parameter.type == "token" and any(h is None for h, _ in lookups(condition)):
        return 8
    return {"reference": 2, "string": 5, "token": 6, "uri": 6, "quantity": 7, "number": 7, "date": 7}[parameter.type]


def _on_the_row(condition: Condition) -> bool:
    return isinstance(condition, Has) or (isinstance(condition, Criterion) and not is_found_by_index(condition))


def _can_come_in_order(criterion: Criterion) -> bool:
    wanted = lookups(criterion)
    return table_of(criterion) == "token" and len(wanted) <= _MERGED and all(value is not None for value, _ in wanted)


def _in_order(query: Query, criterion: Criterion, predicates: Predicates) -> str:
    """The index rows of a criterion as `x`, newest first; those of several values are merged."""
    refuse_modifier(criterion)
    name = criterion.parameter.name + (":identifier" if criterion.modifier == "identifier" else "")
    parts = []
    for value, system in lookups(criterion):
        number = predicates.values.bind(parameter_number(query.type, name), "integer")
        of_system = f" AND t.s = {predicates.values.bind(system, 'integer')}" if system is not None else ""
        wanted = predicates.values.bind(value, "bigint")
        parts.append(f"SELECT t.d, t.rid FROM record.token AS t WHERE t.p = {number} AND t.h = {wanted}{of_system}")
    if len(parts) == 1:
        return f"({parts[0]}) AS x"
    merged = " UNION ALL ".join(f"({part} ORDER BY t.d DESC, t.rid DESC)" for part in parts)
    return f"({merged}) AS x"


def _and(query: Query, conditions: Sequence[Condition], predicates: Predicates, row: Row = AT_HAND) -> str:
    return "".join(
        f" AND {predicates.filter(query.type, condition, row)}{predicates.stretch(query.type, condition, row)}"
        for condition in conditions
    )
