"""Codes that a grammar or a public list decides, in the value sets that R4 binds to them."""

from __future__ import annotations

import pytest

from medcluster.fhir.terminology import at_once, official
from medcluster.fhir.terminology.ruled import ruled

R4 = "http://hl7.org/fhir/ValueSet/"


@pytest.mark.parametrize(
    ("value_set", "code", "holds"),
    [
        ("ucum-units", "mg/dL", True),
        ("ucum-units", "mL/min/{1.73_m2}", True),
        ("ucum-units", "10*9/L", True),
        ("ucum-units", "ug/(24.h)", True),
        ("ucum-units", "mg//dL", False),
        ("ucum-units", "kmg", False),
        ("ucum-units", "(mg", False),
        ("ucum-units", "furlong", False),
        ("all-distance-units", "km", True),
        ("all-distance-units", "kg", False),
        ("all-languages", "fr-CH", True),
        ("all-languages", "zh-Hant-TW", True),
        ("all-languages", "f", False),
        ("mimetypes", "application/fhir+json; charset=utf-8", True),
        ("mimetypes", "application", False),
        ("currencies", "EUR", True),
        ("currencies", "FRF", False),
        ("iso3166-1-2", "FR", True),
        ("iso3166-1-2", "FRA", False),
        ("iso3166-1-3", "FRA", True),
        ("iso3166-1-N", "250", True),
        ("timezones", "Europe/Paris", True),
    ],
)
def test_a_rule_decides(value_set: str, code: str, holds: bool) -> None:
    assert official.member(R4 + value_set, "", code).holds is holds


def test_every_common_unit_of_r4_is_a_unit() -> None:
    (include,) = official.resource("ValueSet", R4 + "ucum-common")["compose"]["include"]  # type: ignore[index]
    units = ruled("http://unitsofmeasure.org")
    assert units is not None
    refused = [one["code"] for one in include["concept"] if at_once(units.concept(one["code"])) is None]
    assert len(include["concept"]) > 1300 and refused == []


def test_249_countries_each_have_three_codes() -> None:
    assert len(official.expand(R4 + "iso3166-1-2").entries) == 249
    assert len(official.expand(R4 + "iso3166-1-3").entries) == 249
    assert len(official.expand(R4 + "iso3166-1-N").entries) == 249
