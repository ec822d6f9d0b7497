"""How does a protocol stand for one patient at an instant?

`progress(version, facts, now)` is the one function behind every board, page, API and measure. Promise: pure; every
occurrence has exactly one state; until `changes_at` time alone changes none of them, and at `changes_at` it changes
one. What is dated after `now` has not happened yet, so the same facts answer for any instant of the past.
Source of the rules: `docs/reference/states.md`, generated from `tests/spec/protocol/test_states.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from medcluster.protocol.model import WORST_FIRST, Facts, Occurrence, Progress, State, Step, Version, Window
from medcluster.protocol.windows import Slot, slots, step_id_of

OPEN = frozenset((State.AWAITING_DATE, State.UPCOMING, State.DUE, State.LATE))
TICK = timedelta(microseconds=1)  # the smallest step of time: the first instant after a window
_RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}
_ACT_FIRST = (State.LATE, State.DUE, State.UPCOMING, State.AWAITING_DATE, State.MISSING)


def progress(version: Version, facts: Facts, now: datetime) -> Progress:
    """Every occurrence with its state, reason and window; where the patient stands; when time alone will change it."""
    occurrences = _occurrences(version, facts, now)
    return Progress(
        occurrences=occurrences,
        changes_at=_changes_at(version, facts, now, occurrences),
        stage=_stage(version, occurrences),
        worst=min((one.state for one in occurrences), key=_RANK.__getitem__, default=State.NOT_APPLICABLE),
        next_key="" if facts.closed_at and facts.closed_at <= now else _next_key(occurrences),
    )


def overdue(occurrence: Occurrence, now: datetime) -> timedelta:
    """How long past its latest moment a late or missing occurrence is; else nothing."""
    if occurrence.window is None or occurrence.state not in (State.LATE, State.MISSING):
        return timedelta(0)
    return max(now - occurrence.window.latest, timedelta(0))


def known_at(facts: Facts, now: datetime) -> Facts:
    """The facts without what is dated after `now`."""
    if not any(instant > now for instant in _events(facts)):
        return facts
    return replace(
        facts,
        actual={name: at for name, at in facts.actual.items() if at <= now},
        done={key: done for key, done in facts.done.items() if done.at <= now},
        deviated={key: deviation for key, deviation in facts.deviated.items() if deviation.at <= now},
        closed_at=facts.closed_at if facts.closed_at and facts.closed_at <= now else None,
    )


def _events(facts: Facts) -> list[datetime]:
    found = list(facts.actual.values())
    found += [done.at for done in facts.done.values()]
    found += [deviation.at for deviation in facts.deviated.values()]
    return [*found, facts.closed_at] if facts.closed_at else found


def _occurrences(version: Version, facts: Facts, now: datetime) -> tuple[Occurrence, ...]:
    known = known_at(facts, now)
    order = {stage.id: n for n, stage in enumerate(version.stages)}
    done_steps = {step_id_of(key) for key in known.done}
    begun = max((order[step.stage] for step in version.steps if step.id in done_steps), default=-1)
    at = min(now, known.closed_at) if known.closed_at else now
    applies = _applicability(version, known.conditions)
    found = [
        _occurrence(slot, known, at, begun > order[slot.step.stage], applies[slot.step.id])
        for slot in slots(version, known)
    ]
    return tuple(one for _, one in sorted(enumerate(found), key=_by_target))


def _by_target(numbered: tuple[int, Occurrence]) -> tuple[bool, float, int]:
    """Dated occurrences by their targets, then those that wait for a date in the order of their offsets."""
    number, one = numbered
    if one.window is None:
        return (True, one.step.at.target.total_seconds(), number)
    return (False, one.window.target.timestamp(), number)


def _applicability(version: Version, conditions: Mapping[str, bool | None]) -> dict[str, tuple[bool, str]]:
    """Whether each step applies, and why not: its own condition, and that of the steps it is the other path of."""
    found: dict[str, tuple[bool, str]] = {step.id: (True, "") for step in version.steps}
    for step in version.steps:
        if not step.condition:
            continue
        holds = conditions.get(step.id)
        if holds is None:
            found[step.id] = (False, f"not known yet whether {step.condition}")
        elif not holds:
            found[step.id] = (False, f"not so: {step.condition}")
        if step.otherwise in found and holds is not False:
            why = "not known yet whether" if holds is None else "the other path was taken:"
            found[step.otherwise] = (False, f"{why} {step.condition}")
    return found


def _occurrence(slot: Slot, facts: Facts, at: datetime, later_begun: bool, applies: tuple[bool, str]) -> Occurrence:
    done = facts.done.get(slot.key)
    deviation = facts.deviated.get(slot.key)
    if deviation is not None:
        state, reason = State.DEVIATED, f"not as planned: {deviation.reason}"
    elif done is not None:
        state, reason = _done(done.at, slot.window)
    elif not applies[0]:
        state, reason = State.NOT_APPLICABLE, applies[1]
    else:
        state, reason = _not_done(slot.step, slot.window, at, later_begun, facts)
    return Occurrence(
        slot.key, slot.step, state, reason, slot.window, done, deviation, slot.cycle_number, slot.cycle_day
    )


def _done(at: datetime, window: Window | None) -> tuple[State, str]:
    if window is None:
        return State.DONE, f"done {_said(at)}; it has no window"
    if at > window.latest:
        return State.DONE_LATE, f"done {_said(at)}, after the latest moment {_said(window.latest)}"
    if at < window.earliest:
        return State.DONE, f"done {_said(at)}, before the earliest moment {_said(window.earliest)}"
    return State.DONE, f"done {_said(at)}, inside its window"


def _not_done(step: Step, window: Window | None, at: datetime, later_begun: bool, facts: Facts) -> tuple[State, str]:
    closed = facts.closed_at is not None
    if window is not None and at > window.latest:
        past = f"past the latest moment {_said(window.latest)}, nothing recorded"
        if closed:
            return State.MISSING, f"{past}, and the episode is closed"
        if later_begun:
            return State.MISSING, f"{past}, and a later stage has begun"
        return State.LATE, past
    if closed:
        return State.NOT_APPLICABLE, f"the path was left: {facts.close_reason or 'the episode is closed'}"
    if window is None:
        return State.AWAITING_DATE, f"{step.at.anchor} has no date"
    if at < window.earliest:
        return State.UPCOMING, f"before the earliest moment {_said(window.earliest)}"
    return State.DUE, f"inside its window, until {_said(window.latest)}"


def _said(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _changes_at(version: Version, facts: Facts, now: datetime, occurrences: tuple[Occurrence, ...]) -> datetime | None:
    """The earliest instant after `now` at which some state differs though nothing new is recorded."""
    states = {one.key: one.state for one in occurrences}
    events = sorted({instant for instant in _events(facts) if instant > now})
    later = occurrences
    while True:
        bounds = [one.window.earliest for one in later if one.window and one.state is State.UPCOMING]
        bounds += [one.window.latest + TICK for one in later if one.window and one.state is State.DUE]
        candidate = min([*bounds, *events[:1]], default=None)
        if candidate is None:
            return None
        events = [instant for instant in events if instant > candidate]
        later = _occurrences(version, facts, candidate)
        if {one.key: one.state for one in later} != states:
            return candidate


def _stage(version: Version, occurrences: tuple[Occurrence, ...]) -> str:
    """The first stage with something still to do that is not behind the furthest stage in which something was done."""
    order = {stage.id: n for n, stage in enumerate(version.stages)}
    done = (State.DONE, State.DONE_LATE)
    begun = max((order[one.step.stage] for one in occurrences if one.state in done), default=0)
    ahead = [order[one.step.stage] for one in occurrences if one.state in OPEN and order[one.step.stage] >= begun]
    return version.stages[min(ahead, default=begun)].id if version.stages else ""


def _next_key(occurrences: tuple[Occurrence, ...]) -> str:
    """What somebody must act on next: late before due before upcoming, the earliest limit first."""
    for state in _ACT_FIRST:
        found = [one for one in occurrences if one.state is state]
        if found:
            return min(found, key=lambda one: _limit(one, state)).key
    return ""


def _limit(one: Occurrence, state: State) -> float:
    if one.window is None:
        return 0.0
    return (one.window.target if state is State.UPCOMING else one.window.latest).timestamp()
