"""How does one condition of a search become SQL?

Promise: two forms of each condition, equal in meaning: a filter on a row that is at hand, and a source of row numbers
to start from. Every value is bound, never written into the text; what is not run yet is refused by name. Must not
know: pages, order. Sources: http://hl7.org/fhir/R4/search.html; which operators serve as index conditions under
row-level security is measured in docs/reasons.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from medcluster.fhir.search import (
    All,
    Chain,
    Condition,
    Criterion,
    DateValue,
    Either,
    Has,
    Listed,
    Not,
    Prefix,
    StringValue,
    TokenValue,
    UriValue,
    Value,
)
from medcluster.record.bodies import is_asked_of_the_body, of_the_body
from medcluster.record.hashing import parameter_number, parameter_numbers, reference_number
from medcluster.record.indexing import INDEXED_LENGTH, SHAPE, seconds, shape_bits
from medcluster.record.lookups import lookups, numbers_of, table_of
from medcluster.record.matching import Matcher, not_run, refuse_modifier
from medcluster.record.stretches import narrowed, stretch
from medcluster.record.values import Values


@dataclass(frozen=True, slots=True)
class Row:
    """How number and date of the row at hand are called; the resource itself is always `r`."""

    rid: str = "r.rid"
    d: str = "r.d"


AT_HAND = Row()
_BEGINNING = ("", "exact", "whole", "text", "below")  # modifiers that say how a text begins


class Predicates:
    """The conditions of one search as SQL, with their values bound in one place."""

    def __init__(self, values: Values, now: datetime) -> None:
        self.values = values
        self.matcher = Matcher(values, now)
        self._now = now
        self.each = False  # whether few rows are looked at: a chain is then followed from each of them

    def filter(self, resource_type: str, condition: Condition, row: Row = AT_HAND) -> str:
        """A boolean expression about the row at hand."""
        match condition:
            case All(conditions):
                return f"({_all(self.filter(resource_type, one, row) for one in conditions)})"
            case Either(conditions):
                return f"({_any(self.filter(resource_type, one, row) for one in conditions)})"
            case Not(inner):
                return f"NOT {self.filter(resource_type, inner, row)}"
            case Chain():
                if self.each and row.rid != AT_HAND.rid:
                    return self._led(resource_type, condition, row)
                return self._exists("token", row, self._chained(resource_type, condition))
            case Has():
                return f"r.ref = ANY ({self._referring(condition)})"
            case Listed(lists):
                return f"r.ref = ANY ({self._listed(lists)})"
            case Criterion():
                return self._criterion(resource_type, condition, row)

    def _criterion(self, resource_type: str, criterion: Criterion, row: Row) -> str:
        name = criterion.parameter.name
        if name in ("_id", "_lastUpdated"):
            return self._of_the_row(resource_type, criterion)
        if criterion.missing is not None:
            return self._missing(resource_type, criterion, row)
        if is_asked_of_the_body(criterion):
            return of_the_body(resource_type, criterion, self.values)
        arms = self.matcher.arms(resource_type, criterion)
        found = self._exists(table_of(criterion), row, f"({_any(arms)})")
        return f"NOT {found}" if criterion.modifier == "not" else found

    def stretch(self, resource_type: str, condition: Condition, row: Row) -> str:
        """What a condition on a date says about `d`, with AND in front, or nothing."""
        if isinstance(condition, Criterion) and _is_of_dates(condition) and is_found_by_index(condition):
            return stretch(resource_type, condition, row.d, self.values, self._now)
        return ""

    def source(self, resource_type: str, condition: Condition) -> str:
        """A SELECT of the numbers (`rid`) of the rows that meet a condition; a row may come more than once."""
        if isinstance(condition, Chain):
            return f"SELECT y.rid FROM record.token AS y WHERE {self._chained(resource_type, condition)}"
        if isinstance(condition, Either) and all(comes_from_index(one) for one in condition.conditions):
            return " UNION ALL ".join(f"({self.source(resource_type, one)})" for one in condition.conditions)
        if isinstance(condition, Criterion) and condition.missing is not None and _has_bit(resource_type, condition):
            number = self.values.bind(parameter_number(resource_type, SHAPE), "integer")
            shapes = self.missing_shapes(resource_type, condition)
            return f"SELECT y.rid FROM record.token AS y WHERE y.p = {number} AND y.h = ANY ({shapes})"
        if isinstance(condition, Criterion) and is_found_by_index(condition):
            table = table_of(condition)
            if table == "text" and condition.parameter.type != "composite" and condition.modifier in _BEGINNING:
                return " UNION ALL ".join(self._beginning(resource_type, condition, one) for one in condition.values)
            if _is_of_dates(condition) and (parts := narrowed(condition, self.values, self._now)):
                among = f"SELECT y.rid FROM record.span AS y WHERE {self.matching(resource_type, condition)}"
                return f"{among} AND {parts[0]} UNION ALL {among} AND {parts[1]}"
            arms = self.matcher.arms(resource_type, condition)
            return " UNION ALL ".join(f"SELECT y.rid FROM record.{table} AS y WHERE {arm}" for arm in arms)
        held = self.filter(resource_type, condition)
        name = self.values.bind(resource_type, "text")
        return f"SELECT r.rid FROM record.resource AS r WHERE r.type = {name} AND NOT r.deleted AND {held}"

    def _beginning(self, resource_type: str, criterion: Criterion, value: Value) -> str:
        """Texts that begin with a value lie between two bounds: planned for any value, `^@` alone would filter all."""
        matching = self.matching(resource_type, replace(criterion, values=(value,)))
        head = _head(value)
        bounds = f" AND y.v >= {self.values.bind(head, 'text')}"
        if end := beyond(head):
            bounds += f" AND y.v < {self.values.bind(end, 'text')}"
        return f"SELECT y.rid FROM record.text AS y WHERE {matching}{bounds}"

    def of_patients(self, resource_type: str, chain: Chain, code: Criterion) -> str:
        """A SELECT of the numbers of the rows with a code that lie in the records of those whom a chain means."""
        refuse_modifier(code)
        (target, condition) = chain.branches[0]
        numbers = self.matcher.among(numbers_of(resource_type, code), "t.p")
        return f"""SELECT u.rid FROM unnest({self.references(target, condition)}) AS w(pat) CROSS JOIN LATERAL (
            SELECT t.rid FROM record.token AS t
            WHERE t.pat = w.pat AND t.s <> 0 AND {numbers} AND {self.matcher.equal(lookups(code), "t")}
            OFFSET 0) AS u"""

    def in_her_record(self, has: Has, coded: str) -> str:
        """Whether the record of the patient `r` has a coded row `t` of what refers to her, as `has` says."""
        numbers = self.matcher.among(parameter_numbers(has.type, has.parameter.name))
        refers = (
            f"SELECT FROM record.token AS y WHERE y.rid = t.rid AND y.d = t.d AND {numbers} AND y.h = r.ref OFFSET 0"
        )
        return f"""EXISTS (SELECT FROM record.token AS t
            WHERE t.pat = r.ref AND {coded} AND EXISTS ({refers}) OFFSET 0)"""

    def references(self, resource_type: str, condition: Condition) -> str:
        """An array of the numbers (`ref`) under which others refer to the rows that meet a condition."""
        rows = self.source(resource_type, condition)
        looked_up = "SELECT s.ref FROM record.resource AS s WHERE s.rid = c.rid OFFSET 0"
        return f"ARRAY(SELECT DISTINCT l.ref FROM ({rows}) AS c CROSS JOIN LATERAL ({looked_up}) AS l)"

    def matching(self, resource_type: str, criterion: Criterion) -> str:
        """A boolean expression about the index row `y` of a criterion, `:not` aside."""
        return self.matcher.matching(resource_type, criterion)

    def missing_shapes(self, resource_type: str, criterion: Criterion) -> str:
        """An array of the shapes of resources of a type in which a parameter finds nothing, or something."""
        number = self.values.bind(parameter_number(resource_type, SHAPE), "integer")
        bit = self.values.bind(shape_bits(resource_type)[criterion.parameter.name], "bigint")
        wanted = "=" if criterion.missing else "<>"
        return f"ARRAY(SELECT s.h FROM record.shapes({number}) AS s(h) WHERE s.h & {bit} {wanted} 0)"

    def _missing(self, resource_type: str, criterion: Criterion, row: Row) -> str:
        bit = shape_bits(resource_type).get(criterion.parameter.name)
        if bit is None:  # a custom parameter
            numbers = self.matcher.among(parameter_numbers(resource_type, criterion.parameter.name))
            found = f"EXISTS (SELECT FROM record.{table_of(criterion)} AS y WHERE y.rid = {row.rid} AND {numbers})"
            return f"NOT {found}" if criterion.missing else found
        number = self.values.bind(parameter_number(resource_type, SHAPE), "integer")
        wanted = f"y.h & {self.values.bind(bit, 'bigint')} {'=' if criterion.missing else '<>'} 0"
        return f"EXISTS (SELECT FROM record.token AS y WHERE y.rid = {row.rid} AND y.p = {number} AND {wanted})"

    def _exists(self, table: str, row: Row, matching: str) -> str:
        """Looked up for each row (OFFSET 0): joined, or hashed, it is answered by reading all that has the value."""
        same = f"y.rid = {row.rid} AND y.d = {row.d}" if table == "token" else f"y.rid = {row.rid}"
        return f"EXISTS (SELECT FROM record.{table} AS y WHERE {same} AND {matching} OFFSET 0)"

    def _led(self, resource_type: str, chain: Chain, row: Row) -> str:
        """Whether the row at hand refers to what a chain means, looked up from the row on; the inner one is `r`."""
        numbers = self.matcher.among(parameter_numbers(resource_type, chain.parameter.name))
        branches = _any(
            f"(r.type = {self.values.bind(target, 'text')} AND {self.filter(target, condition)})"
            for target, condition in chain.branches
        )
        return f"""EXISTS (SELECT FROM record.token AS y JOIN record.resource AS r ON r.ref = y.h
            WHERE y.rid = {row.rid} AND y.d = {row.d} AND {numbers} AND NOT r.deleted AND ({branches}) OFFSET 0)"""

    def _chained(self, resource_type: str, chain: Chain) -> str:
        numbers = self.matcher.among(parameter_numbers(resource_type, chain.parameter.name))
        arrays = [self.references(target, condition) for target, condition in chain.branches]
        return f"{numbers} AND ({_any(f'y.h = ANY ({array})' for array in arrays)})"

    def _referring(self, has: Has) -> str:
        numbers = self.matcher.among(parameter_numbers(has.type, has.parameter.name), "t.p")
        rows = self.source(has.type, has.condition)
        looked_up = f"SELECT t.h FROM record.token AS t WHERE t.rid = c.rid AND {numbers} OFFSET 0"
        return f"ARRAY(SELECT DISTINCT l.h FROM ({rows}) AS c CROSS JOIN LATERAL ({looked_up}) AS l)"

    def _listed(self, lists: tuple[str, ...]) -> str:
        number = self.values.bind(parameter_number("List", "item"), "integer")
        refs = self.values.bind([reference_number("List", one) for one in lists], "bigint[]")
        return f"""ARRAY(SELECT t.h FROM record.token AS t JOIN record.resource AS l ON l.rid = t.rid
            WHERE l.ref = ANY ({refs}) AND NOT l.deleted AND t.p = {number})"""

    def _of_the_row(self, resource_type: str, criterion: Criterion) -> str:
        if criterion.missing is not None:
            return "false" if criterion.missing else "true"
        if criterion.parameter.name == "_lastUpdated":
            return f"({_any(self._updated(v) for v in criterion.values)})"
        found = f"r.ref = ANY ({self.values.bind(ids(resource_type, criterion), 'bigint[]')})"
        if criterion.modifier not in ("", "not"):
            raise not_run(f"modifier :{criterion.modifier} of _id")
        return f"NOT {found}" if criterion.modifier == "not" else found

    def _updated(self, value: Value) -> str:
        if not isinstance(value, DateValue):
            raise TypeError(value)
        return self.values.fill(_UPDATED[value.prefix], "float8", low=seconds(value.low), high=seconds(value.high))


_UPDATED = {
    Prefix.EQ: "(r.ts >= to_timestamp({low}) AND r.ts < to_timestamp({high}))",
    Prefix.AP: "(r.ts >= to_timestamp({low}) AND r.ts < to_timestamp({high}))",
    Prefix.NE: "(r.ts < to_timestamp({low}) OR r.ts >= to_timestamp({high}))",
    Prefix.GT: "r.ts >= to_timestamp({high})",
    Prefix.SA: "r.ts >= to_timestamp({high})",
    Prefix.GE: "r.ts >= to_timestamp({low})",
    Prefix.LT: "r.ts < to_timestamp({low})",
    Prefix.EB: "r.ts < to_timestamp({low})",
    Prefix.LE: "r.ts < to_timestamp({high})",
}


def _has_bit(resource_type: str, criterion: Criterion) -> bool:
    return criterion.parameter.name in shape_bits(resource_type)


def _head(value: Value) -> str:
    """What the indexed part of a text begins with, where it matches; all of that part, of an exact text."""
    if isinstance(value, StringValue):
        return value.normalised[:INDEXED_LENGTH]
    if isinstance(value, UriValue):
        return value.uri[:INDEXED_LENGTH]
    raise TypeError(value)


def beyond(head: str) -> str:
    """The first text behind all that begin so, in order of code points; "" where there is none."""
    kept = head.rstrip(chr(sys.maxunicode))
    if not kept:
        return ""
    following = ord(kept[-1]) + 1
    return kept[:-1] + chr(0xE000 if following == 0xD800 else following)  # between them is nothing that can be stored


def _is_of_dates(criterion: Criterion) -> bool:
    return criterion.parameter.type == "date"


def is_found_by_index(criterion: Criterion) -> bool:
    """Whether index rows say who meets it, rather than who does not."""
    return (
        criterion.missing is None
        and criterion.modifier != "not"
        and criterion.parameter.name not in ("_id", "_lastUpdated")
        and not is_asked_of_the_body(criterion)
    )


def comes_from_index(condition: Condition) -> bool:
    """Whether a condition is found from index rows."""
    if isinstance(condition, Either):
        return all(comes_from_index(one) for one in condition.conditions)
    return isinstance(condition, Chain) or (isinstance(condition, Criterion) and is_found_by_index(condition))


def ids(resource_type: str, criterion: Criterion) -> list[int]:
    """The numbers of the rows that `_id` names."""
    codes = [value.code or "" for value in criterion.values if isinstance(value, TokenValue)]
    return [reference_number(resource_type, code) for code in codes]


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(parts) or "false"


def _all(parts: Iterable[str]) -> str:
    return " AND ".join(parts) or "true"


__all__ = [
    "AT_HAND",
    "Predicates",
    "Row",
    "beyond",
    "comes_from_index",
    "ids",
    "is_found_by_index",
    "lookups",
    "not_run",
    "refuse_modifier",
    "table_of",
]
