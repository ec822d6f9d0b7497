"""Which requests may be made? The OpenAPI document.

Promise: made from the routes that the server runs on, the search parameters, the operations and the access table, so
that each path in it is answered, and a type is named in it only where some role may do that; resources are told by
their type alone, for their definitions are FHIR's. Needs no sign-in. Source: OpenAPI
3.1.1, FHIR R4 http.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api.claims import CONDITIONAL, TYPE_INTERACTIONS, is_open, needed_by, open_types
from medcluster.api.door import packed
from medcluster.api.formats import FORM
from medcluster.api.metadata import Custom, about, custom
from medcluster.api.patches import JSON_PATCH
from medcluster.fhir import search, types

Json = dict[str, Any]
MEDIA = ("application/fhir+json", "application/fhir+xml")
_PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")
_OF_TYPE = "/fhir/{type}"
_HEADERS = {
    "create": ("IfNoneExist", "Prefer"),
    "read": ("IfNoneMatch", "IfModifiedSince"),
    "update": ("IfMatch", "Prefer"),
    "patch": ("IfMatch", "Prefer"),
    "delete": ("IfMatch",),
}
_CONTROLS = ("_count", "_sort", "_total", "_include", "_revinclude", "_summary", "_elements")
_EXAMPLES = {
    "number": "gt3",
    "date": "ge2024-03-01",
    "quantity": "5.4|http://unitsofmeasure.org|mg",
    "reference": "Patient/1",
    "token": "http://loinc.org|8302-2",
    "uri": "http://example.org/x",
}


def document(routes: Sequence[Route]) -> bytes:
    """The document as JSON, for these routes and the search parameters that there are now."""
    paths: dict[str, Json] = {}
    parameters = _parameters()
    for route in routes:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            for path, operation in _operations(route, method, parameters):
                paths.setdefault(path, {})[method.lower()] = operation
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "medcluster: the shared record of a medical cluster, FHIR R4",
                "version": version("medcluster"),
                "license": {"name": "see LICENSE"},
            },
            "servers": [{"url": "/fhir"}],
            "security": [{"bearer": []}],
            "paths": {path: paths[path] for path in sorted(paths)},
            "components": {
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
                "parameters": parameters,
                "schemas": _SCHEMAS,
                "responses": _RESPONSES,
                "requestBodies": _BODIES,
            },
        }
    )


def _operations(route: Route, method: str, parameters: dict[str, Json]) -> Iterable[tuple[str, Json]]:
    if route.path == _OF_TYPE and method in ("GET", "POST"):
        for name in sorted(types.RESOURCE_TYPES):
            if is_open(_code(route, method), name):
                yield f"/{name}", _of_type(route, method, name, parameters)
        return
    path = _PLACE.sub(r"{\1}", route.path.removeprefix("/fhir")) or "/"
    yield path, _operation(route, method, path, parameters)


def _operation(route: Route, method: str, path: str, parameters: dict[str, Json]) -> Json:
    """One method of one address."""
    code = _code(route, method)
    listed = [_reference("parameters", _named(name, code, parameters)) for name in _PLACE.findall(route.path)]
    listed += [_reference("parameters", name) for name in _HEADERS.get(code, ())]
    made: Json = {"operationId": _spelled(method, path), "summary": _words(route), "responses": _answers(path, method)}
    if "metadata" in path or "openapi" in path:
        made["security"] = []
    if listed:
        made["parameters"] = listed
    if method in ("POST", "PUT", "PATCH"):
        made["requestBody"] = _reference("requestBodies", _body(path, method))
    return made


def _code(route: Route, method: str) -> str:
    """The interaction, the conditional one or the operation at an address; else a search."""
    places = {**TYPE_INTERACTIONS, **CONDITIONAL}
    found = next((code for code, place in places.items() if place == (method, route.path)), "")
    return found or route.path.partition("$")[2] or "search-type"


def _named(name: str, code: str, parameters: dict[str, Json]) -> str:
    """The parameter for a part of an address; of a type, only what some role may do this to."""
    if name not in ("type", "member"):
        return name if name == "version" else "id"
    needed = needed_by(code)
    key = ".".join((name, *needed))
    listed = [*(["*"] if name == "member" else []), *open_types(*needed)]
    parameters.setdefault(key, {"name": name, "in": "path", "required": True, "schema": {"enum": listed}})
    return key


def _body(path: str, method: str) -> str:
    if path.endswith("/_search"):
        return "Search"
    if path.endswith("$graphql"):
        return "GraphQL"
    if method == "PATCH":
        return "Patch"
    if "$" in path:
        return "Parameters"
    return "Bundle" if path == "/" else "Resource"


def _answers(path: str, method: str) -> Json:
    if path.endswith("$graphql"):
        return {"200": _reference("responses", "GraphQL"), "default": _reference("responses", "GraphQL")}
    found: Json = {"200": _reference("responses", "Resource"), "default": _reference("responses", "Refusal")}
    if method == "GET" and path.endswith("}"):
        found["304"] = {"description": "As If-None-Match or If-Modified-Since has it"}
    if method == "DELETE":
        found["204"] = {"description": "Deleted, or not there any more"}
    if method in ("PUT", "POST"):
        found["201"] = _reference("responses", "Resource")
    return found


def _of_type(route: Route, method: str, name: str, parameters: dict[str, Json]) -> Json:
    """Search and create of one type."""
    if method == "POST":
        schema = {"allOf": [_reference("schemas", "Resource"), {"properties": {"resourceType": {"const": name}}}]}
        return {
            "operationId": f"create{name}",
            "summary": _words(route),
            "parameters": [_reference("parameters", one) for one in _HEADERS["create"]],
            "requestBody": {"required": True, "content": {MEDIA[0]: {"schema": schema}}},
            "responses": _answers(f"/{name}", method),
        }
    found = sorted(search.PARAMETERS[name].values(), key=lambda one: one.name)
    listed = [_reference("parameters", _key(one)) for one in found]
    listed += [_reference("parameters", control) for control in _CONTROLS]
    return {
        "operationId": f"search{name}",
        "summary": _words(route),
        "parameters": listed,
        "responses": {"200": _reference("responses", "Bundle"), "default": _reference("responses", "Refusal")},
    }


def _key(one: search.Parameter) -> str:
    return f"{one.name}.{one.type}"


def _parameters() -> dict[str, Json]:
    """Every parameter that a path names."""
    found: dict[str, Json] = {}
    for name in sorted(types.RESOURCE_TYPES):
        for one in search.PARAMETERS[name].values():
            if _key(one) not in found:
                found[_key(one)] = _query(one.name, about(one), _EXAMPLES.get(one.type, "x"))
    return {**found, **_PATH_AND_HEADERS}


def _query(name: str, words: str, example: str) -> Json:
    made: Json = {"name": name, "in": "query", "schema": {"type": "string", "minLength": 1}, "example": example}
    return {**made, "description": words} if words else made


def _reference(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _spelled(method: str, path: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", path)
    return method.lower() + "".join(word[0].upper() + word[1:] for word in words)


def _words(route: Route) -> str:
    lines = (getattr(route.endpoint, "__doc__", None) or "").strip().splitlines()
    return lines[0] if lines else ""


def _content(schema: str) -> Json:
    return {media: {"schema": _reference("schemas", schema)} for media in MEDIA}


_ID = {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,64}$"}
_TEXT = {"type": "string"}
_PATH_AND_HEADERS: dict[str, Json] = {
    "id": {"name": "id", "in": "path", "required": True, "schema": _ID},
    "version": {"name": "version", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}},
    "IfMatch": {"name": "If-Match", "in": "header", "schema": _TEXT, "example": 'W/"1"'},
    "IfNoneMatch": {"name": "If-None-Match", "in": "header", "schema": _TEXT, "example": 'W/"1"'},
    "IfModifiedSince": {"name": "If-Modified-Since", "in": "header", "schema": _TEXT},
    "IfNoneExist": {"name": "If-None-Exist", "in": "header", "schema": _TEXT, "example": "identifier=urn:x|1"},
    "Prefer": {
        "name": "Prefer",
        "in": "header",
        "schema": _TEXT,  # what is not understood is passed over (RFC 7240)
        "example": "return=minimal",
        "description": "return=minimal, return=representation or return=OperationOutcome",
    },
    "_count": {
        "name": "_count",
        "in": "query",
        "schema": {"type": "integer", "minimum": 0},
        "description": "Matches on a page; a page has 1000 at most, and `self` says what was asked for.",
    },
    "_sort": _query("_sort", "Parameters, by commas; a hyphen in front turns one round.", "-_lastUpdated"),
    "_total": {"name": "_total", "in": "query", "schema": {"enum": ["none", "estimate", "accurate"]}},
    "_include": _query("_include", "", "*"),
    "_revinclude": _query("_revinclude", "", "Observation:subject"),
    "_summary": {"name": "_summary", "in": "query", "schema": {"enum": ["true", "text", "data", "count", "false"]}},
    "_elements": _query("_elements", "Elements of the type, by commas.", "id"),
}
_SCHEMAS: dict[str, Json] = {
    "Resource": {
        "type": "object",
        "required": ["resourceType"],
        "properties": {"resourceType": {"enum": sorted(types.RESOURCE_TYPES)}, "id": _ID, "meta": {"type": "object"}},
    },
    **{
        name: {
            "type": "object",
            "required": ["resourceType"],
            "properties": {"resourceType": {"const": name}},
            "externalDocs": {"url": f"http://hl7.org/fhir/R4/{name.lower()}.html"},
        }
        for name in ("Bundle", "OperationOutcome", "Parameters")
    },
}
_RESPONSES: dict[str, Json] = {
    "Resource": {"description": "The resource, or what was asked for", "content": _content("Resource")},
    "Bundle": {"description": "A page of what was found", "content": _content("Bundle")},
    "Refusal": {
        "description": "400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 501 or 503: what is wrong, "
        "where, and what to do",
        "content": _content("OperationOutcome"),
    },
}
_GRAPHQL = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": _TEXT, "operationName": _TEXT, "variables": {"type": "object"}},
}
_RESPONSES["GraphQL"] = {
    "description": "data, and errors where there are any; an OperationOutcome where the resource cannot be read",
    "content": {"application/json": {"schema": {"type": "object"}}, **_content("OperationOutcome")},
}
_BODIES: dict[str, Json] = {
    "GraphQL": {"required": True, "content": {"application/json": {"schema": _GRAPHQL}}},
    "Resource": {"required": True, "content": _content("Resource")},
    "Bundle": {"required": True, "content": _content("Bundle")},
    "Parameters": {"content": _content("Parameters")},
    "Search": {"content": {FORM: {"schema": {"type": "object", "additionalProperties": _TEXT}}}},
    "Patch": {
        "required": True,
        "content": {
            JSON_PATCH: {"schema": {"type": "array", "items": {"type": "object", "required": ["op", "path"]}}},
            **_content("Parameters"),
        },
    },
}


def route(routes: Sequence[Route]) -> Route:
    """The route of the document, which tells of these routes."""

    @lru_cache(maxsize=2)
    def made(known: Custom) -> bytes:
        """Made anew when custom search parameters come or go."""
        return document(routes)

    async def openapi(request: Request) -> Response:
        """GET openapi.json: every request that may be made, as OpenAPI 3.1"""
        return packed(request, Response(made(custom()), media_type="application/json"))

    return Route("/fhir/openapi.json", openapi)
