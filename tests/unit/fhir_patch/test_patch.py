"""Patches: what the published cases leave open, and that a difference always leads from one version to the other."""

from __future__ import annotations

import base64
import json
import random
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from medcluster.fhir import types
from medcluster.fhir.patch import Patch, difference, fhirpath_patch, json_patch, wrapped
from medcluster.foundation import Kind, Refusal

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BEFORE = b"""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"weight"},
"valueQuantity":{"value":72.50,"unit":"kg"},"_issued":{"extension":[{"url":"urn:e","valueDecimal":1.000}]},
"contained":[{"resourceType":"Patient","id":"p","name":[{"given":["A","B"],"_given":[null,{"id":"b"}]}]}],
"component":[{"code":{"text":"a"},"valueInteger":1},{"code":{"text":"b"},"valueString":"x"}]}"""


def observation() -> types.Resource:
    return types.decode(BEFORE)


def operation(kind: str, path: str, **parts: Any) -> dict[str, Any]:
    told = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    for name, value in parts.items():
        told.append({"name": name, **value} if isinstance(value, dict) else {"name": name, "valueString": value})
    return {"name": "operation", "part": told}


def fhirpath(*operations: dict[str, Any]) -> Patch:
    made = types.from_plain({"resourceType": "Parameters", "parameter": list(operations)})
    assert isinstance(made, types.Parameters)
    return fhirpath_patch(made)


def steps(*operations: dict[str, Any]) -> Patch:
    return json_patch(json.dumps(operations).encode())


def refused(kind: Kind, patch: Patch) -> Refusal:
    with pytest.raises(Refusal) as caught:
        patch.apply(observation(), NOW)
    assert caught.value.kind is kind, caught.value
    return caught.value


def test_what_a_patch_does_not_name_keeps_every_digit_and_sibling() -> None:
    by_json = steps({"op": "replace", "path": "/status", "value": "amended"}).apply(observation(), NOW)
    by_path = fhirpath(operation("replace", "Observation.status", value={"valueCode": "amended"}))
    assert types.encode(by_json) == types.encode(by_path.apply(observation(), NOW))
    assert types.encode(by_json) == types.encode(observation()).replace(b'"final"', b'"amended"')
    assert b'"value":72.50' in types.encode(by_json)


def test_decimals_that_a_patch_brings_keep_their_digits() -> None:
    made = json_patch(b'[{"op":"replace","path":"/valueQuantity/value","value":73.00}]').apply(observation(), NOW)
    assert b'"value":73.00' in types.encode(made)
    tested = json_patch(b'[{"op":"test","path":"/valueQuantity/value","value":72.5}]').apply(observation(), NOW)
    assert b'"value":72.50' in types.encode(tested)


def test_a_choice_may_change_its_type() -> None:
    made = fhirpath(operation("replace", "Observation.value", value={"valueString": "heavy"})).apply(observation(), NOW)
    assert (made.valueString, made.valueQuantity) == ("heavy", None)  # type: ignore[attr-defined]
    refused(Kind.INVALID, fhirpath(operation("add", "Observation", name="value", value={"valueString": "x"})))
    refused(Kind.INVALID, fhirpath(operation("replace", "Observation.value", value={"valueAddress": {"city": "x"}})))


def test_lists_of_primitives_stay_beside_their_siblings() -> None:
    path = "Observation.contained[0].name.given"
    moved = fhirpath(operation("move", path, source={"valueInteger": 1}, destination={"valueInteger": 0}))
    assert b'"given":["B","A"],"_given":[{"id":"b"},null]' in types.encode(moved.apply(observation(), NOW))
    gone = fhirpath(operation("delete", f"{path}.where($this = 'B')")).apply(observation(), NOW)
    assert b'"given":["A"]}' in types.encode(gone)


def test_paths_may_pick_and_not_compute() -> None:
    picked = fhirpath(
        operation("replace", "Observation.component.where(code.text = 'b').value.ofType(string)", value="y"),
        operation("delete", "Observation.component.first()"),
        operation("delete", "Observation.issued.extension('urn:e')"),
    ).apply(observation(), NOW)
    assert b'"component":[{"code":{"text":"b"},"valueString":"y"}]' in types.encode(picked)
    assert b"_issued" not in types.encode(picked)
    for path in ("Observation.component | Observation.code", "Observation.nothing", "Observation.subject.resolve()"):
        refused(Kind.INVALID, fhirpath(operation("delete", path)))
    refused(Kind.INVALID, fhirpath(operation("delete", "Observation.component")))
    with pytest.raises(Refusal) as caught:
        fhirpath(operation("delete", "Observation.("))
    assert caught.value.kind is Kind.MALFORMED


def test_an_extension_goes_part_by_part() -> None:
    parts = {"part": [{"name": "url", "valueUri": "urn:new"}, {"name": "value", "valueDecimal": 5}]}
    made = fhirpath(operation("add", "Observation.status", name="extension", value=parts)).apply(observation(), NOW)
    assert b'"_status":{"extension":[{"url":"urn:new","valueDecimal":5}]}' in types.encode(made)


@pytest.mark.parametrize(
    "patch",
    [
        steps({"op": "replace", "path": "/status", "value": "nonsense"}),
        steps({"op": "remove", "path": "/code"}),
        steps({"op": "replace", "path": "/id", "value": "other"}),
        steps({"op": "replace", "path": "/resourceType", "value": "Patient"}),
        steps({"op": "replace", "path": "", "value": []}),
        steps({"op": "add", "path": "/invented", "value": 1}),
        steps({"op": "add", "path": "/note", "value": []}),
        steps({"op": "test", "path": "/status", "value": "amended"}),
        steps({"op": "move", "from": "/code", "path": "/code/text"}),
        steps({"op": "add", "path": "/component/7", "value": {}}),
        fhirpath(operation("replace", "Observation.status", value={"valueCode": "nonsense"})),
        fhirpath(operation("replace", "Observation.code", value={"valueCoding": {"code": "x"}})),
        fhirpath(operation("delete", "Observation.code")),
        fhirpath(operation("delete", "Observation")),
    ],
)
def test_what_would_leave_no_valid_resource_is_refused(patch: Patch) -> None:
    refused(Kind.INVALID, patch)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[1]", b'[{"op":"add"}]', b'[{"op":"x","path":""}]', b'[{"op":"remove","path":"a"}]', b"[{"]
)
def test_what_is_no_patch_is_malformed(body: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        json_patch(body)
    assert caught.value.kind is Kind.MALFORMED


def test_a_short_patch_cannot_grow_without_end() -> None:
    copies = [{"op": "copy", "from": "/component", "path": f"/component/{n % 2}/x"} for n in range(40)]
    refused(Kind.TOO_LARGE, steps(*copies))


def test_a_deep_patch_is_refused_and_not_a_failure() -> None:
    for depth in (500, 900, 990, 5000):
        body = f'[{{"op":"add","path":"/note","value":{"[" * depth}{"]" * depth}}}]'.encode()
        with pytest.raises(Refusal):
            json_patch(body).apply(observation(), NOW)


def test_a_path_over_a_long_list_takes_time_by_its_length() -> None:
    notes = [{"text": f"note {n}"} for n in range(5000)]
    long = types.from_plain({**json.loads(BEFORE), "note": notes})
    begun = time.process_time()
    made = fhirpath(operation("delete", "Observation.note.where(text = 'note 4999')")).apply(long, NOW)
    assert len(made.note) == 4999  # type: ignore[attr-defined]
    assert time.process_time() - begun < 3
    adds = [operation("add", "Observation", name="note", value={"part": [{"name": "text", "valueMarkdown": "x"}]})]
    with pytest.raises(Refusal) as caught:
        fhirpath(*adds * 2000).apply(long, NOW)
    assert caught.value.kind is Kind.TOO_LARGE


def test_an_entry_carries_its_patch() -> None:
    body = base64.b64encode(b'[{"op":"replace","path":"/status","value":"amended"}]').decode()
    binary = types.Binary(contentType="application/json-patch+json", data=body)
    assert wrapped(binary).apply(observation(), NOW).status == "amended"  # type: ignore[attr-defined]
    for wrong in (None, observation(), types.Binary(contentType="text/plain", data=body)):
        with pytest.raises(Refusal):
            wrapped(wrong)


def _mutated(value: Any, chance: random.Random) -> Any:
    """The same document with some members taken out, doubled, swapped or written otherwise."""
    if isinstance(value, dict):
        if "_given" in value:
            return value  # the list and its siblings belong together
        kept = {key: _mutated(one, chance) for key, one in value.items() if key in _KEPT or chance.random() > 0.15}
        return kept or value
    if isinstance(value, list):
        made = [_mutated(one, chance) for one in value if chance.random() > 0.2] or value
        made = [*made, chance.choice(value)] if chance.random() < 0.3 else made
        return chance.sample(made, len(made)) if chance.random() < 0.3 else made
    return f"{value}~" if isinstance(value, str) and " " in value and chance.random() < 0.2 else value


_KEPT = frozenset({"resourceType", "id", "status", "code", "url", "linkId", "type", "div"})


def test_a_difference_leads_from_one_version_to_the_other() -> None:
    chance = random.Random(4)
    tried = 0
    for _ in range(300):
        before = types.decode(BEFORE)
        plain = json.loads(BEFORE)
        plain["note"] = [{"text": f"one {n}"} for n in range(4)]
        try:
            before = types.from_plain(_mutated(plain, chance))
            after = types.from_plain(_mutated(json.loads(types.encode(before)), chance))
        except Refusal:
            continue
        tried += 1
        patch = difference(before, after)
        assert fhirpath_patch(patch).apply(before, NOW) == after, patch
        assert types.encode(fhirpath_patch(patch).apply(before, NOW)) == types.encode(after)
    assert tried > 100
