"""Whose records does a patient's record replace, and how does a search by the one find what the other holds?

Promise: nothing is moved when two records of one person are merged (`Patient.link`); a search that names the record
that stays is widened to those that it replaces, directly or through others, as far as the caller sees them. Where
nobody was merged, it costs one look at an index. Must not know: how searches become SQL, who merges.
Source: http://hl7.org/fhir/R4/patient.html#links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from medcluster.fhir import types
from medcluster.fhir.search import All, Chain, Condition, Criterion, Either, Has, Not, ReferenceValue, Value
from medcluster.foundation import Connection
from medcluster.record.asking import Asked
from medcluster.record.hashing import hash64, parameter_number

_LINKED = """
SELECT r.id, r.body FROM record.token AS t JOIN record.resource AS r ON r.rid = t.rid
WHERE t.p = $1 AND t.h = ANY ($2::bigint[]) AND NOT r.deleted
"""
_PREFIX = "Patient/"
_LONGEST_CHAIN = 8


async def with_replaced(connection: Connection, asked: Asked) -> Asked:
    """The search, where it names a patient also naming the records that hers replaces; as it was where there are none.

    A search in her compartment is one in theirs, too.
    """
    named = {patient for query in asked.queries for condition in query.conditions for patient in _named(condition)}
    scope = asked.scope
    if scope is not None and scope.centre == "Patient":
        named.add(scope.id)
    found = await replaced(connection, sorted(named)) if named else {}
    if not found:
        return asked
    queries = tuple(
        replace(query, conditions=tuple(_naming(one, found) for one in query.conditions)) for query in asked.queries
    )
    if scope is not None and scope.centre == "Patient":
        scope = replace(scope, others=found.get(scope.id, ()))
    return replace(asked, queries=queries, scope=scope)


async def replaced(connection: Connection, patients: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By patient id, the ids of the records that hers replaces; a patient without any is not in it."""
    replacing: dict[str, set[str]] = {}  # a record that went -> those that replace it
    wave = set(patients)
    asked = set(wave)
    for _ in range(_LONGEST_CHAIN):
        if not wave:
            break
        hashes = [hash64(_PREFIX + patient) for patient in wave]
        rows = await connection.fetch(_LINKED, parameter_number("Patient", "link"), hashes)
        wave_before, wave = wave, set()
        for row in rows:
            for other in _replaced_by(row["body"]):
                if other in wave_before:
                    replacing.setdefault(row["id"], set()).add(other)
                    wave.add(row["id"])
        wave -= asked
        asked |= wave
    return _by_survivor(patients, replacing)


def _replaced_by(body: bytes) -> Iterator[str]:
    patient = types.decode(body)
    for link in patient.link if isinstance(patient, types.Patient) else ():
        if link.type == "replaced-by" and link.other is not None and link.other.reference:
            yield link.other.reference.removeprefix(_PREFIX)


def _by_survivor(patients: Iterable[str], replacing: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for survivor in patients:
        gone: set[str] = set()
        while more := {one for one, others in replacing.items() if others & (gone | {survivor})} - gone - {survivor}:
            gone |= more
        if gone:
            found[survivor] = tuple(sorted(gone))
    return found


def _named(condition: Condition) -> Iterator[str]:
    """The patients whom a condition names."""
    if isinstance(condition, Chain):
        for _, inner in condition.branches:
            yield from _named(inner)
    elif isinstance(condition, Has):
        yield from _named(condition.condition)
    elif isinstance(condition, (All, Either)):
        for one in condition.conditions:
            yield from _named(one)
    elif isinstance(condition, Not):
        yield from _named(condition.condition)
    elif isinstance(condition, Criterion):
        for value in condition.values:
            if isinstance(value, ReferenceValue):
                yield from (one.removeprefix(_PREFIX) for one in value.candidates if one.startswith(_PREFIX))


def _naming(condition: Condition, found: Mapping[str, tuple[str, ...]]) -> Condition:
    if isinstance(condition, Chain):
        branches = tuple((target, _naming(inner, found)) for target, inner in condition.branches)
        return replace(condition, branches=branches)
    if isinstance(condition, Has):
        return replace(condition, condition=_naming(condition.condition, found))
    if isinstance(condition, (All, Either)):
        return replace(condition, conditions=tuple(_naming(one, found) for one in condition.conditions))
    if isinstance(condition, Not):
        return replace(condition, condition=_naming(condition.condition, found))
    if isinstance(condition, Criterion):
        return replace(condition, values=tuple(_widened(value, found) for value in condition.values))
    return condition


def _widened(value: Value, found: Mapping[str, tuple[str, ...]]) -> Value:
    if not isinstance(value, ReferenceValue):
        return value
    more = [
        _PREFIX + one
        for candidate in value.candidates
        if candidate.startswith(_PREFIX)
        for one in found.get(candidate.removeprefix(_PREFIX), ())
    ]
    return ReferenceValue((*value.candidates, *more)) if more else value
