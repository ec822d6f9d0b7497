"""A patient is referred, enrolled, treated by several people, and leaves: against the real record."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from medcluster.cluster import Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol import BoardFilter, PlanView, State, Taken, Window, WorkFilter

from .conftest import NOW, Cluster


async def test_a_published_version_is_frozen(cluster: Cluster) -> None:
    platform = await cluster.platform()
    assert not await cluster.service.publish(platform, cluster.hip)
    changed = replace(cluster.hip, owner="somebody-else")
    with pytest.raises(Refusal) as refused:
        await cluster.service.publish(platform, changed)
    assert refused.value.kind is Kind.CONFLICT and "frozen" in refused.value.text
    assert [each.canonical for each in await cluster.service.versions(platform)] == [cluster.hip.canonical]
    plan = await platform.search("PlanDefinition", [("url", cluster.hip.url)])
    assert len(plan.matches) == 1


async def test_a_referral_reaches_the_coordinator_and_the_hospital(cluster: Cluster) -> None:
    patient, referral = await cluster.referred()
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    assert (await nurse.read("Patient", patient)).id == patient
    open_ones = await cluster.service.referrals(coordinator)
    mine = next(each for each in open_ones if each.id == referral)
    assert (mine.participant, mine.by_name, mine.reason) == ("saint-charles", "Gusarova", "Hip pain for two years")
    elsewhere = await cluster.person(Role.NURSE, "leon-berard")
    with pytest.raises(Refusal) as refused:
        await elsewhere.read("Patient", patient)
    assert refused.value.kind is Kind.NOT_FOUND


async def test_enrolling_makes_the_plan_its_tasks_and_a_row(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    view = await cluster.service.plan(coordinator, plan)
    assert {each.key for each in view.progress.occurrences} == set(view.episode.tasks)
    assert view.progress.stage == "referral"
    (row,) = await cluster.service.rows(coordinator, [plan])
    assert (row.name, row.latin_name) == ("Петрова, Анна Сергеевна", "Petrova, Anna Sergeyevna")
    assert (row.participant, row.coordinator, row.number) == ("saint-charles", "sokolova", "48 2716")
    assert row.next_key == view.progress.next_key and row.changes_at == view.progress.changes_at
    assert not [each for each in await cluster.service.referrals(coordinator) if each.patient == patient]
    elsewhere = await cluster.person(Role.NURSE, "leon-berard")
    assert await cluster.service.rows(elsewhere, [plan]) == ()
    assert [each.careplan for each in await cluster.service.rows(await cluster.nurse(), [plan])] == [plan]


async def test_a_second_enrolment_in_the_same_protocol_is_refused_even_at_the_same_instant(cluster: Cluster) -> None:
    patient, _ = await cluster.referred()
    coordinator = await cluster.coordinator()
    answers = await asyncio.gather(
        *(cluster.service.enrol(coordinator, patient, "hip-fast-track", "", "saint-charles") for _ in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, str) for each in answers) == 1
    refusals = [each for each in answers if isinstance(each, Refusal)]
    assert len(refusals) == 3 and all(each.kind is Kind.CONFLICT for each in refusals)
    plans = await coordinator.patient_resources(patient, ["CarePlan"])
    assert len(plans) == 1


async def test_who_does_not_qualify_is_enrolled_only_with_a_reason(cluster: Cluster) -> None:
    doctor, coordinator = await cluster.doctor(), await cluster.coordinator()
    patient = await cluster.registered(doctor, born="2015-01-01")
    await cluster.service.refer(doctor, patient, "saint-charles", "hip-fast-track", "Hip pain")
    with pytest.raises(Refusal) as refused:
        await cluster.service.enrol(coordinator, patient, "hip-fast-track", "", "saint-charles")
    assert refused.value.kind is Kind.INVALID and "qualify" in refused.value.text
    assert await cluster.service.enrol(
        coordinator, patient, "hip-fast-track", "", "saint-charles", although="Decided by the board"
    )


async def test_the_second_to_complete_is_told_who_was_first(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    first, second = await cluster.nurse("dubois"), await cluster.nurse("moreau")
    before = (await cluster.service.plan(first, plan)).episode.tasks["bloods"]
    answers = await asyncio.gather(
        cluster.service.complete(first, plan, "bloods", expected_version=before.version),
        cluster.service.complete(second, plan, "bloods", expected_version=before.version),
        return_exceptions=True,
    )
    (taken,) = [each for each in answers if isinstance(each, Taken)]
    (done,) = [each for each in answers if not isinstance(each, BaseException)]
    assert taken.kind is Kind.CONFLICT and taken.who == done.requester_name and taken.at == NOW
    assert f"{done.requester_name} completed this step on 18 November 2026 at 10:42" in taken.text
    history = await cluster.service.step_history(first, plan, "bloods")
    assert [each.act for each in history] == ["complete", ""]


async def test_completing_is_for_the_roles_of_the_step_and_never_in_the_future(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    for handle, key, at, kind in (
        (coordinator, "bloods", NOW, Kind.FORBIDDEN),
        (nurse, "triage", NOW, Kind.FORBIDDEN),
        (nurse, "bloods", NOW + timedelta(seconds=1), Kind.INVALID),
        (nurse, "bloods", NOW.replace(year=1958), Kind.INVALID),
        (nurse, "no-such-step", NOW, Kind.NOT_FOUND),
    ):
        with pytest.raises(Refusal) as refused:
            await cluster.service.complete(handle, plan, key, at)
        assert refused.value.kind is kind, key
    await cluster.service.complete(coordinator, plan, "triage")


async def test_a_claimed_step_can_be_done_by_another_of_the_role(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    first, second = await cluster.nurse("dubois"), await cluster.nurse("moreau")
    claimed = await cluster.service.claim(first, plan, "bloods")
    assert (claimed.owner, claimed.status) == ("dubois", "accepted")
    with pytest.raises(Taken):
        await cluster.service.claim(second, plan, "bloods", expected_version=claimed.version - 1)
    await cluster.settle()
    mine = await cluster.service.work(first, WorkFilter(owner="dubois", later=timedelta(days=60)))
    assert plan in {each.careplan for each in (*mine.late, *mine.now, *mine.later)}
    done = await cluster.service.complete(second, plan, "bloods", expected_version=claimed.version - 1)
    assert (done.status, done.owner, done.requester) == ("completed", "dubois", "moreau")


async def test_surgery_writes_its_procedure_moves_the_dates_and_can_be_corrected_and_undone(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    coordinator = await cluster.coordinator()
    surgeon = await cluster.person(Role.SURGEON, "saint-charles", "levin")
    planned = NOW + timedelta(days=6)
    await cluster.service.set_anchor(coordinator, plan, "surgery", planned)
    walk = _window(await cluster.service.plan(coordinator, plan), "walk")
    assert walk is not None and walk.target - planned == timedelta(hours=4)
    cluster.clock.move(timedelta(days=8))
    try:
        happened = planned + timedelta(days=1)
        await cluster.service.complete(surgeon, plan, "surgery", happened, note="Without complication")
        moved = _window(await cluster.service.plan(coordinator, plan), "walk")
        assert moved is not None and moved.target == happened + timedelta(hours=4)
        corrected = happened - timedelta(hours=3)
        await cluster.service.correct(surgeon, plan, "surgery", corrected, reason="Typed the wrong hour")
        moved = _window(await cluster.service.plan(coordinator, plan), "walk")
        assert moved is not None and moved.target == corrected + timedelta(hours=4)
        await cluster.service.undo(surgeon, plan, "surgery", reason="Another patient")
        moved = _window(await cluster.service.plan(coordinator, plan), "walk")
        assert moved is not None and moved.target == planned + timedelta(hours=4)
        procedures = [each.resource for each in await surgeon.patient_resources(patient, ["Procedure"])]
        assert [each.status for each in procedures if isinstance(each, types.Procedure)] in (["entered-in-error"], [])
        acts = [each.act for each in await cluster.service.step_history(surgeon, plan, "surgery")]
        assert acts == ["undo", "correct", "complete", ""]
    finally:
        cluster.clock.move(-timedelta(days=8))


async def test_a_deviation_needs_a_coded_reason_and_can_be_taken_back(cluster: Cluster) -> None:
    _, plan = await cluster.enrolled()
    nurse, coordinator = await cluster.nurse(), await cluster.coordinator()
    with pytest.raises(Refusal) as refused:
        await cluster.service.deviate(nurse, plan, "bloods", reason="felt like it")
    assert refused.value.kind is Kind.INVALID and "no-resource" in refused.value.hint
    await cluster.service.deviate(nurse, plan, "bloods", reason="no-resource", note="No tubes", close=False)
    assert _state(await cluster.service.plan(nurse, plan), "bloods") is State.DUE
    await cluster.service.deviate(nurse, plan, "bloods", reason="patient-choice", note="Refused")
    assert _state(await cluster.service.plan(nurse, plan), "bloods") is State.DEVIATED
    await cluster.settle()
    (row,) = await cluster.service.rows(coordinator, [plan])
    assert (row.state, row.state_key, row.reason) == (State.DEVIATED, "bloods", "patient-choice")
    await cluster.service.undo(coordinator, plan, "bloods", reason="She has agreed after all")
    assert _state(await cluster.service.plan(nurse, plan), "bloods") is State.DUE


async def test_a_patient_sees_her_plan_and_does_her_own_steps(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    other, _ = await cluster.enrolled()
    herself = cluster.record.open_for(
        build_caller(
            Role.PATIENT,
            account="anna",
            name="Anna Petrova",
            patient=patient,
            participant="saint-charles",
            custodian=await cluster.record.custodian_number("saint-charles"),
        )
    )
    (view,) = await cluster.service.patient_plans(herself, patient)
    assert view.episode.careplan == plan
    assert await cluster.service.patient_plans(herself, other) == ()
    done = await cluster.service.complete(herself, plan, "school")
    assert (done.status, done.requester_name) == ("completed", "Anna Petrova")
    with pytest.raises(Refusal) as refused:
        await cluster.service.complete(herself, plan, "bloods")
    assert refused.value.kind is Kind.FORBIDDEN


async def test_leaving_frees_the_place_and_coming_back_takes_it_again(cluster: Cluster) -> None:
    patient, plan = await cluster.enrolled()
    coordinator, nurse = await cluster.coordinator(), await cluster.nurse()
    reason = cluster.hip.exit_reasons[0][0]
    with pytest.raises(Refusal):
        await cluster.service.exit(coordinator, plan, reason="because")
    await cluster.service.exit(coordinator, plan, reason=reason)
    with pytest.raises(Refusal) as refused:
        await cluster.service.complete(nurse, plan, "bloods")
    assert refused.value.kind is Kind.CONFLICT
    await cluster.settle()
    closed = await cluster.service.board(coordinator, BoardFilter(closed=True))
    assert plan in {row.careplan for row in closed.rows}
    again = await cluster.service.enrol(coordinator, patient, "hip-fast-track", "2.1.0", "saint-charles")
    with pytest.raises(Refusal) as refused:
        await cluster.service.resume(coordinator, plan, reason="Came back")
    assert refused.value.kind is Kind.CONFLICT
    await cluster.service.exit(coordinator, again, reason=reason)
    await cluster.service.resume(coordinator, plan, reason="Came back")
    await cluster.service.complete(nurse, plan, "bloods")


def _window(view: PlanView, key: str) -> Window | None:
    return next(each.window for each in view.progress.occurrences if each.key == key)


def _state(view: PlanView, key: str) -> State:
    return next(each.state for each in view.progress.occurrences if each.key == key)
