"""Conditions of protocols read as sentences; what has none says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medcluster.foundation import Words
from medcluster.protocol import compiled
from medcluster.web.protocols.conditions import condition_short, condition_words, looked_at

PROTOCOLS = Path(__file__).resolve().parents[3] / "protocols"
HIP, WORDS = compiled("hip-fast-track/2.1.0"), Words.of("en")
KNEE = compiled("knee-fast-track/1.4.0")
NOTATION = ("%", "(", "'", "subject")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("%hb < 130 'g/L'", "haemoglobin is below 130 g/L"),
        ("%hb <= 72.5 'g/L'", "haemoglobin is at most 72.5 g/L"),
        ("%hb >= 1200", "haemoglobin is at least 1,200"),
        ("%hb.exists()", "haemoglobin is on record"),
        ("%hb.exists().not()", "haemoglobin is not on record"),
        ("%subject.birthDate <= today() - 18 years", "18 years and older"),
        ("%subject.deceased.exists() and (%subject.deceased = false).not()", "the patient has died"),
        ("%hb.trace('x').count() > 3", "the condition on haemoglobin holds that stands under “As written”"),
        ("1 = 2", "the condition holds that stands under “As written”"),
    ],
)
def test_a_condition_reads_as_a_sentence(expression: str, said: str) -> None:
    assert condition_words(WORDS, expression, HIP) == said


def test_a_coded_answer_is_named() -> None:
    (smoking,) = (one.condition for one in KNEE.steps if "smoking" in one.condition)
    assert condition_words(WORDS, smoking, KNEE) == "smoking is recorded as: smokes every day"
    unknown = smoking.replace("449868002", "11111")
    assert "As written" in condition_words(WORDS, unknown, KNEE)


def test_where_there_is_little_room_the_sign_stays() -> None:
    assert condition_short(WORDS, "%hb <= 130 'g/L'", HIP) == "haemoglobin ≤ 130 g/L"


def test_a_value_stays_before_its_unit_where_lines_run_from_right_to_left() -> None:
    assert condition_short(Words.of("he"), "%hb <= 130 'g/L'", HIP).endswith("≤ \u2066130 g/L\u2069")


def test_french_sets_a_narrow_space_before_a_colon() -> None:
    (said,) = looked_at(Words.of("fr"), "%hb < 130 'g/L'", HIP)
    assert "\u202f: " in said


def test_what_a_condition_looks_at_is_said() -> None:
    assert looked_at(WORDS, "%hb < 130 'g/L'", HIP) == ("haemoglobin: the latest result, not older than 90 days",)
    named = replace(HIP, defines={"bone-density": {"latest": "Observation", "code": "http://loinc.org|38263-0"}})
    assert looked_at(WORDS, "%bone-density < 1", named) == ("bone density: the latest result",)


@pytest.mark.parametrize("key", [str(path.relative_to(PROTOCOLS))[:-5] for path in sorted(PROTOCOLS.glob("*/*.yaml"))])
def test_no_shipped_protocol_shows_its_notation(key: str) -> None:
    version = compiled(key)
    asked = [version.eligible, *(one.condition for one in version.steps), *(one for one, _ in version.exits)]
    for expression in filter(None, asked):
        said = condition_words(WORDS, expression, version)
        assert "As written" not in said
        assert not any(sign in said for sign in NOTATION)
