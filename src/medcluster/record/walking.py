"""Which index rows come newest first, and when is it better to walk along rows than to collect what is found?

What meets a condition is collected and sorted where it is little; where it is much, a walk along the newest rows meets
a page of it soon. Which of the two it is, the statement finds out itself, by looking at a few thousand rows. Must not
know: which condition a search starts from, pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from medcluster.fhir.search import (
    CompositeValue,
    Condition,
    Criterion,
    Has,
    Parameter,
    TokenValue,
    decides_patient,
    parameters_of,
)
from medcluster.record.lookups import is_looked_up, lookups, numbers_of
from medcluster.record.predicates import Predicates, Row, is_found_by_index, refuse_modifier

INDEX_ROW = Row(rid="x.rid", d="x.d")
_MERGED = 8  # alternatives whose index rows are merged in order; more are sorted
MANY = 3000  # rows that meet a condition: so many are met soon on a walk
ROWS_EACH = 10  # times more of them, where a few patients may have very many rows each


def _few(most: int) -> str:
    return f"(SELECT count(*) < {most} FROM candidate)"


def of_type(resource_type: str, predicates: Predicates) -> str:
    """The rows `r` of a type."""
    return f"r.type = {predicates.values.bind(resource_type, 'text')} AND NOT r.deleted"


def names_systems(criterion: Criterion) -> bool:
    """Whether each code comes with its system: the index of a patient's codes has no others."""
    return all(system for _, system in lookups(criterion))


def is_merged(criterion: Criterion, patients_named: int, resource_type: str) -> bool:
    """Whether the index rows of a criterion are so few stretches that they are merged in order."""
    if not is_looked_up(criterion):
        return False
    wanted = lookups(criterion)
    stretches = len(wanted) * patients_named * len(numbers_of(resource_type, criterion))
    return 0 < stretches <= _MERGED and all(value is not None for value, _ in wanted)


def is_code_of_patients(criterion: Criterion) -> bool:
    """Whether the index of patients' codes says who meets a criterion."""
    return (
        criterion.parameter.type == "token"
        and is_found_by_index(criterion)
        and is_looked_up(criterion)
        and names_systems(criterion)
        and all(value is not None for value, _ in lookups(criterion))
    )


def walked(resource_type: str, criterion: Condition, predicates: Predicates, patients: Sequence[int] = ()) -> str:
    """The index rows of a criterion as `x`, newest first, of these patients alone where their index has them.

    Those of several values are merged.
    """
    if not isinstance(criterion, Criterion):
        raise TypeError(criterion)
    refuse_modifier(criterion)
    values = predicates.values
    whose = (patients if names_systems(criterion) else ()) or (None,)
    parts = []
    for pat, number, (value, system) in product(whose, numbers_of(resource_type, criterion), lookups(criterion)):
        where = f"t.p = {values.bind(number, 'integer')} AND t.h = {values.bind(value, 'bigint')}"
        where += f" AND t.pat = {values.bind(pat, 'bigint')} AND t.s <> 0" if pat is not None else ""
        where += f" AND t.s = {values.bind(system, 'integer')}" if system is not None else ""
        parts.append(f"SELECT t.d, t.rid FROM record.token AS t WHERE {where}")
    return _merged(parts)


def _merged(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return f"({parts[0]}) AS x"
    merged = " UNION ALL ".join(f"({part} ORDER BY 1 DESC, 2 DESC)" for part in parts)
    return f"({merged}) AS x"


def few_or_walk(resource_type: str, condition: Condition, predicates: Predicates, rows: str) -> tuple[str, str]:
    """The rows that are found, where they are few; else a walk with the condition as a filter: (WITH clause, `x`).

    The walk is along the rows of the codes that a composite names first, else along all rows of the type.
    """
    before = f"WITH candidate AS MATERIALIZED (SELECT rid FROM ({rows}) AS c LIMIT {MANY}),"
    rare = f"""SELECT s.d, s.rid FROM (SELECT DISTINCT c.rid FROM candidate AS c WHERE {_few(MANY)}) AS u
        CROSS JOIN LATERAL (SELECT r.d, r.rid FROM record.resource AS r WHERE r.rid = u.rid OFFSET 0) AS s"""
    codes = _codes_of(resource_type, condition)
    if codes is None:
        return before, _merged(
            [rare, _walk(resource_type, predicates, predicates.filter(resource_type, condition), MANY)]
        )
    held = predicates.filter(resource_type, condition, INDEX_ROW)
    along = walked(resource_type, codes, predicates)
    return before, _merged([rare, f"SELECT x.d, x.rid FROM {along} WHERE NOT {_few(MANY)} AND {held}"])


def _walk(resource_type: str, predicates: Predicates, held: str, most: int) -> str:
    where = f"NOT {_few(most)} AND {of_type(resource_type, predicates)} AND {held}"
    return f"SELECT r.d, r.rid FROM record.resource AS r WHERE {where}"


def _codes_of(resource_type: str, condition: Condition) -> Criterion | None:
    """What a composite says of its first part, as a criterion of the parameter that this part is."""
    if not isinstance(condition, Criterion) or condition.missing is not None or not condition.parameter.components:
        return None
    first: Parameter | None = parameters_of(resource_type).get(condition.parameter.components[0].name)
    if first is None or first.type != "token" or first.custom:
        return None
    codes = [value.parts[0] for value in condition.values if isinstance(value, CompositeValue)]
    if not all(isinstance(code, TokenValue) and code.code for code in codes):
        return None
    found = Criterion(first, "", tuple(dict.fromkeys(codes)))
    return found if is_merged(found, 1, resource_type) else None


def patients_with(resource_type: str, condition: Condition) -> tuple[Has, Criterion] | None:
    """Of a search for patients who have something with a code in their record: what, and the code."""
    if resource_type != "Patient" or not isinstance(condition, Has):
        return None
    code = condition.condition
    if not decides_patient(condition.type, condition.parameter.name) or not isinstance(code, Criterion):
        return None
    return (condition, code) if is_code_of_patients(code) else None


def few_patients_or_walk(has: Has, code: Criterion, predicates: Predicates) -> tuple[str, str]:
    """As `few_or_walk`, of the patients in whose records something with the code lies."""
    refuse_modifier(code)
    matcher = predicates.matcher
    coded = f"{matcher.among(numbers_of(has.type, code), 't.p')} AND {matcher.equal(lookups(code), 't')} AND t.s <> 0"
    before = f"""WITH candidate AS MATERIALIZED (
        SELECT t.pat FROM record.token AS t WHERE {coded} LIMIT {ROWS_EACH * MANY}),"""
    held = predicates.in_her_record(has, coded)
    rare = f"""SELECT s.d, s.rid FROM (SELECT DISTINCT c.pat FROM candidate AS c WHERE {_few(ROWS_EACH * MANY)}) AS u
        CROSS JOIN LATERAL (SELECT r.d, r.rid FROM record.resource AS r
            WHERE r.ref = u.pat AND {of_type("Patient", predicates)} AND {held} OFFSET 0) AS s"""
    return before, _merged([rare, _walk("Patient", predicates, held, ROWS_EACH * MANY)])
