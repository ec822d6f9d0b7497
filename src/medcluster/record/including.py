"""What comes with the matches of a search?

`_include`: what they refer to, by reference or by canonical address (that of one version leads to it alone, that
without one to all of them); `_revinclude`: what refers to them; with `:iterate` also what refers, or is referred to,
from there on, as far as it goes. Each resource once, none that the caller's role may not read, none that is hidden
from it; how many come with one page is bounded, and who would get more is told so. Must not know: how matches are
found (they stand in the CTE `matched`). Source: http://hl7.org/fhir/R4/search.html#include.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from medcluster.fhir.search import Include, Query, parameters_of, refers_by_address, standard_parameters_of
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal
from medcluster.record.hashing import parameter_number
from medcluster.record.indexing import CANONICAL
from medcluster.record.values import Values

MOST_INCLUDED = 10_000  # with one page
_MORE = str(MOST_INCLUDED + 1)
_COLUMNS = "r.rid, r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat"


def included(queries: Sequence[Query], values: Values, allowed: list[str] | None) -> str:
    """The CTE `included`, with a comma after it, or ""; `allowed`: types that may be read, None for all."""
    includes = list(dict.fromkeys(one for query in queries for one in query.includes))
    revincludes = list(dict.fromkeys(one for query in queries for one in query.revincludes))
    if not includes and not revincludes:
        return ""
    recursive = any(one.iterate for one in (*includes, *revincludes))
    parts = _Parts({query.type for query in queries}, values, allowed, recursive)
    found = [part for one in includes for part in parts.referred(one)]
    found += [part for one in revincludes for part in parts.referring(one)]
    if recursive:
        return _reached(found) + _rows("SELECT rid FROM reached LIMIT (SELECT count(*) FROM matched) * 2 + " + _MORE)
    return _rows(" UNION ".join(found))


def _rows(numbers: str) -> str:
    return f"""
included AS MATERIALIZED (
    SELECT {_COLUMNS} FROM (
        SELECT DISTINCT f.rid FROM ({numbers}) AS f WHERE f.rid NOT IN (SELECT rid FROM matched)
    ) AS n {_looked_up("s.rid = n.rid")} LIMIT {_MORE}
),"""


def _looked_up(same: str) -> str:
    """The resource `r`, for each row before it (OFFSET 0): joined, a plan for any value may read every resource."""
    return f"CROSS JOIN LATERAL (SELECT * FROM record.resource AS s WHERE {same} AND NOT s.deleted OFFSET 0) AS r"


def _reached(parts: Sequence[str]) -> str:
    """From each row that was reached to the rows beside it; UNION stops where nothing new is found."""
    return f"""
reached AS (
    SELECT rid, ref, type, true AS is_match FROM matched
    UNION
    SELECT n.rid, n.ref, n.type, false FROM reached AS w CROSS JOIN LATERAL ({" UNION ALL ".join(parts)}) AS n
),"""


class _Parts:
    """Statements of what is beside the matches or, for `:iterate`, beside the row `w` of the recursion."""

    def __init__(self, searched: set[str], values: Values, allowed: list[str] | None, recursive: bool) -> None:
        self.recursive = recursive
        self.searched = searched
        self.values = values
        self.may = f" AND r.type = ANY ({values.bind(allowed, 'text[]')})" if allowed is not None else ""
        self.sources = sorted(RESOURCE_TYPES) if allowed is None else allowed

    def referred(self, one: Include) -> list[str]:
        """What they refer to, and what has the address that they name."""
        if one.source != "*" and one.source not in self.searched and not one.iterate:
            raise Refusal(
                Kind.MALFORMED,
                f"_include={one.source}:... is about resources that this search does not match.",
                hint="With _include:iterate it is about what is included, too.",
            )
        here = "y.rid = w.rid" if self.recursive else "y.rid IN (SELECT rid FROM matched)"
        target = self._of_target(one)
        found = [
            f"""
        SELECT r.rid, r.ref, r.type FROM record.token AS y {_looked_up("s.ref = y.h")}
        WHERE {here} AND y.p = ANY ({self._numbers(one)}){target}{self._rest(one)}"""
        ]
        if numbers := self._by_address(one):
            found.append(f"""
        SELECT r.rid, r.ref, r.type FROM record.token AS y JOIN record.token AS u ON u.h = y.h
        {_looked_up("s.rid = u.rid")}
        WHERE {here} AND y.p = ANY ({numbers}) AND y.s = 0
            AND u.p = ANY ({self._addresses()}){target}{self._rest(one)}""")
        return found

    def _of_target(self, one: Include) -> str:
        """A condition on the type of what is referred to: as it is named, else as the parameter allows."""
        if one.target:
            return f" AND r.type = {self.values.bind(one.target, 'text')}"
        if one.parameter is not None and one.parameter.targets:
            return f" AND r.type = ANY ({self.values.bind(list(one.parameter.targets), 'text[]')})"
        return ""

    def _by_address(self, one: Include) -> str:
        """The numbers of the parameters among them that find canonical addresses; "" where there are none."""
        sources = [one.source] if one.source != "*" else self.sources
        found = [
            parameter_number(source, parameter.name)
            for source in sources
            for parameter in parameters_of(source).values()
            if parameter.type == "reference"
            and (one.parameter is None or parameter.name == one.parameter.name)
            and refers_by_address(source, parameter)
        ]
        return self.values.bind(found, "integer[]") if found else ""

    def _addresses(self) -> str:
        """The numbers under which resources have their own addresses, alone and with their version."""
        return self.values.bind(_own_addresses(), "integer[]")

    def referring(self, one: Include) -> list[str]:
        """What refers to them, or names their address."""
        targets = {one.target} if one.target else set() if one.iterate else self.searched
        numbers = self._numbers(one, frozenset(targets))
        target = self.values.bind(one.target, "text") if one.target else ""
        if self.recursive:
            here = "y.h = w.ref" + (f" AND w.type = {target}" if target else "")
        else:
            here = f"y.h = ANY (ARRAY(SELECT ref FROM matched{f' WHERE type = {target}' if target else ''}))"
        found = [
            f"""
        SELECT r.rid, r.ref, r.type FROM record.token AS y {_looked_up("s.rid = y.rid")}
        WHERE {here} AND y.p = ANY ({numbers}){self._rest(one)}"""
        ]
        if named := self._by_address(one):
            matched = f"u.rid IN (SELECT rid FROM matched{f' WHERE type = {target}' if target else ''})"
            if self.recursive:
                matched = "u.rid = w.rid" + (f" AND w.type = {target}" if target else "")
            found.append(f"""
        SELECT r.rid, r.ref, r.type FROM record.token AS u JOIN record.token AS y ON y.h = u.h
        {_looked_up("s.rid = y.rid")}
        WHERE {matched} AND u.p = ANY ({self._addresses()}) AND y.p = ANY ({named}) AND y.s = 0{self._rest(one)}""")
        return found

    def _rest(self, one: Include) -> str:
        return f"{self.may}{' AND w.is_match' if self.recursive and not one.iterate else ''}"

    def _numbers(self, one: Include, targets: frozenset[str] = frozenset()) -> str:
        if one.parameter is not None:
            return self.values.bind([parameter_number(one.source, one.parameter.name)], "integer[]")
        sources = [one.source] if one.source != "*" else self.sources
        return self.values.bind([n for source in sources for n in _references(source, targets)], "integer[]")


@cache
def _own_addresses() -> list[int]:
    known = [name for name in sorted(RESOURCE_TYPES) if "url" in standard_parameters_of(name)]
    return [parameter_number(name, number) for name in known for number in ("url", CANONICAL)]


def _references(resource_type: str, targets: frozenset[str]) -> list[int]:
    """The numbers of the reference parameters of a type; of those that may refer to one of these, if any are named."""
    return [
        parameter_number(resource_type, parameter.name)
        for parameter in parameters_of(resource_type).values()
        if parameter.type == "reference"
        and (not targets or not parameter.targets or not targets.isdisjoint(parameter.targets))
    ]
