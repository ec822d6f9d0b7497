"""Which statement finds a page of a search?

Promise: each type that is searched is a branch of its own that reads no more than it must: it starts from the
compartment, else from where `starting` says, in the order that is wanted where an index has it, and ends early. The
branches are merged in that order. Must not know: how a condition is compared, what comes along with the matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from medcluster.fhir.search import Condition, Criterion, Query, compartments
from medcluster.foundation import Kind, Refusal
from medcluster.record import ordering
from medcluster.record.asking import Scope
from medcluster.record.cursors import Cursor
from medcluster.record.hashing import parameter_number, reference_number
from medcluster.record.kinds import main_date
from medcluster.record.ordering import Key
from medcluster.record.predicates import AT_HAND, Predicates, Row
from medcluster.record.starting import Start, looked_up, start, told_by_index, walks_index
from medcluster.record.values import Values

_COLUMNS = "r.ref, r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat"
_INDEX_ROW = Row(rid="x.rid", d="x.d")
_SORTED_ROW = Row(rid="x.rid", d="r.d")
_FOUND_MISSING = ("date", "string")  # what has no value is what finds nothing: a quantity may have a range instead
_WALKED_TYPES = ("date", "string", "number", "quantity")  # their tables have an index in the order of the values


class Selection:
    """The branches of one search, with the values of all of them in one place."""

    def __init__(self, queries: Sequence[Query], scope: Scope | None, values: Values, now: datetime) -> None:
        self.queries = queries
        self.scope = scope
        self.values = values
        self._predicates = Predicates(values, now)

    def page(self, cursor: Cursor | None, wanted: str) -> str:
        """A SELECT of the rows of a page, and one more, in order, with the keys k0, k1, ... of the order."""
        if self._gathers:
            return _Branch(self, self.queries[0], cursor, wanted).text()
        parts = [_Branch(self, query, cursor, wanted).text() for query in self.queries]
        if len(parts) == 1:
            return parts[0]
        return f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS b ORDER BY {_order(self.queries[0])} LIMIT {wanted} + 1"

    def matching(self, limit: str) -> str:
        """A SELECT of the numbers of all that matches, each once."""
        parts = [self._counted(query) for query in self.queries[: 1 if self._gathers else None]]
        return f"SELECT rid FROM ({' UNION ALL '.join(parts)}) AS b{limit}"

    @property
    def _gathers(self) -> bool:
        """Whether the types of a compartment are found together: nothing that is asked means another thing for each."""
        if self.scope is None or len(self.queries) == 1:
            return False
        one = self.queries[0]
        return all(_of_the_row(sort.parameter.name) for sort in one.sort) and all(
            isinstance(condition, Criterion) and condition.parameter.name == "_lastUpdated"
            for condition in one.conditions
        )

    def _counted(self, query: Query) -> str:
        numbers = told_by_index(query, self._predicates) if self.scope is None else None
        if numbers is not None:
            return f"(SELECT DISTINCT c.rid FROM ({numbers}) AS c)"
        found = self.begin(query, in_order=False)
        return f"({_before(found)} SELECT DISTINCT r.rid {found.rest})"

    def begin(self, query: Query, *, in_order: bool) -> Start:
        """Where a branch starts, with all its conditions."""
        if self.scope is None:
            return start(query, self._predicates, in_order=in_order)
        if self._gathers:
            return Start("", looked_up(f"({self._gathered()}) AS x") + self.conditions(query, AT_HAND))
        rest = looked_up(f"({self._members(query.type)}) AS x") + self.conditions(query, _INDEX_ROW)
        return Start("", rest, walks_index=True, row=_INDEX_ROW)

    def conditions(self, query: Query, row: Row) -> str:
        """All conditions of a search as filters on the row at hand, each with AND in front."""
        return "".join(
            f" AND {self._predicates.filter(query.type, one, row)}{self._predicates.stretch(query.type, one, row)}"
            for one in query.conditions
        )

    def every(self, query: Query, row: Row = AT_HAND) -> str:
        """The WHERE of the same search on rows that come from elsewhere."""
        of_type = f"r.type = {self.values.bind(query.type, 'text')} AND NOT r.deleted"
        scope = f" AND r.rid IN (SELECT m.rid FROM ({self._members(query.type)}) AS m)" if self.scope else ""
        return f"{of_type}{scope}{self.conditions(query, row)}"

    @property
    def _centres(self) -> list[int]:
        """Whose compartment it is: the one that is named, and those that it replaces."""
        if self.scope is None:
            return []
        return [reference_number(self.scope.centre, one) for one in (self.scope.id, *self.scope.others)]

    @property
    def _is_centre(self) -> str:
        """The comparison of a number with theirs."""
        centres = self._centres
        if len(centres) == 1:
            return f"= {self.values.bind(centres[0], 'bigint')}"
        return f"= ANY ({self.values.bind(centres, 'bigint[]')})"

    def _gathered(self) -> str:
        """The numbers of all that is in the compartment, each once."""
        if self.scope is None:
            raise TypeError
        centre = self._is_centre
        known = compartments()[self.scope.centre]
        numbers = [parameter_number(one.type, name) for one in self.queries for name in known[one.type].parameters]
        found = f"""SELECT t.rid FROM record.token AS t
            WHERE t.h {centre} AND t.p = ANY ({self.values.bind(numbers, "integer[]")})"""
        if any(known[one.type].itself for one in self.queries):
            found += f" UNION SELECT c.rid FROM record.resource AS c WHERE c.ref {centre}"
        return f"SELECT DISTINCT g.rid FROM ({found}) AS g"

    def _members(self, resource_type: str) -> str:
        """The index rows (d, rid) of the compartment, newest first."""
        if self.scope is None:
            raise TypeError(resource_type)
        member = compartments()[self.scope.centre][resource_type]
        centres = [self.values.bind(number, "bigint") for number in self._centres]
        parts = []
        for name in member.parameters:
            number = self.values.bind(parameter_number(resource_type, name), "integer")
            among = f"SELECT t.d, t.rid FROM record.token AS t WHERE t.p = {number}"
            parts += [f"{among} AND t.h = {centre}" for centre in centres]
        if member.itself:
            parts += [f"SELECT c.d, c.rid FROM record.resource AS c WHERE c.ref = {centre}" for centre in centres]
        if len(parts) == 1:
            return parts[0]
        return " UNION ALL ".join(f"({part} ORDER BY 1 DESC, 2 DESC)" for part in parts)


class _Branch:
    """One type of a search, a page of it."""

    def __init__(self, selection: Selection, query: Query, cursor: Cursor | None, wanted: str) -> None:
        self.all = selection
        self.query = query
        self.cursor = cursor
        self.wanted = wanted
        self.values = selection.values

    def text(self) -> str:
        if _walks_dates(self.query, self.all.scope):
            return self._walked(self._at_their_date(), self._not_at_their_date())
        if _walks_values(self.query, self.all.scope):
            return self._walked(*self._in_order_of_values())
        found = self.all.begin(self.query, in_order=not self.query.sort)
        return self._select(found, ordering.keys(self.query, self.values, found.row))

    def _select(self, found: Start, keys: Sequence[Key], more: str = "") -> str:
        """A page of what starts somewhere: beyond the cursor, in order."""
        names = ", ".join(f"k{place}" for place in range(len(keys)))
        columns = ", ".join(f"{key.expression} AS k{place}" for place, key in enumerate(keys))
        return f"""({_before(found)}
            SELECT {found.distinct(names)} {found.row.rid}, {_COLUMNS}, {columns}
            {found.rest}{more}{self._beyond(keys, found.row)} ORDER BY {_order(self.query)} LIMIT {self.wanted} + 1)"""

    def _beyond(self, keys: Sequence[Key], row: Row) -> str:
        """After the cursor, and not written since the first page."""
        if self.cursor is None:
            return ""
        if len(self.cursor.key) != len(keys):
            raise Refusal(Kind.MALFORMED, "The _cursor of this search cannot be read.")
        snapshot = self.values.bind(self.cursor.snapshot, "text")
        beyond = ordering.after(keys, self.cursor, row, self.values)
        return f" AND {beyond} AND pg_visible_in_snapshot(r.xid, {snapshot}::pg_snapshot)"

    def _walked(self, *parts: str) -> str:
        """Rows that an index gives in order, and, only where they end, those without the value that is sorted by."""
        order = _order(self.query)
        return f"""(WITH walked AS MATERIALIZED (
            SELECT * FROM ({" UNION ALL ".join(parts)}) AS w ORDER BY {order} LIMIT {self.wanted} + 1)
            SELECT * FROM walked UNION ALL {self._without_value()} ORDER BY {order} LIMIT {self.wanted} + 1)"""

    def _without_value(self) -> str:
        """Their numbers are found first: ordered by number at once, the planner would go through the whole record."""
        (sort,) = self.query.sort
        told = ordering.sorted_by(sort)
        last = Key(told.after(sort.descending), told.sql_type, sort.descending)
        if sort.parameter.type in _FOUND_MISSING:
            absent = Criterion(sort.parameter, "missing", missing=True)
            query = replace(self.query, sort=(), conditions=(*self.query.conditions, absent))
            found, missing = self.all.begin(query, in_order=True), "true"
        else:
            found = self.all.begin(self.query, in_order=True)
            of_key = ordering.among(tuple(chain.from_iterable(self._numbers())), self.values)
            missing = f"NOT EXISTS (SELECT FROM record.{told.table} AS o WHERE o.rid = r.rid AND {of_key})"
        return f"""(SELECT r.rid, {_COLUMNS}, {last.expression} FROM record.resource AS r JOIN (
            {found.before or "WITH"} remaining AS MATERIALIZED (
                SELECT DISTINCT r.rid {found.rest} AND (SELECT count(*) FROM walked) <= {self.wanted}
                AND {missing}{self._beyond([last], AT_HAND)})
            SELECT rid FROM remaining ORDER BY rid {last.direction} LIMIT {self.wanted} + 1) AS m ON m.rid = r.rid)"""

    def _at_their_date(self) -> str:
        """The rows whose value is the date by which index rows are ordered: nearly all."""
        (sort,) = self.query.sort
        found = self.all.begin(self.query, in_order=True)
        value = ordering.first_value(self.query.type, sort, self.values, found.row)
        return self._select(found, [Key(found.row.d, "timestamptz", sort.descending)], f" AND {value} = {found.row.d}")

    def _not_at_their_date(self) -> str:
        (sort,) = self.query.sort
        value = ordering.first_value(self.query.type, sort, self.values, AT_HAND)
        of_key = ordering.among(self._numbers()[0], self.values, "e")
        elsewhere = f"SELECT e.rid FROM record.span AS e WHERE {of_key} AND e.lo <> e.d"
        rest = f"FROM record.resource AS r WHERE r.rid = ANY (ARRAY({elsewhere})) AND {self.all.every(self.query)}"
        return self._select(Start("", rest), [Key(value, "timestamptz", sort.descending)], f" AND {value} <> r.d")

    def _in_order_of_values(self) -> list[str]:
        """From the index of the values themselves; of a row that has several, the one that comes first."""
        (sort,) = self.query.sort
        told, before = ordering.sorted_by(sort), ">" if sort.descending else "<"
        key = Key(f"x.{told.column}", told.sql_type, sort.descending)
        parts = []
        several = self._numbers()
        for place, (number,) in enumerate(several):
            here = ordering.among((number,), self.values, "x")
            better = f"""NOT EXISTS (SELECT FROM record.{told.table} AS o
                WHERE o.rid = x.rid AND o.p = x.p AND o.{told.column} {before} x.{told.column})"""
            where = f"{here} AND {better}{self._none_of(several[:place])} AND NOT r.deleted"
            rest = f"""FROM record.{told.table} AS x JOIN record.resource AS r ON r.rid = x.rid
                WHERE {where}{self.all.conditions(self.query, _SORTED_ROW)}"""
            parts.append(self._select(Start("", rest, walks_index=True, row=_SORTED_ROW), [key]))
        return parts

    def _none_of(self, several: Sequence[tuple[int, ...]]) -> str:
        told = ordering.sorted_by(self.query.sort[0])
        return "".join(
            f" AND NOT EXISTS (SELECT FROM record.{told.table} AS o"
            f" WHERE o.rid = x.rid AND {ordering.among(some, self.values)})"
            for some in several
        )

    def _numbers(self) -> list[tuple[int, ...]]:
        (sort,) = self.query.sort
        return ordering.numbers(self.query.type, sort)


def ends_early(queries: Sequence[Query], scope: Scope | None) -> bool:
    """Whether rows come from an index in the order that is wanted: any sort would read them all."""
    return all(
        _walks_dates(query, scope) or _walks_values(query, scope) if query.sort else scope or walks_index(query)
        for query in queries
    )


def _walks_dates(query: Query, scope: Scope | None) -> bool:
    """Whether the order is, but for a few rows, that of the dates by which index rows are ordered."""
    if len(query.sort) != 1 or query.sort[0].parameter.name != main_date(query.type):
        return False
    main = query.sort[0].parameter.name
    return (
        bool(scope) or walks_index(replace(query, sort=())) or all(_leaves_many(one, main) for one in query.conditions)
    )


def _walks_values(query: Query, scope: Scope | None) -> bool:
    """Whether the index of the values that are sorted by is the best place to start."""
    if scope is not None or len(query.sort) != 1 or query.sort[0].parameter.type not in _WALKED_TYPES:
        return False
    one = query.sort[0]
    if _of_the_row(one.parameter.name) or any(len(some) > 1 for some in ordering.numbers(query.type, one)):
        return False
    return all(_leaves_many(one) for one in query.conditions)


def _of_the_row(name: str) -> bool:
    return name in ("_lastUpdated", "_id")


def _leaves_many(condition: Condition, main: str = "") -> bool:
    """Whether a condition is likely to be met by many rows, or narrows the walk itself."""
    if not isinstance(condition, Criterion):
        return False
    return condition.missing is not None or condition.modifier == "not" or condition.parameter.name == main


def _order(query: Query) -> str:
    *keys, tie = ordering.directions(query)
    return ", ".join([*(f"k{place} {direction}" for place, direction in enumerate(keys)), f"rid {tie}"])


def _before(found: Start) -> str:
    return found.before.rstrip().rstrip(",")
