"""The board follows the record and the clock, and can be checked."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import BoardFilter, Enrolment, State, WorkFilter, enrolment_resources
from medcluster.record import Handle

from .conftest import NOW, Cluster, haemoglobin


async def test_a_result_completes_its_step_and_takes_the_branch(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    await haemoglobin(await cluster.nurse(), patient, "121")
    assert await cluster.settle() == (plan,)
    (row,) = await cluster.service.rows(coordinator, [plan])
    marks = {mark.key: mark.state for _, stage in row.strip for mark in stage}
    assert marks["bloods"] is State.DONE
    assert marks["anaemia"] is State.AWAITING_DATE
    assert await cluster.settle() == ()


async def test_being_told_twice_changes_nothing(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    cluster.seen = type(cluster.seen)(0, 0)
    assert await cluster.settle() == ()
    (row,) = await cluster.service.rows(await cluster.coordinator(), [plan])
    assert row.changed_at <= cluster.clock.now()


async def test_time_alone_makes_a_step_late(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    coordinator, platform = await cluster.coordinator(), await cluster.platform()
    (before,) = await cluster.service.rows(coordinator, [plan])
    assert before.state is State.DUE and before.changes_at is not None
    assert await cluster.service.next_change(platform) is not None
    assert plan not in {row.careplan for row in await cluster.service.due_changes(platform, NOW)}
    cluster.clock.move(timedelta(days=8))
    try:
        changed = {row.careplan for row in await cluster.service.due_changes(platform, cluster.clock.now())}
        assert plan in changed
        (after,) = await cluster.service.rows(coordinator, [plan])
        assert (after.state, after.state_key, after.next_key) == (State.LATE, "triage", "triage")
        assert after.days_late(cluster.clock.now()) == 1
        board = await cluster.service.board(coordinator, BoardFilter(state="late", hospital="saint-charles"))
        assert plan in {row.careplan for row in board.rows} and board.counts.total == len(board.rows)
        lists = await cluster.service.work(coordinator, WorkFilter(role="coordinator"))
        assert plan in {item.careplan for item in lists.late} and lists.late_number == len(lists.late)
        assert await cluster.service.due_changes(platform, cluster.clock.now()) == ()
    finally:
        cluster.clock.move(-timedelta(days=8))
        async for _ in cluster.service.rebuild(platform):
            pass


async def test_each_role_has_its_own_list(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    nurse = await cluster.nurse()
    lists = await cluster.service.work(
        nurse, WorkFilter(role="nurse", participant="saint-charles", later=timedelta(days=30))
    )
    mine = {item.key: item for item in (*lists.late, *lists.now, *lists.later) if item.careplan == plan}
    assert "bloods" in mine and "triage" not in mine
    assert mine["bloods"].task and mine["bloods"].task_version == 1
    await cluster.service.complete(nurse, plan, "bloods", expected_version=mine["bloods"].task_version)
    await cluster.settle()
    lists = await cluster.service.work(nurse, WorkFilter(role="nurse", participant="saint-charles"))
    assert "bloods" not in {item.key for item in (*lists.late, *lists.now) if item.careplan == plan}


async def test_a_step_done_elsewhere_stands_in_the_list_of_that_place(cluster: Cluster) -> None:
    patient, referral = await cluster.referred()
    plan = await cluster.service.enrol(
        await cluster.coordinator(),
        patient,
        "hip-fast-track",
        "",
        "saint-charles",
        referral=referral,
        partners={"radiographer": "diagnostic-centre"},
    )
    await cluster.settle()
    radiographer = await cluster.person(Role.RADIOGRAPHER, "diagnostic-centre", "ahmadi")
    which = WorkFilter(role="radiographer", participant="diagnostic-centre", later=timedelta(days=60))
    lists = await cluster.service.work(radiographer, which)
    assert (plan, "imaging") in {(each.careplan, each.key) for each in (*lists.late, *lists.now, *lists.later)}
    done = await cluster.service.complete(radiographer, plan, "imaging", NOW)
    assert done.status == "completed"


async def test_verify_finds_what_was_tampered_with_and_rebuild_mends_it(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    _, other = await cluster.enrolled()
    platform = await cluster.platform()
    assert await _differences(cluster, platform) == []
    async with cluster.record.database.transaction(settings=platform.database_settings) as connection:
        await connection.execute("UPDATE protocol.enrolment SET state = 0 WHERE careplan = $1", plan)
        await connection.execute("DELETE FROM protocol.enrolment WHERE careplan = $1", other)
        await connection.execute("DELETE FROM protocol.work_item WHERE careplan = $1", plan)
        await connection.execute("UPDATE protocol.tally SET number = number + 1")
    found = await _differences(cluster, platform)
    assert {plan, other} <= {each.partition(":")[0].removeprefix("CarePlan/") for each in found}
    assert any("state is stored as" in each for each in found) and any("tally" in each for each in found)
    async for _ in cluster.service.rebuild(platform):
        pass
    assert await _differences(cluster, platform) == []


async def test_a_deleted_plan_leaves_the_board(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    platform = await cluster.platform()
    await platform.delete("CarePlan", plan)
    assert await cluster.settle() == (plan,)
    assert await cluster.service.rows(platform, [plan]) == ()
    assert await cluster.service.patient_plans(platform, patient) == ()
    await cluster.service.enrol(await cluster.coordinator(), patient, "hip-fast-track", "", "saint-charles")


async def test_a_plan_that_came_through_the_api_holds_its_place(cluster: Cluster) -> None:
    patient, _ = await cluster.referred()
    platform = await cluster.platform("saint-charles")
    enrolment = Enrolment(patient=patient, version=cluster.hip, participant="saint-charles", at=NOW)
    plan, *tasks = enrolment_resources(enrolment, cluster.ids)
    await platform.write([plan, *tasks])
    assert plan.id in await cluster.settle()
    with pytest.raises(Refusal) as refused:
        await cluster.service.enrol(await cluster.coordinator(), patient, "hip-fast-track", "", "saint-charles")
    assert refused.value.kind is Kind.CONFLICT


async def _differences(cluster: Cluster, platform: Handle) -> list[str]:
    return [str(each) async for _, found in cluster.service.verify(platform) for each in found]


async def test_a_result_that_was_another_patients_leaves_the_board_of_the_first(cluster: Cluster) -> None:
    first, plan = await cluster.enrolled()
    second, other = await cluster.enrolled()
    platform = await cluster.platform("saint-charles")
    await haemoglobin(platform, first, "104")
    assert await cluster.settle()
    (stored,) = await platform.patient_resources(first, ["Observation"])
    moved = msgspec.structs.replace(stored.resource, subject=types.Reference(reference=f"Patient/{second}"))
    await platform.update(moved, if_match=stored.version)
    assert {plan, other} <= set(await cluster.settle())
    assert await _differences(cluster, platform) == []
    nobody = msgspec.structs.replace(moved, subject=None)
    await platform.update(nobody)
    assert other in await cluster.settle()
    assert await _differences(cluster, platform) == []
