"""One who has to wait for a lock makes nobody else wait."""

from __future__ import annotations

import asyncio

import asyncpg

from medcluster.fhir import types
from medcluster.record import Handle, Stored
from medcluster.record.hashing import lock_of_patient, patient_number


def _observation(patient: str) -> types.Observation:
    return types.Observation(
        status="final",
        code=types.CodeableConcept(text="weight"),
        subject=types.Reference(reference=f"Patient/{patient}"),
    )


async def test_writes_about_a_patient_whose_record_is_being_opened_hold_up_no_others(
    clinic: Handle, application_url: str
) -> None:
    held = (await clinic.create(types.Patient())).id
    free = (await clinic.create(types.Patient())).id
    other = await asyncpg.connect(application_url)
    try:
        async with other.transaction():
            await other.execute(f"SELECT pg_advisory_xact_lock({lock_of_patient(patient_number(held))})")
            waiting: list[asyncio.Task[Stored]] = []
            for _ in range(4):  # one after the other: what comes at once goes together
                waiting.append(asyncio.create_task(clinic.create(_observation(held))))
                await asyncio.sleep(0.2)
            stored = await asyncio.wait_for(clinic.create(_observation(free)), 4)
            assert stored.version == 1
            assert not any(task.done() for task in waiting)
        assert [(await task).version for task in waiting] == [1, 1, 1, 1]
    finally:
        await other.close()
