"""Parts of resources: what stays, what goes, and that the rest says so."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from medcluster.fhir import types, views
from medcluster.foundation import Refusal

OBSERVATION = b"""{"resourceType":"Observation","id":"1","meta":{"versionId":"3","tag":[{"code":"x"}]},
"text":{"status":"generated","div":"<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"},
"modifierExtension":[{"url":"urn:m","valueBoolean":true}],"status":"final",
"code":{"text":"weight"},"valueQuantity":{"value":72.50,"unit":"kg"},"note":[{"text":"n"}],
"component":[{"code":{"text":"c"},"interpretation":[{"text":"i"}],"valueInteger":1}]}"""


def _cut(summary: str = "", elements: str = "", body: bytes = OBSERVATION) -> dict[str, Any]:
    view = views.read_view(summary, elements, "Observation")
    assert view is not None
    part = view.of(body)
    types.decode(part)  # it is a valid resource still
    found: dict[str, Any] = msgspec.json.decode(part)
    assert found["meta"]["tag"][-1]["code"] == "SUBSETTED"
    return found


def test_a_summary_keeps_what_is_marked_also_inside_and_every_digit() -> None:
    found = _cut("true")
    assert set(found) == {
        *("resourceType", "id", "meta", "modifierExtension", "status", "code", "valueQuantity", "component")
    }
    assert found["component"] == [{"code": {"text": "c"}, "valueInteger": 1}]
    assert found["meta"]["versionId"] == "3" and found["meta"]["tag"][0] == {"code": "x"}
    view = views.read_view("true", "")
    assert view is not None and b"72.50" in view.of(OBSERVATION)


def test_text_and_data() -> None:
    assert set(_cut("text")) == {"resourceType", "id", "meta", "text", "status", "code"}
    assert set(_cut("data")) == {*msgspec.json.decode(OBSERVATION)} - {"text"}


def test_elements_keep_what_is_mandatory_and_what_changes_the_meaning() -> None:
    found = _cut(elements="note, value[x]")
    assert set(found) == {
        *("resourceType", "id", "meta", "modifierExtension", "status", "code", "valueQuantity", "note")
    }


def test_the_type_may_be_named_among_the_elements() -> None:
    assert views.read_view("", "resourceType,note", "Observation") == views.View(
        elements=frozenset({"resourceType", "note"})
    )
    assert set(_cut(elements="resourceType,note")) == set(_cut(elements="note"))


def test_siblings_of_primitives_stay_with_them() -> None:
    body = b'{"resourceType":"Patient","_birthDate":{"extension":[{"url":"urn:x","valueCode":"y"}]},"gender":"female"}'
    view = views.View(elements=frozenset({"birthDate"}))
    assert set(msgspec.json.decode(view.of(body))) == {"resourceType", "meta", "_birthDate"}


def test_in_a_bundle_named_elements_are_of_the_matches_and_a_summary_is_of_all() -> None:
    entries = b'{"resource":%s,"search":{"mode":"match"}},{"resource":%s,"search":{"mode":"include"}}'
    bundle = b'{"resourceType":"Bundle","type":"searchset","entry":[%s]}' % (entries % (OBSERVATION, OBSERVATION))
    cut = msgspec.json.decode(views.View(elements=frozenset({"note"})).of_bundle(bundle))
    assert ["valueQuantity" in e["resource"] for e in cut["entry"]] == [False, True]
    cut = msgspec.json.decode(views.View("true").of_bundle(bundle))
    assert ["note" in e["resource"] for e in cut["entry"]] == [False, False]


@pytest.mark.parametrize(
    ("summary", "elements", "word"),
    [("some", "", "_summary=some"), ("", "nam", "no element nam"), ("true", "status", "not asked for together")],
)
def test_what_cannot_be_meant_is_refused(summary: str, elements: str, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        views.read_view(summary, elements, "Observation")


def test_all_of_it_is_no_view() -> None:
    assert views.read_view("false", "") is None
    assert views.read_view("count", "") is None


def test_every_type_has_a_summary_that_names_its_own_elements() -> None:
    for name in types.RESOURCE_TYPES:
        body = b'{"resourceType":"%s","id":"1"}' % name.encode()
        assert b"SUBSETTED" in views.View("true").of(body) or name == "OperationOutcome"
