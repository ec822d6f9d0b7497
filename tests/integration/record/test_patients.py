"""The compartments of several patients, read at once."""

from __future__ import annotations

from medcluster.record import Handle
from tests.integration.record.samples import observation, patient


async def test_several_patients_are_read_as_each_alone(clinic: Handle) -> None:
    first, second = [(await clinic.create(patient("Several", given))).id for given in ("Anna", "Maria")]
    for who in (first, second, first):
        await clinic.create(observation(who, "29463-7", "2024-03-05"))
    for types in ((), ("Observation",), ("Patient", "Observation")):
        together = await clinic.resources_of_patients([first, second, "nobody"], types)
        assert together == {who: await clinic.patient_resources(who, types) for who in (first, second, "nobody")}
    assert len(together[first]) == 3 and together["nobody"] == []
    assert await clinic.resources_of_patients([], ["Observation"]) == {}
