"""What does somebody want to have exported?

Promise: read and refused by name before a job is begun; kept with the job as plain values. Must not know: HTTP, SQL.
Source: HL7 FHIR Bulk Data Access 2.0.0 (export), FHIR R4 CompartmentDefinition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl

from medcluster.fhir.search import compartments
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal
from medcluster.record import asking
from medcluster.record.caller import Action
from medcluster.record.handle import Handle

_NOT_IN_FILTERS = ("_sort", "_include", "_revinclude", "_elements", "_summary", "_count", "_total", "_cursor", "_type")
MOST_PATIENTS = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """level: of the address; types: none for all; filters: (type, query) of each _typeFilter."""

    level: Literal["system", "patient", "group"] = "system"
    group: str = ""
    patients: tuple[str, ...] = ()  # Patient ids; at the level of patients none for all of them
    types: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    filters: tuple[tuple[str, str], ...] = ()


def types_of(handle: Handle, wanted: Wanted) -> tuple[str, ...]:
    """The types that are exported: those named, else all that belong there and may be read."""
    possible = sorted(RESOURCE_TYPES) if wanted.level == "system" else sorted(compartments()["Patient"])
    if wanted.types:
        handle.acting.require(Action.READ, wanted.types)
        if strange := [name for name in wanted.types if name not in possible]:
            text = f"{strange[0]} resources do not belong to the compartment of a Patient."
            raise Refusal(Kind.MALFORMED, text, hint="Export them at the level of the system.")
        return tuple(sorted(set(wanted.types)))
    return tuple(name for name in possible if handle.caller.allows(Action.READ, name))


def read_filter(text: str) -> tuple[str, str]:
    """A _typeFilter as type and query."""
    name, mark, query = text.partition("?")
    if name not in RESOURCE_TYPES or not mark or not query:
        hint = "Write it like Observation?code=http://loinc.org|718-7, with & and ? escaped in an address."
        raise Refusal(Kind.MALFORMED, f"_typeFilter={text[:80]} is no search of a type.", hint=hint)
    return name, query


def check(handle: Handle, wanted: Wanted) -> None:
    """Refuse what could not be carried out."""
    types = types_of(handle, wanted)
    if len(wanted.patients) > MOST_PATIENTS:
        raise Refusal(Kind.TOO_LARGE, f"More than {MOST_PATIENTS} patients are named.", hint="Export them in portions.")
    for name, query in wanted.filters:
        if name not in types:
            raise Refusal(Kind.MALFORMED, f"A _typeFilter names {name}, which is not exported.")
        for parameter, _ in parse_qsl(query, keep_blank_values=True):
            if parameter.partition(":")[0] in _NOT_IN_FILTERS:
                raise Refusal(Kind.MALFORMED, f"{parameter} has no meaning in a _typeFilter.")
        asking.read_query(name, query, zone=handle.room.zone)
