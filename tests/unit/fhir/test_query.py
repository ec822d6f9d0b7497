"""Queries become trees; what cannot be read is refused by name."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from medcluster.fhir import search
from medcluster.foundation import Kind, Refusal


def only(resource_type: str, query: str) -> search.Criterion:
    (found,) = search.parse(resource_type, query).conditions
    assert isinstance(found, search.Criterion)
    return found


def test_tokens() -> None:
    found = only("Observation", r"code=http://loinc.org|1-2,plain,|none,http://loinc.org|,a\,b")
    assert found.values == (
        search.TokenValue("http://loinc.org", "1-2"),
        search.TokenValue(None, "plain"),
        search.TokenValue("", "none"),
        search.TokenValue("http://loinc.org", None),
        search.TokenValue(None, "a,b"),
    )
    assert only("Patient", "identifier:of-type=s|MR|7").values == (search.TokenValue("s", "MR", "7"),)
    assert only("Patient", "gender:not=male").modifier == "not"
    assert only("Patient", "gender:missing=true").missing is True


def test_strings_are_folded() -> None:
    assert only("Patient", "family:exact=Éva").values == (search.StringValue("Éva", "eva"),)
    assert only("Patient", [("name", "ЁЛКИНА,a")][0][0] + "=ЁЛКИНА,a").values[1] == search.StringValue("a", "a")


def test_references_name_their_candidates() -> None:
    assert only("Observation", "patient=5").values == (search.ReferenceValue(("Patient/5",)),)
    assert only("Observation", "subject:Device=5").values == (search.ReferenceValue(("Device/5",)),)
    assert only("Observation", "subject=Patient/5").values == (search.ReferenceValue(("Patient/5",)),)
    (several,) = only("Observation", "subject=5").values
    assert isinstance(several, search.ReferenceValue)
    assert set(several.candidates) == {"Patient/5", "Group/5", "Device/5", "Location/5"}
    assert only("Observation", "subject:identifier=s|1").values == (search.TokenValue("s", "1"),)
    assert only("CarePlan", "instantiates-canonical=http://a|1").values == (search.ReferenceValue(("http://a|1",)),)


def test_dates_carry_their_prefix_and_zone() -> None:
    low, high = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
    assert only("Patient", "birthdate=ge2024-03").values == (search.DateValue(search.Prefix.GE, low, high),)
    in_moscow = search.parse("Patient", "birthdate=2024-03-01", zone=ZoneInfo("Europe/Moscow"))
    (found,) = in_moscow.conditions
    assert isinstance(found, search.Criterion)
    assert isinstance(found.values[0], search.DateValue)
    assert found.values[0].low == datetime(2024, 2, 29, 21, tzinfo=UTC)
    assert only("Patient", "_lastUpdated=gt2024-03-01T10:00+02:00").values  # the plus sign arrives as a space


def test_numbers_and_quantities_mean_their_digits() -> None:
    value = search.NumberValue(search.Prefix.EQ, Decimal("5.4"), Decimal("5.35"), Decimal("5.45"))
    assert only("RiskAssessment", "probability=5.4").values == (value,)
    assert only("Observation", "value-quantity=5.4|http://u|mg").values == (
        search.QuantityValue(value, "http://u", "mg"),
    )
    assert only("Observation", "value-quantity=5.4||mg").values == (search.QuantityValue(value, None, "mg"),)
    (hundred,) = only("RiskAssessment", "probability=lt1e2").values
    assert isinstance(hundred, search.NumberValue)
    assert (hundred.low, hundred.high, hundred.prefix) == (50, 150, "lt")


def test_chains_and_has() -> None:
    (typed,) = search.parse("Observation", "subject:Patient.general-practitioner.name=x").conditions
    assert isinstance(typed, search.Chain)
    (branch,) = typed.branches
    assert branch[0] == "Patient"
    assert isinstance(branch[1], search.Chain)
    assert {kind for kind, _ in branch[1].branches} == {"Organization", "Practitioner"}
    (has,) = search.parse("Patient", "_has:Observation:patient:_has:AuditEvent:entity:agent=1").conditions
    assert isinstance(has, search.Has)
    assert (has.type, has.parameter.name) == ("Observation", "patient")
    assert isinstance(has.condition, search.Has)


def test_how_the_answer_looks() -> None:
    text = "_sort=-date,_id&_count=20&_total=accurate&_summary=count&_elements=id,code&_format=json"
    query = search.parse(
        "Observation", text + "&_include=Observation:subject:Patient&_revinclude:iterate=Provenance:target"
    )
    assert [(k.parameter.name, k.descending) for k in query.sort] == [("date", True), ("_id", False)]
    assert (query.count, query.total, query.summary, query.elements) == (20, "accurate", "count", ("id", "code"))
    (include,), (revinclude,) = query.includes, query.revincludes
    assert (include.source, include.target, include.iterate) == ("Observation", "Patient", False)
    assert (revinclude.source, revinclude.iterate) == ("Provenance", True)
    assert search.parse("Patient", "_revinclude=*").revincludes[0].source == "*"


@pytest.mark.parametrize(
    ("resource_type", "query", "named"),
    [
        ("Nope", "", "Nope"),
        ("Patient", "nope=1", "nope"),
        ("Patient", "name:not=1", "not"),
        ("Patient", "birthdate=1.2.2020", "birthdate"),
        ("Patient", "birthdate=2023-02-30", "birthdate"),
        ("Patient", "name=", "name"),
        ("Patient", "name=a,", "name"),
        ("Patient", "_count=-1", "_count"),
        ("Patient", "_count=1&_count=2", "_count"),
        ("Patient", "_total=some", "_total"),
        ("Patient", "_sort=nope", "nope"),
        ("Patient", "_include=Patient:name", "name"),
        ("Patient", "_include=Patient", "_include"),
        ("Patient", "gender:missing=1", "missing"),
        ("Patient", "name.family=x", "name"),
        ("Observation", "subject=Nope/1", "subject"),
        ("Observation", "subject:Patient=Group/1", "subject"),
        ("Observation", "value-quantity=a", "value-quantity"),
        ("Patient", "_has:Observation:code:status=x", "code"),
        ("Patient", "_has:Observation", "_has"),
    ],
)
def test_refusals_name_what_is_wrong(resource_type: str, query: str, named: str) -> None:
    with pytest.raises(Refusal) as caught:
        search.parse(resource_type, query)
    assert caught.value.kind is Kind.MALFORMED
    assert named in caught.value.text


def test_known_and_not_offered_says_why() -> None:
    with pytest.raises(Refusal, match="phonetic") as caught:
        search.parse("Patient", "phonetic=x")
    assert caught.value.kind is Kind.UNSUPPORTED
    assert "phonetic" in search.not_offered("Patient")
    assert "phonetic" not in search.PARAMETERS["Patient"]


def test_an_endless_chain_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        search.parse("Patient", "link:Patient." * 40 + "name=x")
    assert caught.value.kind is Kind.TOO_LARGE
