"""`$validate`: is this resource right, and might it be written here?

Promise: answers an OperationOutcome with every finding, 200 whatever was found, as R4 says; the resource may come alone
or in Parameters, with `mode` and `profile`. Nothing is stored. Must not know: how a resource is judged. Source: FHIR R4
resource-operation-validate.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster import record
from medcluster.api.coded import Given
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.formats import JSON_TYPES
from medcluster.api.inputs import LOOKS, wrong
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON, UNSUPPORTED_MEDIA_TYPE, WrongMedia, outcome_of
from medcluster.api.resources import id_of, media_of, type_of
from medcluster.fhir import types, validation
from medcluster.foundation import Issue, Kind, Refusal

MODES = ("create", "update", "delete", "profile")
_KNOWN = ("resource", "mode", "profile")


class _Part(msgspec.Struct):
    """A parameter of the call; the resource as it came, so that what cannot be decoded is explained too."""

    name: str
    resource: msgspec.Raw = msgspec.Raw(b"")
    valueCode: str | None = None  # FHIR's names
    valueString: str | None = None
    valueUri: str | None = None
    valueUrl: str | None = None
    valueCanonical: str | None = None


class _Call(msgspec.Struct):
    """A document, read as the operation's Parameters."""

    resourceType: str
    parameter: list[_Part] = []


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be validated."""

    body: bytes
    mode: str
    profiles: tuple[str, ...]


async def validate(visit: Visit) -> Response:
    """POST [type]/$validate, and GET or POST [type]/[id]/$validate"""
    asked = await _asked(visit)
    name = type_of(visit.request)
    resource_id = id_of(visit.request) if "id" in visit.request.path_params else ""
    if asked.mode == "delete":
        return _told(visit, await _of_deletion(visit, name, resource_id))
    if not asked.body:
        asked = await _stored(visit, name, resource_id, asked)
    try:
        resource = types.decode(asked.body)
    except Refusal as refusal:
        return packed(visit.request, Response(msgspec.json.encode(outcome_of(refusal)), media_type=FHIR_JSON))
    issues = [*_of_place(resource, name, resource_id, asked.mode), *validation.required_codes(resource)]
    found = await record.judged(visit.handle, types.to_plain(resource), profiles=asked.profiles)
    told = {(one.where, one.code) for one in found}
    return _told(visit, (*(one for one in issues if (one.where, one.code) not in told), *found))


def _told(visit: Visit, issues: tuple[Issue, ...]) -> Response:
    """The findings, errors first."""
    order = ("fatal", "error", "warning", "information")
    ordered = sorted(issues, key=lambda one: order.index(one.severity) if one.severity in order else len(order))
    body = types.encode(validation.outcome(ordered))
    return packed(visit.request, Response(body, media_type=FHIR_JSON))


async def _asked(visit: Visit) -> _Asked:
    request = visit.request
    sent = media_of(request)
    if sent and sent not in JSON_TYPES:
        raise WrongMedia(UNSUPPORTED_MEDIA_TYPE, f"Content-Type {sent} is not read here.", hint="Send JSON or XML.")
    body = await body_of(request) if request.method == "POST" else b""
    values: dict[str, list[Any]] = {}
    for name, value in request.query_params.multi_items():
        if name not in LOOKS:
            values.setdefault(name, []).append(value)
    call = _call_of(body, str(request.path_params["type"]))
    if call is not None:
        body = _of_call(call, values)
    for name in values:
        if name not in _KNOWN:
            raise wrong(name[:40], f"$validate has no parameter {name[:40]!r}.", f"There are {', '.join(_KNOWN)}.")
    given = Given(values)
    mode = given.text("mode")
    if mode and mode not in MODES:
        raise wrong("mode", f"mode={mode[:40]} is none of {', '.join(MODES)}.")
    profiles = tuple(one for one in given.texts("profile") if one)
    if mode == "profile" and not profiles:
        raise wrong("profile", "The mode profile needs a profile.")
    return _Asked(body, mode, profiles)


def _call_of(body: bytes, name: str) -> _Call | None:
    """The operation's Parameters; one that is itself to be validated comes bare, or in them."""
    try:
        found = msgspec.json.decode(body, type=_Call)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if found.resourceType != "Parameters":
        return None
    return found if name != "Parameters" or any(one.name == "resource" for one in found.parameter) else None


def _of_call(call: _Call, values: dict[str, list[Any]]) -> bytes:
    body = b""
    for one in call.parameter:
        if one.name == "resource":
            if body or not bytes(one.resource):
                raise wrong("resource", "resource is one resource.")
            body = bytes(one.resource)
            continue
        texts = (one.valueCode, one.valueString, one.valueUri, one.valueUrl, one.valueCanonical)
        held = [text for text in texts if text is not None]
        if len(held) != 1:
            raise wrong(one.name[:40], f"The parameter {one.name[:40]!r} has one text.")
        values.setdefault(one.name, []).append(held[0])
    return body


async def _stored(visit: Visit, name: str, resource_id: str, asked: _Asked) -> _Asked:
    if not resource_id:
        raise Refusal(Kind.MALFORMED, "There is no resource to validate.", hint="Send it, alone or in Parameters.")
    found = await visit.handle.read(name, resource_id)
    return _Asked(found.body, asked.mode, asked.profiles)


def _of_place(resource: types.Resource, name: str, resource_id: str, mode: str) -> list[Issue]:
    """What is wrong with sending this resource to this place."""
    found = types.type_name(resource)
    if found != name:
        return [Issue(f"the resource is a {found}, the address says {name}", found, "invalid")]
    if mode == "update" and not resource.id:
        return [Issue("an update needs the id of the resource in it", f"{name}.id", "required")]
    if resource_id and resource.id and resource.id != resource_id:
        return [Issue("the id of the resource and the address differ", f"{name}.id", "value")]
    return []


async def _of_deletion(visit: Visit, name: str, resource_id: str) -> tuple[Issue, ...]:
    if not resource_id:
        raise Refusal(Kind.MALFORMED, "The mode delete needs an id in the address.", hint="POST [type]/[id]/$validate")
    await visit.handle.read(name, resource_id)
    if visit.handle.caller.allows(record.Action.DELETE, name):
        return ()
    return (Issue(f"{name} resources may not be deleted by this role", name, "forbidden"),)


OPERATIONS = (
    Operation(
        "validate",
        "http://hl7.org/fhir/OperationDefinition/Resource-validate",
        documentation=(
            "Constraints, bindings, profiles (meta.profile and the parameter profile), slices and extensions, by R4, "
            "by loaded packages and by what is stored here. Modes: create, update, delete, profile."
        ),
    ),
)
ROUTES = [
    Route("/fhir/{type}/$validate", door(validate), methods=["POST"]),
    Route("/fhir/{type}/{id}/$validate", door(validate), methods=["GET", "POST"]),
]
