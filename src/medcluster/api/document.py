"""`$document`: a Composition with all that it refers to, as one Bundle.

Promise: the Composition first, then each resource that it names, once, as stored; a reference to this server that leads
nowhere for the caller is told, for a document with holes is none. Stored only where `persist` asks for it. Must not
know: how documents are drawn. Source: FHIR R4 operation Composition-document, documents.html.
"""

from __future__ import annotations

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.door import Visit, door, packed
from medcluster.api.inputs import Inputs, inputs_of, wrong
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.referred import named_by, referred
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal

DEFINITION = "http://hl7.org/fhir/OperationDefinition/Composition-document"
WORDS = "The Composition, then each resource that it refers to; persist=true stores the Bundle too."


async def document(visit: Visit) -> Response:
    """GET or POST Composition/[id]/$document and Composition/$document?id="""
    inputs = await inputs_of(visit, ("id", "persist"))
    persist = inputs.flag("persist")
    if persist and visit.request.method == "GET":
        raise wrong("persist", "A GET stores nothing.", "POST to the same address.")
    stored = await visit.handle.read("Composition", _wanted(visit, inputs))
    beside = await _named(visit, stored.resource)
    body = _bundle(visit, [stored, *beside])
    if not persist:
        return packed(visit.request, Response(body, media_type=FHIR_JSON))
    made = await visit.handle.create(types.decode(body))
    headers = {"Location": f"{visit.base}/{made.reference}/_history/{made.version}", "ETag": f'W/"{made.version}"'}
    return packed(visit.request, Response(made.body, 201, headers, media_type=FHIR_JSON))


def _wanted(visit: Visit, inputs: Inputs) -> str:
    given = str(visit.request.path_params.get("id", ""))
    name = inputs.one("id")
    if given and name:
        raise wrong("id", "The id stands in the address already.")
    if not given and not name:
        raise wrong("id", "Which Composition?", "Name it in the address, or in the parameter id.")
    return given or name.removeprefix(f"{visit.base}/").removeprefix("Composition/")


async def _named(visit: Visit, composition: types.Resource) -> list[record.Stored]:
    references = [r.reference for r in types.references_in(composition) if r.reference]
    wanted = [name for one in dict.fromkeys(references) if (name := named_by(one, visit.base))]
    names = [name for name in dict.fromkeys(wanted) if name != f"Composition/{composition.id}"]
    found = await referred(visit.handle, names)
    missing = [name for name in names if name not in found]
    if missing:
        raise Refusal(
            Kind.INVALID,
            "The document would have holes.",
            issues=tuple(Issue(f"There is no {name}.", "Composition", "not-found") for name in missing),
        )
    return [found[name] for name in names]


def _bundle(visit: Visit, resources: list[record.Stored]) -> bytes:
    now = visit.platform.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return msgspec.json.encode(
        {
            "resourceType": "Bundle",
            "identifier": {"system": f"{visit.base}/Bundle", "value": visit.platform.ids.new()},
            "type": "document",
            "timestamp": now,
            "entry": [
                {"fullUrl": f"{visit.base}/{one.reference}", "resource": msgspec.Raw(one.body)} for one in resources
            ],
        }
    )


OPERATIONS = (Operation("document", DEFINITION, ("Composition",), ("type", "instance"), WORDS),)
ROUTES = [
    Route(f"/fhir/Composition/{place}$document", door(document), methods=["GET", "POST"]) for place in ("", "{id}/")
]
