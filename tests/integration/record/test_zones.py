"""Dates of a search in the zone of who searches: instants by that clock, days without a time as the days they are."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Database, RandomIds, SystemClock
from medcluster.record import Handle, Record
from tests.integration.record.samples import observation, patient

MOSCOW, NEW_YORK = "Europe/Moscow", "America/New_York"


def period(name: str, **ends: str) -> types.Observation:
    made = observation("p", "1-1", "2024", id=name)
    made.effectiveDateTime = None
    made.effectivePeriod = types.Period(**ends)
    return made


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle) -> None:
    """Instants near midnight here or there, days, months, periods."""
    await clinic.write(
        [
            patient("P", id="p", birthDate="1980-05-17"),
            observation("p", "1-1", "2024-02-09T22:00:00Z", id="late"),  # the 10th in Moscow, the 9th elsewhere
            observation("p", "1-1", "2024-02-10T00:00:00Z", id="midnight"),  # the 9th in New York
            observation("p", "1-1", "2024-02-10T12:00:00Z", id="noon"),
            observation("p", "1-1", "2024-02-11T03:00:00Z", id="after"),  # the 10th in New York
            observation("p", "1-1", "2024-02-10", id="day"),
            observation("p", "1-1", "2024-02", id="month"),
            period("days", start="2024-02-10", end="2024-02-10"),
            period("open", start="2024-02-10"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "zone", "ids"),
    [
        ("date=2024-02-10", "UTC", "day days midnight noon"),
        ("date=2024-02-10", MOSCOW, "day days late midnight noon"),
        ("date=2024-02-10", NEW_YORK, "after day days noon"),
        ("date=2024-02", NEW_YORK, "after day days late midnight month noon"),
        ("date=ge2024-02-10", MOSCOW, "after day days late midnight month noon open"),
        ("date=ge2024-02-10", NEW_YORK, "after day days month noon open"),
        ("date=lt2024-02-10", MOSCOW, "month"),
        ("date=lt2024-02-10", NEW_YORK, "late midnight month"),
        ("date=sa2024-02-09", MOSCOW, "after day days late midnight noon open"),
        ("date=eb2024-02-10", NEW_YORK, "late midnight"),
        ("date=gt2024-02-10", MOSCOW, "after month open"),
        ("date=gt2024-02-10", NEW_YORK, "month open"),
        ("date=2024-02-10T15:00", MOSCOW, "noon"),
        ("date=2024-02-10T12:00Z", MOSCOW, "noon"),
        ("date=ne2024-02-10", NEW_YORK, "late midnight month open"),
        ("date=2024-02-10&_sort=date", NEW_YORK, "after day days noon"),
        ("patient=p&date=2024-02-10", MOSCOW, "day days late midnight noon"),
        ("patient.birthdate=1980-05-17&date=2024-02-10", NEW_YORK, "after day days noon"),
    ],
)
async def test_dates_are_those_of_the_zone(clinic: Handle, query: str, zone: str, ids: str) -> None:
    by_argument = await clinic.search("Observation", query, zone=ZoneInfo(zone))
    by_parameter = await clinic.search("Observation", f"{query}&_timezone={zone}")
    assert sorted(one.id for one in by_argument.matches) == ids.split()
    assert sorted(one.id for one in by_parameter.matches) == ids.split()


@pytest.mark.parametrize("zone", ["UTC", MOSCOW, NEW_YORK, "Asia/Jerusalem", "Pacific/Kiritimati"])
async def test_a_birthday_is_the_same_everywhere(clinic: Handle, zone: str) -> None:
    for query, found in (("1980-05-17", 1), ("1980-05", 1), ("1980-05-16", 0), ("1980-05-18", 0), ("lt1980-05-17", 0)):
        page = await clinic.search("Patient", f"birthdate={query}", zone=ZoneInfo(zone))
        assert len(page.matches) == found, (zone, query)


async def test_the_clusters_zone_serves_who_names_none(clinic: Handle, database: Database) -> None:
    there = Record(database, clock=SystemClock(), ids=RandomIds(), zone=ZoneInfo(NEW_YORK)).open_for(clinic.caller)
    found = (await there.search("Observation", "date=2024-02-10")).matches
    assert sorted(one.id for one in found) == ["after", "day", "days", "noon"]
