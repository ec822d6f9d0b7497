"""What does a resource become in the tables?

Promise: one pass makes the stored bytes (with meta.versionId and meta.lastUpdated inside) and every index row
(`indexing`). Pure. Must not know: SQL, connections. Source: docs/reasons/record.md; the parameters come compiled from
the R4 definitions (`fhir.search`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.fhir.search import patient_of, postings
from medcluster.record.hashing import patient_number, reference_number
from medcluster.record.indexing import INDEXED_LENGTH, Quantity, Span, Text, Token, indexed, seconds
from medcluster.record.kinds import DIRECTORY_AND_DEFINITIONS, when
from medcluster.record.parameters import check

_META = types.Meta()


@dataclass(slots=True)
class Row:
    """A version of a resource, ready to be written; `rid` and `custodian` are given when it is."""

    type: str
    id: str
    d: datetime
    ref: int
    patient: str
    pat: int | None
    everybody: bool
    resource: types.Resource | None
    ver: int = 1
    body: bytes = b""
    rid: int = 0
    custodian: int = 0
    deleted: bool = False
    op: str = "create"
    tokens: list[Token] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)


@lru_cache(maxsize=64)
def instant(moment: datetime) -> str:
    """An instant as FHIR writes it, in UTC to the millisecond; what is written together has the same."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def prepared(resource: types.Resource, resource_id: str, updated: datetime) -> Row:
    """All that is written for this resource but its bytes, which wait for the version (`stamp`)."""
    name = types.type_name(resource)
    if name == "SearchParameter":
        check(resource)
    if resource.id != resource_id:
        resource = replace(resource, id=resource_id)
    found = postings(resource, lean=True)
    patient = resource_id if name == "Patient" else patient_of(resource)
    row = Row(
        type=name,
        id=resource_id,
        d=when(name, found.dates, updated),
        ref=reference_number(name, resource_id),
        patient=patient,
        pat=patient_number(patient) if patient else None,
        everybody=not patient and name in DIRECTORY_AND_DEFINITIONS,
        resource=resource,
    )
    index = indexed(name, found)
    row.tokens, row.texts = list(index.tokens), list(index.texts)
    row.spans, row.quantities = list(index.spans), list(index.quantities)
    return row


def stamp(row: Row, version: int, updated: datetime) -> None:
    """Give a row its version, and the bytes that say which version they are and since when."""
    row.ver = version
    if row.resource is not None:
        meta = replace(row.resource.meta or _META, versionId=str(version), lastUpdated=instant(updated))
        row.body = types.encode(replace(row.resource, meta=meta))


def tombstone(resource_type: str, resource_id: str, updated: datetime) -> Row:
    """What stays of a deleted resource; whose it was, the database knows."""
    row = Row(resource_type, resource_id, updated, reference_number(resource_type, resource_id), "", None, False, None)
    row.deleted, row.op = True, "delete"
    return row


__all__ = ["INDEXED_LENGTH", "Row", "instant", "prepared", "seconds", "stamp", "tombstone"]
