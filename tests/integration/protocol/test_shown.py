"""What the record shows completes Tasks and reopens them; one act in two protocols counts in both."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from medcluster.cluster import Role
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import (
    BoardFilter,
    Shown,
    State,
    StepTask,
    Taken,
    compiled,
)
from medcluster.record import Handle, read_changes
from medcluster.record.unrestricted import unrestricted

from .conftest import NOW, Cluster, haemoglobin


async def test_a_result_completes_the_task_and_says_by_what(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    nurse = await cluster.nurse()
    result = await haemoglobin(nurse, patient)
    await _react_without_a_custodian(cluster)
    task = await _task(cluster, nurse, plan)
    assert (task.status, task.act, task.happened) == ("completed", "shown", NOW)
    assert task.shown_by == (result.reference,)
    acts = [each.act for each in await cluster.service.step_history(nurse, plan, "bloods")]
    assert acts == ["shown", ""]
    await cluster.settle()
    again = await _task(cluster, nurse, plan)
    assert again == task, "a second reaction writes nothing"
    assert await _differences(cluster) == []


async def test_what_is_shown_is_neither_undone_nor_corrected_but_withdrawn(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    nurse = await cluster.nurse()
    result = await haemoglobin(nurse, patient)
    await cluster.settle()
    with pytest.raises(Shown) as refused:
        await cluster.service.undo(nurse, plan, "bloods", reason="Wrong patient")
    assert refused.value.evidence == (result.reference,) and "withdraw" in refused.value.hint
    assert refused.value.kind is Kind.CONFLICT
    with pytest.raises(Shown):
        await cluster.service.correct(nurse, plan, "bloods", NOW, reason="Earlier")
    with pytest.raises(Taken) as taken:
        await cluster.service.complete(nurse, plan, "bloods", NOW)
    assert "A result in the record completed this step" in taken.value.text
    observation = result.resource
    assert isinstance(observation, types.Observation)
    await nurse.update(msgspec.structs.replace(observation, status="entered-in-error"))
    await cluster.settle()
    task = await _task(cluster, nurse, plan)
    assert (task.status, task.act, task.happened, task.shown_by) == ("requested", "reopened", None, ())
    assert await _state(cluster, nurse, plan) is State.DUE
    await cluster.service.complete(nurse, plan, "bloods", NOW)
    acts = [each.act for each in await cluster.service.step_history(nurse, plan, "bloods")]
    assert acts == ["complete", "reopened", "shown", ""]


async def test_a_result_in_a_replaced_record_counts_for_who_replaces_it(cluster: Cluster) -> None:
    """Through a record between the two; both of those came from another system, and nobody in them is on a protocol."""
    patient, plan = await cluster.enrolled()
    nurse, platform = await cluster.nurse(), await cluster.platform()
    gone, between = await cluster.registered(platform), await cluster.registered(platform)
    await _replace(platform, gone, between)
    await _replace(platform, between, patient)
    await cluster.settle()
    assert await _state_on_board(cluster, nurse, plan) is State.DUE
    result = await haemoglobin(platform, gone)
    assert plan in await cluster.settle()
    assert await _state_on_board(cluster, nurse, plan) is State.DONE
    assert (await _task(cluster, nurse, plan)).shown_by == (result.reference,)
    assert await _differences(cluster) == []


async def test_a_deleted_result_reopens_its_step_and_a_moved_one_moves_it(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    nurse, platform = await cluster.nurse(), await cluster.platform()
    result = await haemoglobin(nurse, patient)
    await cluster.settle()
    observation, earlier = result.resource, NOW
    assert isinstance(observation, types.Observation)
    cluster.clock.move(timedelta(hours=5))
    try:
        later = earlier + timedelta(hours=3)
        await nurse.update(msgspec.structs.replace(observation, effectiveDateTime=later.isoformat()))
        await cluster.settle()
        assert (await _task(cluster, nurse, plan)).happened == later
        await platform.delete("Observation", result.id)
        await cluster.settle()
        assert (await _task(cluster, nurse, plan)).act == "reopened"
        (row,) = await cluster.service.rows(await cluster.coordinator(), [plan])
        marks = {mark.key: mark.state for _, stage in row.strip for mark in stage}
        assert marks["bloods"] is State.DUE
        assert await _differences(cluster) == []
    finally:
        cluster.clock.move(-timedelta(hours=5))


async def test_what_people_recorded_is_never_touched(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    nurse = await cluster.nurse()
    said = await cluster.service.complete(nurse, plan, "bloods", NOW - timedelta(minutes=10))
    result = await haemoglobin(nurse, patient)
    await cluster.settle()
    assert await _task(cluster, nurse, plan) == said
    await (await cluster.platform()).delete("Observation", result.id)
    await cluster.settle()
    assert await _task(cluster, nurse, plan) == said


async def test_one_act_counts_in_both_protocols_and_its_undoing_too(cluster: Cluster) -> None:
    patient, hip, knee = await _enrolled_twice(cluster)
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    merged = await cluster.service.merged(coordinator, patient)
    assert {view.episode.careplan for view in merged.plans} == {hip, knee}
    (bloods,) = [item for item in merged.plan.items if item.parts[0].occurrence.key == "bloods"]
    assert len(bloods.parts) == 2 and bloods.state is State.DUE and merged.plan.conflicts == ()
    await cluster.service.complete(nurse, hip, "bloods", NOW)
    assert [await _state(cluster, nurse, plan) for plan in (hip, knee)] == [State.DONE, State.DONE]
    await cluster.settle()
    first, second = [await _task(cluster, nurse, plan) for plan in (hip, knee)]
    assert (second.status, second.act, second.happened) == ("completed", "shown", NOW)
    assert second.shown_by[0] == f"Task/{first.id}" and second.requester_name == first.requester_name
    with pytest.raises(Shown):
        await cluster.service.undo(nurse, knee, "bloods", reason="Wrong one")
    await cluster.service.undo(nurse, hip, "bloods", reason="Wrong patient")
    await cluster.settle()
    assert [(await _task(cluster, nurse, plan)).status for plan in (hip, knee)] == ["requested", "requested"]
    assert await _differences(cluster) == []


async def test_a_deviation_in_one_protocol_is_a_conflict_for_the_coordinator(cluster: Cluster) -> None:
    patient, hip, _ = await _enrolled_twice(cluster)
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    await cluster.service.deviate(nurse, hip, "bloods", reason="patient-choice", note="Not today")
    merged = await cluster.service.merged(coordinator, patient)
    (conflict,) = merged.plan.conflicts
    assert conflict.conflict == "deviated-in-one" and len(conflict.parts) == 2
    herself_alone = await cluster.service.merged(await cluster.person(Role.NURSE, "leon-berard"), patient)
    assert herself_alone.plans == () and herself_alone.plan.items == ()


async def test_an_enrolment_that_is_over_is_left_as_it_was(cluster: Cluster) -> None:
    patient, hip, knee = await _enrolled_twice(cluster)
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    await cluster.service.finish(coordinator, knee)
    await cluster.service.complete(nurse, hip, "bloods", NOW)
    await cluster.settle()
    assert (await _task(cluster, nurse, knee)).status == "cancelled"
    merged = await cluster.service.merged(coordinator, patient)
    assert [view.episode.careplan for view in merged.plans] == [hip]


async def test_a_protocol_comes_to_its_end(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    coordinator, nurse = await cluster.coordinator(), await cluster.nurse()
    with pytest.raises(Refusal) as refused:
        await cluster.service.finish(nurse, plan)
    assert refused.value.kind is Kind.FORBIDDEN
    with pytest.raises(Refusal) as refused:
        await cluster.service.finish(coordinator, plan, at=NOW + timedelta(days=1))
    assert refused.value.kind is Kind.INVALID
    await cluster.service.finish(coordinator, plan)
    view = await cluster.service.plan(coordinator, plan)
    assert (view.episode.status, view.episode.exit_reason, view.episode.closed_at) == ("completed", "", NOW)
    await cluster.settle()
    closed = await cluster.service.board(coordinator, BoardFilter(closed=True))
    assert plan in {row.careplan for row in closed.rows}
    assert await cluster.service.enrol(coordinator, patient, "hip-fast-track", "", "saint-charles")
    with pytest.raises(Refusal) as refused:
        await cluster.service.finish(coordinator, plan)
    assert refused.value.kind is Kind.CONFLICT


async def test_a_referral_is_turned_down_once_and_with_a_reason(cluster: Cluster) -> None:
    _, referral = await cluster.referred()
    coordinator, doctor = await cluster.coordinator(), await cluster.doctor()
    with pytest.raises(Refusal) as refused:
        await cluster.service.turn_down(coordinator, referral, reason=" ")
    assert refused.value.kind is Kind.INVALID
    with pytest.raises(Refusal) as refused:
        await cluster.service.turn_down(doctor, referral, reason="No place")
    assert refused.value.kind is Kind.FORBIDDEN
    await cluster.service.turn_down(coordinator, referral, reason="No place this year")
    assert referral not in {each.id for each in await cluster.service.referrals(coordinator)}
    answered = (await doctor.read("ServiceRequest", referral)).resource
    assert isinstance(answered, types.ServiceRequest)
    assert answered.status == "revoked" and answered.note[-1].text == "No place this year"
    with pytest.raises(Refusal) as refused:
        await cluster.service.turn_down(coordinator, referral, reason="Again")
    assert refused.value.kind is Kind.CONFLICT


async def _enrolled_twice(cluster: Cluster) -> tuple[str, str, str]:
    """A patient in two protocols whose blood tests are one act."""
    platform, coordinator = await cluster.platform(), await cluster.coordinator()
    await cluster.service.publish(platform, compiled("knee-fast-track/1.4.0"))
    patient, hip = await cluster.enrolled()
    knee = await cluster.service.enrol(coordinator, patient, "knee-fast-track", "1.4.0", "saint-charles")
    await cluster.settle()
    return patient, hip, knee


async def _react_without_a_custodian(cluster: Cluster) -> None:
    """As the server does: the platform answers for no rows of its own."""
    changes = await read_changes(cluster.record.database, cluster.seen, 100_000)
    await cluster.service.react(unrestricted(cluster.record, "board"), changes)


async def _replace(handle: Handle, gone: str, stays: str) -> None:
    """Merge two records: only the one that is replaced says so."""
    patient = (await handle.read("Patient", gone)).resource
    assert isinstance(patient, types.Patient)
    link = types.PatientLink(other=types.Reference(reference=f"Patient/{stays}"), type="replaced-by")
    await handle.update(msgspec.structs.replace(patient, link=(link,)))


async def _state_on_board(cluster: Cluster, handle: Handle, plan: str) -> State:
    (row,) = await cluster.service.rows(handle, [plan])
    return next(mark.state for _, marks in row.strip for mark in marks if mark.key == "bloods")


async def _task(cluster: Cluster, handle: Handle, plan: str) -> StepTask:
    return (await cluster.service.plan(handle, plan)).episode.tasks["bloods"]


async def _state(cluster: Cluster, handle: Handle, plan: str) -> State:
    view = await cluster.service.plan(handle, plan)
    return next(each.state for each in view.progress.occurrences if each.key == "bloods")


async def _differences(cluster: Cluster) -> list[str]:
    platform = await cluster.platform()
    return [str(each) async for _, found in cluster.service.verify(platform) for each in found]
