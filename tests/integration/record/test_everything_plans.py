"""`everything` reads what lies under a patient, an encounter or a reference; no table is gone through as a whole."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime

import pytest

from medcluster.record import Asked, Handle
from medcluster.record.values import Values

everything = importlib.import_module("medcluster.record.everything")
WAYS = {
    "all": Asked(),
    "types": Asked(types=("Observation", "Practitioner")),
    "dates": Asked(start=datetime(2024, 1, 1, tzinfo=UTC), end=datetime(2025, 1, 1, tzinfo=UTC)),
    "since": Asked(since=datetime(2024, 1, 1, tzinfo=UTC), count=50),
}


@pytest.mark.parametrize("centre", everything.CENTRES)
@pytest.mark.parametrize("way", WAYS)
async def test_a_page_is_found_by_indexes(clinic: Handle, centre: str, way: str) -> None:
    values = Values(list(clinic.acting.audit(clinic.room.now(), "everything", centre, "x", "")))
    text = everything._statement(clinic, centre, "x", WAYS[way], None, values)
    async with clinic.opened({"enable_seqscan": "off"}) as connection:
        plan = "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {text}", *values.bound))
    assert "Seq Scan" not in plan, plan
