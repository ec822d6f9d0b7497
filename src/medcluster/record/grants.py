"""To whom does a resource open a patient's record?

The one rule file: a ServiceRequest opens it to the organisations that are to perform it and, when it asks for a
protocol, to those who watch patients on protocols; an active CarePlan that follows a protocol opens it to the
organisations that it names, and to those who watch. What was opened stays open: a later rule of consent will close.
Pure: a resource in, organisations out. Must not know: numbers, tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medcluster.fhir import types

_ORGANIZATION = "Organization/"
_PROTOCOL = "urn:medcluster:protocol:"


@dataclass(frozen=True, slots=True)
class Opening:
    """Organization ids that may see the patient from now on, and whether she counts as on a protocol."""

    organizations: frozenset[str]
    on_protocol: bool = False


def opening(resource: types.Resource) -> Opening | None:
    """What this resource opens; None for nothing."""
    if isinstance(resource, types.ServiceRequest):
        named = frozenset(_organizations(resource.performer))
        wanted = any((canonical or "").startswith(_PROTOCOL) for canonical in resource.instantiatesCanonical)
        asked = resource.status != "entered-in-error" and (named or wanted)
        return Opening(named, on_protocol=wanted) if asked else None
    if isinstance(resource, types.CarePlan) and resource.status == "active" and resource.instantiatesCanonical:
        author = (resource.author,) if resource.author else ()
        named = frozenset(_organizations((*author, *resource.contributor, *resource.supportingInfo)))
        return Opening(named, on_protocol=True)
    return None


def _organizations(references: Iterable[types.Reference]) -> Iterator[str]:
    for reference in references:
        target = reference.reference or ""
        if target.startswith(_ORGANIZATION):
            yield target[len(_ORGANIZATION) :].split("/", 1)[0]
