"""Subscriptions over HTTP: `$status`, `$events`, `$get-ws-binding-token`, `$topics`, `$signing-secret`.

Promise: translates to `record.subscriptions`; decides nothing. A Subscription that the caller does not see has no
status, no events and no token. What is said in the CapabilityStatement about topics is `described`.
Source: Subscriptions R5 Backport 1.1, its OperationDefinitions and the extension capabilitystatement-subscriptiontopic.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from medcluster.api.door import Visit, door, packed
from medcluster.api.inputs import Inputs, inputs_of, wrong
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.api.resources import id_of
from medcluster.foundation import Kind, Refusal
from medcluster.record import subscriptions as room

SOCKET = "/fhir/websocket"
CONTENTS = ("empty", "id-only", "full-resource")
STATUSES = ("requested", "active", "error", "off")
MOST_BOUND = 100
_NUMBER = re.compile("[0-9]{1,18}")


def standing_of(one: room.Subscriber, base: str, content: str = "") -> room.Standing:
    """How a subscription is named in what is told of it."""
    definition = one.definition
    return room.Standing(
        one.id,
        definition.topic.url,
        one.status,
        one.events,
        content or definition.content,
        base,
        (one.reason,) if one.reason else (),
    )


async def status(visit: Visit) -> Response:
    """GET or POST Subscription/[id]/$status"""
    await inputs_of(visit, ())
    return _searchset(visit, [await _subscriber(visit, id_of(visit.request))])


async def status_of_all(visit: Visit) -> Response:
    """GET or POST Subscription/$status of those with an id, or in a status; else of all that are not off"""
    inputs = await inputs_of(visit, ("id", "status"))
    wanted, statuses = inputs.listed("id"), inputs.listed("status")
    if unknown := [one for one in statuses if one not in STATUSES]:
        raise wrong("status", f"{unknown[0][:40]!r} is no status.", f"There are {', '.join(STATUSES)}.")
    if wanted:
        found = [await _subscriber(visit, one.removeprefix("Subscription/")) for one in wanted[:MOST_BOUND]]
    else:
        await visit.handle.search("Subscription", (("_count", "0"),))  # the right to read them, and the audit
        found = await room.subscribers(visit.handle)
    return _searchset(visit, [one for one in found if not statuses or one.status in statuses])


def _searchset(visit: Visit, found: Sequence[room.Subscriber]) -> Response:
    entries = [
        {
            "fullUrl": f"{visit.base}/Subscription/{one.id}/$status",
            "resource": room.status(standing_of(one, visit.base), room.QUERY_STATUS),
            "search": {"mode": "match"},
        }
        for one in found
    ]
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(entries)}
    return _json(visit, {**bundle, "entry": entries} if entries else bundle)


async def events(visit: Visit) -> Response:
    """GET or POST Subscription/[id]/$events, from a number to another: what was told, or is to be"""
    inputs = await inputs_of(visit, ("eventsSinceNumber", "eventsUntilNumber", "content"))
    one = await _subscriber(visit, id_of(visit.request))
    content = inputs.one("content") or one.definition.content
    if content not in CONTENTS:
        raise wrong("content", f"{content[:40]!r} is no kind of content.", f"There are {', '.join(CONTENTS)}.")
    since, until = _number(inputs, "eventsSinceNumber", 1), _number(inputs, "eventsUntilNumber", one.events)
    found = await room.events(visit.handle, one.id, max(since, 1) - 1, until=until)
    told = await room.told_of(visit.handle, one.id, found, content)
    now = visit.platform.clock.now()
    body = room.bundle(standing_of(one, visit.base, content), room.QUERY_EVENT, now, told)
    return packed(visit.request, Response(body, media_type=FHIR_JSON))


def _number(inputs: Inputs, name: str, default: int) -> int:
    text = inputs.one(name)
    if text and not _NUMBER.fullmatch(text):
        raise wrong(name, f"{name}={text[:40]} is no number of an event.")
    return int(text) if text else default


async def binding_token(visit: Visit) -> Response:
    """GET or POST Subscription/[id]/$get-ws-binding-token"""
    await inputs_of(visit, ("id",))
    return await _token(visit, [id_of(visit.request)])


async def binding_token_of_several(visit: Visit) -> Response:
    """GET or POST Subscription/$get-ws-binding-token of those with an id, else of all on a websocket"""
    wanted = [one.removeprefix("Subscription/") for one in (await inputs_of(visit, ("id",))).listed("id")]
    if not wanted:
        await visit.handle.search("Subscription", (("_count", "0"),))
        wanted = [one.id for one in await room.subscribers(visit.handle) if one.channel == room.WEBSOCKET]
    if not wanted:
        raise Refusal(Kind.NOT_FOUND, "There is no subscription on a websocket.", hint="Create one, then ask again.")
    return await _token(visit, wanted[:MOST_BOUND])


async def _token(visit: Visit, wanted: Sequence[str]) -> Response:
    found = [await _subscriber(visit, one) for one in dict.fromkeys(wanted)]
    if other := [one for one in found if one.channel != room.WEBSOCKET]:
        raise Refusal(Kind.INVALID, f"Subscription/{other[0].id} is told by {other[0].channel}, not on a websocket.")
    token, expires = await room.bind(visit.handle, [one.id for one in found])
    address = visit.base.removesuffix("/fhir").replace("http", "ws", 1) + SOCKET
    parameters: list[dict[str, str]] = [
        {"name": "token", "valueString": token},
        {"name": "expiration", "valueDateTime": expires.isoformat(timespec="seconds")},
        *({"name": "subscription", "valueString": one.id} for one in found),
        {"name": "websocket-url", "valueUrl": address},
    ]
    return _json(visit, {"resourceType": "Parameters", "parameter": parameters})


async def signing_secret(visit: Visit) -> Response:
    """POST Subscription/[id]/$signing-secret: the key of the signatures; new=true makes another"""
    inputs = await inputs_of(visit, ("new",))
    one = await _subscriber(visit, id_of(visit.request))
    key = await room.signing_secret(visit.handle, one.id, new=inputs.flag("new"))
    written = "whsec_" + base64.b64encode(key).decode()
    told = {"resourceType": "Parameters", "parameter": [{"name": "secret", "valueString": written}]}
    return _json(visit, told)


async def topics(visit: Visit) -> Response:
    """GET Subscription/$topics: what can be subscribed to, each as a Basic resource; or one with its url"""
    url = (await inputs_of(visit, ("url",))).one("url")
    found = [one for one in room.topics().values() if url in ("", one.url)]
    entries = [{"resource": room.as_basic(one)} for one in found]
    bundle = {"resourceType": "Bundle", "type": "collection"}
    return _json(visit, {**bundle, "entry": entries} if entries else bundle)


async def _subscriber(visit: Visit, subscription: str) -> room.Subscriber:
    """One that the caller may read."""
    await visit.handle.read("Subscription", subscription)
    return await room.subscriber(visit.handle, subscription)


def _json(visit: Visit, told: object) -> Response:
    return packed(visit.request, Response(msgspec.json.encode(told), media_type=FHIR_JSON))


def described() -> dict[str, object]:
    """What the CapabilityStatement says of the type Subscription."""
    profile = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
    extension = [
        {"url": f"{profile}capabilitystatement-subscriptiontopic-canonical", "valueCanonical": url}
        for url in room.topics()
    ]
    return {"extension": extension, "supportedProfile": [f"{profile}backport-subscription"]}


def described_socket(base: str) -> dict[str, object]:
    """What it says of the server: where websockets are opened."""
    address = base.removesuffix("/fhir").replace("http", "ws", 1) + SOCKET
    return {"url": "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket", "valueUri": address}


_GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-"
_OURS = "urn:medcluster:operation:"
_ONLY = ("Subscription",)
OPERATIONS = (
    Operation(
        "status", f"{_GUIDE}status", _ONLY, ("type", "instance"), "How subscriptions stand. Parameters: id, status."
    ),
    Operation(
        "events",
        f"{_GUIDE}events",
        _ONLY,
        ("instance",),
        "Events again. Parameters: eventsSinceNumber, eventsUntilNumber, content.",
    ),
    Operation(
        "get-ws-binding-token",
        f"{_GUIDE}get-ws-binding-token",
        _ONLY,
        ("type", "instance"),
        "A token for `bind-with-token` on the websocket, good for five minutes. Parameter: id.",
    ),
    Operation("topics", f"{_OURS}topics", _ONLY, ("type",), "The topics, each as a Basic resource. Parameter: url."),
    Operation(
        "signing-secret",
        f"{_OURS}signing-secret",
        _ONLY,
        ("instance",),
        "The key with which what is posted to a rest-hook is signed; with new=true another one.",
    ),
)
_BOTH = ["GET", "POST"]
_AT = "/fhir/Subscription/{id}"
ROUTES = [
    Route("/fhir/Subscription/$topics", door(topics), methods=["GET"]),
    Route("/fhir/Subscription/$status", door(status_of_all), methods=_BOTH),
    Route("/fhir/Subscription/$get-ws-binding-token", door(binding_token_of_several), methods=_BOTH),
    Route(f"{_AT}/$status", door(status), methods=_BOTH),
    Route(f"{_AT}/$events", door(events), methods=_BOTH),
    Route(f"{_AT}/$get-ws-binding-token", door(binding_token), methods=_BOTH),
    Route(f"{_AT}/$signing-secret", door(signing_secret), methods=["POST"]),
]
