"""Windows and changes of a protocol read as sentences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from medcluster.foundation import Languages, Words
from medcluster.protocol import At, compiled, difference
from medcluster.web.protocols.changes import says
from medcluster.web.protocols.durations import window_sentence, window_short

ENGLISH = Words.of("en")


@pytest.mark.parametrize(
    ("ends", "sentence", "short"),
    [
        ((1, 10, 21), "Between 1 day and 21 days after surgery, best after 10 days.", "1 – 21 d"),
        ((-42, -21, -7), "Between 6 weeks and 1 week before surgery, best 3 weeks before.", "6 – 1 weeks before"),
        ((0, 3, 7), "Within 7 days after surgery, best after 3 days.", "0 – 7 d"),
        ((335, 365, 455), "Between 11 months and 15 months after surgery, best after 12 months.", "11 – 15 months"),
    ],
)
def test_a_window_in_days_reads_as_a_sentence(ends: tuple[int, int, int], sentence: str, short: str) -> None:
    earliest, target, latest = (timedelta(days=days) for days in ends)
    at = At("surgery", target, earliest, latest)
    assert window_sentence(ENGLISH, at, "surgery") == sentence
    assert window_short(ENGLISH, at) == short


def test_a_window_in_hours_reads_as_a_sentence() -> None:
    hour = timedelta(hours=1)
    around = At("surgery", 0 * hour, -hour, hour)
    assert window_short(ENGLISH, around) == "± 1 h"
    assert "1 hour before and 1 hour after surgery" in window_sentence(ENGLISH, around, "surgery")
    walk = At("surgery", 4 * hour, 2 * hour, 24 * hour)
    assert window_sentence(ENGLISH, walk, "surgery") == (
        "Between 2 hours and 24 hours after surgery, best after 4 hours."
    )


def test_every_change_of_the_hip_is_a_sentence_with_its_old_value() -> None:
    old, new = compiled("hip-fast-track/2.0.0"), compiled("hip-fast-track/2.1.0")
    for language in Languages:
        for change in difference(old, new):
            parts = says(change, old, new, Words.of(language))
            assert {part.kind for part in parts} >= {"new", "old"}
            assert not any(set(part.text) & set("\ue000\ue001\ue002") for part in parts)
