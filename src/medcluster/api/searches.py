"""Searches over HTTP.

Promise: translates addresses and forms to `record.Handle.search` and pages back to Bundles; decides nothing.
Source: FHIR R4 http.html#search and search.html.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api import bundles
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.outcome import FHIR_JSON, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.api.resources import type_of
from medcluster.foundation import Kind, Refusal

FORM = "application/x-www-form-urlencoded"
LARGEST_FORM_BYTES = 1024 * 1024
LARGEST_FORM_FIELDS = 500


async def search(visit: Visit) -> Response:
    """GET [type]?… and POST [type]/_search"""
    name = type_of(visit.request)
    pairs = [(key, value) for key, value in visit.request.query_params.multi_items()]
    if visit.request.method == "POST":
        pairs += await _form(visit.request)
    asked = _without_format(pairs)
    page = await visit.handle.search(name, asked)
    body = bundles.searchset(visit.base, name, urlencode(asked), page)
    return packed(visit.request, Response(body, media_type=FHIR_JSON))


async def _form(request: Request) -> list[tuple[str, str]]:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in (FORM, ""):
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, f"Content-Type {sent} is not read here.", hint=f"Send {FORM}.")
    body = await body_of(request, at_most=LARGEST_FORM_BYTES)
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=LARGEST_FORM_FIELDS)
    except ValueError as fault:
        raise Refusal(Kind.MALFORMED, "The form of this search cannot be read.") from fault


def _without_format(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    for key, value in pairs:
        if "\0" in value:
            raise Refusal(Kind.MALFORMED, "No value of a search holds a NUL character.")
        if key == "_format" and "json" not in value:
            raise WrongMedia(NOT_ACCEPTABLE, f"_format={value} is not offered.", hint="Answers are JSON.")
    return [(key, value) for key, value in pairs if key not in ("_format", "_pretty")]


ROUTES = [
    Route("/fhir/{type}", door(search), methods=["GET"]),
    Route("/fhir/{type}/_search", door(search), methods=["POST"]),
]
