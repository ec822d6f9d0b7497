"""The history of a resource, of a type, of the whole record, over HTTP.

Promise: translates to `record.Handle.versions` and pages back to Bundles; stored bytes go out as they are. Decides
nothing. Source: FHIR R4 http.html#history.
"""

from __future__ import annotations

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.door import Visit, door, packed
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.resources import id_of, type_of


async def of_resource(visit: Visit) -> Response:
    """GET [type]/[id]/_history"""
    return await _answer(visit, type_of(visit.request), id_of(visit.request))


async def of_type(visit: Visit) -> Response:
    """GET [type]/_history"""
    return await _answer(visit, type_of(visit.request), "")


async def of_all(visit: Visit) -> Response:
    """GET _history"""
    return await _answer(visit, "", "")


async def _answer(visit: Visit, name: str, resource_id: str) -> Response:
    page = await visit.handle.versions(name, resource_id, list(visit.request.query_params.multi_items()))
    path = "/".join(part for part in (visit.base, name, resource_id, "_history") if part)
    bundle: dict[str, object] = {"resourceType": "Bundle", "type": "history"}
    if page.total is not None:
        bundle["total"] = page.total
    query = visit.request.url.query
    bundle["link"] = [{"relation": "self", "url": f"{path}?{query}" if query else path}]
    if page.next_query:
        bundle["link"] = [*bundle["link"], {"relation": "next", "url": f"{path}?{page.next_query}"}]  # type: ignore[misc]
    if page.versions:
        bundle["entry"] = [_version(visit.base, stored) for stored in page.versions]
    return packed(visit.request, Response(msgspec.json.encode(bundle), media_type=FHIR_JSON))


def _version(base: str, stored: record.Stored) -> dict[str, object]:
    act = record.act_of(stored)
    entry: dict[str, object] = {"fullUrl": f"{base}/{stored.reference}"}
    if not stored.deleted:
        entry["resource"] = msgspec.Raw(stored.body)
    entry["request"] = {"method": act.method, "url": act.url}
    entry["response"] = {
        "status": act.status,
        "etag": f'W/"{stored.version}"',
        "lastModified": stored.updated.isoformat(timespec="milliseconds"),
    }
    return entry


ROUTES = [
    Route("/fhir/_history", door(of_all), methods=["GET"]),
    Route("/fhir/{type}/_history", door(of_type), methods=["GET"]),
    Route("/fhir/{type}/{id}/_history", door(of_resource), methods=["GET"]),
]
