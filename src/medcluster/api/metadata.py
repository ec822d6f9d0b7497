"""What does this server do? The CapabilityStatement.

Promise: made from the tables that the code itself runs on (resource types, search parameters with their modifiers,
routes, operations, formats, the access table), so that it cannot say what is not so. Needs no sign-in. Source: FHIR R4
capabilitystatement.html and http.html#capabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api import formats, patches, resources, subscriptions
from medcluster.api.claims import Claims, claims_of, is_open, references_of, referring
from medcluster.api.door import body_of, negotiated, packed
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON, refuse
from medcluster.api.platform import platform_of
from medcluster.fhir import search, types
from medcluster.foundation import Kind, Refusal

MODES = ("full", "normative")
NORMATIVE = frozenset(  # http://hl7.org/fhir/R4/versions.html#std-process
    (
        *("Binary", "Bundle", "CapabilityStatement", "CodeSystem", "Observation", "OperationDefinition"),
        *("OperationOutcome", "Parameters", "Patient", "StructureDefinition", "ValueSet"),
    )
)
SECURITY = (
    "A bearer token (OAuth 2.0, RFC 6750) on every request but this one, openapi.json and /health. Rows are decided by "
    "the database; who may not see a resource is answered as if there were none."
)
_OF_THE_ROW = {"_id": ("missing", "not"), "_list": ()}  # what is no element of its own has fewer modifiers
PREFIXES = "eq ne gt lt ge le sa eb ap"


Custom = tuple[tuple[str, search.Parameter], ...]


def custom() -> Custom:
    """The search parameters that were added to R4's: what a statement made before may not know."""
    added = search.custom_parameters()
    return tuple((name, one) for name in sorted(added) for _, one in sorted(added[name].items()))


@lru_cache(maxsize=8)
def statement(base: str, day: str, mode: str, claims: Claims, known: Custom) -> bytes:
    """The CapabilityStatement as JSON, as of a day and of these custom search parameters."""
    back = referring()
    names = [n for n in sorted(types.RESOURCE_TYPES) if mode == "full" or n in NORMATIVE]
    rest: dict[str, object] = {
        "extension": [subscriptions.described_socket(base)],
        "mode": "server",
        "documentation": _words(),
        "security": {"description": SECURITY},
        "resource": [_resource(name, claims, back.get(name, [])) for name in names],
        "interaction": [{"code": code} for code in claims.system],
        "searchParam": [_parameter(one) for one in _sorted(search.EVERY_TYPE)],
        **_operations(one for one in claims.operations if "system" in one.levels),
    }
    if claims.compartments:
        place = "http://hl7.org/fhir/CompartmentDefinition/"
        rest["compartment"] = [f"{place}{centre[0].lower()}{centre[1:]}" for centre in claims.compartments]
    return msgspec.json.encode(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": day,
            "kind": "instance",
            "software": {"name": "medcluster", "version": version("medcluster")},
            "implementation": {"description": "The shared record of a medical cluster", "url": base},
            "fhirVersion": "4.0.1",
            "format": list(formats.FORMATS),
            "patchFormat": [*patches.FORMATS, *(["application/fhir+xml"] if "patch" in claims.interactions else [])],
            "rest": [rest],
        }
    )


def _words() -> str:
    return (
        "What no role may do to a type is not in this statement; all else is the same for every type. Unknown "
        "parameters are refused unless Prefer: handling=lenient. Pages are found by the link `next`, which is signed "
        "and holds one snapshot."
    )


def _resource(name: str, claims: Claims, back: list[str]) -> dict[str, object]:
    described: dict[str, object] = {"type": name, "profile": f"http://hl7.org/fhir/StructureDefinition/{name}"}
    interactions = claims.interactions_of(name)
    if interactions:
        described.update(_stored(name, interactions, claims))
    else:
        described["documentation"] = "No role may read, write or delete it here."
    if name == "Subscription":
        described.update(subscriptions.described())
    if "search-type" in interactions:
        described["searchInclude"] = ["*", *(f"{name}:{one.name}" for one in references_of(name))]
        if back:
            described["searchRevInclude"] = back
        described["searchParam"] = [_parameter(one) for one in _sorted(name)]
    return {**described, **_operations(claims.operations_of(name))}


def _stored(name: str, interactions: Sequence[str], claims: Claims) -> dict[str, object]:
    """What is said of a type that is kept: interactions, versions, conditions."""
    return {
        "interaction": [{"code": code} for code in interactions],
        "versioning": "versioned",
        "readHistory": "vread" in interactions,
        "updateCreate": "update" in interactions,
        **{key: value for key, value in resources.CONDITIONS.items() if _borne(key, claims) and is_open(key, name)},
        "referencePolicy": ["literal", "logical", "local"],
    }


def _borne(condition: str, claims: Claims) -> bool:
    """Conditional create and read are headers of routes that are there; the others have routes of their own."""
    return condition in ("conditionalCreate", "conditionalRead") or condition in claims.conditional


def _sorted(name: str) -> list[search.Parameter]:
    return sorted(search.PARAMETERS[name].values(), key=lambda one: one.name)


def _parameter(one: search.Parameter) -> dict[str, object]:
    found: dict[str, object] = {"name": one.name}
    if one.url:
        found["definition"] = one.url
    found["type"] = one.type
    if words := about(one):
        found["documentation"] = words
    return found


def about(one: search.Parameter) -> str:
    """Modifiers and prefixes of a parameter."""
    modifiers = [f":{name}" for name in _OF_THE_ROW.get(one.name, search.modifiers_of(one))]
    if one.type == "reference":
        modifiers.append(":[type]")
    words = f"Modifiers {' '.join(modifiers)}." if modifiers else ""
    if one.type in ("date", "number", "quantity"):
        words += f" Prefixes {PREFIXES}."
    return words.strip()


def _operations(offered: Iterable[Operation]) -> dict[str, object]:
    found = []
    for one in offered:
        told: dict[str, object] = {"name": one.name, "definition": one.definition}
        if one.documentation:
            told["documentation"] = one.documentation
        found.append(told)
    return {"operation": found} if found else {}


def route(routes: Sequence[Route], operations: Iterable[Operation]) -> Route:
    """The route of the statement, which tells of these routes and operations."""
    claims = claims_of(routes, operations)

    async def metadata(request: Request) -> Response:
        """GET metadata: what this server does, as a CapabilityStatement"""
        return await negotiated(request, answer, body_of)

    async def answer(request: Request) -> Response:
        mode = request.query_params.get("mode", "full")
        if mode not in MODES:
            text = f"mode={mode[:40]} is not offered."
            return refuse(Refusal(Kind.MALFORMED, text, hint=f"There are {' and '.join(MODES)}."))
        with suppress(Refusal):  # a database that is away does not change what was known
            await platform_of(request).record.learn_parameters()
        day = platform_of(request).clock.now().date().isoformat()
        base = f"{request.url.scheme}://{request.url.netloc}/fhir"
        return packed(request, Response(statement(base, day, mode, claims, custom()), media_type=FHIR_JSON))

    return Route("/fhir/metadata", metadata)
