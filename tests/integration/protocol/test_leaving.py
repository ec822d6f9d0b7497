"""Why a patient left is kept in the words of the person who let her go."""

from __future__ import annotations

from tests.integration.protocol.conftest import Cluster


async def test_the_note_of_leaving_stays_with_the_plan(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    reason = cluster.hip.exit_reasons[0][0]
    await cluster.service.exit(coordinator, plan, reason=reason, note="Moves to her daughter")
    stored = (await coordinator.read("CarePlan", plan)).resource
    notes = [(each.authorString, each.text) for each in stored.note]  # type: ignore[attr-defined]
    assert ("Sokolova", "Moves to her daughter") in notes
