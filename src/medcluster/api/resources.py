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
from medcluster.api import batches, pieces
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.formats import JSON_TYPES
from medcluster.api.outcome import FHIR_JSON, UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.api.turns import turn
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal

ETAG = re.compile(r'(?:W/)?"([0-9]+)"')
NO_VERSION = 2**31 - 1  # stands for every number that is too long to be a version
VERSION = re.compile("[0-9]{1,9}")
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
ID_WORDS = "An id has 1 to 64 letters, digits, hyphens and dots."


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


def media_of(request: Request) -> str:
    """The media type of the body, without its parameters; empty where nothing is said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def resource_of(visit: Visit) -> types.Resource:
    """The resource in the body; what it refers to here, by this server's address, it refers to by type and id."""
    body = await _json_of(visit)
    resource = types.decode(body)
    return visit.own.in_resource(resource) if visit.own.mentioned_in(body) else resource


async def _json_of(visit: Visit) -> bytes:
    sent = media_of(visit.request)
    if sent and sent not in JSON_TYPES:
        text = f"Content-Type {sent} is not read here."
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, text, hint="Send application/fhir+json.")
    return await body_of(visit.request)


def condition_of(request: Request) -> str:
    """The condition in the address of a write without an id."""
    query: str = request.url.query
    if not query:
        text = f"A {request.method} of a type needs an id in its address, or a condition."
        hint = f"{request.method} /fhir/Patient/1, or {request.method} /fhir/Patient?identifier=system|value"
        raise Refusal(Kind.MALFORMED, text, hint=hint)
    return query


def _expect_type(resource: types.Resource, name: str) -> None:
    found = types.type_name(resource)
    if found != name:
        text = f"The body is a {found}, the address says {name}."
        raise Refusal(Kind.MALFORMED, text, issues=(Issue(text, where=f"{found}"),))


def etag_of(stored: record.Stored) -> str:
    """The version of a resource as a weak entity tag."""
    return f'W/"{stored.version}"'


def returning(request: Request, default: record.Returning) -> record.Returning:
    """What `Prefer: return` asks to be answered; what it asks for that is unknown is passed over, as RFC 7240 says."""
    for header in request.headers.getlist("prefer"):
        for word in header.replace(";", ",").split(","):
            name, _, value = word.strip().partition("=")
            if name.strip().lower() == "return" and value.strip(' "') in _RETURNING:
                return _RETURNING[value.strip(' "')]
    return default


_RETURNING = {str(one): one for one in record.Returning}


def answer(visit: Visit, stored: record.Stored, status: int = 200) -> Response:
    """One resource with its headers; after a write as much of it as `Prefer: return` asks for."""
    request = visit.request
    headers = {"ETag": etag_of(stored), "Last-Modified": format_datetime(stored.updated, usegmt=True)}
    if request.method not in ("POST", "PUT", "PATCH"):
        return packed(request, Response(stored.body, status, headers, media_type=FHIR_JSON))
    headers["Location"] = f"{visit.base}/{stored.reference}/_history/{stored.version}"
    wanted = returning(request, record.Returning.REPRESENTATION)
    body = stored.body if wanted is record.Returning.REPRESENTATION else b""
    if wanted is record.Returning.OUTCOME:
        body = types.encode(record.done(made=status == 201))
    return packed(request, Response(body, status, headers, media_type=FHIR_JSON if body else None))


def _read_answer(visit: Visit, stored: record.Stored) -> Response:
    """As `answer`, or 304 where the client has this version already."""
    headers = visit.request.headers
    if not record.unchanged(stored, headers.get("if-none-match", ""), headers.get("if-modified-since", "")):
        return answer(visit, stored)
    known = {"ETag": etag_of(stored), "Last-Modified": format_datetime(stored.updated, usegmt=True)}
    return Response(status_code=304, headers=known)


async def read(visit: Visit) -> Response:
    """GET [type]/[id], with If-None-Match and If-Modified-Since"""
    return _read_answer(visit, await visit.handle.read(type_of(visit.request), id_of(visit.request)))


async def vread(visit: Visit) -> Response:
    """GET [type]/[id]/_history/[version]"""
    wanted = str(visit.request.path_params["version"])
    if not VERSION.fullmatch(wanted):
        raise Refusal(Kind.NOT_FOUND, "There is no such version.")
    type_name, resource_id = type_of(visit.request), id_of(visit.request)
    return _read_answer(visit, await visit.handle.vread(type_name, resource_id, int(wanted)))


async def create(visit: Visit) -> Response:
    """POST [type], with If-None-Exist"""
    name = type_of(visit.request)
    if any(not key.startswith("_") for key in visit.request.query_params):
        text = "A POST of a type takes no condition in its address, and would create another one each time."
        raise Refusal(Kind.MALFORMED, text, hint="Send the condition in the header If-None-Exist.")
    resource = await resource_of(visit)
    _expect_type(resource, name)
    condition = visit.request.headers.get("if-none-exist", "")
    if not condition:
        return answer(visit, await visit.handle.create(resource), 201)
    stored, created = await visit.handle.create_unless(resource, condition.strip())
    return answer(visit, stored, 201 if created else 200)


async def update(visit: Visit) -> Response:
    """PUT [type]/[id], with If-Match, or with If-None-Match: * to create only"""
    name, resource_id = type_of(visit.request), id_of(visit.request)
    resource = await resource_of(visit)
    _expect_type(resource, name)
    if resource.id != resource_id:
        text = f"The resource's id and the address differ: {resource.id!r} and {resource_id!r}."
        raise Refusal(Kind.MALFORMED, text, issues=(Issue(text, where=f"{name}.id"),))
    only_new = _only_new(visit.request)
    stored = await visit.handle.update(resource, if_match=if_match_of(visit.request), only_new=only_new)
    return answer(visit, stored, 201 if stored.made else 200)


async def update_where(visit: Visit) -> Response:
    """PUT [type]?[condition], with If-Match"""
    name, condition = type_of(visit.request), condition_of(visit.request)
    resource = await resource_of(visit)
    _expect_type(resource, name)
    stored, created = await visit.handle.update_where(resource, condition, if_match=if_match_of(visit.request))
    return answer(visit, stored, 201 if created else 200)


def _only_new(request: Request) -> bool:
    header = request.headers.get("if-none-match", "").strip()
    if header not in ("", "*"):
        raise Refusal(Kind.MALFORMED, "If-None-Match of an update is *: create only.", hint="Use If-Match.")
    return bool(header)


def if_match_of(request: Request) -> int | None:
    """The version that a write expects; with `*` any, as long as the resource is there (RFC 9110, 13.1.1)."""
    header = request.headers.get("if-match")
    if header is None:
        return None
    if header.strip() == "*":
        return record.ANY_VERSION
    found = ETAG.fullmatch(header.strip())
    if not found:
        raise Refusal(Kind.MALFORMED, f"If-Match {header!r} is not a version.", hint='Write it as W/"3".')
    return int(found.group(1)) if VERSION.fullmatch(found.group(1)) else NO_VERSION


async def delete(visit: Visit) -> Response:
    """DELETE [type]/[id], with If-Match"""
    await visit.handle.delete(type_of(visit.request), id_of(visit.request), if_match=if_match_of(visit.request))
    return Response(status_code=204)


async def delete_where(visit: Visit) -> Response:
    """DELETE [type]?[condition], of one, or with _count of as many as it says"""
    name, condition = type_of(visit.request), condition_of(visit.request)
    await visit.handle.delete_where(name, condition, if_match=if_match_of(visit.request))
    return Response(status_code=204)


async def transaction(visit: Visit) -> Response:
    """POST [base] with a batch or transaction Bundle"""
    body = await _json_of(visit)
    async with turn(visit.request, len(body)):
        bundle, wrong = await pieces.read_in_turns(body)
        if not isinstance(bundle, types.Bundle):
            found = types.type_name(bundle)
            text = f"Only a Bundle is taken here, and this is a {found}."
            raise Refusal(Kind.MALFORMED, text, hint=f"POST to /{found}.")
        if visit.own.mentioned_in(body):
            bundle = await batches.at_home(bundle, visit.own)
        done = await visit.handle.transaction(bundle, returning=returning(visit.request, record.Returning.MINIMAL))
        done = batches.completed(done, wrong)
        return packed(visit.request, Response(types.encode(done), media_type=FHIR_JSON))


# What the CapabilityStatement says of every type: kept beside the routes that make it true.
CONDITIONS: dict[str, object] = {
    "conditionalCreate": True,
    "conditionalRead": "full-support",
    "conditionalUpdate": True,
    "conditionalDelete": "multiple",  # with _count; without it, one
}

ROUTES = [
    Route("/fhir", door(transaction), methods=["POST"]),
    Route("/fhir/", door(transaction), methods=["POST"]),
    Route("/fhir/{type}", door(create), methods=["POST"]),
    Route("/fhir/{type}", door(update_where), methods=["PUT"]),
    Route("/fhir/{type}", door(delete_where), methods=["DELETE"]),
    Route("/fhir/{type}/{id}", door(read), methods=["GET"]),
    Route("/fhir/{type}/{id}", door(update), methods=["PUT"]),
    Route("/fhir/{type}/{id}", door(delete), methods=["DELETE"]),
    Route("/fhir/{type}/{id}/_history/{version}", door(vread), methods=["GET"]),
]
