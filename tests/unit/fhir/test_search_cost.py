"""Searches that are short and would mean very many conditions."""

from __future__ import annotations

import json
import time

import pytest

from medcluster.fhir import types
from medcluster.fhir.search import parse
from medcluster.fhir.search.custom import added, interpret
from medcluster.fhir.search.postings import Postings
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


def test_a_parameter_that_somebody_added_costs_others_little() -> None:
    """Every write of every hospital pays for it; what it finds here is a number with millions of steps behind it."""
    steps = "Resource.descendants().select(%resource.descendants().select(%resource.descendants().count())).toString()"
    told = {"resourceType": "SearchParameter", "url": "urn:x", "name": "X", "status": "active", "description": "x"}
    told |= {"code": "steps", "base": ["Observation"], "type": "string", "expression": steps}
    parameter = types.decode(json.dumps(told).encode())
    assert isinstance(parameter, types.SearchParameter)
    parts = [{"code": {"text": "a"}, "valueString": "x"} for _ in range(40)]
    observation = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "component": parts}
    resource = types.decode(json.dumps(observation).encode())
    found = Postings()
    began = time.process_time()
    interpret(added(parameter).values(), resource, found)
    assert time.process_time() - began < 0.4  # a million steps take three times as long
    assert not found.strings
