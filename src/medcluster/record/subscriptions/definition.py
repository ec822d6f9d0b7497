"""What does a Subscription ask for?

Promise: a Subscription of the backport profile becomes a `Definition`, or every finding about it is refused at once,
before it is stored. Pure. Must not know: whether its address may be reached, who wrote it. Source: Subscriptions R5
Backport 1.1, StructureDefinition-backport-subscription; R4 subscription.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record.subscriptions.matching import Filter, read_filter
from medcluster.record.subscriptions.topics import Topic, topics

PROFILE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-"
CONTENTS = ("empty", "id-only", "full-resource")
REST_HOOK, WEBSOCKET, EMAIL = "rest-hook", "websocket", "email"
JSON_TYPES, XML_TYPES = ("application/fhir+json", "application/json"), ("application/fhir+xml", "application/xml")
PLAIN = "text/plain"
_PAYLOADS = {
    REST_HOOK: (*JSON_TYPES, *XML_TYPES),
    WEBSOCKET: (*JSON_TYPES, *XML_TYPES),
    EMAIL: (PLAIN, *(f"{PLAIN};attach={one}" for one in (*JSON_TYPES, *XML_TYPES))),
}
LEAST_HEARTBEAT, LARGEST_HEARTBEAT = 5, 7 * 86400
USUAL_TIMEOUT, LARGEST_TIMEOUT = 10, 60
USUAL_COUNT, LARGEST_COUNT = 20, 200
MOST_HEADERS, LONGEST_HEADER, MOST_FILTERS = 20, 4096, 20
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([\x21-\x7e][\x20-\x7e\t]*)")
_OURS = frozenset(  # headers that are the connection's or our own
    (
        *("host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "te"),
        *("trailer", "upgrade", "expect", "keep-alive", "proxy-authorization", "proxy-connection"),
        *("webhook-id", "webhook-timestamp", "webhook-signature"),
    )
)
_MAIL = re.compile(r"mailto:([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}))")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a subscription asks for; `heartbeat` 0 is none. Headers may be keys: they are not printed."""

    topic: Topic
    filters: tuple[Filter, ...]
    channel: str
    endpoint: str
    payload: str
    content: str
    headers: tuple[tuple[str, str], ...]
    heartbeat: int
    timeout: int
    most: int
    end: datetime | None

    def __repr__(self) -> str:
        return f"Definition({self.topic.url!r}, {self.channel!r})"


def read(resource: types.Subscription) -> Definition:
    """The definition; Refusal INVALID with every finding otherwise."""
    reader = _Reader(resource)
    topic, filters = reader.topic()
    channel = resource.channel
    found = Definition(
        topic=topic,
        filters=filters,
        channel=reader.channel(),
        endpoint=reader.endpoint(),
        payload=reader.payload(),
        content=reader.content(),
        headers=reader.headers(),
        heartbeat=reader.number(channel.extension, "heartbeat-period", 0, LEAST_HEARTBEAT, LARGEST_HEARTBEAT),
        timeout=reader.number(channel.extension, "timeout", USUAL_TIMEOUT, 1, LARGEST_TIMEOUT),
        most=reader.number(channel.extension, "max-count", USUAL_COUNT, 1, LARGEST_COUNT),
        end=reader.end(),
    )
    if reader.findings:
        raise Refusal(
            Kind.INVALID,
            reader.findings[0].text,
            hint="Topics and their filters: GET /fhir/Subscription/$topics.",
            issues=tuple(reader.findings),
        )
    return found


def check_written(resource: types.Subscription) -> None:
    """Refuse a Subscription that a subscriber may not write: its status is the server's matter beyond the two."""
    if resource.status not in ("requested", "off"):
        text = f"The status {resource.status} is given by the server."
        raise Refusal(
            Kind.INVALID,
            text,
            hint="Write requested to start, or to start again, and off to stop.",
            issues=(Issue(text, "Subscription.status"),),
        )
    read(resource)


class _Reader:
    """Reads the parts and collects what is wrong with them."""

    def __init__(self, resource: types.Subscription) -> None:
        self._resource = resource
        self._channel = resource.channel
        self.findings: list[Issue] = []

    def _wrong(self, text: str, where: str) -> None:
        self.findings.append(Issue(text, f"Subscription.{where}"))

    def topic(self) -> tuple[Topic, tuple[Filter, ...]]:
        """The topic and the filters on it."""
        url = self._resource.criteria or ""
        topic = topics().get(url)
        if topic is None:
            self._wrong(f"There is no topic {url[:120]!r}: criteria is the canonical URL of a topic.", "criteria")
            return Topic(url, "", "", ()), ()
        extensions = self._resource.criteria_ext.extension if self._resource.criteria_ext else ()
        texts = [one.valueString or "" for one in extensions if one.url == f"{PROFILE}filter-criteria"]
        if len(texts) > MOST_FILTERS:
            self._wrong(f"More than {MOST_FILTERS} filters are not taken.", "criteria.extension")
        filters: list[Filter] = []
        for text in texts[:MOST_FILTERS]:
            try:
                filters.append(read_filter(topic, text))
            except Refusal as refusal:
                hint = f" {refusal.hint}" if refusal.hint else ""
                self._wrong(refusal.text + hint, "criteria.extension")
        return topic, tuple(filters)

    def channel(self) -> str:
        """rest-hook, websocket or email."""
        extensions = self._channel.type_ext.extension if self._channel.type_ext else ()
        if any(one.url == f"{PROFILE}channel-type" for one in extensions):
            self._wrong("Channels of other kinds than those of R4 are not offered.", "channel.type")
        kind = str(self._channel.type)
        if kind not in _PAYLOADS:
            self._wrong(f"The channel {kind} is not offered: {', '.join(_PAYLOADS)} are.", "channel.type")
        return kind

    def endpoint(self) -> str:
        """Where to; nothing for a websocket."""
        kind, endpoint = str(self._channel.type), self._channel.endpoint or ""
        if kind == REST_HOOK and not _is_address(endpoint):
            self._wrong("A rest-hook needs an address of HTTPS, without user and fragment.", "channel.endpoint")
        if kind == EMAIL and not _MAIL.fullmatch(endpoint):
            self._wrong("An email needs an address such as mailto:ward@hospital.example.", "channel.endpoint")
        if kind == WEBSOCKET and endpoint:
            self._wrong("A websocket has no endpoint: the client connects to the server.", "channel.endpoint")
        return endpoint

    def payload(self) -> str:
        """The media type; FHIR JSON where the profile lets it away."""
        kind = str(self._channel.type)
        known = _PAYLOADS.get(kind, JSON_TYPES)
        payload = (self._channel.payload or "").replace(" ", "") or known[0]
        if payload not in known:
            self._wrong(f"The payload {payload[:80]} is not written: {', '.join(known)} are.", "channel.payload")
        return payload

    def content(self) -> str:
        """How much of a resource is sent."""
        extensions = self._channel.payload_ext.extension if self._channel.payload_ext else ()
        codes = [one.valueCode or "" for one in extensions if one.url == f"{PROFILE}payload-content"]
        if len(codes) != 1 or codes[0] not in CONTENTS:
            self._wrong(
                f"The payload needs the extension payload-content with {', '.join(CONTENTS)}.", "channel.payload"
            )
            return "empty"
        if str(self._channel.type) == EMAIL and codes[0] == "full-resource":
            self._wrong("Mail is not sealed: nothing of a resource but its id is mailed.", "channel.payload")
        return codes[0]

    def headers(self) -> tuple[tuple[str, str], ...]:
        """What goes along with each request."""
        texts = [one or "" for one in self._channel.header]
        if texts and str(self._channel.type) != REST_HOOK:
            self._wrong("Headers go with a rest-hook alone.", "channel.header")
        if len(texts) > MOST_HEADERS:
            self._wrong(f"More than {MOST_HEADERS} headers are not taken.", "channel.header")
        found: list[tuple[str, str]] = []
        for place, text in enumerate(texts[:MOST_HEADERS]):
            match = _HEADER.fullmatch(text)
            if match is None or len(text) > LONGEST_HEADER:
                self._wrong("A header is written Name: value.", f"channel.header[{place}]")
            elif match[1].lower() in _OURS:
                self._wrong(f"The header {match[1]} is ours to set.", f"channel.header[{place}]")
            else:
                found.append((match[1], match[2].strip()))
        return tuple(found)

    def number(self, extensions: Iterable[types.Extension], name: str, usual: int, least: int, largest: int) -> int:
        """The whole number of an extension."""
        found = [one for one in extensions if one.url == PROFILE + name]
        if not found:
            return usual
        values = [one.valueUnsignedInt if one.valueUnsignedInt is not None else one.valuePositiveInt for one in found]
        value = values[0]
        if len(values) != 1 or value is None or not least <= value <= largest:
            self._wrong(f"{name} is one whole number from {least} to {largest}.", "channel.extension")
            return usual
        return int(value)

    def end(self) -> datetime | None:
        """When to stop."""
        return datetime.fromisoformat(self._resource.end.replace("Z", "+00:00")) if self._resource.end else None


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if not endpoint.isascii() or any(one <= " " or one == "\\" for one in endpoint) or port == 0:
        return False
    return (
        parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc and "#" not in endpoint
    )
