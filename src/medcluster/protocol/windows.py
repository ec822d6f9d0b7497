"""When is each step meant, for this patient?

Anchors get their dates (what happened wins over what is planned, and a step that dates an anchor wins over both), and
windows hang on them; the step that dates an anchor hangs on its planned date, or it could never be late. In a cycle
each next time hangs on the one before: when that was done a day later, so is the next, by whole days, at the planned
time of day; steps that go round with the one that dates the anchor move with it. Promise: pure, and no date where the
anchor has none. Must not know: states. Source: `tests/spec/protocol/test_states.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from medcluster.protocol.authoring_values import parse_after
from medcluster.protocol.model import Anchor, Cycle, Facts, Step, Version, Window

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
    planned = _planned_date(version, facts, anchor, seen)
    return AnchorDate(planned, False) if planned else None


def _planned_date(version: Version, facts: Facts, anchor: Anchor, seen: frozenset[str]) -> datetime | None:
    """When the anchor is planned, whether it has happened or not."""
    if anchor.name in facts.planned:
        return facts.planned[anchor.name]
    for source in anchor.planned:
        after = parse_after(source)
        earlier = _anchor_date(version, facts, after[0], seen | {anchor.name}) if after else None
        if after and earlier:
            return earlier.at + after[1]
    return None


def slots(version: Version, facts: Facts) -> list[Slot]:
    """Every time of every step with its window, in the order of the protocol."""
    dates = anchor_dates(version, facts)
    found: list[Slot] = []
    for step in version.steps:
        date = dates.get(step.at.anchor)
        of_step = _slots_of(version, step, date.at if date else None, facts)
        found += [_as_planned(version, facts, of_step[0]), *of_step[1:]]
    return found


def _as_planned(version: Version, facts: Facts, first: Slot) -> Slot:
    """The only or first time of a step; of one that dates its anchor, with the window of the planned date if it has."""
    step = first.step
    anchor = version.anchors.get(step.at.anchor)
    if anchor is None or anchor.actual_step != step.id:
        return first
    planned = _planned_date(version, facts, anchor, frozenset())
    if planned is None:
        return first
    target = planned + step.at.target
    if step.cycle and step.cycle.weekdays_only:
        target = _on_a_weekday(target)
    return replace(first, window=_window(step, target))


def _slots_of(version: Version, step: Step, anchor: datetime | None, facts: Facts) -> list[Slot]:
    target = anchor + step.at.target if anchor else None
    if step.cycle is None:
        return [Slot(step.id, step, _window(step, target))]
    if anchor is None or target is None:
        times: Iterable[tuple[datetime | None, int, int]] = (
            (None, number, day) for number in range(1, step.cycle.times + 1) for day in step.cycle.days
        )
    else:
        lead = _lead(version, step)
        own = step is lead
        times = _targets(step.cycle, target, _moves(lead, anchor + lead.at.target, facts), leads=own)
    return [
        Slot(key, step, _window(step, at), number, day)
        for key, (at, number, day) in zip(keys(step), times, strict=True)
    ]


def _window(step: Step, target: datetime | None) -> Window | None:
    if target is None:
        return None
    at = step.at
    return Window(target + (at.earliest - at.target), target, target + (at.latest - at.target))


def _lead(version: Version, step: Step) -> Step:
    """The step whose doing moves a cycle: the one that dates the anchor, when it goes round with this one."""
    anchor = version.anchors.get(step.at.anchor)
    lead = next((one for one in version.steps if anchor and one.id == anchor.actual_step), None)
    if lead is None or lead.cycle is None or step.cycle is None or lead.at.anchor != step.at.anchor:
        return step
    rhythms = [(one.every, one.times, one.weekdays_only) for one in (lead.cycle, step.cycle)]
    return lead if rhythms[0] == rhythms[1] else step


def _moves(lead: Step, first: datetime, facts: Facts) -> list[timedelta]:
    """By how many whole days the first time of each cycle was done away from its target."""
    if lead.cycle is None:
        return []
    found: list[timedelta] = []
    target = _on_a_weekday(first) if lead.cycle.weekdays_only else first
    for number in range(lead.cycle.times):
        done = facts.done.get(f"{lead.id}#{number * len(lead.cycle.days) + 1}")
        moved = timedelta(days=round((done.at - target) / _DAY)) if done else timedelta(0)
        found.append(moved)
        target = _next(target + moved, lead.cycle)
    return found


def _next(target: datetime, cycle: Cycle) -> datetime:
    return _on_a_weekday(target + cycle.every) if cycle.weekdays_only else target + cycle.every


def _targets(
    cycle: Cycle, first: datetime, moves: list[timedelta], *, leads: bool
) -> Iterator[tuple[datetime | None, int, int]]:
    """The target of each time of a cycle, its number and its day.

    The first time of the leading step stays where it was meant; everything after it, and all of the steps that go round
    with it, moves by what it moved.
    """
    base = _on_a_weekday(first) if cycle.weekdays_only else first
    for number, moved in enumerate(moves, 1):
        for day in cycle.days:
            stays = leads and day == cycle.days[0]
            yield (base if stays else base + moved + _DAY * (day - cycle.days[0])), number, day
        base = _next(base + moved, cycle)


def _on_a_weekday(instant: datetime) -> datetime:
    late = instant.weekday() - _SATURDAY
    return instant + _DAY * (2 - late) if late >= 0 else instant


def windows(version: Version, facts: Facts) -> Mapping[str, Window | None]:
    """The window of every occurrence by its key."""
    return {slot.key: slot.window for slot in slots(version, facts)}
