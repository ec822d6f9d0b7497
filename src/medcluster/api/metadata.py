"""What does this server do? The CapabilityStatement.

Promise: made from the tables that the code itself runs on (resource types, search parameters, routes), so that it
cannot say what is not so. Needs no sign-in. Source: FHIR R4 capabilitystatement.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api.door import negotiated
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.platform import platform_of
from medcluster.fhir import search, types

INTERACTIONS = ("create", "read", "vread", "update", "delete", "history-instance", "search-type")


@lru_cache(maxsize=2)
def statement(day: str, operations: tuple[Operation, ...]) -> bytes:
    """The CapabilityStatement as JSON, as of a day: it is made from the running code, so it is as new as the answer."""
    return msgspec.json.encode(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": day,
            "kind": "instance",
            "software": {"name": "medcluster"},
            "implementation": {"description": "The shared record of a medical cluster"},
            "fhirVersion": "4.0.1",
            "format": ["json"],
            "rest": [
                {
                    "mode": "server",
                    "security": {"description": "A bearer token on every request but this one and /health."},
                    "resource": [_resource(name, operations) for name in sorted(types.RESOURCE_TYPES)],
                    "interaction": [{"code": "transaction"}, {"code": "batch"}],
                    **_operations(one for one in operations if "system" in one.levels),
                }
            ],
        }
    )


def _resource(name: str, operations: tuple[Operation, ...]) -> dict[str, object]:
    described: dict[str, object] = {
        "type": name,
        "interaction": [{"code": code} for code in INTERACTIONS],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "searchParam": [
            {"name": parameter.name, "type": parameter.type}
            for parameter in sorted(search.PARAMETERS[name].values(), key=lambda one: one.name)
        ],
    }
    offered = (one for one in operations if one.levels != ("system",) and (not one.types or name in one.types))
    return {**described, **_operations(offered)}


def _operations(offered: Iterable[Operation]) -> dict[str, object]:
    found = [{"name": one.name, "definition": one.definition} for one in offered]
    return {"operation": found} if found else {}


def route(operations: Iterable[Operation]) -> Route:
    """The route of the statement, which tells of these operations."""
    told = tuple(operations)

    async def metadata(request: Request) -> Response:
        """GET metadata"""
        return await negotiated(request, answer)

    async def answer(request: Request) -> Response:
        day = platform_of(request).clock.now().date().isoformat()
        return Response(statement(day, told), media_type=FHIR_JSON)

    return Route("/fhir/metadata", metadata)
