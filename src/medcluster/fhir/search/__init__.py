"""Search: what a resource can be found by, and what a query asks.

`postings(resource)` says everything that the R4 search parameters find in a resource; `parse(type, query)` turns a
query string into a tree whose values compare with postings; `patient_of(resource)` names the patient of the
compartment.

Tables: none. Neighbours: stands on `fhir.types`; record stores postings and runs the trees.
"""

from __future__ import annotations

from datetime import UTC, tzinfo

from medcluster.fhir.search.compartments import Member, compartments
from medcluster.fhir.search.compile import extractor, patient_finder
from medcluster.fhir.search.folding import normalise
from medcluster.fhir.search.parameters import PARAMETERS, Parameter, not_offered, parameters_of
from medcluster.fhir.search.parse import parse
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.search.query import (
    Chain,
    Condition,
    Criterion,
    DateValue,
    Has,
    Include,
    NumberValue,
    Prefix,
    QuantityValue,
    Query,
    ReferenceValue,
    SortKey,
    StringValue,
    TokenValue,
    UriValue,
    Value,
)
from medcluster.fhir.search.times import EARLIEST, LATEST, span
from medcluster.fhir.types import Resource

__all__ = [
    "EARLIEST",
    "LATEST",
    "PARAMETERS",
    "Chain",
    "Condition",
    "Criterion",
    "DateValue",
    "Has",
    "Include",
    "Member",
    "NumberValue",
    "Parameter",
    "Postings",
    "Prefix",
    "QuantityValue",
    "Query",
    "ReferenceValue",
    "SortKey",
    "StringValue",
    "TokenValue",
    "UriValue",
    "Value",
    "compartments",
    "normalise",
    "not_offered",
    "parameters_of",
    "parse",
    "patient_of",
    "postings",
    "span",
]


def postings(resource: Resource, zone: tzinfo = UTC) -> Postings:
    """Everything that the search parameters find; dates without a zone are read in `zone`."""
    found = Postings(zone)
    extractor(type(resource).__name__)(resource, found)
    return found


def patient_of(resource: Resource) -> str:
    """The id of the Patient whose compartment the resource is in; a Patient is in its own; "" for none.

    A resource that names several patients belongs to the first, a Group of several to none.
    """
    name = type(resource).__name__
    if name == "Patient":
        return resource.id or ""
    if name == "Group" and len(resource.member) > 1:  # type: ignore[attr-defined]
        return ""
    return patient_finder(name)(resource)
