"""When is it open, in the reader's words?

Promise: `Mon–Fri 08:00–20:00, Sat 09:00–15:00` from the values of the directory. Must not know: pages.
"""

from __future__ import annotations

from datetime import date, timedelta

from medcluster.cluster import Opening
from medcluster.foundation import Words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_MONDAY = date(2024, 1, 1)


def openings(words: Words, hours: tuple[Opening, ...]) -> str:
    """The opening times; empty when none are known."""
    if not hours:
        return ""
    if all(not one.opens and len(one.days) == len(DAYS) for one in hours):
        return words.gettext("always open")
    return ", ".join(_one(words, one) for one in hours)


def _one(words: Words, opening: Opening) -> str:
    first, last = opening.days[0], opening.days[-1]
    days = _day(words, first) if first == last else f"{_day(words, first)}–{_day(words, last)}"
    return f"{days} {opening.opens}–{opening.closes}" if opening.opens else days


def _day(words: Words, day: str) -> str:
    return words.skeleton("E", A_MONDAY + timedelta(days=DAYS.index(day)))
