"""Do the references of what is written lead somewhere?

Asked only where the platform runs with strict references: every literal reference must name a resource that the writer
can see, or one of the same transaction; what is hidden is refused like what is absent. Must not know: conditional
references and fullUrls, which are resolved before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from medcluster.fhir import types
from medcluster.foundation import Connection, Issue, Kind, Refusal
from medcluster.record import statements
from medcluster.record.hashing import hash64
from medcluster.record.rows import Row

_LITERAL = re.compile(r"([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?")


async def check_targets(connection: Connection, rows: Sequence[Row]) -> None:
    """Refuse when a literal reference names nothing that the writer can see."""
    wanted: dict[int, str] = {}
    for row in rows:
        if row.resource is not None:
            for reference in types.references_in(row.resource):
                match = _LITERAL.fullmatch(reference.reference or "")
                if match and match[1].split("/")[0] in types.RESOURCE_TYPES:
                    wanted[hash64(match[1])] = match[1]
    for row in rows:
        wanted.pop(row.ref, None)
    if not wanted:
        return
    for found in await connection.fetch(statements.VISIBLE, list(wanted)):
        wanted.pop(found["ref"])
    if wanted:
        missing = sorted(wanted.values())
        issues = tuple(Issue(f"There is no {target}.", code="not-found") for target in missing)
        raise Refusal(Kind.INVALID, f"References lead nowhere: {', '.join(missing[:5])}.", issues=issues)
