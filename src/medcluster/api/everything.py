"""`$everything` over HTTP: a patient's whole record, or all of an encounter, page by page.

Promise: translates to `record.everything` and pages back to Bundles; decides nothing. Source: FHIR R4 operations
Patient-everything and Encounter-everything.
"""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.door import Visit, door, packed
from medcluster.api.inputs import Inputs, inputs_of
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.resources import id_of

CENTRES = ("Patient", "Encounter")
PARAMETERS = ("start", "end", "_since", "_type", "_count", "_cursor")
WORDS = (
    "The compartment, newest first, then what it refers to outside of any patient's record, each resource once. "
    "Parameters: start, end (dates of care), _since, _type, _count. Pages by the link `next`."
)


async def everything(visit: Visit) -> Response:
    """GET or POST Patient/[id]/$everything and Encounter/[id]/$everything"""
    centre, resource_id = visit.request.url.path.split("/")[2], id_of(visit.request)
    inputs = await inputs_of(visit, PARAMETERS)
    asked = _asked(inputs)
    page = await record.everything(visit.handle, centre, resource_id, asked)
    address = f"{visit.base}/{centre}/{resource_id}/$everything"
    links = [{"relation": "self", "url": _address(address, urlencode(inputs.pairs))}]
    if page.next_query:
        links.append({"relation": "next", "url": _address(address, page.next_query)})
    entries = [_entry(visit, one, "match") for one in page.matches]
    entries += [_entry(visit, one, "include") for one in page.included]
    bundle: dict[str, object] = {"resourceType": "Bundle", "type": "searchset", "link": links}
    if entries:
        bundle["entry"] = entries
    return packed(visit.request, Response(msgspec.json.encode(bundle), media_type=FHIR_JSON))


def _asked(inputs: Inputs) -> record.Asked:
    since, start, end = inputs.span("_since"), inputs.span("start"), inputs.span("end")
    return record.Asked(
        types=inputs.types("_type"),
        since=since[0] if since else None,
        start=start[0] if start else None,
        end=end[1] if end else None,
        count=inputs.whole("_count", default=record.LARGEST_EVERYTHING, largest=record.LARGEST_EVERYTHING),
        cursor=inputs.one("_cursor"),
        pairs=tuple(pair for pair in inputs.pairs if pair[0] != "_cursor"),
    )


def _address(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _entry(visit: Visit, stored: record.Stored, mode: str) -> dict[str, object]:
    body = msgspec.Raw(stored.body)
    return {"fullUrl": f"{visit.base}/{stored.reference}", "resource": body, "search": {"mode": mode}}


OPERATIONS = tuple(
    Operation(
        "everything",
        f"http://hl7.org/fhir/OperationDefinition/{name}-everything",
        (name,),
        ("instance",),
        WORDS,
    )
    for name in CENTRES
)
ROUTES = [Route(f"/fhir/{name}/{{id}}/$everything", door(everything), methods=["GET", "POST"]) for name in CENTRES]
