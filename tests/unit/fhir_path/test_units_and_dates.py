"""Do units convert, and do partial dates answer only what they know?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcluster.fhir import path
from medcluster.fhir.path import ucum
from medcluster.fhir.path.dates import Date, DateTime, compare
from medcluster.foundation import Refusal

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def said(expression: str) -> bool | None:
    return path.compile(expression).truth(None, now=NOW)


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("13 'g/dL' = 130 'g/L'", True),
        ("150 '10*9/L' = 150 '10*3/uL'", True),
        ("5 'mmol/L' = 5000 'umol/L'", True),
        ("5 'mmol/L' < 90 'mg/dL'", None),
        ("1 'mmol/L' < 1 '/L'", None),
        ("37 'Cel' = 98.6 '[degF]'", True),
        ("120 'mm[Hg]' > 15 'kPa'", True),
        ("60 'kg' / (1.7 'm' * 1.7 'm') < 25 'kg/m2'", True),
        ("1 '[iU]' = 1 '[IU]'", True),
        ("1 'U' = 1 'umol/min'", True),
        ("2 'mg/kg/d' > 1 'mg/kg/h'", False),
        ("1 'mL/min/{1.73_m2}' = 1 'mL/min'", True),
        ("1 year = 12 months", True),
        ("1 year = 1 'a'", None),
        ("1 year ~ 1 'a'", True),
        ("90 minutes > 1 hour", True),
        ("1 'nonsense' = 1 'nonsense'", True),
        ("1 'nonsense' = 1 'kg'", None),
        ("1 'kg' + 1 'g' = 1001 'g'", True),
        ("@2024-02-29 + 1 year = @2025-02-28", True),
        ("@2024-01-31 + 1 month = @2024-02-29", True),
        ("@2014 + 23 months = @2015", True),
        ("@2026-03-29T00:30:00+02:00 = @2026-03-28T22:30:00Z", True),
        ("@2026-03-29T10:00:00 < @2026-03-29T11:00:00Z", None),
        ("@2026-03-01T10:00:00 < @2026-03-29T11:00:00Z", True),
        ("@2026-03 < @2026-03-15", None),
        ("@2026-03 < @2026-04-15", True),
        ("@T23:30 + 1 hour = @T00:30", True),
    ],
)
def test_answers(expression: str, answer: bool | None) -> None:
    assert said(expression) is answer


def test_hours_do_not_move_a_date() -> None:
    with pytest.raises(Refusal, match="column 13: hours cannot be added to a Date"):
        said("@2026-03-01 - 36 'h' = @2026-02-28")


@given(st.integers(-2_000_000_000, 4_000_000_000), st.integers(-840, 840))
def test_a_zone_moves_nothing(second: int, zone: int) -> None:
    utc = DateTime.of(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
    sign = "-" if zone < 0 else "+"
    local = path.compile(f"@{utc} + {zone} minutes").evaluate(None, now=NOW)[0]
    again = DateTime.read(str(local).removesuffix("Z") + f"{sign}{abs(zone) // 60:02}:{abs(zone) % 60:02}")
    assert again is not None
    assert compare(utc, again) == 0
    assert utc == again
    assert hash(utc) == hash(again)


@given(st.dates(), st.integers(1, 3), st.dates(), st.integers(1, 3))
def test_a_partial_date_never_says_more_than_every_day_in_it(one: object, a: int, two: object, b: int) -> None:
    left, right = (Date.read("-".join(str(day).split("-")[:n])) for day, n in ((one, a), (two, b)))
    assert left is not None
    assert right is not None
    known = compare(left, right)
    if known is not None:
        exact = (str(one) > str(two)) - (str(one) < str(two))
        assert known == exact or (known == 0 and a == b < 3)


@given(st.text(alphabet="gmLkdluo10*9/.-()[]{}%'HUi", max_size=12))
def test_any_text_is_a_unit_or_is_none(text: str) -> None:
    found = ucum.unit(text)
    assert found is None or found.factor >= 0
