"""GraphQL queries that are short and would be long to answer: refused before they cost anything."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, cast

import graphql
import pytest

from medcluster.api.graphql_query import read_query
from medcluster.api.graphql_run import Run
from medcluster.api.graphql_schema import introspects
from medcluster.api.graphql_values import MOST_NODES, Node
from medcluster.foundation import Kind, Refusal


@pytest.mark.parametrize("end", ["id @skip(if: true)", "id"])
def test_fragments_that_spread_each_other_twice_are_refused_soon(end: str) -> None:
    """Sixty fragments, each with the next one twice, are 2**60 selections."""
    parts = ["{ PatientList { ...F0 } }"]
    parts += [f"fragment F{n} on Patient {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60)]
    parts.append(f"fragment F60 on Patient {{ {end} }}")
    with pytest.raises(Refusal) as refused:
        read_query(" ".join(parts), {}, "")
    assert refused.value.kind is Kind.MALFORMED


def test_a_resource_that_is_gone_through_again_and_again_counts_each_time() -> None:
    """Thousands that refer to one, and ask for nothing but its type, are an answer of that size."""
    run = Run(cast(Any, None), "http://cluster.example/fhir", datetime.now(UTC))
    value = {"resourceType": "Patient", "id": "1"}
    fields = read_query("{ resourceType }", {}, "")
    with pytest.raises(Refusal) as refused:
        for _ in range(MOST_NODES):
            run.inside(Node(value, "Patient", value), fields, listed=False, suffix="")
    assert refused.value.kind is Kind.TOO_LARGE


@pytest.mark.parametrize(
    "query",
    [
        "{ " + " ".join(f"a{n}: __schema {{ types {{ fields {{ name }} }} }}" for n in range(90)) + " }",
        "{ __schema { " + " ".join(f"a{n}: types {{ fields {{ name }} }}" for n in range(90)) + " } }",
        "{ __schema { ...F } } fragment F on __Schema { b: types { name } }",
    ],
)
def test_the_schema_is_told_once_in_an_answer(query: str) -> None:
    """It is large: ninety of it in one answer would take the server minutes."""
    with pytest.raises(Refusal) as refused:
        introspects(query)
    assert refused.value.kind is Kind.MALFORMED


def test_what_tools_ask_about_the_schema_is_answered() -> None:
    assert introspects(graphql.get_introspection_query())


def test_fhirpath_over_many_large_values_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medcluster.api.graphql_values.MOST_SECONDS", 0.3)
    run = Run(cast(Any, None), "http://cluster.example/fhir", datetime.now(UTC))
    many = [{"url": "urn:x", "valueString": "x"}] * 60
    value = {"resourceType": "Observation", "id": "1", "component": [{"extension": many}] * 2000}
    slow = "descendants().select(%context.descendants().count()).count() > 0"
    fields = read_query(f'{{ component(fhirpath: "{slow}") {{ id }} }}', {}, "")
    began = time.process_time()
    with pytest.raises(Refusal) as refused:
        run.inside(Node(value, "Observation", value), fields, listed=False, suffix="")
    assert refused.value.kind is Kind.TOO_LARGE
    assert time.process_time() - began < 2


def test_a_variable_of_lists_within_lists_is_refused() -> None:
    value: list[Any] = ["1"]
    for _ in range(5000):
        value = [value]
    with pytest.raises(Refusal) as refused:
        read_query("query($a: String) { Patient(id: $a) { id } }", {"a": value}, "")
    assert refused.value.kind is Kind.MALFORMED
