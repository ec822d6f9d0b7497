"""Which profiles, tags and security labels are in use, in a type of resource or in the whole record?

Promise: those of current resources that the caller sees, of types that the role may read; no code or profile of theirs
is left out. It costs what it tells, not what there is: the index is not read through, but jumped from each value to
the next, and one resource is read for each (what is hidden between two of them is passed row by row). Of two tags with
one code in two systems the index knows one value: the newest `LOOKED_THROUGH` resources that bear the code say in
which systems. A patient's own record is small, and read as it is. Must not know: HTTP. Source:
http://hl7.org/fhir/R4/resource-operation-meta.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import statements
from medcluster.record.acting import Acting
from medcluster.record.caller import Action
from medcluster.record.handle import Handle
from medcluster.record.hashing import parameter_number, patient_number
from medcluster.record.kinds import DIRECTORY_AND_DEFINITIONS
from medcluster.record.past import IN_ORDER
from medcluster.record.values import Values

MOST = 1_000  # values of one answer
LOOKED_THROUGH = 1_000
ONE_BY_ONE = {**IN_ORDER, "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"}
_PARAMETERS = {"_profile": 1, "_tag": LOOKED_THROUGH, "_security": LOOKED_THROUGH}  # a profile has no system

_JUMPED = """
label(p, looked, h) AS (
    SELECT a.p, a.looked, n.h FROM unnest({numbers}, {looked}) AS a(p, looked) CROSS JOIN LATERAL (
        SELECT t.h FROM record.token AS t WHERE t.p = a.p ORDER BY t.h LIMIT 1
    ) AS n
    UNION ALL
    SELECT l.p, l.looked, n.h FROM label AS l CROSS JOIN LATERAL (
        SELECT t.h FROM record.token AS t WHERE t.p = l.p AND t.h > l.h ORDER BY t.h LIMIT 1
    ) AS n
),
used AS MATERIALIZED (SELECT p, looked, h FROM label LIMIT {most} + 1),
jumped AS (
    SELECT u.p, u.h, n.rid FROM (SELECT * FROM used LIMIT {most}) AS u CROSS JOIN LATERAL (
        SELECT DISTINCT ON (x.s) x.rid FROM (
            SELECT t.s, t.d, t.rid FROM record.token AS t WHERE t.p = u.p AND t.h = u.h
            ORDER BY t.d DESC, t.rid DESC LIMIT u.looked
        ) AS x ORDER BY x.s, x.d DESC, x.rid DESC
    ) AS n
)"""
_OWN = """
hers AS MATERIALIZED (
    SELECT t.p, t.h, t.s, t.d, t.rid FROM record.resource AS r JOIN record.token AS t ON t.rid = r.rid
    WHERE r.pat = {pat} AND NOT r.deleted AND t.p + 0 = ANY ({own})  -- by no index of parameters: hers are few
),
own AS (SELECT DISTINCT ON (p, h, s) p, h, rid FROM hers ORDER BY p, h, s, d DESC, rid DESC)"""


class _Labelled(msgspec.Struct):
    meta: types.Meta = msgspec.field(default_factory=types.Meta)


_labelled = msgspec.json.Decoder(_Labelled)


async def labels_used(handle: Handle, resource_type: str = "") -> types.Meta:
    """The labels in use in a type, else in all types that the role may read."""
    handle.acting.require(Action.READ, [resource_type] if resource_type else [])
    values = Values(list(handle.acting.audit(handle.room.now(), "meta", resource_type)))
    async with handle.opened(ONE_BY_ONE) as connection:
        rows = await connection.fetch(statement(handle.acting, resource_type, values), *values.bound)
        if rows and rows[0]["used"] > MOST:
            text = f"More than {MOST} profiles, tags and security labels are in use here."
            hint = "Ask for those of one type." if not resource_type else "Search for the one that is meant."
            raise Refusal(Kind.TOO_LARGE, text, hint=hint)
    return _joined(row["body"] for row in rows)


def statement(acting: Acting, resource_type: str, values: Values) -> str:
    """The bodies that bear the labels, newest first, and how many values they were found by.

    `values` holds those of the audit already.
    """
    patient = acting.caller.patient
    names = _types(acting, resource_type)
    jumped = [name for name in names if not patient or name in DIRECTORY_AND_DEFINITIONS]
    numbers = [(parameter_number(name, one), looked) for name in jumped for one, looked in _PARAMETERS.items()]
    parts = _JUMPED.format(
        numbers=values.bind([number for number, _ in numbers], "integer[]"),
        looked=values.bind([looked for _, looked in numbers], "integer[]"),
        most=values.bind(MOST, "integer"),
    )
    found = "SELECT p, h, rid FROM jumped"
    count = "(SELECT count(*) FROM used)"
    if patient:
        own = values.bind([parameter_number(name, one) for name in names for one in _PARAMETERS], "integer[]")
        parts += f",{_OWN.format(pat=values.bind(patient_number(patient), 'bigint'), own=own)}"
        found += " UNION SELECT p, h, rid FROM own"
        count = f"({count} + (SELECT count(*) FROM own))"
    return f"""
WITH RECURSIVE {parts},
found AS MATERIALIZED (SELECT DISTINCT f.rid FROM ({found}) AS f),
shown AS MATERIALIZED (
    SELECT r.d, r.rid, r.pat, r.body FROM found AS f JOIN record.resource AS r USING (rid) WHERE NOT r.deleted
),
{statements.AUDIT_SHOWN}
SELECT {count} AS used, body FROM shown ORDER BY d DESC, rid DESC
"""


def _types(acting: Acting, resource_type: str) -> Sequence[str]:
    if resource_type:
        return [resource_type]
    allowed = acting.caller.may.get(Action.READ, frozenset())
    return sorted(types.RESOURCE_TYPES if "*" in allowed else allowed)


def _joined(bodies: Iterable[bytes]) -> types.Meta:
    """Each label once, as the newest of them has it; what has no code cannot be searched for, and is no label here."""
    profiles: set[str] = set()
    tags: dict[tuple[str, str], types.Coding] = {}
    labels: dict[tuple[str, str], types.Coding] = {}
    for body in bodies:
        meta = _labelled.decode(body).meta
        profiles.update(one for one in meta.profile if one)
        for found, codings in ((tags, meta.tag), (labels, meta.security)):
            for coding in codings:
                if coding.code:
                    found.setdefault((coding.system or "", coding.code), coding)
    return types.Meta(
        profile=tuple(sorted(profiles)),
        security=tuple(labels[key] for key in sorted(labels)),
        tag=tuple(tags[key] for key in sorted(tags)),
    )
