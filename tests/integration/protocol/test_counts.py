"""The board's figures: the whole cluster's for who may see counts and no patient, one's own for who sees patients."""

from __future__ import annotations

from collections import Counter

import pytest

from medcluster.cluster import Role
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import BoardFilter, board_query, board_words, exit_reasons
from medcluster.protocol.board import BoardCounts
from medcluster.record import Handle
from tests.integration.protocol.conftest import Cluster


async def figures(cluster: Cluster, handle: Handle, which: BoardFilter | None = None) -> BoardCounts:
    return (await cluster.service.board(handle, which or BoardFilter())).counts


async def test_a_manager_sees_true_counts_and_no_patient(cluster: Cluster) -> None:
    patients = [await cluster.enrolled() for _ in range(3)]
    await cluster.service.exit(await cluster.coordinator(), patients[0][1], reason=exit_reasons(cluster.hip)[0])
    await cluster.settle()
    manager, coordinator = await cluster.person(Role.MANAGER, "leon-berard"), await cluster.coordinator()
    page = await cluster.service.board(manager, BoardFilter())
    rows = (await cluster.service.board(coordinator, BoardFilter())).rows
    assert page.rows == () and not page.after
    assert page.counts == await figures(cluster, coordinator)
    assert page.counts.total == len(rows) == 2
    assert page.counts.states == Counter(row.state for row in rows)
    assert page.counts.hospitals == {"saint-charles": 2}
    assert page.counts.protocols == {"hip-fast-track": 2}
    assert {(one.stage, one.number) for one in page.counts.stages} == set(Counter(row.stage for row in rows).items())
    assert (await figures(cluster, manager, BoardFilter(closed=True))).total == 1
    assert await cluster.service.running(manager) == {("hip-fast-track", "2.1.0"): 2}
    assert await cluster.service.rows(manager, [row.careplan for row in rows]) == ()
    with pytest.raises(Refusal) as refused:
        await cluster.service.patient_plans(manager, rows[0].patient)
    assert refused.value.kind is Kind.FORBIDDEN


async def test_a_search_for_a_person_tells_a_manager_nothing(cluster: Cluster) -> None:
    await cluster.enrolled()
    manager = await cluster.person(Role.MANAGER, "imc-foundation")
    assert (await figures(cluster, manager, BoardFilter(text="петрова"))).total == 0
    assert (await figures(cluster, await cluster.coordinator(), BoardFilter(text="петрова"))).total > 0


async def test_who_sees_patients_counts_those_alone(cluster: Cluster) -> None:
    await cluster.enrolled()
    elsewhere = await cluster.person(Role.NURSE, "leon-berard")
    page = await cluster.service.board(elsewhere, BoardFilter())
    assert page.counts.total == 0 and page.rows == ()
    administrator = await cluster.person(Role.ADMINISTRATOR, "imc-foundation")
    assert (await figures(cluster, administrator)).total == 0
    assert await cluster.service.running(administrator) == {}


async def test_figures_by_owner_are_those_of_the_rows(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    colleague = await cluster.person(Role.COORDINATOR, "imc-foundation", "orlova")
    await cluster.service.claim(colleague, plan, "triage")
    await cluster.settle()
    for owner in ("sokolova", "orlova", "nobody"):
        page = await cluster.service.board(coordinator, BoardFilter(owner=owner), count=200)
        assert page.counts.total == len(page.rows) and bool(page.rows) == (owner != "nobody"), owner
        assert page.counts.states == Counter(row.state for row in page.rows)


async def test_what_a_text_matches_too_often_is_counted_so_far(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await cluster.enrolled()
    coordinator = await cluster.coordinator()
    exact = await figures(cluster, coordinator, BoardFilter(text="петрова"))
    assert exact.total > 2 and not exact.more
    monkeypatch.setattr(board_words, "FEW", 1)
    assert await figures(cluster, coordinator, BoardFilter(text="петрова")) == exact, "all were looked through"
    assert (await figures(cluster, coordinator, BoardFilter(text="nobody"))).total == 0
    monkeypatch.setattr(board_query, "MOST_COUNTED", 2)
    for which in (BoardFilter(text="петрова"), BoardFilter(text="петрова", hospital="saint-charles")):
        page = await cluster.service.board(coordinator, which, count=200)
        assert (page.counts.total, page.counts.more) == (2, True)
        assert sum(page.counts.states.values()) == 2
        assert len(page.rows) == exact.total


async def test_only_so_many_rows_are_looked_through_for_a_text(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cluster.enrolled()
    coordinator = await cluster.coordinator()
    number = len((await cluster.service.board(coordinator, BoardFilter(), count=200)).rows)
    monkeypatch.setattr(board_words, "FEW", 1)
    monkeypatch.setattr(board_query, "MOST_LOOKED_THROUGH", number - 1)
    for text in ("петрова", "анна 1959"):
        page = await cluster.service.board(coordinator, BoardFilter(text=text), count=200)
        assert (page.counts.total, page.counts.more) == (number - 1, True)
        assert len(page.rows) == number
    assert not (await figures(cluster, coordinator, BoardFilter(text=" , "))).more
