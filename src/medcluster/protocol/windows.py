"""When is each step meant, for this patient?

Anchors get their dates (what happened wins over what is planned, and a step that dates an anchor wins over both), and
windows hang on them. In a cycle each next time hangs on the one before: when that was done a day later, so is the next,
by whole days, at the planned time of day. Promise: pure, and no date where the anchor has none.
Must not know: states. Source: `tests/spec/protocol/test_states.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from medcluster.protocol.authoring_values import parse_after
from medcluster.protocol.model import Cycle, Facts, Step, Version, Window

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class AnchorDate:
    """An anchor's instant, and whether it happened or is only planned."""

    at: datetime
    actual: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of a step: its key, its window, and where in the cycle it stands (0, 0 when it does not repeat)."""

    key: str
    step: Step
    window: Window | None
    cycle_number: int = 0
    cycle_day: int = 0


def keys(step: Step) -> tuple[str, ...]:
    """The occurrence keys of a step: its id, or `id#1` to `id#n` for a cycle."""
    if step.cycle is None:
        return (step.id,)
    return tuple(f"{step.id}#{n}" for n in range(1, step.cycle.times * len(step.cycle.days) + 1))


def step_id_of(key: str) -> str:
    """The step that an occurrence key belongs to."""
    return key.partition("#")[0]


def anchor_dates(version: Version, facts: Facts) -> dict[str, AnchorDate]:
    """The anchors that have a date."""
    found: dict[str, AnchorDate] = {}
    for name in version.anchors:
        date = _anchor_date(version, facts, name, frozenset())
        if date is not None:
            found[name] = date
    return found


def _anchor_date(version: Version, facts: Facts, name: str, seen: frozenset[str]) -> AnchorDate | None:
    anchor = version.anchors.get(name)
    if anchor is None or name in seen:
        return None
    if anchor.actual_step:
        happened = facts.done.get(anchor.actual_step) or facts.done.get(f"{anchor.actual_step}#1")
        if happened is not None:
            return AnchorDate(happened.at, True)
    if name in facts.actual:
        return AnchorDate(facts.actual[name], True)
    if name in facts.planned:
        return AnchorDate(facts.planned[name], False)
    for source in anchor.planned:
        after = parse_after(source)
        earlier = _anchor_date(version, facts, after[0], seen | {name}) if after else None
        if after and earlier:
            return AnchorDate(earlier.at + after[1], False)
    return None


def slots(version: Version, facts: Facts) -> list[Slot]:
    """Every time of every step with its window, in the order of the protocol."""
    dates = anchor_dates(version, facts)
    found: list[Slot] = []
    for step in version.steps:
        date = dates.get(step.at.anchor)
        found += _slots_of(step, date.at + step.at.target if date else None, facts)
    return found


def _slots_of(step: Step, target: datetime | None, facts: Facts) -> list[Slot]:
    if step.cycle is None:
        return [Slot(step.id, step, _window(step, target))]
    times = _targets(step.id, step.cycle, target, facts)
    return [
        Slot(key, step, _window(step, at), number, day)
        for key, (at, number, day) in zip(keys(step), times, strict=True)
    ]


def _window(step: Step, target: datetime | None) -> Window | None:
    if target is None:
        return None
    at = step.at
    return Window(target + (at.earliest - at.target), target, target + (at.latest - at.target))


def _targets(
    step_id: str, cycle: Cycle, first: datetime | None, facts: Facts
) -> Iterator[tuple[datetime | None, int, int]]:
    """The target of each time of a cycle, its number and its day."""
    base = _on_a_weekday(first) if first and cycle.weekdays_only else first
    n = 0
    for number in range(1, cycle.times + 1):
        n += 1
        moved = _moved(base, facts, f"{step_id}#{n}")
        yield base, number, cycle.days[0]
        for day in cycle.days[1:]:
            n += 1
            yield (base + moved + _DAY * (day - cycle.days[0]) if base else None), number, day
        if base:
            base = base + moved + cycle.every
            base = _on_a_weekday(base) if cycle.weekdays_only else base


def _moved(target: datetime | None, facts: Facts, key: str) -> timedelta:
    """By how many whole days what happened was away from its target."""
    done = facts.done.get(key)
    if target is None or done is None:
        return timedelta(0)
    return timedelta(days=round((done.at - target) / _DAY))


def _on_a_weekday(instant: datetime) -> datetime:
    late = instant.weekday() - _SATURDAY
    return instant + _DAY * (2 - late) if late >= 0 else instant


def windows(version: Version, facts: Facts) -> Mapping[str, Window | None]:
    """The window of every occurrence by its key."""
    return {slot.key: slot.window for slot in slots(version, facts)}
