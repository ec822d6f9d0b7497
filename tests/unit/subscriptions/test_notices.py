"""A notification is FHIR, in both formats, and keeps the digits of what was stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from medcluster.fhir import types, xml
from medcluster.record import subscriptions as room

NOW = datetime(2026, 3, 1, 10, 0, 0, 123_456, UTC)
BODY = (
    b'{"resourceType":"Observation","id":"1","status":"final","code":{"text":"Hb"},'
    b'"valueQuantity":{"value":72.50,"unit":"g/L"}}'
)
TOLD = [
    room.Told(7, NOW, "create", "Observation/1", BODY),
    room.Told(8, NOW, "delete", "Observation/2"),
    room.Told(9, NOW),
]


def _standing(content: str) -> room.Standing:
    return room.Standing("s", f"{room.TOPIC}results", "active", 9, content, "https://cluster.example/fhir", ("why",))


@pytest.mark.parametrize("content", ["empty", "id-only", "full-resource"])
@pytest.mark.parametrize("kind", [room.HANDSHAKE, room.HEARTBEAT, room.EVENTS])
def test_it_can_be_read_as_fhir_json_and_xml(content: str, kind: str) -> None:
    body = room.bundle(_standing(content), kind, NOW, TOLD if kind == room.EVENTS else [])
    for read in (types.decode(body), xml.decode(room.written(body, "application/fhir+xml"))):
        assert isinstance(read, types.Bundle) and read.type == "history"
        assert read.timestamp == "2026-03-01T10:00:00.123Z"
        first = read.entry[0].resource
        assert isinstance(first, types.Parameters)
        assert first.parameter[0].valueReference is not None
        assert first.parameter[0].valueReference.reference == "https://cluster.example/fhir/Subscription/s"


def test_how_much_is_told_is_what_was_asked_for() -> None:
    empty = room.bundle(_standing("empty"), room.EVENTS, NOW, [room.Told(7, NOW)])
    ids, whole = (room.bundle(_standing(one), room.EVENTS, NOW, TOLD) for one in ("id-only", "full-resource"))
    assert b"Observation" not in empty and b"topic" not in empty and b'"7"' in empty
    assert b"https://cluster.example/fhir/Observation/1" in ids and b"valueQuantity" not in ids
    assert BODY in whole and b"72.50" in room.written(whole, "application/fhir+xml")
    assert b'"method":"DELETE","url":"Observation/2"' in whole


def test_a_topic_is_a_basic_resource() -> None:
    for topic in room.topics().values():
        read = types.from_plain(room.as_basic(topic))
        assert isinstance(read, types.Basic) and read.extension[0].valueUri == topic.url
