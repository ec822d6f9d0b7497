"""Nobody writes about a patient whose record is closed to them, and whoever is shown a list leaves a trace."""

from __future__ import annotations

import pytest

from medcluster import app, protocol
from medcluster.cluster import Role, build_caller
from medcluster.fhir import types
from medcluster.foundation import Database, Kind, Refusal, Settings
from medcluster.record import Handle


async def _doctor(platform: app.Platform, participant: str, role: Role = Role.DOCTOR) -> Handle:
    number = await platform.record.custodian_number(participant)
    return platform.record.open_for(
        build_caller(role, account=f"{role}-{participant}", participant=participant, custodian=number)
    )


def _observation(patient: str) -> types.Observation:
    return types.Observation(
        status="final",
        code=types.CodeableConcept(text="haemoglobin"),
        subject=types.Reference(reference=f"Patient/{patient}"),
    )


@pytest.fixture(name="platform")
def _platform(database: Database, tmp_path: object) -> app.Platform:
    from pathlib import Path

    return app.wire(Settings(data=Path(str(tmp_path)), demo="off"), database)


async def test_a_stranger_cannot_add_evidence_about_a_patient_of_another_hospital(platform: app.Platform) -> None:
    own, stranger = await _doctor(platform, "saint-charles"), await _doctor(platform, "leon-berard")
    patient = (await own.create(types.Patient(birthDate="1959-03-14"))).id
    assert (await own.create(_observation(patient))).version == 1
    with pytest.raises(Refusal) as refused:
        await stranger.create(_observation(patient))
    assert refused.value.kind is Kind.INVALID
    assert "not open to you" in refused.value.text


async def test_after_a_referral_the_hospital_may_write(platform: app.Platform) -> None:
    own, other = await _doctor(platform, "saint-charles"), await _doctor(platform, "leon-berard")
    patient = (await own.create(types.Patient(birthDate="1960-01-01"))).id
    referral = types.ServiceRequest(
        status="active",
        intent="order",
        subject=types.Reference(reference=f"Patient/{patient}"),
        performer=(types.Reference(reference="Organization/leon-berard"),),
    )
    await own.create(referral)
    assert (await other.create(_observation(patient))).version == 1


async def test_an_absent_patient_may_still_be_referred_to(platform: app.Platform) -> None:
    stranger = await _doctor(platform, "leon-berard")
    assert (await stranger.create(_observation("not-here-yet"))).version == 1


async def test_a_look_at_the_board_is_audited(platform: app.Platform, owner_url: str) -> None:
    import asyncpg

    coordinator = await _doctor(platform, "imc-foundation", Role.COORDINATOR)
    await platform.protocol.board(coordinator, protocol.BoardFilter(text="nobody"))
    await platform.protocol.work(coordinator, protocol.WorkFilter(role="coordinator"))
    connection = await asyncpg.connect(owner_url)
    try:
        found = await connection.fetch(
            "SELECT query FROM record.audit WHERE action = 'show' AND account = $1", "coordinator-imc-foundation"
        )
    finally:
        await connection.close()
    assert {row["query"] for row in found} == {"board", "work"}
