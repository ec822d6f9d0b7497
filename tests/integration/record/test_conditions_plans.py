"""No condition of a search reads a whole table, and what is asked most walks the index that was made for it."""

from __future__ import annotations

import random

import asyncpg
import pytest
import pytest_asyncio

from medcluster.fhir import search, types
from medcluster.record import Handle
from tests.integration.record import plans
from tests.integration.record.samples import observation, patient

LOINC = "http://loinc.org|"
UCUM = "http://unitsofmeasure.org"
SEARCHES = {
    f"Observation?patient=p1&code={LOINC}1-1": "token_patient",
    f"Observation?patient=p1,p2&code={LOINC}1-1,{LOINC}1-2": "token_patient",
    f"Observation?subject=Patient/p1&code={LOINC}1-1&date=ge2024-02-01": "token_patient",
    "Observation?patient=p1&code=1-1": "token_value",
    f"Observation?code-value-quantity={LOINC}1-1$gt99": "quantity_unit",
    f"Observation?code-value-quantity=1-1$gt90|{UCUM}|mg&_summary=count": "quantity_unit",
    f"Observation?value-quantity=gt99|{UCUM}|mg": "quantity_unit",
    f"Observation?value-quantity=0.05|{UCUM}|g&patient=p1": "",
    "Observation?value-quantity:missing=true": "token_value",
    "Observation?encounter:missing=true&_summary=count": "token_value",
    "Observation?code:text=code 1-1&_count=10": "text_value",
    "Observation?combo-code=1-1": "token_value",
    "Patient?_text=nothing": "token_value",
    "Observation?_list=1": "",
    f"Observation?_filter=code eq {LOINC}1-1 or code eq {LOINC}1-2": "token_value",
    "Observation?subject:Patient.name=petrova1": "",
    "Location?near=48|2|10|km": "quantity_",
    "Location?partof:below=Location/1": "token_value",
    "Location?partof:above=Location/1": "token_value",
    "Encounter?location:below=Location/1&_sort=-date": "",
    "Patient/p1/Encounter?location:below=Location/1": "",
    "ValueSet?url:below=http://a/b": "text_value",
    "Observation?_content=nothing&patient=p1": "token_value",
}

BEGINNINGS = [
    "Patient?name=petrova39",
    "Patient?name=petrova39,petrova38&_sort=family",
    "Patient?family:exact=Petrova1,Petrova2",
    "Observation?subject:Patient.name=petrova1",
    "Observation?code:text=code 1-1",
    "ValueSet?url:below=http://a/b,http://a/c",
]


@pytest_asyncio.fixture(scope="module", autouse=True)
async def filled(clinic: Handle, owner_url: str) -> None:
    """Some thousands of rows, and statistics about them."""
    chance = random.Random(2)
    await clinic.write([patient(f"Petrova{i}", id=f"p{i}") for i in range(400)])
    amounts = [types.Quantity(value=v, system=UCUM, code="mg", unit="mg") for v in range(100)]  # type: ignore[arg-type]
    seen: list[types.Resource] = []
    for _ in range(4000):
        code, day = f"1-{chance.randrange(20)}", f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        made = observation(f"p{chance.randrange(400)}", code, day, valueQuantity=chance.choice(amounts))
        made.code.text = f"Code {code}"  # type: ignore[union-attr]
        seen.append(made)
    await clinic.write(seen)
    connection = await asyncpg.connect(owner_url)
    await connection.execute("ANALYZE")
    await connection.close()


@pytest.mark.parametrize(("asked", "index"), SEARCHES.items())
async def test_indexes_serve(clinic: Handle, asked: str, index: str) -> None:
    name, _, query = asked.partition("?")
    async with plans.search(clinic, name, query) as statement:
        plan = await plans.lines(*statement)
    assert "Seq Scan" not in plan, plan
    assert index in plan, plan


@pytest.mark.parametrize("asked", BEGINNINGS)
async def test_of_texts_only_those_are_read_that_begin_so(clinic: Handle, asked: str) -> None:
    name, _, query = asked.partition("?")
    async with plans.search(clinic, name, query) as statement:
        plan = await plans.tree(*statement)
    read = [node["Index Cond"] for node in plans.nodes(plan) if node.get("Index Name") == "text_value"]
    assert read
    assert all(".v " in condition for condition in read), read


def test_what_is_asked_most_is_decided_by_the_patient() -> None:
    decided = {
        kind: [name for name in search.parameters_of(kind) if search.decides_patient(kind, name)]
        for kind in ("Observation", "Condition", "Encounter", "MedicationRequest", "Appointment", "Patient", "Group")
    }
    assert decided == {
        "Observation": ["patient", "subject"],
        "Condition": ["patient", "subject"],
        "Encounter": ["patient", "subject"],
        "MedicationRequest": ["patient", "subject"],
        "Appointment": [],
        "Patient": [],
        "Group": [],
    }
