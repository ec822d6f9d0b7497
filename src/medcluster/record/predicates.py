"""How does one condition of a search become SQL?

Promise: two forms of each condition, equal in meaning: a filter on a row that is at hand, and a source of row numbers
to start from. Every value is bound, never written into the text; what is not run yet is refused by name. Must not
know: pages, order. Sources: http://hl7.org/fhir/R4/search.html; which operators serve as index conditions under
row-level security is measured in docs/reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir.search import (
    Chain,
    Condition,
    Criterion,
    DateValue,
    Has,
    NumberValue,
    Prefix,
    QuantityValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
)
from medcluster.foundation import Kind, Refusal
from medcluster.record.hashing import hash32, hash64, parameter_number, reference_number
from medcluster.record.rows import INDEXED_LENGTH, seconds
from medcluster.record.stretches import narrowed, stretch, widened
from medcluster.record.values import Values


@dataclass(frozen=True, slots=True)
class Row:
    """How number and date of the row at hand are called; the resource itself is always `r`."""

    rid: str = "r.rid"
    d: str = "r.d"


AT_HAND = Row()


def not_run(what: str) -> Refusal:
    """The refusal of something that R4 defines and this record does not run yet."""
    return Refusal(Kind.UNSUPPORTED, f"The search {what} is not offered here.")


class Predicates:
    """The conditions of one search as SQL, with their values bound in one place."""

    def __init__(self, values: Values, now: datetime) -> None:
        self.values = values
        self._now = now

    def filter(self, resource_type: str, condition: Condition, row: Row = AT_HAND) -> str:
        """A boolean expression about the row at hand."""
        if isinstance(condition, Chain):
            return self._exists("token", row, self._chained(resource_type, condition))
        if isinstance(condition, Has):
            return f"r.ref = ANY ({self._referring(condition)})"
        name = condition.parameter.name
        if name in ("_id", "_lastUpdated"):
            return self._of_the_row(resource_type, condition)
        if condition.missing is not None:
            number = self.values.bind(parameter_number(resource_type, name), "integer")
            found = f"EXISTS (SELECT FROM record.{table_of(condition)} AS y WHERE y.rid = {row.rid} AND y.p = {number})"
            return f"NOT {found}" if condition.missing else found
        found = self._exists(table_of(condition), row, self.matching(resource_type, condition))
        return f"NOT {found}" if condition.modifier == "not" else found

    def stretch(self, resource_type: str, condition: Condition, row: Row) -> str:
        """What a condition on a date says about `d`, with AND in front, or nothing."""
        if isinstance(condition, Criterion) and table_of(condition) == "span" and is_found_by_index(condition):
            return stretch(resource_type, condition, row.d, self.values, self._now)
        return ""

    def source(self, resource_type: str, condition: Condition) -> str:
        """A SELECT of the numbers (`rid`) of the rows that meet a condition; a row may come more than once."""
        if isinstance(condition, Chain):
            return f"SELECT y.rid FROM record.token AS y WHERE {self._chained(resource_type, condition)}"
        if isinstance(condition, Criterion) and is_found_by_index(condition):
            table = table_of(condition)
            if table == "span" and (parts := narrowed(condition, self.values, self._now)):
                among = f"SELECT y.rid FROM record.span AS y WHERE {self.matching(resource_type, condition)}"
                return f"{among} AND {parts[0]} UNION ALL {among} AND {parts[1]}"
            return f"SELECT y.rid FROM record.{table} AS y WHERE {self.matching(resource_type, condition)}"
        held = self.filter(resource_type, condition)
        name = self.values.bind(resource_type, "text")
        return f"SELECT r.rid FROM record.resource AS r WHERE r.type = {name} AND NOT r.deleted AND {held}"

    def references(self, resource_type: str, condition: Condition) -> str:
        """An array of the numbers (`ref`) under which others refer to the rows that meet a condition."""
        rows = self.source(resource_type, condition)
        return f"ARRAY(SELECT DISTINCT s.ref FROM record.resource AS s WHERE s.rid IN ({rows}))"

    def _exists(self, table: str, row: Row, matching: str) -> str:
        same = f"y.rid = {row.rid} AND y.d = {row.d}" if table == "token" else f"y.rid = {row.rid}"
        return f"EXISTS (SELECT FROM record.{table} AS y WHERE {same} AND {matching})"

    def _chained(self, resource_type: str, chain: Chain) -> str:
        number = self.values.bind(parameter_number(resource_type, chain.parameter.name), "integer")
        arrays = [self.references(target, condition) for target, condition in chain.branches]
        return f"y.p = {number} AND ({_any(f'y.h = ANY ({array})' for array in arrays)})"

    def _referring(self, has: Has) -> str:
        number = self.values.bind(parameter_number(has.type, has.parameter.name), "integer")
        rows = self.source(has.type, has.condition)
        return f"ARRAY(SELECT DISTINCT t.h FROM record.token AS t WHERE t.p = {number} AND t.rid IN ({rows}))"

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

    def matching(self, resource_type: str, criterion: Criterion) -> str:
        """A boolean expression about the index row `y` of a criterion, `:not` aside."""
        name = criterion.parameter.name + (":identifier" if criterion.modifier == "identifier" else "")
        refuse_modifier(criterion)
        number = self.values.bind(parameter_number(resource_type, name), "integer")
        if table_of(criterion) == "token":
            return f"y.p = {number} AND {self.equal(criterion, 'y')}"
        one = _ONE[type(criterion.values[0])]
        return f"y.p = {number} AND ({_any(one(self, value, criterion.modifier) for value in criterion.values)})"

    def equal(self, criterion: Criterion, alias: str) -> str:
        """The part of `matching` that compares values in record.token."""
        wanted = lookups(criterion)
        if any(h is None for h, _ in wanted):  # `system|` has no code
            return f"({_any(self._pair(h, s, alias) for h, s in wanted)})"
        if len(wanted) == 1:
            return self._pair(*wanted[0], alias)
        among = f"{alias}.h = ANY ({self.values.bind([h for h, _ in wanted], 'bigint[]')})"
        if all(s is None for _, s in wanted):
            return among
        return f"{among} AND ({_any(self._pair(h, s, alias) for h, s in wanted)})"

    def _pair(self, value: int | None, system: int | None, alias: str) -> str:
        parts = [f"{alias}.h = {self.values.bind(value, 'bigint')}"] if value is not None else []
        parts += [f"{alias}.s = {self.values.bind(system, 'integer')}"] if system is not None else []
        return f"({' AND '.join(parts)})"

    def _string(self, value: Value, modifier: str) -> str:
        if not isinstance(value, StringValue):
            raise TypeError(value)
        folded = value.normalised
        template = _EXACT if modifier == "exact" else _CONTAINS if modifier == "contains" else _BEGINS
        if template is _BEGINS and len(folded) > INDEXED_LENGTH:
            template = _BEGINS_LONG
        return self.values.fill(template, "text", head=folded[:INDEXED_LENGTH], folded=folded, written=value.text)

    def _date(self, value: Value, modifier: str) -> str:
        if not isinstance(value, DateValue):
            raise TypeError(value)
        low, high = widened(value, self._now)
        return self.values.fill(_DATES[value.prefix], "float8", low=low, high=high)

    def _number(self, value: Value, modifier: str) -> str:
        if not isinstance(value, NumberValue):
            raise TypeError(value)
        exact, low, high = float(value.value), float(value.low), float(value.high)
        if value.prefix is Prefix.AP:
            low, high = exact - abs(exact) / 10, exact + abs(exact) / 10
        return self.values.fill(_NUMBERS[value.prefix], "float8", exact=exact, low=low, high=high)

    def _quantity(self, value: Value, modifier: str) -> str:
        if not isinstance(value, QuantityValue):
            raise TypeError(value)
        parts = [self._number(value.number, modifier)]
        if value.system is not None:
            parts.append(f"y.u = {self.values.bind(hash32(value.system), 'integer')}")
        if value.code:
            parts.append(f"y.c = {self.values.bind(hash32(value.code), 'integer')}")
        return f"({' AND '.join(parts)})"


_WHOLE = "(y.v || coalesce(y.tail, ''))"
_EXACT = f"(y.v = {{head}} AND coalesce(y.original, {_WHOLE}) = {{written}})"
_CONTAINS = f"strpos({_WHOLE}, {{folded}}) > 0"
_BEGINS = "y.v ^@ {head}"
_BEGINS_LONG = f"(y.v = {{head}} AND {_WHOLE} ^@ {{folded}})"
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
_WITHIN = "(y.lo >= to_timestamp({low}) AND y.lo < to_timestamp({high}) AND y.hi <= to_timestamp({high}))"
_DATES = {
    Prefix.EQ: _WITHIN,
    Prefix.NE: f"NOT {_WITHIN}",
    Prefix.GT: "y.hi > to_timestamp({high})",
    Prefix.LT: "y.lo < to_timestamp({low})",
    Prefix.GE: f"(y.hi > to_timestamp({{low}}) AND (y.hi > to_timestamp({{high}}) OR {_WITHIN}))",
    Prefix.LE: f"(y.lo < to_timestamp({{high}}) AND (y.lo < to_timestamp({{low}}) OR {_WITHIN}))",
    Prefix.SA: "y.lo >= to_timestamp({high})",
    Prefix.EB: "y.hi <= to_timestamp({low})",
    Prefix.AP: "(y.lo < to_timestamp({high}) AND y.hi > to_timestamp({low}))",
}
_NUMBERS = {
    Prefix.EQ: "(y.v >= {low} AND y.v < {high})",
    Prefix.NE: "(y.v < {low} OR y.v >= {high})",
    Prefix.GT: "y.v > {exact}",
    Prefix.LT: "y.v < {exact}",
    Prefix.GE: "y.v >= {exact}",
    Prefix.LE: "y.v <= {exact}",
    Prefix.SA: "y.v >= {high}",
    Prefix.EB: "y.v < {low}",
    Prefix.AP: "(y.v >= {low} AND y.v <= {high})",
}
_ONE: dict[type, Callable[[Predicates, Value, str], str]] = {
    StringValue: Predicates._string,
    DateValue: Predicates._date,
    NumberValue: Predicates._number,
    QuantityValue: Predicates._quantity,
}
_TABLES = {"string": "text", "date": "span", "number": "quantity", "quantity": "quantity"}
_RUN = {"token": ("", "not"), "reference": ("", "identifier"), "string": ("", "exact", "contains")}


def refuse_modifier(criterion: Criterion) -> None:
    """Refuse a modifier that is not run; a reference's may name a type."""
    known = _RUN.get(criterion.parameter.type, ("",))
    names_type = criterion.parameter.type == "reference" and criterion.modifier[:1].isupper()
    if criterion.modifier not in known and not names_type:
        raise not_run(f"modifier :{criterion.modifier} of {criterion.parameter.name}")


def table_of(criterion: Criterion) -> str:
    """The index table of a criterion: codes, references and URIs are found by equality in record.token."""
    return _TABLES.get(criterion.parameter.type, "token")


def is_found_by_index(criterion: Criterion) -> bool:
    """Whether index rows say who meets it, rather than who does not."""
    return (
        criterion.missing is None
        and criterion.modifier != "not"
        and criterion.parameter.name not in ("_id", "_lastUpdated")
    )


def lookups(criterion: Criterion) -> list[tuple[int | None, int | None]]:
    """What record.token is asked for: hashes of code, reference or URI, and of the system; None is any."""
    wanted: list[tuple[int | None, int | None]] = []
    for value in criterion.values:
        if isinstance(value, TokenValue):
            code = None if value.code is None else hash64(value.code)
            wanted.append((code, None if value.system is None else hash32(value.system)))
        elif isinstance(value, ReferenceValue):
            wanted += [(hash64(candidate), None) for candidate in value.candidates]
        elif isinstance(value, UriValue):
            wanted.append((hash64(value.uri), None))
    return wanted


def ids(resource_type: str, criterion: Criterion) -> list[int]:
    """The numbers of the rows that `_id` names."""
    codes = [value.code or "" for value in criterion.values if isinstance(value, TokenValue)]
    return [reference_number(resource_type, code) for code in codes]


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(parts) or "false"
