"""Operations on versions and labels: `$meta`, `$meta-add`, `$meta-delete`, `$diff`, `$purge-history`.

Promise: translates to the record's front door; decides nothing. A change of labels is a new version, so that the
history says who labelled what. Source: FHIR R4 resource-operation-meta*.html; `$diff` answers a FHIRPath Patch
(fhirpatch.html); `$purge-history` has no OperationDefinition of its own in R4.
"""

from __future__ import annotations

import re

from msgspec.structs import replace
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.door import Visit, door, packed
from medcluster.api.inputs import inputs_of
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.resources import etag_of, id_of, if_match_of, resource_of, type_of
from medcluster.fhir import types
from medcluster.fhir.patch import difference
from medcluster.foundation import Kind, Refusal

_VERSION = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/([0-9]{1,9}))?")


async def meta(visit: Visit) -> Response:
    """GET or POST [type]/[id]/$meta, also of a version"""
    await inputs_of(visit, ())
    return _labels(visit, await _read(visit, visit.request.path_params.get("version")))


async def meta_of_many(visit: Visit) -> Response:
    """GET or POST $meta and [type]/$meta: what is in use"""
    await inputs_of(visit, ())
    name = type_of(visit.request) if "type" in visit.request.path_params else ""
    return packed(visit.request, Response(_told(await record.labels_used(visit.handle, name)), media_type=FHIR_JSON))


async def meta_add(visit: Visit) -> Response:
    """POST [type]/[id]/$meta-add"""
    name, resource_id, sent = type_of(visit.request), id_of(visit.request), await _meta_of(visit)
    stored = await visit.handle.add_labels(name, resource_id, sent, if_match=if_match_of(visit.request))
    return _labels(visit, stored)


async def meta_delete(visit: Visit) -> Response:
    """POST [type]/[id]/$meta-delete"""
    name, resource_id, sent = type_of(visit.request), id_of(visit.request), await _meta_of(visit)
    stored = await visit.handle.remove_labels(name, resource_id, sent, if_match=if_match_of(visit.request))
    return _labels(visit, stored)


async def _meta_of(visit: Visit) -> types.Meta:
    sent = await resource_of(visit)
    found = [one for one in sent.parameter if one.name == "meta"] if isinstance(sent, types.Parameters) else []
    if len(found) != 1 or found[0].valueMeta is None:
        raise Refusal(Kind.MALFORMED, "Send Parameters with one parameter meta that holds a Meta.")
    return found[0].valueMeta


def _labels(visit: Visit, stored: record.Stored) -> Response:
    body = _told(record.labels_of(stored.resource))
    return packed(visit.request, Response(body, headers={"ETag": etag_of(stored)}, media_type=FHIR_JSON))


def _told(labels: types.Meta) -> bytes:
    if labels == types.Meta():  # no labels: an empty object says nothing in FHIR
        return types.encode(types.Parameters())
    return types.encode(types.Parameters(parameter=(types.ParametersParameter(name="return", valueMeta=labels),)))


async def diff(visit: Visit) -> Response:
    """GET or POST [type]/[id]/$diff, from a version to another, else from the one before to the current one"""
    inputs = await inputs_of(visit, ("fromVersion", "toVersion", "includeMeta"))
    wanted = {name: inputs.whole(name, default=0, largest=2**31 - 1) for name in ("fromVersion", "toVersion")}
    after = await _read(visit, str(wanted["toVersion"]) if wanted["toVersion"] else None)
    before = wanted["fromVersion"] or after.version - 1
    if not before:
        raise Refusal(Kind.NOT_FOUND, "There is no version before the first.", hint="Say which with fromVersion.")
    return _difference(visit, await _read(visit, str(before)), after, meta=inputs.flag("includeMeta"))


async def diff_any(visit: Visit) -> Response:
    """GET or POST $diff of two resources of one type, or of two versions"""
    inputs = await inputs_of(visit, ("from", "to", "includeMeta"))
    named = [_named(inputs.one(name), name) for name in ("from", "to")]
    before, after = [await _of(visit, *one) for one in named]
    return _difference(visit, before, after, meta=inputs.flag("includeMeta"))


def _named(text: str, name: str) -> tuple[str, str, str | None]:
    address = _VERSION.fullmatch(text)
    if address is None or address[1] not in types.RESOURCE_TYPES:
        hint = "Patient/1 or Patient/1/_history/2"
        raise Refusal(Kind.MALFORMED, f"{name} names no resource and no version.", hint=hint)
    return address[1], address[2], address[3]


async def _of(visit: Visit, name: str, resource_id: str, version: str | None) -> record.Stored:
    if version is not None:
        return await visit.handle.vread(name, resource_id, int(version))
    return await visit.handle.read(name, resource_id)


async def _read(visit: Visit, version: str | None) -> record.Stored:
    name, resource_id = type_of(visit.request), id_of(visit.request)
    if version is not None and not re.fullmatch("[0-9]{1,9}", version):
        raise Refusal(Kind.NOT_FOUND, "There is no such version.")
    return await _of(visit, name, resource_id, version)


def _difference(visit: Visit, before: record.Stored, after: record.Stored, *, meta: bool) -> Response:
    if before.type != after.type:
        raise Refusal(Kind.MALFORMED, "Only resources of one type can be compared.")
    one, other = (_bare(stored.resource, meta=meta) for stored in (before, after))
    return packed(visit.request, Response(types.encode(difference(one, other)), media_type=FHIR_JSON))


def _bare(resource: types.Resource, *, meta: bool) -> types.Resource:
    """Without the id, and without what the server says about the version, or any meta."""
    said = resource.meta if meta else None
    kept = replace(said, versionId=None, lastUpdated=None) if said else None
    return replace(resource, id=None, meta=kept if kept != types.Meta() else None)


async def purge_history(visit: Visit) -> Response:
    """POST [type]/[id]/$purge-history, by an administrator of the participant that answers for it"""
    await inputs_of(visit, ())
    name, resource_id = type_of(visit.request), id_of(visit.request)
    count = await visit.handle.purge_history(name, resource_id)
    told = types.ParametersParameter(name="purged", valueInteger=count)
    return Response(types.encode(types.Parameters(parameter=(told,))), media_type=FHIR_JSON)


_R4 = "http://hl7.org/fhir/OperationDefinition/Resource-"
_OURS = "urn:medcluster:operation:"
OPERATIONS = (
    Operation(
        "meta",
        f"{_R4}meta",
        (),
        ("system", "type", "instance"),
        "Profiles, tags and security labels of a resource or of a version; of a type and of the system those in use "
        f"where the caller may see them, at most {record.MOST_LABELS}; of labels with one code in several systems, "
        f"those of the newest {record.LABELS_LOOKED_THROUGH} resources with it.",
    ),
    Operation("meta-add", f"{_R4}meta-add", (), ("instance",), "Adds labels: a new version, unless all are there."),
    Operation("meta-delete", f"{_R4}meta-delete", (), ("instance",), "Takes labels away: a new version."),
    Operation(
        "diff",
        f"{_OURS}diff",
        (),
        ("system", "instance"),
        "A FHIRPath Patch from one version to another. Parameters: fromVersion, toVersion (else the last two), or from "
        "and to at the system; includeMeta.",
    ),
    Operation(
        "purge-history",
        f"{_OURS}purge-history",
        (),
        ("instance",),
        "Administrators alone: takes the superseded versions of a resource away for good. The audit keeps the fact.",
    ),
)
_AT = "/fhir/{type}/{id}"
ROUTES = [
    Route("/fhir/$meta", door(meta_of_many), methods=["GET", "POST"]),
    Route("/fhir/{type}/$meta", door(meta_of_many), methods=["GET", "POST"]),
    Route(f"{_AT}/$meta", door(meta), methods=["GET", "POST"]),
    Route(f"{_AT}/_history/{{version}}/$meta", door(meta), methods=["GET", "POST"]),
    Route(f"{_AT}/$meta-add", door(meta_add), methods=["POST"]),
    Route(f"{_AT}/$meta-delete", door(meta_delete), methods=["POST"]),
    Route("/fhir/$diff", door(diff_any), methods=["GET", "POST"]),
    Route(f"{_AT}/$diff", door(diff), methods=["GET", "POST"]),
    Route(f"{_AT}/$purge-history", door(purge_history), methods=["POST"]),
]
