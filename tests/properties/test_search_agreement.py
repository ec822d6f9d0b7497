"""A slice of the searches that the record and the naive engine have to answer alike; see `search_cases`."""

from __future__ import annotations

import pytest

from medcluster.record import Record, walking
from tests.integration.record.conftest import record
from tests.properties.search_cases import Score, World, one_case

__all__ = ["record"]
SEED = 20
CASES = 300


@pytest.mark.parametrize("number", [0, 1])
async def test_the_record_finds_what_is_found_by_looking_at_every_resource(record: Record, number: int) -> None:
    """World 1 has a patient of the Synthea data in it, where they are at hand."""
    world = await World.made(record, SEED, number, size=160)
    score = Score(SEED)
    for case in range(CASES // 2):
        await one_case(world, case, score)
    assert not score.failures, "\n".join(score.failures)
    assert score.found_something > CASES // 8
    assert sum(score.refused.values()) < CASES // 20, score.refused


async def test_it_finds_the_same_on_a_walk_as_it_collects(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is little in so small a world: were two rows much, it would walk."""
    monkeypatch.setattr(walking, "MANY", 2)
    world = await World.made(record, SEED, 2, size=160)
    score = Score(SEED)
    for case in range(CASES // 2):
        await one_case(world, case, score)
    assert not score.failures, "\n".join(score.failures)
    assert score.found_something > CASES // 8
