"""Search: what a resource can be found by, and what a query asks.

`postings(resource)` says everything that the search parameters find in a resource; `parse(type, query)` turns a query
string into a tree whose values compare with postings, and `resolve` puts plain codes where a value set or a branch of a
terminology is meant; `patient_of(resource)` names the patient of the compartment. `registry` makes parameters of
SearchParameter resources, and `install` gives them to this process.

Tables: none. Neighbours: stands on `fhir.types`; record stores postings and runs the trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from types import MappingProxyType

from medcluster.fhir.search.amounts import UCUM, Measure, measure
from medcluster.fhir.search.compartments import Member, compartments
from medcluster.fhir.search.compile import decides_patient, extractor, patient_finder, refers_by_address, text_places
from medcluster.fhir.search.custom import ByType, added, check_expression, interpret, registry
from medcluster.fhir.search.folding import normalise
from medcluster.fhir.search.parameters import (
    EVERY_TYPE,
    PARAMETERS,
    Component,
    Parameter,
    custom_parameters,
    indexed_parameters,
    not_offered,
    parameters_of,
    places_are_elsewhere,
    standard_parameters_of,
    united,
    united_in,
)
from medcluster.fhir.search.parameters import (
    install as _install,
)
from medcluster.fhir.search.parse import modifiers_of, parse
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.search.query import (
    All,
    Chain,
    CompositeValue,
    Condition,
    Criterion,
    DateValue,
    Either,
    Has,
    Include,
    Listed,
    NearValue,
    Not,
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
    WordsValue,
)
from medcluster.fhir.search.resolving import Terminology, needs_terminology, resolve
from medcluster.fhir.search.times import EARLIEST, LATEST, span
from medcluster.fhir.types import Resource

__all__ = [
    "EARLIEST",
    "EVERY_TYPE",
    "LATEST",
    "PARAMETERS",
    "UCUM",
    "All",
    "ByType",
    "Chain",
    "Component",
    "CompositeValue",
    "Condition",
    "Criterion",
    "DateValue",
    "Either",
    "Has",
    "Include",
    "Listed",
    "Measure",
    "Member",
    "NearValue",
    "Not",
    "NumberValue",
    "Parameter",
    "Postings",
    "Prefix",
    "QuantityValue",
    "Query",
    "ReferenceValue",
    "SortKey",
    "StringValue",
    "Terminology",
    "TokenValue",
    "UriValue",
    "Value",
    "WordsValue",
    "added",
    "check_expression",
    "compartments",
    "custom_parameters",
    "decides_patient",
    "install",
    "measure",
    "modifiers_of",
    "needs_terminology",
    "normalise",
    "not_offered",
    "parameters_of",
    "parse",
    "patient_of",
    "places_are_elsewhere",
    "postings",
    "refers_by_address",
    "registry",
    "resolve",
    "span",
    "standard_parameters_of",
    "text_places",
    "united",
    "united_in",
]

NOBODY_WAITS: Mapping[tuple[str, str], str] = MappingProxyType({})


def postings(resource: Resource, zone: tzinfo = UTC, *, lean: bool = False) -> Postings:
    """Everything that the search parameters find; dates without a zone are read in `zone`.

    `lean`: without those parameters that find what two others find together (`united`).
    """
    found = Postings(zone)
    name = type(resource).__name__
    extractor(name, lean)(resource, found)
    own = indexed_parameters(name)
    if own:
        interpret(own.values(), resource, found)
    return found


def install(added: ByType, waiting: Mapping[tuple[str, str], str] = NOBODY_WAITS) -> None:
    """From now on this process has these custom parameters beside R4's (see `registry`), and no others.

    waiting: (type, name) of those by which it cannot be searched yet, with how far they have come.
    """
    _install(added, waiting)
    extractor.cache_clear()


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
