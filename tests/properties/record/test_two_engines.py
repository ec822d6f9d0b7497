"""Two engines agree: a naive one that looks at every resource, and the record's SQL."""

from __future__ import annotations

import random
from decimal import Decimal
from urllib.parse import urlencode

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medcluster.fhir import types
from medcluster.record import Handle
from tests.properties.record.naive import Naive

SYSTEMS = ["urn:a", "urn:b", None]
CODES = ["1", "2", "3", "x|y", "a,b"]
NAMES = ["Anna", "anna maria", "Ánna", "Müller", "Петрова", "שרה", "o'Neil", "A" * 620, "50%_\\"]
DATES = ["2023", "2024", "2024-02", "2024-02-28", "2024-02-29", "2024-02-29T10:00:00Z", "2024-03-01T00:30:00+02:00"]
NUMBERS = ["0", "0.0", "1", "1.0", "1.5", "-3", "100", "99.95", "1e2"]
PREFIXES = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"]


def people(chance: random.Random) -> list[types.Resource]:
    made: list[types.Resource] = []
    for number in range(24):
        person = types.Patient(id=f"p{number}")
        if chance.random() < 0.8:
            given_names = tuple(chance.sample(NAMES, chance.randrange(1, 3)))
            person.name = (types.HumanName(family=chance.choice(NAMES), given=given_names),)
        if chance.random() < 0.7:
            person.birthDate = chance.choice(DATES[:5])
        if chance.random() < 0.5:
            person.gender = chance.choice(["male", "female"])  # type: ignore[assignment]
        if chance.random() < 0.5:
            identifier = types.Identifier(system=chance.choice(SYSTEMS), value=chance.choice(CODES))
            person.identifier = (identifier,)
        made.append(person)
    return made


def observations(chance: random.Random) -> list[types.Resource]:
    made: list[types.Resource] = []
    for number in range(90):
        codings = tuple(
            types.Coding(system=chance.choice(SYSTEMS), code=chance.choice(CODES))
            for _ in range(chance.randrange(1, 3))
        )
        seen = types.Observation(
            id=f"o{number}",
            status=chance.choice(["final", "amended"]),  # type: ignore[arg-type]
            code=types.CodeableConcept(coding=codings),
        )
        if chance.random() < 0.8:
            seen.subject = types.Reference(reference=f"Patient/p{chance.randrange(30)}")
        if chance.random() < 0.5:
            seen.effectiveDateTime = chance.choice(DATES)
        elif chance.random() < 0.6:
            start, end = sorted(chance.sample(DATES[:5], 2))
            seen.effectivePeriod = types.Period(start=chance.choice([start, None]), end=end)
        if chance.random() < 0.6:
            unit = chance.choice([("urn:u", "kg"), ("urn:u", "g"), (None, None)])
            seen.valueQuantity = types.Quantity(value=Decimal(chance.choice(NUMBERS)), system=unit[0], code=unit[1])
        made.append(seen)
    return made


@pytest_asyncio.fixture(scope="module")
async def naive(clinic: Handle) -> Naive:
    """The same resources in both engines."""
    chance = random.Random(7)
    resources = [*people(chance), *observations(chance)]
    await clinic.write(resources)
    return Naive.over(resources)


def written(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\,$|" else sign for sign in text)


tokens = st.builds(
    lambda system, code, how: {0: code, 1: f"{system or ''}|{code}", 2: f"{system or 'urn:a'}|"}[how],
    st.sampled_from(SYSTEMS),
    st.sampled_from(CODES).map(written),
    st.integers(0, 2),
)
strings = st.sampled_from(NAMES).flatmap(lambda n: st.integers(1, len(n)).map(lambda k: written(n[:k])))
dates = st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(DATES))
numbers = st.builds(str.__add__, st.sampled_from([*PREFIXES, "ap"]), st.sampled_from(NUMBERS))
units = st.sampled_from(["", "|urn:u|kg", "||g", "|urn:u|"])
patients = st.integers(0, 32).map(lambda n: f"p{n}")
missing = st.sampled_from(["true", "false"])


def either(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3).map(",".join)


def pair(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    return values.map(lambda value: (name, value))


OF_PATIENT = {
    "name": either(strings),
    "family:exact": st.sampled_from(NAMES).map(written),
    "given:contains": st.sampled_from(["nn", "МАР", "ü", "'", "%", "a" * 101]),
    "birthdate": either(dates),
    "birthdate:missing": missing,
    "gender": st.sampled_from(["male", "female", "male,female"]),
    "gender:not": st.sampled_from(["male", "female"]),
    "identifier": either(tokens),
    "identifier:not": either(tokens),
    "name:missing": missing,
    "_id": either(patients),
}
OF_OBSERVATION = {
    "code": either(tokens),
    "code:not": either(tokens),
    "status": st.sampled_from(["final", "amended", "final,amended"]),
    "subject": either(patients),
    "patient": either(patients.map("Patient/".__add__)),
    "subject:missing": missing,
    "date": either(dates),
    "date:missing": missing,
    "value-quantity": st.builds(str.__add__, numbers, units),
    "patient.gender": st.sampled_from(["male", "female"]),
    "subject:Patient.name": strings,
    "patient.birthdate": dates,
}
HAS = {
    "_has:Observation:patient:code": tokens,
    "_has:Observation:subject:date": dates,
    "_has:Observation:patient:value-quantity": numbers,
}


def queries(table: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.one_of([pair(name, values) for name, values in table.items()]), min_size=1, max_size=3)


searches = st.one_of(
    st.tuples(st.just("Patient"), queries({**OF_PATIENT, **HAS})),
    st.tuples(st.just("Observation"), queries(OF_OBSERVATION)),
)
ORDERS = st.sampled_from([[], [("_sort", "_id")], [("_sort", "-_lastUpdated")]])


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(search=searches, order=ORDERS)
async def test_sql_and_the_naive_engine_agree(
    clinic: Handle, naive: Naive, search: tuple[str, list[tuple[str, str]]], order: list[tuple[str, str]]
) -> None:
    name, pairs = search
    page = await clinic.search(name, [*pairs, *order], count=1000)
    ids = [stored.id for stored in page.matches]
    assert len(ids) == len(set(ids))
    query = urlencode(pairs)
    assert set(ids) == naive.search(name, query)
    counted = await clinic.search(name, [*pairs, ("_summary", "count")])
    assert counted.total == len(ids)
