"""What do the routes bear out?

Promise: an interaction is claimed exactly where a route takes its method at its address; the CapabilityStatement, the
OpenAPI document and the reference are made from these tables alone. Must not know: how anything is answered. Source:
FHIR R4 http.html and the value sets type-restful-interaction and system-restful-interaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from starlette.routing import Route

from medcluster.api.operations import Operation
from medcluster.fhir import search, types

# Interaction -> the method and the address whose route answers it.
TYPE_INTERACTIONS = {
    "read": ("GET", "/fhir/{type}/{id}"),
    "vread": ("GET", "/fhir/{type}/{id}/_history/{version}"),
    "update": ("PUT", "/fhir/{type}/{id}"),
    "patch": ("PATCH", "/fhir/{type}/{id}"),
    "delete": ("DELETE", "/fhir/{type}/{id}"),
    "history-instance": ("GET", "/fhir/{type}/{id}/_history"),
    "history-type": ("GET", "/fhir/{type}/_history"),
    "create": ("POST", "/fhir/{type}"),
    "search-type": ("GET", "/fhir/{type}"),
}
SYSTEM_INTERACTIONS = {
    "transaction": ("POST", "/fhir"),
    "batch": ("POST", "/fhir"),
    "search-system": ("GET", "/fhir/"),
    "history-system": ("GET", "/fhir/_history"),
}
CONDITIONAL = {
    "conditionalUpdate": ("PUT", "/fhir/{type}"),
    "conditionalPatch": ("PATCH", "/fhir/{type}"),
    "conditionalDelete": ("DELETE", "/fhir/{type}"),
}
COMPARTMENT = "/fhir/{centre}/{{id}}/{{member:fhir_member}}"


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that the server says of itself."""

    interactions: tuple[str, ...]
    system: tuple[str, ...]
    conditional: tuple[str, ...]
    compartments: tuple[str, ...]
    operations: tuple[Operation, ...]

    def operations_of(self, resource_type: str) -> Iterator[Operation]:
        """The operations that are offered on a type or its instances."""
        for one in self.operations:
            if set(one.levels) - {"system"} and (not one.types or resource_type in one.types):
                yield one


def claims_of(routes: Sequence[Route], operations: Iterable[Operation]) -> Claims:
    """What these routes and operations bear out."""
    taken = {(method, route.path) for route in routes for method in route.methods or ()}
    return Claims(
        tuple(code for code, place in TYPE_INTERACTIONS.items() if place in taken),
        tuple(code for code, place in SYSTEM_INTERACTIONS.items() if place in taken),
        tuple(code for code, place in CONDITIONAL.items() if place in taken),
        tuple(c for c in sorted(search.compartments()) if ("GET", COMPARTMENT.format(centre=c)) in taken),
        tuple(sorted(operations, key=lambda one: (one.name, one.types))),
    )


def references_of(resource_type: str) -> tuple[search.Parameter, ...]:
    """The reference parameters of a type: what `_include` may name."""
    found = search.parameters_of(resource_type)
    return tuple(found[name] for name in sorted(found) if found[name].type == "reference")


def referring() -> dict[str, list[str]]:
    """For each type `Type:parameter` of what refers to it: what `_revinclude` may name."""
    found: dict[str, list[str]] = {}
    for source in sorted(types.RESOURCE_TYPES):
        for parameter in references_of(source):
            for target in parameter.targets:
                found.setdefault(target, []).append(f"{source}:{parameter.name}")
    return found


@dataclass(frozen=True, slots=True)
class Absent:
    """What R4 has and this server has not: what there is instead, and a request that shows it, where one alone can."""

    what: str
    instead: str
    method: str = "GET"
    address: str = ""
    media: str = ""


ABSENT = (
    Absent("Turtle (RDF)", "JSON and XML say the same.", address="/fhir/Patient?_format=ttl"),
    Absent(
        "XML Patch",
        "FHIRPath Patch, in XML too; JSON Patch.",
        "PATCH",
        "/fhir/Patient/x",
        "application/xml-patch+xml",
    ),
    Absent("Named queries (`_query`)", "A search, or `$graphql`.", address="/fhir/Patient?_query=x"),
    Absent("`phonetic` search", "`name` folds case and accents; `:contains`.", address="/fhir/Patient?phonetic=x"),
    Absent(
        "`_contained`, `_containedType`",
        "Contained resources are found through the one that holds them.",
        address="/fhir/Patient?_contained=true",
    ),
    Absent(
        "`Patient/$everything` of all patients",
        "`$everything` of one; a search by type.",
        address="/fhir/Patient/$everything",
    ),
    Absent(
        "`_list` of `$current-problems` and the like",
        "`_list` with the id of a List.",
        address="/fhir/Condition?_list=$current-problems",
    ),
    Absent(
        "GraphQL mutations", "The interactions of the FHIR API; `$graphql` reads.", "POST", "/fhir/$graphql", "mutation"
    ),
    Absent(
        "TerminologyCapabilities (`mode=terminology`)",
        "`$expand` and the like are in this statement.",
        address="/fhir/metadata?mode=terminology",
    ),
    Absent(
        "`$match`, `$lastn`, `$stats`, `$closure`, `$evaluate-measure`, messaging",
        "Nothing yet.",
        address="/fhir/Observation/$lastn",
    ),
)
