"""What does a code system in the tables answer?

Promise: `Tabled` answers every question of the protocol `CodeSystem` by index look-ups, a page at a time, however many
concepts it has; every value is bound. Must not know: how the concepts came in. Tables: terminology.concept,
designation, property, parent, closure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from medcluster.fhir import terminology
from medcluster.fhir.terminology import Concept, Designation, Filter, Property, Selected, Selection
from medcluster.foundation import Connection, Database

_COLUMNS = "c.number, c.code, c.display, c.definition, c.inactive, c.abstract"  # the last five as Concept takes them
_BY_CODE = f"SELECT {_COLUMNS} FROM terminology.concept c WHERE c.system = $1 AND c.code = ANY ($2)"
_BY_ANY_CASE = f"SELECT {_COLUMNS} FROM terminology.concept c WHERE c.system = $1 AND lower(c.code) = ANY ($2)"
_DESIGNATIONS = """
SELECT concept, language, use, value FROM terminology.designation WHERE system = $1 AND concept = ANY ($2)
"""
_PROPERTIES = """
SELECT concept, code, kind, value, coding FROM terminology.property WHERE system = $1 AND concept = ANY ($2)
"""
_SUBSUMES = """
SELECT EXISTS (
    SELECT FROM terminology.closure k
    WHERE k.system = $1
      AND k.ancestor = (SELECT number FROM terminology.concept WHERE system = $1 AND code = $2)
      AND k.descendant = (SELECT number FROM terminology.concept WHERE system = $1 AND code = $3)
      AND k.ancestor <> k.descendant)
"""
_RELATED = """
SELECT c.code, c.display FROM terminology.parent p
JOIN terminology.concept c ON c.system = p.system AND c.number = p.{wanted}
WHERE p.system = $1 AND p.{given} = (SELECT number FROM terminology.concept WHERE system = $1 AND code = $2)
ORDER BY c.number LIMIT 1000
"""
_NUMBERS = "SELECT code, number FROM terminology.concept WHERE system = $1 AND code = ANY ($2)"
_UNDER = "JOIN terminology.closure {k} ON {k}.system = $1 AND {k}.ancestor = {number} AND {k}.descendant = c.number"
_ABOVE = """
WITH RECURSIVE up(number) AS (
    SELECT {number} UNION SELECT p.parent FROM terminology.parent p JOIN up ON p.system = $1 AND p.child = up.number
) SELECT number FROM up
"""
_IS_UNDER = "SELECT FROM terminology.closure WHERE system = $1 AND ancestor = {number} AND descendant = c.number"
_NAMES_OF_CODES = frozenset(("concept", "code", "parent", "child", "ancestor"))


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a code system in the tables without looking at its concepts."""

    number: int
    url: str
    version: str
    name: str
    content: str
    case_sensitive: bool
    value_set: str
    properties: frozenset[str]
    digest: str
    concepts: int


class _Bound:
    """The values of a statement, of which the system is always the first, and the tables that its filters join."""

    def __init__(self, system: int, numbers: Mapping[str, int]) -> None:
        self.values: list[Any] = [system]
        self.joined: list[str] = []
        self.joins_alone = True  # nothing but joins says which concepts are meant
        self._numbers = numbers

    def bind(self, value: Any) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    def number(self, code: str) -> str:
        """The number of a code that a filter names; 0, which no concept has, where there is none."""
        return f"{self.bind(self._numbers.get(code, 0))}::integer"

    def under(self, code: str) -> str:
        """Join what lies at or below a code; how that row is called."""
        name = f"k{len(self.joined)}"
        self.joined.append(_UNDER.format(k=name, number=self.number(code)))
        return name


class Tabled:
    """A code system whose concepts are rows."""

    enumerable = True

    def __init__(self, database: Database, header: Header) -> None:
        self._database, self._header = database, header

    @property
    def url(self) -> str:
        return self._header.url

    @property
    def version(self) -> str:
        return self._header.version

    @property
    def name(self) -> str:
        return self._header.name

    @property
    def content(self) -> str:
        return self._header.content

    @property
    def case_sensitive(self) -> bool:
        return self._header.case_sensitive

    @property
    def value_set(self) -> str:
        return self._header.value_set

    @property
    def digest(self) -> str:
        return f"{self._header.number}:{self._header.digest}"

    def __len__(self) -> int:
        return self._header.concepts

    async def concept(self, code: str) -> Concept | None:
        return (await self.concepts([code], whole=True)).get(code)

    async def concepts(self, codes: Sequence[str], *, whole: bool = False) -> Mapping[str, Concept]:
        async with self._database.transaction(read_only=True) as connection:
            rows = await connection.fetch(_BY_CODE, self._header.number, list(codes))
            missing = [] if self.case_sensitive else sorted(set(codes) - {row["code"] for row in rows})
            if missing:
                rows += await connection.fetch(_BY_ANY_CASE, self._header.number, [code.lower() for code in missing])
            found = {concept.code: concept for concept in await self._read(connection, rows, whole)}
        folded = {} if not missing else {code.lower(): concept for code, concept in found.items()}
        asked = {code: found.get(code) or folded.get(code.lower()) for code in codes}
        return {code: concept for code, concept in asked.items() if concept is not None}

    async def select(self, selection: Selection) -> Selected:
        async with self._database.transaction(read_only=True) as connection:
            bound = await self._bound(connection, selection.filters)
            where = self._where(selection, bound)
            among = f"FROM terminology.concept c {' '.join(bound.joined)} WHERE {where}"
            total = await self._total(connection, selection, bound, among)
            if selection.limit is None:
                terminology.not_too_many(total)
            if selection.limit == 0 or not total:
                return Selected(total, ())
            order = "length(c.display), c.number" if selection.words else "c.number"
            page = f"OFFSET {bound.bind(selection.offset)}::bigint LIMIT {bound.bind(selection.limit)}::bigint"
            rows = await connection.fetch(f"SELECT {_COLUMNS} {among} ORDER BY {order} {page}", *bound.values)
            return Selected(total, await self._read(connection, rows, selection.whole))

    async def _total(self, connection: Connection, selection: Selection, bound: _Bound, among: str) -> int:
        """How many; without looking at concepts where the header or the closure says it."""
        if selection == Selection(offset=selection.offset, limit=selection.limit, whole=selection.whole):
            return self._header.concepts
        only = selection.filters[0] if len(selection.filters) == 1 else None
        if only is not None and bound.joined and bound.joins_alone:
            itself = " AND k.descendant <> k.ancestor" if only.op != "is-a" else ""
            counted = f"FROM terminology.closure k WHERE k.system = $1 AND k.ancestor = $2::integer{itself}"
            held: int = await connection.fetchval(f"SELECT count(*) {counted}", *bound.values)
            return held
        total: int = await connection.fetchval(f"SELECT count(*) {among}", *bound.values)
        return total

    async def _bound(self, connection: Connection, filters: Sequence[Filter]) -> _Bound:
        named = [one.value for one in filters if one.property in _NAMES_OF_CODES]
        rows = await connection.fetch(_NUMBERS, self._header.number, named) if named else []
        return _Bound(self._header.number, {row["code"]: row["number"] for row in rows})

    async def meets(self, code: str, filters: Sequence[Filter]) -> bool:
        found = await self.concepts([code])
        if code not in found:
            return False
        named = Filter("code", "=", found[code].code)
        async with self._database.transaction(read_only=True) as connection:
            bound = await self._bound(connection, [*filters, named])
            where = self._where(Selection(tuple(filters)), bound)
            same = f"c.number = {bound.number(named.value)}"  # one look into the closure, however much lies below
            among = f"FROM terminology.concept c {' '.join(bound.joined)} WHERE {where} AND {same}"
            held: bool = await connection.fetchval(f"SELECT EXISTS (SELECT {among})", *bound.values)
            return held

    async def subsumes(self, ancestor: str, descendant: str) -> bool:
        async with self._database.transaction(read_only=True) as connection:
            found: bool = await connection.fetchval(_SUBSUMES, self._header.number, ancestor, descendant)
            return found

    async def related(self, code: str, wanted: str) -> list[tuple[str, str]]:
        """Codes and displays directly above (`parent`) or below (`child`)."""
        given = "child" if wanted == "parent" else "parent"
        statement = _RELATED.format(wanted=wanted, given=given)
        async with self._database.transaction(read_only=True) as connection:
            rows = await connection.fetch(statement, self._header.number, code)
            return [(row["code"], row["display"]) for row in rows]

    async def _read(self, connection: Connection, rows: Sequence[Any], whole: bool) -> list[Concept]:
        found = {row[0]: Concept(*row[1:]) for row in rows}
        if whole and found:
            numbers = list(found)
            for row in await connection.fetch(_DESIGNATIONS, self._header.number, numbers):
                one = found[row["concept"]]
                said = Designation(row["value"], row["language"], _coding(row["use"]))
                found[row["concept"]] = replace(one, designations=(*one.designations, said))
            for row in await connection.fetch(_PROPERTIES, self._header.number, numbers):
                one = found[row["concept"]]
                held = Property(row["code"], row["kind"], row["value"], _coding(row["coding"]))
                found[row["concept"]] = replace(one, properties=(*one.properties, held))
        return list(found.values())

    def _where(self, selection: Selection, bound: _Bound) -> str:
        parts = ["c.system = $1", *(self._condition(one, bound) for one in selection.filters)]
        if selection.active_only:
            parts.append("NOT c.inactive")
        if selection.selectable_only:
            parts.append("NOT c.abstract")
        if selection.words:
            query = " & ".join(f"'{word}':*" for word in selection.words)
            parts.append(f"array_to_tsvector(string_to_array(c.folded, ' ')) @@ {bound.bind(query)}::text::tsquery")
        bound.joins_alone = len(parts) == 1 + len(selection.filters)
        return " AND ".join(parts)

    def _condition(self, one: Filter, bound: _Bound) -> str:
        if one.op in terminology.HIERARCHY:
            return self._lies(one, bound)
        if one.property in ("parent", "child", "ancestor") and one.op == "=":
            return self._related(one, bound)
        if one.property in ("code", "concept", "display", "definition", "inactive"):
            column = "code" if one.property == "concept" else one.property
            value = "c.inactive::text" if column == "inactive" else f"c.{column}"
            if one.op == "exists":
                return f"({value} <> '') = {bound.bind(one.value == 'true')}"
            return self._compared(one, value, bound)
        if one.property not in self._header.properties:
            raise terminology.unsupported_filter(self.url, one.property, one.op)
        return self._property(one, bound)

    def _lies(self, one: Filter, bound: _Bound) -> str:
        if one.property not in _NAMES_OF_CODES:
            raise terminology.unsupported_filter(self.url, one.property, one.op)
        if one.op == "generalizes":
            return f"c.number IN ({_ABOVE.format(number=bound.number(one.value))})"
        if one.op == "is-not-a":
            return f"NOT EXISTS ({_IS_UNDER.format(number=bound.number(one.value))})"
        name = bound.under(one.value)
        return "true" if one.op == "is-a" else f"{name}.descendant <> {name}.ancestor"

    def _related(self, one: Filter, bound: _Bound) -> str:
        if one.property == "ancestor":
            return self._lies(Filter("concept", "descendent-of", one.value), bound)
        mine, other = ("child", "parent") if one.property == "parent" else ("parent", "child")
        number = bound.number(one.value)
        return f"c.number IN (SELECT {mine} FROM terminology.parent WHERE system = $1 AND {other} = {number})"

    def _property(self, one: Filter, bound: _Bound) -> str:
        held = (
            f"SELECT p.concept FROM terminology.property p WHERE p.system = $1 AND p.code = {bound.bind(one.property)}"
        )
        if one.op == "exists":
            return f"(c.number IN ({held})) = {bound.bind(one.value == 'true')}"
        if one.op == "not-in":
            inside = replace(one, op="in")
            return f"c.number NOT IN ({held} AND {self._compared(inside, 'p.value', bound)})"
        short = ""
        if one.op == "=":
            short = f" AND left(p.value, 200) = left({bound.bind(one.value)}, 200)"
        return f"c.number IN ({held}{short} AND {self._compared(one, 'p.value', bound)})"

    def _compared(self, one: Filter, value: str, bound: _Bound) -> str:
        listed = [part.strip() for part in one.value.split(",")]
        if one.op == "=":
            return f"{value} = {bound.bind(one.value)}"
        if one.op == "in":
            return f"{value} = ANY ({bound.bind(listed)}::text[])"
        if one.op == "not-in":
            return f"{value} <> ALL ({bound.bind(listed)}::text[])"
        if one.op == "regex":
            terminology.matches(one.value, "")  # refuses a pattern that cannot be read
            return f"{value} ~ ('^(?:' || {bound.bind(one.value)} || ')$')"
        raise terminology.unsupported_filter(self.url, one.property, one.op)


def _coding(text: str | None) -> terminology.Coding | None:
    return terminology.coding(msgspec.json.decode(text)) if text else None
