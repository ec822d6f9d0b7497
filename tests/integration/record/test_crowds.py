"""A transaction about very many patients: written, or refused in words, and never at the cost of everybody's locks."""

from __future__ import annotations

import pytest

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient


async def test_a_transaction_about_many_thousand_patients(clinic: Handle) -> None:
    many = 20_000
    entries = tuple(
        types.BundleEntry(
            resource=observation(f"stranger-{number}", "718-7", "2026-01-01"),
            request=types.BundleEntryRequest(method="POST", url="Observation"),
        )
        for number in range(many)
    )
    try:
        done = await clinic.transaction(types.Bundle(type="transaction", entry=entries))
    except Refusal as refusal:
        assert refusal.kind in (Kind.TOO_LARGE, Kind.INVALID)
    else:
        assert len(done.entry) == many
    await clinic.create(patient("Afterwards"))


async def test_a_transaction_under_many_thousand_conditions(clinic: Handle) -> None:
    entries = tuple(
        types.BundleEntry(
            resource=types.Practitioner(identifier=(types.Identifier(system="urn:crowd", value=str(number)),)),
            request=types.BundleEntryRequest(
                method="POST", url="Practitioner", ifNoneExist=f"identifier=urn:crowd|{number}"
            ),
        )
        for number in range(20_000)
    )
    try:
        await clinic.transaction(types.Bundle(type="transaction", entry=entries))
    except Refusal as refusal:
        assert refusal.kind in (Kind.TOO_LARGE, Kind.INVALID)


@pytest.mark.parametrize("kind", ["batch", "transaction"])
@pytest.mark.parametrize(("url", "many"), [("Patient?_count=9", 51), ("Patient/a/_history", 51), ("Patient/a", 1001)])
async def test_one_answer_does_not_hold_a_thousand_searches(clinic: Handle, kind: str, url: str, many: int) -> None:
    ask = types.BundleEntry(request=types.BundleEntryRequest(method="GET", url=url))
    with pytest.raises(Refusal) as refused:
        await clinic.transaction(types.Bundle(type=kind, entry=(ask,) * many))  # type: ignore[arg-type]
    assert refused.value.kind is Kind.TOO_LARGE
