"""Maps: what is wrong in one is named with its line; what messages become; what nobody used."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from medcluster.exchange import Outcome, Setting, Unfit, apply, as_bundle, merges, read, read_map, shipped, shipped_map
from medcluster.foundation import Refusal

SMALL = """
map: small
tables:
  sex: {F: female}
resources:
  patient:
    $type: Patient
    $match: PID-3 | identifier
    gender: PID-8 | table sex
messages:
  - on: ADT^A28
    resources: [patient]
"""


def outcome(*segments: str, kind: str = "ORU^R01", name: str = "standard", **authorities: str) -> Outcome:
    """What a message becomes."""
    raw = "\r".join([f"MSH|^~\\&|LAB|HOSP|||20261122||{kind}|1|P|2.5", *segments]).encode()
    return apply(shipped_map(name), read(raw), Setting("lab", "clinic", authorities=authorities))


def made(found: Outcome, name: str) -> list[dict[str, Any]]:
    """The resources of one name."""
    return [draft.content for draft in found.drafts if draft.name == name]


@pytest.mark.parametrize("name", shipped())
def test_shipped_maps_can_be_read(name: str) -> None:
    assert shipped_map(name).templates


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("gender: PID-8", "gendre: PID-8"), 9, "Patient has no `gendre` in R4; did you mean `gender`?"),
        (("table sex", "table sexes"), 9, "tables has no `sexes`; did you mean `sex`?"),
        (("| table sex", "| tabel sex"), 9, "no `tabel`; did you mean `table`?"),
        (("PID-8 | table sex", "PID8"), 9, "'PID8' is no path"),
        (("PID-8 | table sex", "PID-0"), 9, "count from 1"),
        (("PID-8 | table sex", "-> nobody"), 9, "there is no resource `nobody`"),
        (("$type: Patient", "$type: Patent"), 7, "is no type of resource in R4"),
        (("    $match: PID-3 | identifier\n", ""), 7, "neither `$match` nor `$key`"),
        (("resources: [patient]", "resources: [patent]"), 12, "did you mean `patient`?"),
        (("on: ADT^A28", "no: ADT^A28"), 11, "no `no`"),
        (("tables:", "tabels:"), 4, "did you mean `tables`?"),
        (("gender: PID-8 | table sex", "gender: {code: PID-8}"), 9, "is a plain value in R4"),
        (("gender: PID-8 | table sex", "name: PID-5"), 9, "this element is a HumanName"),
        (("gender: PID-8 | table sex", "gender: PID-5 | name"), 9, "makes more than that"),
        (("gender: PID-8 | table sex", "gender: {$wenn: PID-8}"), 9, "did you mean `$when`?"),
        (("{F: female}", "{F: [}"), 4, "this is not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(change: tuple[str, str], line: int, said: str) -> None:
    assert change[0] in SMALL
    with pytest.raises(Refusal) as caught:
        read_map(SMALL.replace(*change), file="small.yaml")
    assert any(issue.where == f"small.yaml:{line}" and said in issue.text for issue in caught.value.issues), [
        (issue.where, issue.text) for issue in caught.value.issues
    ]


def test_a_map_is_based_on_others_and_changes_single_elements() -> None:
    own = read_map(
        """
map: own
based-on: standard
tables:
  sex: {Ж: female, М: male}
change:
  patient:
    telecom: ~
    birthDate: PID-7.1 | date
messages:
  - on: ADT^A05
    resources: [patient]
  - on: ADT^A60
    ignore: true
"""
    )
    raw = "MSH|^~\\&|||||||ADT^A05|1|P|2.5\rPID|1||7^^^X||A^B||19600102|Ж|||||+7 495"
    (draft,) = apply(own, read(raw.encode()), Setting("s")).drafts
    assert draft.content["gender"] == "female" and "telecom" not in draft.content
    assert apply(own, read(raw.replace("A05", "A60").encode()), Setting("s")).ignored
    assert own.rule("ADT^A01") is not None and own.tables["sex"].get("F") == "female"


def test_groups_keep_orders_results_and_notes_apart() -> None:
    found = outcome(
        "PID|1||7^^^HOSP",
        "OBR|1|P1|F1|A^Panel A^L",
        "NTE|1||about the panel",
        "OBX|1|NM|X^x^L||1||||||F",
        "NTE|1||about x",
        "OBX|2|NM|Y^y^L||2||||||F",
        "SPM|1|S1||BLD^Blood^HL70487",
        "ORC|RE|P2|F2",
        "OBR|2|P2|F2|B^Panel B^L",
        "OBX|1|NM|X^x^L||3||||||F",
    )
    first, second = made(found, "report")
    assert first["conclusion"] == "about the panel" and "conclusion" not in second
    assert [len(one["result"]) for one in (first, second)] == [2, 1]
    x, y, other = made(found, "result")
    assert x["note"] == [{"text": "about x"}] and "note" not in y
    assert x["specimen"] == y["specimen"] and "specimen" not in other
    assert first["result"][0] != second["result"][0], "one code under two orders is two results"


@pytest.mark.parametrize(
    ("obx", "element", "value"),
    [
        ("NM|X^x^L||12.50|mg/dL^^UCUM", "valueQuantity", {"value": Decimal("12.50"), "unit": "mg/dL"}),
        ("NM|X^x^L||>= 100|U", "valueQuantity", {"value": Decimal(100), "comparator": ">=", "unit": "U"}),
        ("NM|X^x^L||haemolysed|U", "valueString", "haemolysed"),
        ("SN|X^x^L||<^0.5|mg", "valueQuantity", {"value": Decimal("0.5"), "comparator": "<", "unit": "mg"}),
        ("SN|X^x^L||^1^:^64", "valueRatio", {"numerator": {"value": 1}, "denominator": {"value": 64}}),
        (
            "SN|X^x^L||^10^-^20|mg",
            "valueRange",
            {"low": {"value": 10, "unit": "mg"}, "high": {"value": 20, "unit": "mg"}},
        ),
        ("SN|X^x^L||^2^+", "valueString", "2+"),
        ("CWE|X^x^L||A^Group A^L", "valueCodeableConcept", None),
        ("ST|X^x^L||plain", "valueString", "plain"),
        ("FT|X^x^L||one\\.br\\two~three", "valueString", "one\ntwo\nthree"),
        ("|X^x^L||untyped", "valueString", "untyped"),
        ("DT|X^x^L||20260102", "valueDateTime", "2026-01-02"),
        ("CE|X^x^L||A^Alpha^L~B^Beta^L", "valueString", "Alpha\nBeta"),
    ],
)
def test_values_of_results(obx: str, element: str, value: Any) -> None:
    found = outcome("PID|1||7^^^HOSP", "OBR|1||F1|A^Panel^L", f"OBX|1|{obx}")
    (result,) = made(found, "result")
    assert [name for name in result if name.startswith("value")] == [element]
    if isinstance(value, dict):
        assert {name: result[element][name] for name in value} == value
    elif value is not None:
        assert result[element] == value


@pytest.mark.parametrize(
    ("segments", "place", "said"),
    [
        (("PID|1||7^^^H||||1959131", "OBR|1||F1|A"), "PID-7", "no date or time"),
        (("PID|1||7^^^H", "OBR|1||F1|A", "OBX|1|ED|X||^AP^PDF^Base64^@@@@"), "OBX-5", "not base64"),
        (("PID|1||7^^^H", "OBR|1||F1|A", "OBX|1|NM|X||1||||||F|||2026-01-01"), "OBX-14", "no date or time"),
        (("PID|1||7^^^H",), "OBR", "the segment OBR is missing"),
        (("PID|1", "OBR|1||F1|A"), "PID-3", "nothing here identifies the known-patient"),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_place(segments: tuple[str, ...], place: str, said: str) -> None:
    with pytest.raises(Unfit) as caught:
        outcome(*segments)
    assert str(caught.value.place) == place and said in caught.value.said


def test_identifiers_take_their_systems_from_the_sources_table() -> None:
    pid = "PID|1||7^^^HOSP^MR~8^^^&1.2.3&ISO^NI~9^^^OTHER~10"
    found = outcome(pid, kind="ADT^A28", HOSP="urn:oid:9.9")
    (patient,) = made(found, "patient")
    own = "urn:medcluster:hl7:lab:id"
    assert [one["system"] for one in patient["identifier"]] == ["urn:oid:9.9", "urn:oid:1.2.3", f"{own}:OTHER", own]


def test_everything_that_nobody_used_is_listed() -> None:
    found = outcome("PID|1||7^^^HOSP||A^B|||||RACE", "ZZZ|1|x^y", kind="ADT^A28")
    assert [(str(place), text) for place, text in found.unread] == [
        ("PID-10", "RACE"),
        ("ZZZ-1", "1"),
        ("ZZZ-2.1", "x"),
        ("ZZZ-2.2", "y"),
    ]


def test_the_same_message_makes_the_same_ids() -> None:
    segments = ("PID|1||7^^^HOSP", "OBR|1||F1|A^Panel^L", "OBX|1|NM|X||1", "OBX|2|NM|X||2")
    one, two = outcome(*segments), outcome(*segments)
    ids = [draft.id for draft in one.drafts if draft.name == "result"]
    assert ids == [draft.id for draft in two.drafts if draft.name == "result"] and len(set(ids)) == 2


def test_a_merge_names_both() -> None:
    found = outcome("EVN|A40", "PID|1||7^^^HOSP", "MRG|8^^^HOSP", kind="ADT^A40")
    (line,) = merges(found)
    assert line.endswith("HOSP|7 replaces the patient urn:medcluster:hl7:lab:id:HOSP|8")


def test_a_dry_run_is_a_transaction() -> None:
    bundle = as_bundle(outcome("PID|1||7^^^HOSP", "OBR|1|P1|F1|A^Panel^L", "OBX|1|NM|X||1", name="results"))
    requests = [entry["request"] for entry in bundle["entry"]]
    assert requests[0]["method"] == "POST" and requests[0]["ifNoneExist"].startswith("identifier=urn%3Amedcluster")
    (report,) = [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "DiagnosticReport"]
    assert report["basedOn"] == [
        {"type": "ServiceRequest", "identifier": {"system": "urn:medcluster:hl7:lab:id", "value": "P1"}}
    ]
