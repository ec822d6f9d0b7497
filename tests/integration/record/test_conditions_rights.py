"""Conditions see what their searcher sees, and no value breaks out of the statement it is put into."""

from __future__ import annotations

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient

ODD = [
    "'",
    '"',
    "\\",
    "$1",
    "{p}",
    "%",
    "a.b",
    "[x]",
    "(",
    ")",
    "*",
    "^",
    "a\nb",
    "😀",
    "é́",
    "؀",
    "/",
    "&&",
    "--",
    "~",
    "\\d",
    "`",
    "|",
]
NAMES = [
    ("Observation", "subject:text"),
    ("Observation", "code:text"),
    ("Observation", "_content"),
    ("Observation", "_text"),
    ("Observation", "value-string:contains"),
    ("Observation", "code-value-string"),
    ("Observation", "_filter"),
    ("Observation", "value-quantity"),
    ("ValueSet", "url:below"),
    ("ValueSet", "url:above"),
    ("Patient", "_profile:below"),
    ("Patient", "_source:below"),
    ("Location", "near"),
    ("Location", "partof:below"),
    ("Patient", "_list"),
]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle, other: Handle) -> None:
    """The same house in two hospitals' records: a room of each hangs on the other's floor."""
    part = types.Location(name="Room", partOf=types.Reference(reference="Location/house"))
    await clinic.write([types.Location(id="house", name="House"), patient("Clinic", id="mine")])
    room, theirs = (await clinic.write([part]))[0], patient("Other", id="theirs")
    await other.write([theirs])
    place = types.EncounterLocation(location=types.Reference(reference=f"Location/{room.id}"))
    for handle, who in ((clinic, "mine"), (other, "theirs")):
        seen = observation(who, "1", "2024-01-01", valueString="Positive", id=f"seen-{who}")
        visit = types.Encounter(
            status="finished",
            class_=types.Coding(code="AMB"),
            subject=types.Reference(reference=f"Patient/{who}"),
            location=(place,),
            id=f"visit-{who}",
        )
        listed = types.List(
            id=f"list-{who}",
            status="current",
            mode="working",
            subject=types.Reference(reference=f"Patient/{who}"),
            entry=(types.ListEntry(item=types.Reference(reference=f"Observation/seen-{who}")),),
        )
        await handle.write([seen, visit, listed])


async def found(handle: Handle, search: str) -> set[str]:
    kind, _, query = search.partition("?")
    return {stored.id for stored in (await handle.search(kind, query)).matches}


@pytest.mark.parametrize(
    "search",
    [
        "Observation?_content=positive",
        "Observation?code-value-string=1$pos",
        "Observation?value-quantity:missing=true",
        "Observation?_filter=code eq 1 and not (status eq amended)",
        "Encounter?location:below=Location/house",
        "Observation?_list=list-mine,list-theirs",
    ],
)
async def test_each_sees_their_own(clinic: Handle, other: Handle, search: str) -> None:
    mine, theirs = await found(clinic, search), await found(other, search)
    assert {one.rpartition("-")[2] for one in mine} == {"mine"}
    assert {one.rpartition("-")[2] for one in theirs} == {"theirs"}


async def test_somebody_elses_list_says_nothing(clinic: Handle) -> None:
    assert await found(clinic, "Observation?_list=list-theirs") == set()


@pytest.mark.parametrize(("kind", "name"), NAMES)
async def test_odd_values_are_values(clinic: Handle, kind: str, name: str) -> None:
    answered = 0
    for odd in ODD:
        for text in (odd, f"x{odd}y", f"1${odd}", f'code eq "{odd}"'):
            try:
                await clinic.search(kind, [(name, text)])
            except Refusal:
                continue
            answered += 1
    assert answered or name in ("near", "value-quantity", "_list", "partof:below")
