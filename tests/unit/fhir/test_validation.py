"""`check` finds something exactly when `decode` refuses, and tells all of it with places."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from medcluster.fhir import types, validation
from medcluster.foundation import Issue, Refusal

GOOD: dict[str, Any] = {
    "resourceType": "Observation",
    "id": "o1",
    "meta": {"lastUpdated": "2024-03-01T10:00:00.5+01:00", "profile": ["http://example.org/p"]},
    "text": {"status": "generated", "div": "<div>x</div>"},
    "extension": [{"url": "http://example.org/e", "valuePositiveInt": 3}],
    "status": "final",
    "category": [{"coding": [{"system": "http://example.org/c", "code": "vital-signs", "userSelected": True}]}],
    "code": {"text": "Weight"},
    "subject": {"reference": "Patient/p1"},
    "effectivePeriod": {"start": "2024-03", "end": "2024-03-05T10:00:00Z"},
    "valueQuantity": {"value": 72, "unit": "kg"},
    "component": [{"code": {"text": "x"}, "valueString": "y", "_valueString": {"id": "z"}}],
    "contained": [{"resourceType": "Patient", "name": [{"given": ["A", None], "_given": [None, {"id": "g"}]}]}],
}
ODD = [None, "", " ", "x", 0, -1, 2**40, 1.5, True, [], {}, [None], [{}], {"x": 1}, ["x"], [[1]], "2023-02-30"]
KEYS = [
    "status",
    "_status",
    "valueString",
    "code",
    "given",
    "_given",
    "nope",
    "resourceType",
    "id",
    "component",
    "text",
]


def refused(data: str) -> tuple[Issue, ...]:
    try:
        types.decode(data)
    except Refusal as refusal:
        return refusal.issues
    return ()


def test_every_finding_is_told() -> None:
    data = b"""{"resourceType":"Patient","name":[{"familyx":2}],"gender":"m","birthDate":"1.2.1950","active":"yes",
        "link":[{"type":"seealso"}],"telecom":{"value":"1"}}"""
    found = {(issue.where, issue.code) for issue in validation.check(data)}
    assert found == {
        ("Patient.name[0].familyx", "structure"),
        ("Patient.gender", "code-invalid"),
        ("Patient.birthDate", "value"),
        ("Patient.active", "value"),
        ("Patient.link[0].other", "required"),
        ("Patient.telecom", "structure"),
    }


def test_findings_become_an_outcome() -> None:
    outcome = validation.outcome(validation.check(b'{"resourceType":"Patient","gender":"m"}'))
    assert outcome.issue[0].expression == ("Patient.gender",)
    assert outcome.issue[0].code == "code-invalid"
    assert types.decode(types.encode(outcome)) == outcome
    assert validation.outcome(()).issue[0].severity == "information"


def test_findings_never_repeat_what_may_be_about_a_patient() -> None:
    data = b'{"resourceType":"Patient","birthDate":"Petrova","name":[{"family":["Petrova"]}],"photo":"Petrova"}'
    assert "Petrova" not in str(validation.check(data))


def test_a_flood_of_findings_is_cut() -> None:
    data = json.dumps({"resourceType": "Patient", "name": [{"family": 1}] * 2000}).encode()
    assert len(validation.check(data)) == 501


def test_the_good_one_is_good() -> None:
    assert validation.check(json.dumps(GOOD).encode()) == ()
    assert refused(json.dumps(GOOD)) == ()


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a document."""
    found: list[tuple[Any, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found.append((value, key))
        found += spots(inner)
    return found


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_quick_look_and_the_slow_look_agree(data: st.DataObject) -> None:
    document = json.loads(json.dumps(GOOD))
    for _ in range(data.draw(st.integers(1, 2))):
        container, key = data.draw(st.sampled_from(spots(document)))
        what = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if what == "replace":
            container[key] = deepcopy(data.draw(st.sampled_from(ODD)))
        elif what == "remove":
            del container[key]
        elif isinstance(container, dict):
            container[data.draw(st.sampled_from(KEYS))] = deepcopy(data.draw(st.sampled_from(ODD)))
    text = json.dumps(document)
    found = validation.check(text.encode())
    assert refused(text) == found
    if not found:
        assert json.loads(types.encode(types.decode(text))) == document
