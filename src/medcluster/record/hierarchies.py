"""Who is above or below, where one is part of another?

Promise: what a reference names and all that is part of it (`:below`), or all that it is part of (`:above`), as far as
the searcher may see, found by the database in one recursion; circles end. Must not know: which parameter refers.
Source: the modifiers above and below of references, http://hl7.org/fhir/R4/search.html#modifiers; `partOf` elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from medcluster.fhir.search import parameters_of
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal
from medcluster.record.hashing import hash64, parameter_number
from medcluster.record.values import Values

# From each that was found to those beside it, looked up (LATERAL, OFFSET 0): the planner expects a recursion to find
# many, and would read every resource to join them.
_BELOW = """
    SELECT n.ref FROM relative AS w CROSS JOIN LATERAL (
        SELECT s.ref FROM record.token AS t JOIN record.resource AS s ON s.rid = t.rid
        WHERE t.p = ANY ({parts}) AND t.h = w.ref AND NOT s.deleted OFFSET 0) AS n"""
_ABOVE = """
    SELECT n.h FROM relative AS w CROSS JOIN LATERAL (
        SELECT t.h FROM record.resource AS s JOIN record.token AS t ON t.rid = s.rid
        WHERE s.ref = w.ref AND NOT s.deleted AND t.p = ANY ({parts}) OFFSET 0) AS n"""


@cache
def part_of(resource_type: str) -> int | None:
    """The number of the parameter by which one of a type is part of another of it; None where there is none."""
    known = parameters_of(resource_type)
    for name in ("partof", "part-of"):
        if name in known and resource_type in known[name].targets:
            return parameter_number(resource_type, name)
    return None


def relatives(candidates: Sequence[str], direction: str, values: Values) -> str:
    """An array of the numbers of these references and of all above or below them."""
    kinds = {candidate.partition("/")[0] for candidate in candidates}
    parts = [number for kind in sorted(kinds & set(RESOURCE_TYPES)) if (number := part_of(kind)) is not None]
    if not parts:
        raise Refusal(
            Kind.UNSUPPORTED,
            f"Nothing is {direction} these references: their types have no parts.",
            hint="Locations and organisations have.",
        )
    start = values.bind([hash64(candidate) for candidate in candidates], "bigint[]")
    step = (_BELOW if direction == "below" else _ABOVE).format(parts=values.bind(parts, "integer[]"))
    return f"ARRAY(WITH RECURSIVE relative(ref) AS (SELECT unnest({start}) UNION {step}) SELECT ref FROM relative)"
