"""How does an invented patient go through a protocol?

Promise: pure and seeded: the same source of chance gives the same journey. What happens to a step is drawn once: on
time, late, deviated with a reason, or done without a record; dates of later steps move with what happened, by
protocol's own windows. The shares are invented (`Habits`) and say nothing about any real hospital.
Must not know: resources, the database.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from medcluster import protocol

SOON = timedelta(days=90)  # a protocol's busy part; what comes later is follow-up
FOLLOWED_UP = 0.12  # share of patients shown in the follow-up


@dataclass(frozen=True, slots=True)
class Habits:
    """How a centre works: shares of steps that come late, deviate, or leave no record."""

    late: float = 0.07
    deviated: float = 0.03
    unrecorded: float = 0.02
    undated: float = 0.15  # patients referred lately whose planned date is not set yet


@dataclass(frozen=True, slots=True)
class Act:
    """What was done about one occurrence: done at an instant, or deviated with a reason."""

    key: str
    at: datetime
    deviation: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """One patient's way through a version, as far as it has come."""

    version: protocol.Version
    referred_at: datetime
    enrolled_at: datetime
    planned: Mapping[str, datetime]
    acts: tuple[Act, ...]
    conditions: Mapping[str, bool]
    closed_at: datetime | None


def travel(source: random.Random, version: protocol.Version, now: datetime, habits: Habits) -> Journey:
    """A journey that has come anywhere between its first step and its last."""
    referred = now - _age(source, version)
    enrolled = min(referred + timedelta(hours=source.uniform(2, 40)), now - timedelta(minutes=5))
    planned = {**_planned(source, version, referred, now, habits), **_referral(version, referred)}
    conditions = {step.id: source.random() < 0.3 for step in version.steps if step.condition}
    facts = protocol.Facts(planned=planned, actual=_referral(version, referred), conditions=conditions)
    acts = _walk(source, version, facts, enrolled, now, habits)
    known = {act.key for act in acts}
    everything = {key for step in version.steps for key in protocol.keys(step)}
    last = max((act.at for act in acts), default=enrolled)
    return Journey(version, referred, enrolled, planned, acts, conditions, last if known >= everything else None)


def _age(source: random.Random, version: protocol.Version) -> timedelta:
    """How long ago the patient was referred: mostly within the busy part, sometimes within the follow-up."""
    offsets = [step.at.target for step in version.steps]
    span = max(offsets) - min(offsets)
    if span <= SOON:
        return timedelta(hours=2) + span * source.random() * 0.95
    if source.random() < FOLLOWED_UP:
        return SOON + (span - SOON) * source.random() * 0.95
    return timedelta(hours=6) + SOON * source.random() * 0.75


def _referral(version: protocol.Version, referred: datetime) -> dict[str, datetime]:
    return {
        name: referred
        for name, anchor in version.anchors.items()
        if any(word.startswith("ServiceRequest") for word in anchor.planned)
    }


def _planned(
    source: random.Random, version: protocol.Version, referred: datetime, now: datetime, habits: Habits
) -> dict[str, datetime]:
    """The dates that a coordinator has set: late enough for the steps before them, on a weekday morning."""
    found = {}
    for name, anchor in version.anchors.items():
        if not any("set-by" in word or "Appointment" in word for word in anchor.planned):
            continue
        if now - referred < timedelta(days=9) and source.random() < habits.undated:
            continue
        before = max((-step.at.target for step in version.steps if step.at.anchor == name), default=timedelta(0))
        day = referred + max(before, timedelta(0)) + timedelta(days=source.uniform(3, 16))
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        found[name] = day.replace(hour=source.randrange(5, 12), minute=source.choice((0, 30)), second=0, microsecond=0)
    return found


def _walk(
    source: random.Random,
    version: protocol.Version,
    facts: protocol.Facts,
    enrolled: datetime,
    now: datetime,
    habits: Habits,
) -> tuple[Act, ...]:
    dating = {anchor.actual_step for anchor in version.anchors.values() if anchor.actual_step}
    acts: list[Act] = []
    seen: set[str] = set()
    slots = protocol.slots(version, facts)
    while slot := _next(slots, seen, facts):
        seen.add(slot.key)
        if slot.window is None or slot.window.earliest > now:
            continue
        act = _act(source, version, slot, enrolled, _habits(slot, slots, dating, habits, now))
        if act is None or act.at > now:
            continue
        acts.append(act)
        if not act.deviation:
            facts = replace(facts, done={**facts.done, act.key: protocol.Done(act.at)})
            if slot.step.id in dating or slot.step.cycle:
                slots = protocol.slots(version, facts)
    return tuple(acts)


def _habits(slot: protocol.Slot, slots: list[protocol.Slot], dating: set[str], habits: Habits, now: datetime) -> Habits:
    """A step that dates an anchor always comes about; what nothing follows is not forgotten for ever."""
    if slot.step.id in dating:
        return replace(habits, late=0.0, deviated=0.0, unrecorded=0.0)
    return habits if _followed(slots, slot, now) else replace(habits, unrecorded=0.0)


def _followed(slots: list[protocol.Slot], slot: protocol.Slot, now: datetime) -> bool:
    """Whether a later stage has begun by now: only then can a step be left without a record and nobody ask."""
    latest = slot.window.latest if slot.window else now
    return any(one.window and latest < one.window.target < now and one.step.stage != slot.step.stage for one in slots)


def _next(slots: list[protocol.Slot], seen: set[str], facts: protocol.Facts) -> protocol.Slot | None:
    waiting = [
        (slot.window.target, number, slot)
        for number, slot in enumerate(slots)
        if slot.key not in seen and slot.window and facts.conditions.get(slot.step.id, True) is not False
    ]
    return min(waiting)[2] if waiting else None


def _act(
    source: random.Random,
    version: protocol.Version,
    slot: protocol.Slot,
    enrolled: datetime,
    habits: Habits,
) -> Act | None:
    window = slot.window
    assert window is not None
    chance = source.random()
    if chance < habits.unrecorded:
        return None
    if chance < habits.unrecorded + habits.deviated and version.deviation_reasons:
        reason = source.choice(version.deviation_reasons)[0]
        return Act(slot.key, max(window.target, enrolled), reason)
    if chance < habits.unrecorded + habits.deviated + habits.late:
        past = max(window.latest - window.target, timedelta(hours=8)) * source.expovariate(1.3)
        return Act(slot.key, max(window.latest + past + timedelta(minutes=20), enrolled))
    at = _within(source, window)
    return Act(slot.key, min(max(at, enrolled + timedelta(minutes=3)), max(window.latest, enrolled)))


def _within(source: random.Random, window: protocol.Window) -> datetime:
    """An instant inside the window, most likely near its target."""
    width = (window.latest - window.earliest).total_seconds()
    aim = (window.target - window.earliest).total_seconds()
    return window.earliest + timedelta(seconds=round(source.triangular(0, width, aim)))
