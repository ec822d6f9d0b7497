"""What comes with the matches of a search?

`_include`: what they refer to; `_revinclude`: what refers to them; each resource once, none that the caller's role
may not read, none that is hidden from it. Must not know: how matches are found (they stand in the CTE `matched`).
"""

from __future__ import annotations

from medcluster.fhir.search import Include, Query, parameters_of
from medcluster.record.hashing import parameter_number
from medcluster.record.predicates import not_run
from medcluster.record.values import Values

MOST_INCLUDED = 10_000  # with one page
_COLUMNS = "r.rid, r.type, r.id, r.ver, r.ts, r.deleted, r.body, r.pat"


def included(query: Query, values: Values, allowed: list[str] | None) -> str:
    """The CTE `included`, with a comma after it; `allowed`: types that may be read, None for all."""
    parts = [_referred(one, query, values) for one in query.includes]
    parts += [_referring(one, values) for one in query.revincludes]
    if not parts:
        return f"included AS (SELECT {_COLUMNS} FROM record.resource AS r WHERE false),"
    may = f" AND r.type = ANY ({values.bind(allowed, 'text[]')})" if allowed is not None else ""
    found = " UNION ".join(parts)
    return f"""included AS MATERIALIZED (
    SELECT {_COLUMNS} FROM record.resource AS r
    WHERE r.rid IN ({found}) AND NOT r.deleted{may} AND r.rid NOT IN (SELECT rid FROM matched)
    LIMIT {MOST_INCLUDED + 1}
),"""


def _numbers(one: Include, values: Values) -> str:
    if one.iterate:
        raise not_run("modifier :iterate of _include and _revinclude")
    if one.parameter is not None:
        names = [one.parameter.name]
    elif one.source == "*":
        raise not_run("parameter _revinclude=*")
    else:
        names = [p.name for p in parameters_of(one.source).values() if p.type == "reference"]
    return values.bind([parameter_number(one.source, name) for name in names], "integer[]")


def _referred(one: Include, query: Query, values: Values) -> str:
    if one.source != query.type:
        raise not_run(f"parameter _include={one.source}:... in a search of {query.type}")
    target = f" AND r.type = {values.bind(one.target, 'text')}" if one.target else ""
    return f"""
        SELECT r.rid FROM record.token AS y JOIN record.resource AS r ON r.ref = y.h
        WHERE y.rid IN (SELECT rid FROM matched) AND y.p = ANY ({_numbers(one, values)}){target}"""


def _referring(one: Include, values: Values) -> str:
    return f"""
        SELECT y.rid FROM record.token AS y
        WHERE y.p = ANY ({_numbers(one, values)}) AND y.h = ANY (ARRAY(SELECT ref FROM matched))"""
