"""What is found is the same, and in the same order, whether it was collected or met on a walk."""

from __future__ import annotations

import pytest

from medcluster.fhir import types
from medcluster.record import Handle, walking
from tests.integration.record.samples import observation, patient

CODE, OTHER = "91-7", "92-7"
_LOINC = "http://loinc.org"


async def _performed(handle: Handle, performer: str, code: str) -> None:
    """An observation that she made, and that is not about her: it lies in her record all the same."""
    made = observation("", code, "2024-01-01")
    reference = types.Reference(reference=f"Patient/{performer}")
    await handle.create(types.Observation(status="final", code=made.code, performer=(reference,)))


@pytest.mark.parametrize("many", [1, 2, 3000])
async def test_patients_with_something_in_their_record(
    clinic: Handle, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    code = f"{CODE}-{many}"
    monkeypatch.setattr(walking, "MANY", many)
    monkeypatch.setattr(walking, "ROWS_EACH", 1)
    people = [(await clinic.create(patient(f"Walker{many}", birthDate=f"19{n}0-01-01"))).id for n in range(5, 9)]
    first, second, third, fourth = people
    for who, coded in ((first, code), (second, code), (second, code), (third, OTHER)):
        await clinic.create(observation(who, coded, "2024-01-01"))
    taken_back = await clinic.create(observation(third, code, "2024-01-01"))
    await clinic.delete("Observation", taken_back.id)
    await _performed(clinic, fourth, code)
    gone = (await clinic.create(patient(f"Walker{many}"))).id
    await clinic.create(observation(gone, code, "2024-01-01"))
    await clinic.delete("Patient", gone)

    async def found(query: str) -> list[str]:
        return [one.id for one in (await clinic.search("Patient", query)).matches]

    asked = f"_has:Observation:patient:code={_LOINC}|{code}"
    assert await found(asked) == [second, first]
    assert await found(f"{asked}&_count=1") == [second]
    assert await found(f"{asked}&birthdate=lt1955") == [first]
    assert await found(f"_has:Observation:subject:code={_LOINC}|{code},{_LOINC}|{OTHER}&family=Walker{many}") == [
        third,
        second,
        first,
    ]
    assert await found(f"_has:Observation:performer:code={_LOINC}|{code}") == [fourth]
    page = await clinic.search("Patient", f"{asked}&_count=1")
    following = await clinic.search("Patient", page.next_query)
    assert [one.id for one in following.matches] == [first] and not following.next_query


@pytest.mark.parametrize("many", [1, 3000])
async def test_a_code_and_a_value_as_one(clinic: Handle, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    code = f"93-{many}"
    monkeypatch.setattr(walking, "MANY", many)
    her = (await clinic.create(patient("Measured"))).id
    made = []
    for day, value in enumerate((130, 90, 140, 120), 1):
        quantity = types.Quantity(value=value, unit="mm[Hg]", system="http://unitsofmeasure.org", code="mm[Hg]")
        one = observation(her, code, f"2024-01-0{day}")
        resource = types.Observation(
            status="final",
            code=one.code,
            subject=one.subject,
            effectiveDateTime=one.effectiveDateTime,
            valueQuantity=quantity,
        )
        made.append((await clinic.create(resource)).id)

    async def found(query: str) -> list[str]:
        return [one.id for one in (await clinic.search("Observation", query)).matches]

    assert await found(f"code-value-quantity={_LOINC}|{code}$gt100") == [made[3], made[2], made[0]]
    assert await found(f"code-value-quantity={code}$gt100,{code}$lt95&_count=3") == [made[3], made[2], made[1]]
    assert await found(f"combo-code-value-quantity={_LOINC}|{code}$lt100") == [made[1]]
