"""Searches that are short and would mean very many conditions."""

from __future__ import annotations

import pytest

from medcluster.fhir.search import parse
from medcluster.foundation import Kind, Refusal

_LINK = "derived-from."  # of a definition: it may be derived from any type


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (_LINK * 11 + "status", "active"),
        (_LINK * 11 + "nothing", "active"),
        ("_has:Library:derived-from:" + _LINK * 10 + "status", "active"),
        ("_filter", _LINK * 11 + "status eq active"),
        ("_filter", _LINK * 11 + "nothing eq active"),
        ("_filter", "derived-from[status eq active]." * 3 + "derived-from[status eq active].status eq active"),
        ("_filter", "_has:Library:derived-from:" * 2000 + "status eq active"),
        ("_filter", " or ".join(["status eq active"] * 5000)),
    ],
)
def test_a_chain_through_any_type_is_refused_before_it_is_followed(name: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse("ActivityDefinition", [(name, value)])
    assert refused.value.kind is Kind.TOO_LARGE


def test_chains_through_a_few_types_are_followed() -> None:
    parse(
        "Observation", "subject.name=a&performer.name=b&encounter.service-provider.name=c&subject.organization.name=d"
    )
    parse("ActivityDefinition", f"{_LINK}derived-from:Library.status=active")


def test_hundreds_of_conditions_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        parse("Patient", [("name", "a")] * 61)
    assert refused.value.kind is Kind.TOO_LARGE
    parse("Patient", [("name", "a")] * 60)


@pytest.mark.parametrize("name", ["name", "name:contains", "birthdate", "gender:text", "_text"])
def test_thousands_of_comparisons_are_refused_and_thousands_of_identifiers_are_not(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse("Patient", [(name, ",".join(["2020"] * 501))])
    assert refused.value.kind is Kind.TOO_LARGE
    parse("Patient", [("identifier", ",".join(f"urn:x|{number}" for number in range(5000)))])
