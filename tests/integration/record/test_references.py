"""References to what is not there: accepted by default, refused where the platform runs with strict references."""

from __future__ import annotations

import pytest

from medcluster.fhir import types
from medcluster.foundation import Database, Kind, RandomIds, Refusal, SystemClock
from medcluster.record import Handle, Record
from tests.integration.record.samples import observation, patient


@pytest.fixture(scope="module")
def strict(database: Database, clinic: Handle) -> Handle:
    """The same caller, on a platform with strict references."""
    return Record(database, clock=SystemClock(), ids=RandomIds(), references="strict").open_for(clinic.caller)


async def test_lenient_accepts_a_reference_that_leads_nowhere(clinic: Handle) -> None:
    assert (await clinic.create(observation("nowhere", "1-1", "2024-01-01"))).version == 1


async def test_strict_refuses_it_and_names_it(strict: Handle) -> None:
    with pytest.raises(Refusal) as caught:
        await strict.create(observation("nowhere", "1-1", "2024-01-01"))
    assert caught.value.kind is Kind.INVALID
    assert [issue.text for issue in caught.value.issues] == ["There is no Patient/nowhere."]


async def test_strict_accepts_what_is_there_or_comes_with_it(strict: Handle) -> None:
    made = await strict.create(patient("Here"))
    assert (await strict.create(observation(made.id, "1-1", "2024-01-01"))).version == 1
    together = [observation("new", "1-1", "2024-01-01"), patient("New", id="new")]
    assert len(await strict.write(together)) == 2
    local = types.Observation(
        status="final",
        code=types.CodeableConcept(text="x"),
        contained=(types.Device(id="d"),),  # type: ignore[arg-type]
        device=types.Reference(reference="#d"),
    )
    assert (await strict.create(local)).version == 1


async def test_strict_answers_the_hidden_like_the_absent(strict: Handle, other: Handle) -> None:
    hidden = await other.create(patient("Hidden"))
    with pytest.raises(Refusal) as caught:
        await strict.create(observation(hidden.id, "1-1", "2024-01-01"))
    assert caught.value.issues[0].text == f"There is no Patient/{hidden.id}."
