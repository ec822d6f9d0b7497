"""What does a notification say?

Promise: the Bundle of a handshake, a heartbeat, some events or a status, in the form of the backport for R4: its first
entry is a Parameters with the status. Resources go in as the bytes that were stored. Pure. Must not know: channels.
Source: Subscriptions R5 Backport 1.1, backport-subscription-notification-r4 and backport-subscription-status-r4.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from medcluster.fhir import xml
from medcluster.record.subscriptions.definition import XML_TYPES

STATUS_PROFILE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4"
NOTIFICATION_PROFILE = (
    "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-notification-r4"
)
HANDSHAKE, HEARTBEAT, EVENTS = "handshake", "heartbeat", "event-notification"
QUERY_STATUS, QUERY_EVENT = "query-status", "query-event"
_METHODS = {"create": ("POST", "201"), "update": ("PUT", "200"), "delete": ("DELETE", "204")}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is told: nothing of it where the subscriber may not see it (any more); no body of a deletion."""

    number: int
    at: datetime
    operation: str = ""
    reference: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription as its notifications name it; `base` is the address of the FHIR service."""

    id: str
    topic: str
    status: str
    events: int
    content: str
    base: str
    errors: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """Where the Subscription is."""
        return f"{self.base}/Subscription/{self.id}"


def status(standing: Standing, kind: str, told: Sequence[Told] = ()) -> dict[str, object]:
    """The Parameters that say how a subscription stands."""
    parameters: list[dict[str, object]] = [
        {"name": "subscription", "valueReference": {"reference": standing.reference}},
    ]
    if standing.content != "empty":
        parameters.append({"name": "topic", "valueCanonical": standing.topic})
    parameters += [
        {"name": "status", "valueCode": standing.status},
        {"name": "type", "valueCode": kind},
        {"name": "events-since-subscription-start", "valueString": str(standing.events)},
    ]
    parameters += [_event(standing, one) for one in told]
    parameters += [{"name": "error", "valueCodeableConcept": {"text": text}} for text in standing.errors]
    return {"resourceType": "Parameters", "meta": {"profile": [STATUS_PROFILE]}, "parameter": parameters}


def _event(standing: Standing, one: Told) -> dict[str, object]:
    parts: list[dict[str, object]] = [
        {"name": "event-number", "valueString": str(one.number)},
        {"name": "timestamp", "valueInstant": _instant(one.at)},
    ]
    if one.reference and standing.content != "empty":
        parts.append({"name": "focus", "valueReference": {"reference": f"{standing.base}/{one.reference}"}})
    return {"name": "notification-event", "part": parts}


def bundle(standing: Standing, kind: str, now: datetime, told: Sequence[Told] = ()) -> bytes:
    """The notification, as FHIR JSON."""
    name = uuid.uuid4()
    entries: list[dict[str, object]] = [
        {
            "fullUrl": f"urn:uuid:{name}",
            "resource": {**status(standing, kind, told), "id": str(name)},
            "request": {"method": "GET", "url": f"{standing.reference}/$status"},
            "response": {"status": "200"},
        }
    ]
    if standing.content == "full-resource":
        entries += [_entry(standing, one) for one in told if one.reference]
    return msgspec.json.encode(
        {
            "resourceType": "Bundle",
            "id": str(uuid.uuid4()),
            "meta": {"profile": [NOTIFICATION_PROFILE]},
            "type": "history",
            "timestamp": _instant(now),
            "entry": entries,
        }
    )


def _entry(standing: Standing, one: Told) -> dict[str, object]:
    method, code = _METHODS[one.operation]
    url = one.reference.partition("/")[0] if method == "POST" else one.reference
    found: dict[str, object] = {"fullUrl": f"{standing.base}/{one.reference}"}
    if one.body:
        found["resource"] = msgspec.Raw(one.body)
    return {**found, "request": {"method": method, "url": url}, "response": {"status": code}}


def written(body: bytes, payload: str) -> bytes:
    """A notification in the format of the subscription."""
    return xml.from_json(body) if payload in XML_TYPES else body


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
