"""What does a resource become in the tables?

Promise: one pass makes the stored bytes (with meta.versionId and meta.lastUpdated inside) and every index row;
nothing is looked up twice and equal postings are written once. Pure. Must not know: SQL, connections. Source: notes
on storage in docs/reasons; the parameters come compiled from the R4 definitions (`fhir.search`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.fhir.search import Postings, patient_of, postings
from medcluster.record.hashing import hash32, hash64, parameter_number, patient_number, reference_number
from medcluster.record.kinds import DIRECTORY_AND_DEFINITIONS, when

INDEXED_LENGTH = 500  # characters of a string that its index entry holds; the rest is beside it
SORTED_LENGTH = 64  # characters of a code, a reference or a URI by which searches sort
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_META = types.Meta()

Token = tuple[int, int, int, str]  # parameter, value, system, the value as text for sorting
Text = tuple[int, str, str | None, str | None]  # parameter, indexed, tail, original
Span = tuple[int, float, float]  # parameter, from, up to: seconds since 1970
Quantity = tuple[int, float, int, int]  # parameter, value, system, unit


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


def instant(moment: datetime) -> str:
    """An instant as FHIR writes it, in UTC to the millisecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def prepared(resource: types.Resource, resource_id: str, updated: datetime) -> Row:
    """All that is written for this resource but its bytes, which wait for the version (`stamp`)."""
    name = types.type_name(resource)
    if resource.id != resource_id:
        resource = replace(resource, id=resource_id)
    found = postings(resource)
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
    _index(row, found)
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


def _index(row: Row, found: Postings) -> None:
    name = row.type
    tokens: dict[Token, None] = {}
    for parameter, system, code in found.tokens:
        if parameter == "_id":  # the row itself has it
            continue
        tokens[parameter_number(name, parameter), hash64(code), hash32(system or ""), code[:SORTED_LENGTH]] = None
    for parameter, target in found.references:
        tokens[parameter_number(name, parameter), hash64(target), 0, target[:SORTED_LENGTH]] = None
    for parameter, uri in found.uris:
        tokens[parameter_number(name, parameter), hash64(uri), 0, uri[:SORTED_LENGTH]] = None
    row.tokens = list(tokens)
    row.texts = list(dict.fromkeys(_text(name, *item) for item in found.strings))
    row.spans = [
        (parameter_number(name, parameter), seconds(low), seconds(high))
        for parameter, low, high in found.dates
        if parameter != "_lastUpdated"  # the row itself has it
    ]
    row.quantities = [_quantity(name, *item) for item in found.quantities]
    row.quantities += [_quantity(name, parameter, value, "", "") for parameter, value in found.numbers]


def _text(name: str, parameter: str, original: str, folded: str) -> Text:
    tail = folded[INDEXED_LENGTH:] or None
    return parameter_number(name, parameter), folded[:INDEXED_LENGTH], tail, None if original == folded else original


def seconds(moment: datetime) -> float:
    """An instant as PostgreSQL's to_timestamp takes it: exact to the microsecond within 280 years of 1970."""
    return (moment - _EPOCH) / _SECOND


def _quantity(name: str, parameter: str, value: Decimal, system: str, code: str) -> Quantity:
    return parameter_number(name, parameter), float(value), hash32(system), hash32(code)
