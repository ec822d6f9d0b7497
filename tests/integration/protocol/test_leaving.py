"""Why a patient left, or why a protocol ended early, is kept in the words of the person who said so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.record import Handle
from tests.integration.protocol.conftest import NOW, Cluster


async def test_the_note_of_leaving_stays_with_the_plan(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    reason = cluster.hip.exit_reasons[0][0]
    await cluster.service.exit(coordinator, plan, reason=reason, note="Moves to her daughter")
    stored = (await coordinator.read("CarePlan", plan)).resource
    notes = [(each.authorString, each.text) for each in stored.note]  # type: ignore[attr-defined]
    assert ("Sokolova", "Moves to her daughter") in notes


async def test_a_protocol_ends_with_its_note_in_one_version_or_not_at_all(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    before = await _plan(coordinator, plan)
    with pytest.raises(Refusal):
        await cluster.service.finish(coordinator, plan, note="Goes abroad", at=NOW + timedelta(days=1))
    assert await _plan(coordinator, plan) == before
    await cluster.service.finish(coordinator, plan, note="Goes abroad")
    versions = await coordinator.history("CarePlan", plan)
    assert [one.version for one in versions] == [2, 1]
    after = await _plan(coordinator, plan)
    assert after.status == "completed"
    assert [(each.authorString, each.text) for each in after.note] == [("Sokolova", "Goes abroad")]


async def _plan(handle: Handle, plan: str) -> types.CarePlan:
    stored = (await handle.read("CarePlan", plan)).resource
    assert isinstance(stored, types.CarePlan)
    return stored
