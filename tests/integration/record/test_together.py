"""Reads and writes that come at the same moment share a transaction, and nobody notices but the clock."""

from __future__ import annotations

import asyncio
from collections import Counter

import asyncpg

from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient

_AUDIT = """
SELECT xid::text AS xid, action, type, id, rows, cardinality(pats) AS pats
FROM record.audit WHERE seq > $1 ORDER BY seq
"""


async def _audited(owner_url: str, after: int) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(owner_url)
    try:
        return await connection.fetch(_AUDIT, after)
    finally:
        await connection.close()


async def _last(owner_url: str) -> int:
    connection = await asyncpg.connect(owner_url)
    try:
        return int(await connection.fetchval("SELECT coalesce(max(seq), 0) FROM record.audit"))
    finally:
        await connection.close()


async def test_creates_that_come_together_are_all_there_each_with_its_audit_row(clinic: Handle, owner_url: str) -> None:
    before = await _last(owner_url)
    made = await asyncio.gather(*(clinic.create(patient(f"Together{number}")) for number in range(40)))
    rows = [row for row in await _audited(owner_url, before) if row["action"] == "create"]
    assert {row["id"] for row in rows} == {one.id for one in made}
    assert all(row["type"] == "Patient" and row["rows"] == 1 and row["pats"] == 1 for row in rows)
    assert len({row["xid"] for row in rows}) < len(rows), "none shared a transaction"
    for one in made:
        assert (await clinic.read("Patient", one.id)).version == 1


async def test_reads_that_come_together_get_their_own_answers_and_audit_rows(clinic: Handle, owner_url: str) -> None:
    made = [await clinic.create(patient(f"Read{number}")) for number in range(10)]
    before = await _last(owner_url)
    ids = [one.id for one in made] * 3 + ["absent"] * 3
    found = await asyncio.gather(*(clinic.read("Patient", one) for one in ids), return_exceptions=True)
    assert [one.id for one in found[:30]] == ids[:30]  # type: ignore[union-attr]
    assert [one.kind for one in found[30:]] == [Kind.NOT_FOUND] * 3  # type: ignore[union-attr]
    rows = [row for row in await _audited(owner_url, before) if row["action"] == "read"]
    assert Counter(row["id"] for row in rows) == Counter(ids)
    assert {row["rows"] for row in rows if row["id"] == "absent"} == {0}


async def test_who_is_hidden_from_one_is_not_shown_to_her_in_another_s_company(clinic: Handle, other: Handle) -> None:
    mine = await clinic.create(patient("Hidden"))
    asked = [handle.read("Patient", mine.id) for handle in (clinic, other) * 8]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert {one.id for one in found[::2]} == {mine.id}  # type: ignore[union-attr]
    assert all(isinstance(one, Refusal) and one.kind is Kind.NOT_FOUND for one in found[1::2])


async def test_one_that_is_refused_takes_nobody_with_it(clinic: Handle) -> None:
    made = [await clinic.create(patient(f"Update{number}")) for number in range(12)]
    changed = [patient(f"Changed{number}", id=one.id) for number, one in enumerate(made)]
    versions = [7 if number == 5 else 1 for number in range(12)]
    asked = [clinic.update(one, if_match=version) for one, version in zip(changed, versions, strict=True)]
    done = await asyncio.gather(*asked, clinic.update(patient("Nobody", id="nobody")), return_exceptions=True)
    assert isinstance(done[5], Refusal) and done[5].kind is Kind.VERSION
    assert isinstance(done[12], Refusal) and done[12].kind is Kind.NOT_FOUND
    assert [one.version for place, one in enumerate(done[:12]) if place != 5] == [2] * 11  # type: ignore[union-attr]


async def test_many_writers_of_one_resource_with_its_version_are_one_winner_at_a_time(clinic: Handle) -> None:
    one = await clinic.create(observation((await clinic.create(patient("Contested"))).id, "718-7", "2026-01-01"))
    wins = 0
    for version in range(1, 4):
        asked = [clinic.update(observation("x", "718-7", "2026-01-01", id=one.id), if_match=version) for _ in range(16)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        won = [each for each in done if not isinstance(each, BaseException)]
        assert len(won) == 1
        assert all(isinstance(each, Refusal) and each.kind is Kind.VERSION for each in done if each not in won)
        wins += len(won)
    assert (await clinic.read("Observation", one.id)).version == 1 + wins
