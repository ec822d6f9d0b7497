"""PATCH over HTTP: JSON Patch, or FHIRPath Patch in Parameters, of a resource or of what meets a condition.

Promise: translates to `record.Handle.patch`; decides nothing. Source: FHIR R4 http.html#patch and fhirpatch.html.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from medcluster.api.door import Visit, body_of, door
from medcluster.api.formats import JSON_TYPES
from medcluster.api.outcome import UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.api.resources import answer, condition_of, id_of, if_match_of, media_of, type_of
from medcluster.fhir import types
from medcluster.fhir.patch import Patch, fhirpath_patch, json_patch
from medcluster.foundation import Kind, Refusal

JSON_PATCH = "application/json-patch+json"
LARGEST_PATCH_BYTES = 4 * 1024 * 1024
FORMATS = (JSON_PATCH, "application/fhir+json")


async def patch(visit: Visit) -> Response:
    """PATCH [type]/[id], with If-Match"""
    name, resource_id = type_of(visit.request), id_of(visit.request)
    sent = replace(await _patch_of(visit), own=visit.own)
    return answer(visit, await visit.handle.patch(name, resource_id, sent, if_match=if_match_of(visit.request)))


async def patch_where(visit: Visit) -> Response:
    """PATCH [type]?[condition]"""
    name, condition = type_of(visit.request), condition_of(visit.request)
    sent = replace(await _patch_of(visit), own=visit.own)
    return answer(visit, await visit.handle.patch_where(name, condition, sent, if_match=if_match_of(visit.request)))


async def _patch_of(visit: Visit) -> Patch:
    media = media_of(visit.request)
    if media == JSON_PATCH:
        return json_patch(await body_of(visit.request, at_most=LARGEST_PATCH_BYTES))
    if media not in JSON_TYPES:
        raise WrongMedia(
            UNSUPPORTED_MEDIA_TYPE,
            f"Content-Type {media or '(none)'} is no patch that is read here.",
            hint=f"Send {JSON_PATCH}, or Parameters (FHIRPath Patch) as application/fhir+json.",
        )
    body = await body_of(visit.request, at_most=LARGEST_PATCH_BYTES)
    if b'"resourceType"' not in body:
        text = "A patch in FHIR JSON is a FHIRPath Patch, in Parameters; this is no resource."
        raise Refusal(Kind.MALFORMED, text, hint=f"A JSON Patch comes as {JSON_PATCH}.")
    parameters = types.decode(body)
    if not isinstance(parameters, types.Parameters):
        text = f"A FHIRPath Patch comes as Parameters, and this is a {types.type_name(parameters)}."
        raise Refusal(Kind.MALFORMED, text, hint="To replace the whole resource, use PUT.")
    return fhirpath_patch(parameters)


ROUTES = [
    Route("/fhir/{type}", door(patch_where), methods=["PATCH"]),
    Route("/fhir/{type}/{id}", door(patch), methods=["PATCH"]),
]
