"""Searches over HTTP: of a type, of every type, in a compartment.

Promise: translates addresses, forms and headers to `record.Handle.search` and pages back to Bundles; decides nothing.
GET and POST mean the same. `Prefer: handling=lenient` ignores what cannot be used and says so in the Bundle. Dates
without a zone are read in the zone of the header `Timezone` (a name of the IANA database, as the internet draft
httptz proposes; R4 itself has nothing for it) or of the parameter `_timezone`, which the links of the answer carry on;
else in the cluster's. Source: FHIR R4 http.html#search and search.html.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api import bundles
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.formats import FORM, LARGEST_FORM_BYTES
from medcluster.api.outcome import FHIR_JSON, UNSUPPORTED_MEDIA_TYPE, WrongMedia
from medcluster.api.resources import id_of, type_of
from medcluster.foundation import Kind, Refusal

LARGEST_FORM_FIELDS = 500
CENTRES = ("Device", "Encounter", "Patient", "Practitioner", "RelatedPerson")
ZONE_HEADER, ZONE = "timezone", "_timezone"
_PRESENTATION = ("_format", "_pretty")
Pairs = list[tuple[str, str]]


class _Member(Convertor[str]):
    """A resource type, or `*`: no operation, no `_history`."""

    regex = r"[A-Z][A-Za-z]*|\*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("fhir_member", _Member())


async def search(visit: Visit) -> Response:
    """GET [type]?… and POST [type]/_search"""
    return await _answer(visit, type_of(visit.request), type_of(visit.request))


async def search_system(visit: Visit) -> Response:
    """GET [base]?… and POST _search: every type, or those that _type names"""
    return await _answer(visit, "*", "")


async def search_compartment(visit: Visit) -> Response:
    """GET [compartment]/[id]/[type]?… and POST [compartment]/[id]/[type]/_search; * for every type in it"""
    centre = visit.request.url.path.split("/")[2]
    place = f"{centre}/{id_of(visit.request)}/{visit.request.path_params['member']}"
    return await _answer(visit, place, place)


async def _answer(visit: Visit, place: str, path: str) -> Response:
    request = visit.request
    pairs = [pair for pair in await _pairs(request) if pair[0] not in _PRESENTATION]
    page = await visit.handle.search(place, pairs, lenient=_lenient(request))
    return packed(request, Response(bundles.searchset(visit.base, path, page), media_type=FHIR_JSON))


async def _pairs(request: Request) -> Pairs:
    """What is asked, in the address and in the form; a zone in a header is one more parameter."""
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        pairs += await _form(request)
    if any("\0" in part for pair in pairs for part in pair):
        raise Refusal(Kind.MALFORMED, "No part of a search holds a NUL character.")
    told = request.headers.get(ZONE_HEADER, "").strip()
    return [*pairs, (ZONE, told)] if told and ZONE not in dict(pairs) else pairs


async def _form(request: Request) -> Pairs:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in (FORM, ""):
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, f"Content-Type {sent} is not read here.", hint=f"Send {FORM}.")
    body = await body_of(request, at_most=LARGEST_FORM_BYTES)
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=LARGEST_FORM_FIELDS)
    except ValueError as fault:
        raise Refusal(Kind.MALFORMED, "The form of this search cannot be read.") from fault


def _lenient(request: Request) -> bool:
    """Whether what cannot be used is ignored; strict is the default here, and saying so is understood."""
    words = [part.strip().lower() for header in request.headers.getlist("prefer") for part in header.split(",")]
    told = [word.partition(";")[0].replace(" ", "") for word in words if word.startswith("handling")]
    return bool(told) and told[0] == "handling=lenient"


_FORMS = [
    ("/fhir", search_system),
    ("/fhir/{type}", search),
    *((f"/fhir/{centre}/{{id}}/{{member:fhir_member}}", search_compartment) for centre in CENTRES),
]
ROUTES = [
    Route("/fhir/", door(search_system), methods=["GET"]),
    *(Route(f"{path}/_search", door(endpoint), methods=["POST"]) for path, endpoint in _FORMS),
    *(Route(path, door(endpoint), methods=["GET"]) for path, endpoint in _FORMS),
]
