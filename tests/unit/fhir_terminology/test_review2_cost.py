"""Value sets that are few and lead to very many."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster.fhir import terminology
from medcluster.fhir.terminology import CodeSystem, ValueSet
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
