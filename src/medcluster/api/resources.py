"""The FHIR R4 interactions over HTTP.

Promise: translates requests to `record.Handle` and answers back, with FHIR's headers and statuses; decides nothing.
Source: FHIR R4 http.html.
"""

from __future__ import annotations

import re
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api import bundles
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.outcome import FHIR_JSON, UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal

ETAG = re.compile(r'(?:W/)?"([0-9]+)"')
NO_VERSION = 2**31 - 1  # stands for every number that is too long to be a version
VERSION = re.compile("[0-9]{1,9}")
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
ID_WORDS = "An id has 1 to 64 letters, digits, hyphens and dots."
JSON_TYPES = ("application/fhir+json", "application/json", "text/json", "")


def type_of(request: Request) -> str:
    name = str(request.path_params["type"])
    if name not in types.RESOURCE_TYPES:
        raise Refusal(Kind.NOT_FOUND, f"R4 has no resource type {name!r}.", hint="Types are written like Patient.")
    return name


def id_of(request: Request) -> str:
    """The id in the address; what cannot be an id names nothing."""
    wanted = str(request.path_params["id"])
    if not ID.fullmatch(wanted):
        raise Refusal(Kind.NOT_FOUND, "There is nothing with this id.", hint=ID_WORDS)
    return wanted


async def _resource_of(visit: Visit) -> types.Resource:
    sent = visit.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in JSON_TYPES:
        text = f"Content-Type {sent} is not read here."
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, text, hint="Send application/fhir+json.")
    return types.decode(await body_of(visit.request))


def _expect_type(resource: types.Resource, name: str) -> None:
    found = types.type_name(resource)
    if found != name:
        text = f"The body is a {found}, the address says {name}."
        raise Refusal(Kind.MALFORMED, text, issues=(Issue(text, where=f"{found}"),))


def answer(visit: Visit, stored: record.Stored, status: int = 200) -> Response:
    """One resource with its headers; `Prefer: return=minimal` leaves the body out of answers to writes."""
    headers = {
        "ETag": f'W/"{stored.version}"',
        "Last-Modified": format_datetime(stored.updated, usegmt=True),
    }
    if status == 201:
        headers["Location"] = f"{visit.base}/{stored.reference}/_history/{stored.version}"
    minimal = "return=minimal" in visit.request.headers.get("prefer", "") and visit.request.method in ("POST", "PUT")
    body = b"" if minimal else stored.body
    return packed(visit.request, Response(body, status, headers, media_type=FHIR_JSON))


async def read(visit: Visit) -> Response:
    """GET [type]/[id]"""
    stored = await visit.handle.read(type_of(visit.request), id_of(visit.request))
    if visit.request.headers.get("if-none-match") == f'W/"{stored.version}"':
        return Response(status_code=304, headers={"ETag": f'W/"{stored.version}"'})
    return answer(visit, stored)


async def vread(visit: Visit) -> Response:
    """GET [type]/[id]/_history/[version]"""
    wanted = str(visit.request.path_params["version"])
    if not VERSION.fullmatch(wanted):
        raise Refusal(Kind.NOT_FOUND, "There is no such version.")
    type_name, resource_id = type_of(visit.request), id_of(visit.request)
    return answer(visit, await visit.handle.vread(type_name, resource_id, int(wanted)))


async def create(visit: Visit) -> Response:
    """POST [type], with If-None-Exist"""
    name = type_of(visit.request)
    resource = await _resource_of(visit)
    _expect_type(resource, name)
    condition = visit.request.headers.get("if-none-exist", "")
    if not condition:
        return answer(visit, await visit.handle.create(resource), 201)
    stored, created = await visit.handle.create_unless(resource, condition)
    return answer(visit, stored, 201 if created else 200)


async def update(visit: Visit) -> Response:
    """PUT [type]/[id], with If-Match"""
    name, resource_id = type_of(visit.request), id_of(visit.request)
    resource = await _resource_of(visit)
    _expect_type(resource, name)
    if resource.id != resource_id:
        text = f"The resource's id and the address differ: {resource.id!r} and {resource_id!r}."
        raise Refusal(Kind.MALFORMED, text, issues=(Issue(text, where=f"{name}.id"),))
    stored = await visit.handle.update(resource, if_match=_if_match(visit.request))
    return answer(visit, stored, 201 if stored.version == 1 else 200)


def _if_match(request: Request) -> int | None:
    header = request.headers.get("if-match")
    if header is None:
        return None
    found = ETAG.fullmatch(header.strip())
    if not found:
        raise Refusal(Kind.MALFORMED, f"If-Match {header!r} is not a version.", hint='Write it as W/"3".')
    return int(found.group(1)) if VERSION.fullmatch(found.group(1)) else NO_VERSION


async def delete(visit: Visit) -> Response:
    """DELETE [type]/[id], with If-Match"""
    await visit.handle.delete(type_of(visit.request), id_of(visit.request), if_match=_if_match(visit.request))
    return Response(status_code=204)


async def history(visit: Visit) -> Response:
    """GET [type]/[id]/_history"""
    name, resource_id = type_of(visit.request), id_of(visit.request)
    versions = await visit.handle.history(name, resource_id)
    body = bundles.history(visit.base, f"{name}/{resource_id}/_history", versions)
    return packed(visit.request, Response(body, media_type=FHIR_JSON))


async def transaction(visit: Visit) -> Response:
    """POST [base] with a batch or transaction Bundle"""
    bundle = await _resource_of(visit)
    if not isinstance(bundle, types.Bundle):
        found = types.type_name(bundle)
        raise Refusal(Kind.MALFORMED, f"Only a Bundle is taken here, and this is a {found}.", hint=f"POST to /{found}.")
    done = await visit.handle.transaction(bundle)
    return packed(visit.request, Response(types.encode(done), media_type=FHIR_JSON))


ROUTES = [
    Route("/fhir", door(transaction), methods=["POST"]),
    Route("/fhir/", door(transaction), methods=["POST"]),
    Route("/fhir/{type}", door(create), methods=["POST"]),
    Route("/fhir/{type}/{id}", door(read), methods=["GET"]),
    Route("/fhir/{type}/{id}", door(update), methods=["PUT"]),
    Route("/fhir/{type}/{id}", door(delete), methods=["DELETE"]),
    Route("/fhir/{type}/{id}/_history", door(history), methods=["GET"]),
    Route("/fhir/{type}/{id}/_history/{version}", door(vread), methods=["GET"]),
]
