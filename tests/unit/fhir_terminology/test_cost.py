"""Value sets that are few and lead to very many."""

from __future__ import annotations

import time
from typing import Any

import pytest

from medcluster.fhir import terminology
from medcluster.fhir.terminology import CodeSystem, Enumerated, Filter, Selection, ValueSet
from medcluster.foundation import Kind, Refusal


def _set(number: int) -> dict[str, Any]:
    twice: list[Any] = [{"valueSet": [f"urn:v/{number + 1}"]}] * 2
    if number == 25:
        twice = [{"system": "urn:x", "concept": [{"code": "a"}]}]
    return {"resourceType": "ValueSet", "url": f"urn:v/{number}", "status": "active", "compose": {"include": twice}}


class _EachNamesTheNextTwice:
    async def code_system(self, url: str, version: str = "") -> CodeSystem | None:
        return None

    async def value_set(self, url: str, version: str = "") -> ValueSet | None:
        return terminology.value_set(_set(int(url.rpartition("/")[2])))


async def test_value_sets_that_name_each_other_twice_are_refused_soon() -> None:
    with pytest.raises(Refusal) as refused:
        await terminology.resolve(_EachNamesTheNextTwice(), terminology.value_set(_set(0)))
    assert refused.value.kind in (Kind.MALFORMED, Kind.INVALID)
    assert "500" in refused.value.text


def _chain(length: int) -> Enumerated:
    """Each below the one before it."""
    listed: list[dict[str, Any]] = [{"code": "c0"}]
    listed += [
        {"code": f"c{number}", "property": [{"code": "parent", "valueCode": f"c{number - 1}"}]}
        for number in range(1, length)
    ]
    declared = [{"code": "parent", "type": "code"}]
    return Enumerated({"url": "urn:c", "content": "complete", "property": declared, "concept": listed})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Filter("concept", "is-a", "c0"), 20_000),
        (Filter("concept", "descendent-of", "c0"), 19_999),
        (Filter("concept", "is-not-a", "c10"), 10),
        (Filter("concept", "generalizes", "c9"), 10),
        (Filter("ancestor", "=", "c9"), 19_990),
    ],
)
async def test_a_long_chain_of_concepts_costs_its_length(one: Filter, expected: int) -> None:
    """What lies above each of twenty thousand is two hundred million in all."""
    began = time.process_time()
    found = await _chain(20_000).select(Selection((one,)))
    assert found.total == expected
    assert time.process_time() - began < 3


async def test_everything_of_a_large_system_is_refused_and_a_page_of_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medcluster.fhir.terminology.refusals.MOST_CODES", 99)
    with pytest.raises(Refusal, match="holds 100 codes") as refused:
        await _chain(100).select(Selection())
    assert refused.value.issues[0].code == "too-costly"
    assert len((await _chain(100).select(Selection(limit=10, offset=95))).concepts) == 5
    assert (await _chain(99).select(Selection())).total == 99


async def test_filters_that_take_long_over_each_concept_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medcluster.fhir.terminology.enumerated._MOST_SECONDS", 0.2)
    began = time.process_time()
    with pytest.raises(Refusal) as refused:
        await _chain(20_000).select(Selection((Filter("ancestor", "regex", "c9+x"),)))
    assert refused.value.kind is Kind.TOO_LARGE
    assert time.process_time() - began < 2
