"""A filter asks what a search asks, and a trigger fires once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.record.subscriptions import TOPIC, happened, met, read_filter, topics

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OBSERVATION = {
    "resourceType": "Observation",
    "status": "final",
    "identifier": [{"system": "urn:lab", "value": "7"}],
    "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
    "subject": {"reference": "Patient/1"},
    "performer": [{"identifier": {"system": "urn:staff", "value": "9"}}],
}


def _resource(**more: Any) -> types.Resource:
    return types.from_plain({**OBSERVATION, **more})


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("patient=Patient/1", True),
        ("patient=1", True),
        ("subject:Patient=1", True),
        ("patient=2", False),
        ("patient=2,1", True),
        ("code=718-7", True),
        ("code=http://loinc.org|718-7", True),
        ("code=http://loinc.org|", True),
        ("code=http://snomed.info/sct|718-7", False),
        ("code=|718-7", False),
        ("code:not=718-7", False),
        ("code:not=other", True),
        ("status=final&patient=1", True),
        ("status=final&patient=2", False),
        ("status=preliminary,final", True),
        ("encounter:missing=true", True),
        ("encounter:missing=false", False),
        ("patient:missing=false", True),
        ("performer:identifier=urn:staff|9", True),
        ("performer:identifier=urn:staff|8", False),
        ("identifier=urn:lab|7", True),
    ],
)
def test_a_filter_holds_as_a_search_would_find(query: str, holds: bool) -> None:
    topic = topics()[f"{TOPIC}results"]
    assert met([read_filter(topic, f"Observation?{query}")], _resource()) is holds


@pytest.mark.parametrize(
    ("query", "holds"),
    [("name=anna", True), ("name:exact=anna", False), ("name:exact=Anna", True), ("name:contains=nn", True)],
)
def test_strings_are_folded(query: str, holds: bool) -> None:
    topic = topics()[f"{TOPIC}change:Patient"]
    anna = types.from_plain({"resourceType": "Patient", "name": [{"given": ["Anna"]}]})
    assert met([read_filter(topic, f"Patient?{query}")], anna) is holds


def test_where_there_are_filters_other_types_meet_none() -> None:
    topic = topics()[f"{TOPIC}results"]
    of_observations = read_filter(topic, "Observation?status=final")
    report = types.from_plain(
        {"resourceType": "DiagnosticReport", "status": "final", "code": {"text": "Blood"}},
    )
    assert met([], report) and not met([of_observations], report)
    assert met([of_observations, read_filter(topic, "DiagnosticReport?status=final")], report)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Observation", "Observation?", "Patient?_id=1", "Observation?date=2026", "Observation?code:in=x"),
        *("?code=1", "Observation?_count=1", "Observation?code=1&_sort=date", "Observation?subject.name=A"),
        "Observation?_filter=status eq final or code eq x",
    ],
)
def test_what_cannot_be_a_filter_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_filter(topics()[f"{TOPIC}results"], text)


def _encounter(status: str) -> types.Resource:
    return types.from_plain({"resourceType": "Encounter", "status": status, "class": {"code": "AMB"}})


@pytest.mark.parametrize(
    ("topic", "before", "after", "fires"),
    [
        ("encounter-start", None, "in-progress", True),
        ("encounter-start", None, "planned", False),
        ("encounter-start", "planned", "arrived", True),
        ("encounter-start", "arrived", "in-progress", False),
        ("encounter-start", "in-progress", "finished", False),
        ("encounter-end", "in-progress", "finished", True),
        ("encounter-end", "finished", "finished", False),
        ("encounter-end", None, "finished", True),
    ],
)
def test_an_encounter_starts_and_ends_once(topic: str, before: str | None, after: str, fires: bool) -> None:
    previous = _encounter(before) if before else None
    operation = "update" if before else "create"
    assert happened(topics()[TOPIC + topic], operation, _encounter(after), previous, NOW) is fires


def test_deletions_are_of_the_topics_that_say_so() -> None:
    gone = _resource()
    assert happened(topics()[f"{TOPIC}change:Observation"], "delete", None, gone, NOW)
    assert not happened(topics()[f"{TOPIC}results"], "delete", None, gone, NOW)


@pytest.mark.parametrize("url", sorted(topics()))
def test_the_conditions_of_topics_are_sound(url: str) -> None:
    from medcluster.fhir import path

    topic = topics()[url]
    for trigger in topic.triggers:
        for name in trigger.types:
            if trigger.criteria:
                path.compile(trigger.criteria).check(name, {"current": name, "previous": name})
            assert topic.filters_of(name)
