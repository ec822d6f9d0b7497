"""Searches by value set and by branch get their codes from the terminology that is here."""

from __future__ import annotations

import pytest

from medcluster.fhir import search
from medcluster.foundation import Database, Refusal
from medcluster.record.terminology import Terminology

ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"


async def _values(database: Database, name: str, text: str) -> set[tuple[str, str]]:
    known: search.Terminology = Terminology(database)  # the protocol that searching asks for
    query = await search.resolve(search.parse("RelatedPerson", [(name, text)]), known)
    (criterion,) = query.conditions
    assert isinstance(criterion, search.Criterion)
    return {
        (value.system or "", value.code or "") for value in criterion.values if isinstance(value, search.TokenValue)
    }


async def test_the_codes_of_a_value_set_and_of_a_branch(database: Database) -> None:
    genders = await _values(database, "gender:in", "http://hl7.org/fhir/ValueSet/administrative-gender")
    assert genders == {
        ("http://hl7.org/fhir/administrative-gender", one) for one in ("male", "female", "other", "unknown")
    }
    assert await _values(database, "relationship:below", f"{ROLE}|MTH") >= {
        (ROLE, one) for one in ("MTH", "NMTH", "STPMTH")
    }
    above = await _values(database, "relationship:above", f"{ROLE}|NMTH")
    assert above >= {(ROLE, one) for one in ("NMTH", "MTH", "PRN", "FAMMEMB")} and (ROLE, "STPMTH") not in above


async def test_what_is_unknown_is_refused_by_name(database: Database) -> None:
    with pytest.raises(Refusal, match="urn:nowhere"):
        await _values(database, "gender:in", "urn:nowhere")
