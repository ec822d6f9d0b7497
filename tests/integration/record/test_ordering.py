"""The order of a search: by parameters of every type, several keys, what has no value last, page by page."""

from __future__ import annotations

from decimal import Decimal

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle
from tests.integration.record.samples import observation, patient

UCUM = "http://unitsofmeasure.org"


def measured(name: str, code: str, at: str, value: str = "", person: str = "b", **more: object) -> types.Observation:
    made = observation(person, code, at, id=name, **more)
    if value:
        made.valueQuantity = types.Quantity(value=Decimal(value), unit="kg", system=UCUM, code="kg")
    return made


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle) -> None:
    """People and observations whose values come in no order."""
    carla = patient("Carlson", "Zoe", "Ada", id="c", birthDate="1990-01-01", gender="female")
    carla.identifier = (types.Identifier(system="urn:z", value="100"), types.Identifier(system="urn:a", value="300"))
    await clinic.write(
        [
            patient("Adams", "Mia", id="a", birthDate="1970-05-05", gender="male"),
            patient("Baker", id="b", birthDate="1980"),
            carla,
            types.Patient(id="d", identifier=(types.Identifier(system="urn:z", value="200"),)),
            types.RiskAssessment(
                id="r1",
                status="final",
                subject=types.Reference(reference="Patient/a"),
                prediction=(types.RiskAssessmentPrediction(probabilityDecimal=Decimal("0.25")),),
            ),
            types.RiskAssessment(
                id="r2",
                status="final",
                subject=types.Reference(reference="Patient/a"),
                prediction=(types.RiskAssessmentPrediction(probabilityDecimal=Decimal("0.5")),),
            ),
            types.RiskAssessment(id="r3", status="final", subject=types.Reference(reference="Patient/a")),
            types.ValueSet(id="v1", status="active", url="http://example.org/b"),
            types.ValueSet(id="v2", status="draft", url="http://example.org/a"),
            types.ValueSet(id="v3", status="active"),
        ]
    )
    no_date = measured("o5", "3", "2020", "1")
    no_date.effectiveDateTime = None
    open_start = measured("o6", "2", "2020", "4", person="c")
    open_start.effectiveDateTime = None
    open_start.effectivePeriod = types.Period(end="2023-01-01")
    await clinic.write(
        [
            measured("o1", "2", "2024-03-01", "70", person="c"),
            measured("o2", "1", "2024-01-01T10:00:00Z", "60.5"),
            measured("o3", "1", "2024-02-01", person="a"),
            measured("o4", "3", "2022-06", "1000"),
            no_date,
            open_start,
        ]
    )


ORDERS = [
    ("Patient", "_sort=family", "a b c d"),
    ("Patient", "_sort=-family", "c b a d"),
    ("Patient", "_sort=given", "c a"),  # Ada comes before Mia; two have none
    ("Patient", "_sort=-given", "c a"),  # Zoe comes before Mia
    ("Patient", "_sort=gender", "c a"),
    ("Patient", "_sort=-gender", "a c"),
    ("Patient", "_sort=identifier", "c d"),
    ("Patient", "_sort=-identifier", "c d"),  # 300, then 200
    ("Patient", "_sort=birthdate", "a b c d"),
    ("Patient", "_sort=-birthdate", "c b a d"),
    ("Patient", "_sort=-_id", "d c b a"),
    ("RiskAssessment", "_sort=probability", "r1 r2 r3"),
    ("RiskAssessment", "_sort=-probability", "r2 r1 r3"),
    ("ValueSet", "_sort=url", "v2 v1 v3"),
    ("ValueSet", "_sort=-url", "v1 v2 v3"),
    ("Observation", "_sort=value-quantity", "o5 o6 o2 o1 o4 o3"),
    ("Observation", "_sort=-value-quantity", "o4 o1 o2 o6 o5 o3"),
    ("Observation", "_sort=subject,_id", "o3 o2 o4 o5 o1 o6"),
    ("Observation", "_sort=-subject,_id", "o1 o6 o2 o4 o5 o3"),
    ("Observation", "_sort=code,-value-quantity", "o2 o3 o1 o6 o4 o5"),
    ("Observation", "_sort=-date", "o1 o3 o2 o4 o6 o5"),
    ("Observation", "_sort=date", "o6 o4 o2 o3 o1 o5"),
    ("Observation", "_sort=date&code=2", "o6 o1"),
    ("Observation", "_sort=-date&code=1,2,3&status=final", "o1 o3 o2 o4 o6 o5"),
    ("Observation", "_sort=-date&subject:missing=false", "o1 o3 o2 o4 o6 o5"),
    ("Observation", "_sort=-date&patient=b", "o2 o4 o5"),
    ("Observation", "_sort=-date&date=ge2023", "o1 o3 o2"),
    ("Observation", "_sort=value-quantity&code:not=3", "o6 o2 o1 o3"),
    ("Patient/c/Observation", "_sort=-date", "o1 o6"),
    ("Patient/c/Observation", "_sort=date", "o6 o1"),
    ("Patient/c/Observation", "_sort=value-quantity", "o6 o1"),
]


@pytest.mark.parametrize(("place", "query", "ids"), ORDERS)
async def test_matches_come_in_the_order_that_is_asked_for(clinic: Handle, place: str, query: str, ids: str) -> None:
    wanted = ids.split()
    found = [stored.id for stored in (await clinic.search(place, query)).matches]
    assert found[: len(wanted)] == wanted


@pytest.mark.parametrize(("place", "query", "ids"), ORDERS)
async def test_pages_go_on_in_the_same_order(clinic: Handle, place: str, query: str, ids: str) -> None:
    whole = [stored.id for stored in (await clinic.search(place, query)).matches]
    paged: list[str] = []
    following: str | None = f"{query}&_count=1"
    while following:
        page = await clinic.search(place, following)
        paged += [stored.id for stored in page.matches]
        following = page.next_query
    assert paged == whole


@pytest.mark.parametrize("query", ["_sort={}value-quantity", "_sort={}value-quantity&code=mixed"])
async def test_amounts_compare_across_their_units(clinic: Handle, query: str) -> None:
    """A kilogram comes after a gram, however they were written; the ones of no unit stand by their number."""
    written = {"g": ("g", "900"), "kg": ("kg", "1"), "mg": ("mg", "850000"), "lb": ("[lb_av]", "2")}
    made = []
    for name, (unit, value) in written.items():
        one = observation("b", "mixed", "2024-05-05", id=f"in-{name}")
        one.valueQuantity = types.Quantity(value=Decimal(value), unit=unit, system=UCUM, code=unit)
        made.append(one)
    await clinic.write(made)
    for sign, wanted in (("", ["mg", "g", "lb", "kg"]), ("-", ["kg", "lb", "g", "mg"])):
        found = [stored.id for stored in (await clinic.search("Observation", query.format(sign))).matches]
        assert [name for name in found if name.startswith("in-")] == [f"in-{name}" for name in wanted]
    for name in written:
        await clinic.delete("Observation", f"in-{name}")


async def test_what_has_no_order_is_refused_by_name(clinic: Handle) -> None:
    with pytest.raises(Refusal) as caught:
        await clinic.search("Observation", "_sort=code-value-quantity")
    assert caught.value.kind is Kind.UNSUPPORTED
    assert "code-value-quantity" in caught.value.text
