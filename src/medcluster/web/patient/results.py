"""How do results read with their course?

Promise: pure: Observations of one code become one line with the newest value, its norm and a small drawing of the
course. Values keep their digits. Must not know: HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.web.dates import Calendar
from medcluster.web.patient.header import said
from medcluster.web.patient.record_context import Trend

WIDTH, HEIGHT, PAD = 96.0, 26.0, 3.0
MOST_POINTS = 12
_ANNOTATED, _POWER, _MICRO = re.compile(r"\{[^}]*\}"), re.compile(r"10\*(\d+)"), re.compile(r"\bu(?=mol|g\b|L\b|m\b)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BAD_FLAGS = frozenset({"H", "HH", "L", "LL", "A", "AA", "HU", "LU"})


@dataclass(frozen=True, slots=True)
class _Value:
    at: str
    value: Decimal
    unit: str
    low: Decimal | None
    high: Decimal | None
    bad: bool


def trends_of(
    resources: Sequence[types.Resource], words: Words, calendar: Calendar, now: datetime
) -> tuple[Trend, ...]:
    """One line for each code, laboratory first, then the newest first."""
    titles: dict[str, str] = {}
    values: dict[str, list[_Value]] = {}
    laboratory: dict[str, bool] = {}
    for one in resources:
        if not isinstance(one, types.Observation) or one.status in ("cancelled", "entered-in-error"):
            continue
        key = _key(one)
        found = _value_of(one)
        if key and found:
            titles.setdefault(key, said(one.code))
            values.setdefault(key, []).append(found)
            laboratory[key] = laboratory.get(key, False) or _is_laboratory(one)
    courses = {key: sorted(many, key=lambda value: value.at)[-MOST_POINTS:] for key, many in values.items()}
    ranked = sorted(courses, key=lambda key: courses[key][-1].at, reverse=True)
    ranked.sort(key=lambda key: not laboratory[key])
    return tuple(_trend(titles[key], courses[key], words, calendar, now) for key in ranked)


def _key(one: types.Observation) -> str:
    return next((f"{coding.system}|{coding.code}" for coding in one.code.coding if coding.code), one.code.text or "")


def _is_laboratory(one: types.Observation) -> bool:
    return any(coding.code == "laboratory" for concept in one.category for coding in concept.coding)


def _value_of(one: types.Observation) -> _Value | None:
    quantity = one.valueQuantity
    if quantity is None or quantity.value is None:
        return None
    at = one.effectiveDateTime or (one.effectivePeriod.start if one.effectivePeriod else None) or one.issued or ""
    norm = one.referenceRange[0] if one.referenceRange else None
    low = norm.low.value if norm and norm.low else None
    high = norm.high.value if norm and norm.high else None
    flagged = any(coding.code in BAD_FLAGS for concept in one.interpretation for coding in concept.coding)
    outside = (low is not None and quantity.value < low) or (high is not None and quantity.value > high)
    unit = readable_unit(quantity.unit or quantity.code or "")
    return _Value(str(at), quantity.value, unit, low, high, bool(flagged or outside))


def _trend(title: str, course: list[_Value], words: Words, calendar: Calendar, now: datetime) -> Trend:
    last = course[-1]
    points = _points(course)
    return Trend(
        title=title,
        value=words.number(_readable(last.value)),
        unit=last.unit,
        norm=_norm(last, words),
        bad=last.bad,
        date_text=_day(last.at, calendar, now),
        points=" ".join(f"{x},{y}" for x, y in points) if len(points) > 1 else "",
        last=points[-1] if len(points) > 1 else None,
        band=_band(course) if len(points) > 1 else None,
    )


def readable_unit(unit: str) -> str:
    """A UCUM code as people write it: µmol/L, mmHg, °C, 10³/µL; what only annotates is left out."""
    bare = _ANNOTATED.sub("", unit).replace("[", "").replace("]", "")
    bare = _MICRO.sub("µ", _POWER.sub(lambda found: "10" + found[1].translate(_RAISED), bare))
    return {"Cel": "°C", "pH": "", "kg/m2": "kg/m²", "m2": "m²", "1": ""}.get(bare, bare)


def _readable(value: Decimal) -> Decimal:
    """The value as it was measured; only what a computer left behind (72.512345…) is cut to two places."""
    exponent = value.as_tuple().exponent
    return round(value, 2) if isinstance(exponent, int) and exponent < -3 else value


def _norm(value: _Value, words: Words) -> str:
    if value.low is not None and value.high is not None:
        return f"{words.number(value.low)}–{words.number(value.high)}"
    if value.high is not None:
        return f"< {words.number(value.high)}"
    return f"> {words.number(value.low)}" if value.low is not None else ""


def _day(text: str, calendar: Calendar, now: datetime) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return calendar.day(moment if len(text) > 10 else moment.date(), now)


def _bounds(course: list[_Value]) -> tuple[float, float]:
    figures = [float(value.value) for value in course]
    for value in course[-1:]:
        figures += [float(bound) for bound in (value.low, value.high) if bound is not None]
    low, high = min(figures), max(figures)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _y(figure: float, bounds: tuple[float, float]) -> float:
    share = (figure - bounds[0]) / (bounds[1] - bounds[0])
    return round(HEIGHT - PAD - share * (HEIGHT - 2 * PAD), 1)


def _points(course: list[_Value]) -> list[tuple[float, float]]:
    bounds = _bounds(course)
    gap = (WIDTH - 2 * PAD - 2) / max(1, len(course) - 1)
    return [(round(PAD + place * gap, 1), _y(float(value.value), bounds)) for place, value in enumerate(course)]


def _band(course: list[_Value]) -> tuple[float, float] | None:
    last, bounds = course[-1], _bounds(course)
    if last.low is None and last.high is None:
        return None
    top = _y(float(last.high), bounds) if last.high is not None else 2.0
    bottom = _y(float(last.low), bounds) if last.low is not None else HEIGHT - 2.0
    return round(top, 1), round(max(1.0, bottom - top), 1)
