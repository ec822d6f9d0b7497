"""From which rows does a search start, so that it reads no more than it must?

From the ids that it names; else from the index rows of one code, reference or URI, which come newest first, so that a
page ends early; else from a string, a number or a date; else from all rows of the type. The other conditions are
filters on what is found. Must not know: order beyond "newest first", pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medcluster.fhir.search import (
    All,
    Chain,
    Condition,
    Criterion,
    Either,
    Has,
    Listed,
    Not,
    Query,
    TokenValue,
    decides_patient,
)
from medcluster.record.indexing import shape_bits
from medcluster.record.kinds import says_when
from medcluster.record.predicates import AT_HAND, Predicates, Row, comes_from_index, is_found_by_index
from medcluster.record.walking import (
    INDEX_ROW,
    few_or_walk,
    few_patients_or_walk,
    is_code_of_patients,
    is_merged,
    names_systems,
    of_type,
    patients_with,
    walked,
)
from medcluster.record.whose import patients


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
    conditions = _flat(query.conditions)
    first = _first(query)
    named = patients(query.type, conditions)
    predicates.each = bool(named)
    if first is None:
        rest = f"FROM record.resource AS r WHERE {of_type(query.type, predicates)}"
        return Start("", rest + _and(query, conditions, predicates))
    filters = [condition for condition in conditions if condition is not first]
    if in_order and (has := patients_with(query.type, first)) is not None:
        before, rows = few_patients_or_walk(*has, predicates)
        return _newest(before, rows, _and(query, filters, predicates, INDEX_ROW))
    if _on_the_row(first):
        rest = f"FROM record.resource AS r WHERE {predicates.filter(query.type, first)}"
        return Start("", f"{rest} AND {of_type(query.type, predicates)}" + _and(query, filters, predicates))
    if in_order and _can_come_in_order(query, first):
        rows = walked(query.type, first, predicates, named)
        return _newest("", rows, _and(query, filters, predicates, INDEX_ROW))
    code = _of_those_patients(query.type, first, filters)
    if code is not None and isinstance(first, Chain):
        rows = predicates.of_patients(query.type, first, code)
        filters = [condition for condition in conditions if condition is not code]
    else:
        rows = predicates.source(query.type, first)
    if in_order and _may_be_many(first):
        before, rows = few_or_walk(query.type, first, predicates, rows)
        return _newest(before, rows, _and(query, filters, predicates, INDEX_ROW))
    rest = looked_up("candidate AS x")
    before = f"WITH candidate AS MATERIALIZED (SELECT DISTINCT rid FROM ({rows}) AS c),"
    return Start(before, rest + _and(query, filters, predicates))


def told_by_index(query: Query, predicates: Predicates) -> str | None:
    """A SELECT of the numbers of all that matches, where index rows alone say it: what was deleted has none."""
    first = _first(query)
    if first is None or _on_the_row(first) or len(_flat(query.conditions)) > 1:
        return None
    return predicates.source(query.type, first) if comes_from_index(first) else None


def _of_those_patients(resource_type: str, first: Condition, others: Sequence[Condition]) -> Criterion | None:
    """The code that is sought together with what a chain says of the patient: their index has both."""
    if not isinstance(first, Chain) or not decides_patient(resource_type, first.parameter.name):
        return None
    if [target for target, _ in first.branches] != ["Patient"]:
        return None
    return next((one for one in others if isinstance(one, Criterion) and is_code_of_patients(one)), None)


def walks_index(query: Query) -> bool:
    """Whether the search reads index rows newest first and may stop early: any sort would read them all."""
    first = _first(query)
    if query.sort or first is None:
        return False
    if patients_with(query.type, first) is not None:
        return True
    if _on_the_row(first):
        return False
    return _can_come_in_order(query, first) or _may_be_many(first)


def _flat(conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions, with those that hold together side by side."""
    found: list[Condition] = []
    for condition in conditions:
        found += _flat(condition.conditions) if isinstance(condition, All) else [condition]
    return found


def _first(query: Query) -> Condition | None:
    """The condition that the fewest rows are expected to meet; None when all rows of the type are gone through."""
    conditions = _flat(query.conditions)
    whose = bool(patients(query.type, conditions))
    ranks = [_rank(query.type, condition, whose=whose) for condition in conditions]
    best = min(ranks, default=_LAST)
    return None if best >= _LAST else conditions[ranks.index(best)]


_LAST = 100
_RANKS = {
    "composite": 45,
    "string": 50,
    "special": 55,
    "token": 60,
    "uri": 60,
    "quantity": 70,
    "number": 70,
    "date": 70,
}
_OFTEN = ("composite", "string", "quantity", "number", "date", "token", "uri", "special")
_TELLING = ("code", "type", "class", "category", "clinical-status", "status")  # the first tells most about a resource


def _rank(resource_type: str, condition: Condition, *, whose: bool) -> int:
    """The lower, the fewer rows are expected; `whose`: the search says whose they are."""
    match condition:
        case Has():
            return 40
        case Chain() | Listed():
            return 30
        case Either(conditions):
            worst = max(_rank(resource_type, one, whose=False) for one in conditions)
            return _LAST if worst >= 70 or any(_on_the_row(one) for one in conditions) else worst
        case Criterion():
            return _rank_of(resource_type, condition, whose)
    return _LAST


def _rank_of(resource_type: str, criterion: Criterion, whose: bool) -> int:
    parameter = criterion.parameter
    if criterion.missing is not None:
        return 90 if criterion.missing and parameter.name in shape_bits(resource_type) else _LAST
    if parameter.name == "_id" and criterion.modifier == "":
        return 0
    if not is_found_by_index(criterion):
        return _LAST
    if parameter.type == "date" and says_when(resource_type, parameter.name):
        return _LAST
    if parameter.name == "identifier":
        return 10
    if parameter.type == "reference":
        return 25 if criterion.modifier in ("above", "below") else 20
    if parameter.type == "token" and not all(_is_exact(value) for value in criterion.values):
        return 80
    if whose and parameter.type == "token" and names_systems(criterion) and is_merged(criterion, 1, resource_type):
        return 15 + (_TELLING.index(parameter.name) if parameter.name in _TELLING else 2) // 2
    return _RANKS[parameter.type]


def _is_exact(value: object) -> bool:
    """Whether a code is named, rather than a whole system."""
    return not isinstance(value, TokenValue) or value.code is not None


def _on_the_row(condition: Condition) -> bool:
    """Whether a condition is told by the row of the resource itself."""
    if isinstance(condition, Criterion):
        return condition.parameter.name in ("_id", "_lastUpdated") or (
            condition.missing is None and not is_found_by_index(condition)
        )
    return isinstance(condition, (Has, Listed, Not))


def _may_be_many(condition: Condition) -> bool:
    """Whether so many rows may meet a condition that it is better to walk, newest first, until a page is full."""
    if isinstance(condition, Either):
        return True
    return isinstance(condition, Criterion) and (
        condition.missing is not None or condition.parameter.type in _OFTEN or condition.modifier in ("text", "below")
    )


def _can_come_in_order(query: Query, criterion: Condition) -> bool:
    if not isinstance(criterion, Criterion) or criterion.missing is not None:
        return False
    found = patients(query.type, _flat(query.conditions)) if names_systems(criterion) else ()
    return is_merged(criterion, max(len(found), 1), query.type)


def _newest(before: str, rows: str, conditions: str) -> Start:
    """From index rows `x` that come newest first."""
    return Start(before, looked_up(rows) + conditions, walks_index=True, row=INDEX_ROW)


def looked_up(rows: str) -> str:
    """The resources `r` of rows `x`, one by one (OFFSET 0): joined, a plan for any value may read every resource."""
    return f"""FROM {rows} CROSS JOIN LATERAL (
            SELECT * FROM record.resource AS s WHERE s.rid = x.rid AND NOT s.deleted OFFSET 0) AS r
        WHERE true"""


def _and(query: Query, conditions: Sequence[Condition], predicates: Predicates, row: Row = AT_HAND) -> str:
    return "".join(
        f" AND {predicates.filter(query.type, condition, row)}{predicates.stretch(query.type, condition, row)}"
        for condition in conditions
    )
