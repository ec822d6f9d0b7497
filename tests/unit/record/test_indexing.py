"""Which index rows a resource has: no more than are needed, and numbers that never collide."""

from __future__ import annotations

from typing import Any

import pytest

from medcluster.fhir import search, types
from medcluster.record.hashing import composite_number, hash32, hash64, parameter_number, text_number
from medcluster.record.indexing import RANGES, SHAPE, Index, indexed, range_label, shape_bits


def rows(kind: str, **fields: Any) -> Index:
    made = types.from_plain({"resourceType": kind, **fields})
    return indexed(kind, search.postings(made, lean=True))


def amount(value: float, code: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": code, "system": search.UCUM, "code": code, **more}


def observation(**fields: Any) -> Index:
    code = {"coding": [{"system": "http://loinc.org", "code": "1-1", "display": "One"}], "text": "One"}
    return rows("Observation", status="final", code=code, **fields)


def test_no_two_things_of_r4_share_a_number() -> None:
    numbers: list[int] = []
    for kind in types.RESOURCE_TYPES:
        places: dict[str, None] = {}
        for name, parameter in search.standard_parameters_of(kind).items():
            numbers.append(parameter_number(kind, name))
            if parameter.type in ("token", "reference"):
                places.update(dict.fromkeys(search.text_places(kind, parameter)))
                numbers += [parameter_number(kind, f"{name}:identifier"), parameter_number(kind, f"{name}:of-type")]
            if parameter.type in ("quantity", "number"):
                numbers.append(parameter_number(kind, f"{name}:converted"))
                labels = [range_label(name, end, converted=c) for end in ("low", "high") for c in (True, False)]
                numbers += [parameter_number(kind, label) ^ place for label in labels for place in range(RANGES)]
        numbers += [text_number(kind, place) for place in places]
        numbers.append(parameter_number(kind, SHAPE))
    assert len(numbers) == len(set(numbers))


def test_a_preferred_unit_needs_one_row_and_another_two() -> None:
    assert len(observation(valueQuantity=amount(5, "mg/dL")).quantities) == 2  # itself, and with its code
    converted = observation(valueQuantity=amount(5, "g/L")).quantities
    assert sorted(value for _, value, _, _ in converted) == [5, 5, 500, 500]
    local = observation(valueQuantity={"value": 5, "unit": "spoons"}).quantities
    assert {unit for _, _, _, unit in local} == {hash32("spoons")}


def test_the_code_of_a_composite_is_in_its_number() -> None:
    found = {row[0] for row in observation(valueQuantity=amount(5, "mg/dL")).quantities}
    assert found == {
        parameter_number("Observation", "value-quantity"),
        composite_number("Observation", "code-value-quantity", "1-1"),
    }


def test_what_unites_two_parameters_has_no_rows() -> None:
    found = observation(component=[{"code": {"coding": [{"code": "2"}]}, "valueQuantity": amount(1, "kg")}])
    here = {row[0] for kind in (found.tokens, found.quantities) for row in kind}
    for name in ("combo-code", "combo-value-quantity"):
        assert parameter_number("Observation", name) not in here
    assert parameter_number("Observation", "component-value-quantity") in here


def test_a_text_is_written_once_for_its_place() -> None:
    texts = observation().texts
    assert [(row[0], row[1]) for row in texts] == [(text_number("Observation", "code"), "one")]


def test_a_shape_says_what_finds_something() -> None:
    bits = shape_bits("Observation")
    assert len(bits) < 64
    (shape,) = [row[1] for row in observation().tokens if row[0] == parameter_number("Observation", SHAPE)]
    assert {name for name, bit in bits.items() if shape & bit} == {"code", "combo-code", "status"}


@pytest.mark.parametrize("kind", types.RESOURCE_TYPES)
def test_every_parameter_has_a_bit(kind: str) -> None:
    assert set(search.standard_parameters_of(kind)) - {"_id", "_lastUpdated"} == set(shape_bits(kind))


def test_ends_of_ranges_are_kept_apart() -> None:
    predictions = [{"probabilityRange": {"low": {"value": n}, "high": {"value": n + 1}}} for n in (10, 60)]
    found = rows("RiskAssessment", status="final", subject={"reference": "Patient/1"}, prediction=predictions)
    low = parameter_number("RiskAssessment", "probability:low")
    high = parameter_number("RiskAssessment", "probability:high")
    assert {(p, v) for p, v, _, _ in found.quantities} == {(low, 10), (high, 11), (low ^ 1, 60), (high ^ 1, 61)}


def test_words_of_a_narrative_without_its_markup() -> None:
    text = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml"><b>Été</b> &amp; hiver</div>'}
    found = rows("Patient", text=text).tokens
    words = {row[1] for row in found if row[0] == parameter_number("Patient", "_text")}
    assert words == {hash64("ete"), hash64("hiver")}
