"""What do the routes and the access table bear out?

Promise: an interaction is claimed exactly where a route takes its method at its address, and of a type only where there
is a role that may do it; the CapabilityStatement, the OpenAPI document and the reference are made from these tables
alone. Must not know: how anything is answered, which role asks. Source: FHIR R4 http.html and the value sets
type-restful-interaction and system-restful-interaction; the access table of the cluster room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from starlette.routing import Route

from medcluster.api.operations import Operation
from medcluster.cluster import Role, allowed
from medcluster.fhir import search, types
from medcluster.record import Action

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
_NEEDED: dict[str, tuple[Action, ...]] = {  # what is not here only reads
    "create": (Action.WRITE,),
    "conditionalCreate": (Action.READ, Action.WRITE),
    "update": (Action.WRITE,),
    "conditionalUpdate": (Action.READ, Action.WRITE),
    "patch": (Action.READ, Action.WRITE),
    "conditionalPatch": (Action.READ, Action.WRITE),
    "delete": (Action.DELETE,),
    "conditionalDelete": (Action.READ, Action.DELETE),
    "meta-add": (Action.READ, Action.WRITE),
    "meta-delete": (Action.READ, Action.WRITE),
    "purge-history": (Action.PURGE,),
    "validate": (),  # of what comes along; nothing is read, nothing kept
}
COMPARTMENT = "/fhir/{centre}/{{id}}/{{member:fhir_member}}"


def needed_by(what: str) -> tuple[Action, ...]:
    """What a role must be allowed for an interaction, a condition, or an operation without its `$`."""
    return _NEEDED.get(what, (Action.READ,))


@cache
def open_types(*needed: Action) -> tuple[str, ...]:
    """The types for which there is a role that may do all of this."""
    return tuple(
        name
        for name in sorted(types.RESOURCE_TYPES)
        if any(all(allowed(role, action, name) for action in needed) for role in Role)
    )


def is_open(what: str, resource_type: str) -> bool:
    """Whether there is a role that may do it to this type."""
    return resource_type in open_types(*needed_by(what))


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that the server says of itself."""

    interactions: tuple[str, ...]
    system: tuple[str, ...]
    conditional: tuple[str, ...]
    compartments: tuple[str, ...]
    operations: tuple[Operation, ...]

    def interactions_of(self, resource_type: str) -> tuple[str, ...]:
        """The interactions with a type that some role may do."""
        return tuple(code for code in self.interactions if is_open(code, resource_type))

    def operations_of(self, resource_type: str) -> Iterator[Operation]:
        """The operations that are offered on a type or its instances, and that some role may do there."""
        for one in self.operations:
            below = set(one.levels) - {"system"} and resource_type in (one.types or (resource_type,))
            if below and is_open(one.name, resource_type):
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
    """For each type `Type:parameter` of what refers to it and may be read: what `_revinclude` may name."""
    found: dict[str, list[str]] = {}
    for source in open_types(*needed_by("search-type")):
        for parameter in references_of(source):
            for target in parameter.targets:
                found.setdefault(target, []).append(f"{source}:{parameter.name}")
    return found
