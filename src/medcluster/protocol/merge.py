"""How do several protocols of one patient become one plan?

Steps with the same `same-as` key whose times lie within its days are one act for the patient: `complete_same` lets it
complete each of them, `merge` shows it once. Promise: pure; an act is shared only between enrolments, never inside one;
what cannot be one act (no common time; given up in one protocol and open in another) is a conflict for the coordinator.
Must not know: the record. Source: `docs/reference/protocol-form.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from medcluster.protocol.model import Done, Facts, Occurrence, Progress, State, Version, Window
from medcluster.protocol.progress import OPEN
from medcluster.protocol.windows import slots, step_id_of

_URGENT_FIRST = (
    State.LATE,
    State.DUE,
    State.UPCOMING,
    State.AWAITING_DATE,
    State.MISSING,
    State.DEVIATED,
    State.DONE_LATE,
    State.DONE,
    State.NOT_APPLICABLE,
)
_SETTLED = frozenset((State.DONE, State.DONE_LATE))


class ConflictKind(StrEnum):
    """Why steps that should be one act cannot be."""

    NO_COMMON_TIME = "no-common-time"
    DEVIATED_IN_ONE = "deviated-in-one"


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One occurrence of one of the enrolments; `enrolment` is its place in what was merged."""

    enrolment: int
    canonical: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One act for the patient: the occurrences it stands for, the time that suits all, the most urgent state."""

    parts: tuple[PlanPart, ...]
    state: State
    window: Window | None
    conflict: ConflictKind | None = None


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """Every act of the patient in the order of their targets."""

    items: tuple[PlanItem, ...]

    @property
    def conflicts(self) -> tuple[PlanItem, ...]:
        """What the coordinator has to decide."""
        return tuple(item for item in self.items if item.conflict)


def complete_same(enrolments: Sequence[tuple[Version, Facts]]) -> list[Facts]:
    """The facts of each enrolment with what was done for the same act in another one."""
    found: list[Facts] = []
    for place, (version, facts) in enumerate(enrolments):
        others = [other for index, other in enumerate(enrolments) if index != place]
        found.append(_completed(version, facts, others))
    return found


def _completed(version: Version, facts: Facts, others: Sequence[tuple[Version, Facts]]) -> Facts:
    added: dict[str, Done] = {}
    used: set[tuple[datetime, str]] = set()
    for slot in slots(version, facts):
        step = slot.step
        if not step.same_as or slot.key in facts.done or slot.key in facts.deviated or slot.window is None:
            continue
        target = slot.window.target
        acts = [done for done in _acts(others, step.same_as) if abs(done.at - target) <= step.same_within]
        acts = [done for done in acts if (done.at, step.id) not in used]
        if acts:
            nearest = min(acts, key=lambda done: (abs(done.at - target), done.at))
            used.add((nearest.at, step.id))
            added[slot.key] = nearest
    return replace(facts, done={**facts.done, **added}) if added else facts


def _acts(others: Sequence[tuple[Version, Facts]], key: str) -> list[Done]:
    return [
        done
        for version, facts in others
        for name, done in facts.done.items()
        if version.step(step_id_of(name)).same_as == key
    ]


def merge(enrolments: Sequence[tuple[Version, Progress]]) -> MergedPlan:
    """One plan of several enrolments."""
    parts = [
        PlanPart(place, version.canonical, occurrence)
        for place, (version, progress) in enumerate(enrolments)
        for occurrence in progress.occurrences
    ]
    groups = _groups([part for part in parts if _shareable(part.occurrence)])
    alone = [(part,) for part in parts if not _shareable(part.occurrence)]
    place_of = {(part.enrolment, part.occurrence.key): number for number, part in enumerate(parts)}

    def order(item: PlanItem) -> tuple[bool, float, int]:
        first = item.parts[0]
        at = item.window.target.timestamp() if item.window else 0.0
        return (item.window is None, at, place_of[first.enrolment, first.occurrence.key])

    return MergedPlan(tuple(sorted((_item(group) for group in [*groups, *alone]), key=order)))


def _shareable(one: Occurrence) -> bool:
    return bool(one.step.same_as) and one.state is not State.NOT_APPLICABLE and _instant(one) is not None


def _instant(one: Occurrence) -> datetime | None:
    return one.done.at if one.done else one.window.target if one.window else None


def _groups(parts: list[PlanPart]) -> list[tuple[PlanPart, ...]]:
    """Parts of one key whose instants lie within the days of all of them, at most one of each enrolment."""
    found: list[list[PlanPart]] = []
    dated = [
        (at, part.enrolment, number, part) for number, part in enumerate(parts) if (at := _instant(part.occurrence))
    ]
    for _, _, _, part in sorted(dated, key=lambda one: one[:3]):
        for group in found:
            if _belongs(part, group):
                group.append(part)
                break
        else:
            found.append([part])
    return [tuple(group) for group in found]


def _belongs(part: PlanPart, group: list[PlanPart]) -> bool:
    one, at = part.occurrence, _instant(part.occurrence)
    for other in group:
        there = _instant(other.occurrence)
        if other.enrolment == part.enrolment or other.occurrence.step.same_as != one.step.same_as:
            return False
        within = min(one.step.same_within, other.occurrence.step.same_within)
        if at is None or there is None or abs(at - there) > within:
            return False
    return True


def _item(parts: tuple[PlanPart, ...]) -> PlanItem:
    state = min((part.occurrence.state for part in parts), key=_URGENT_FIRST.index)
    window, conflict = parts[0].occurrence.window, None
    if len(parts) > 1:
        window, conflict = _together([part.occurrence for part in parts])
    return PlanItem(parts, state, window, conflict)


def _together(occurrences: list[Occurrence]) -> tuple[Window | None, ConflictKind | None]:
    """The time that suits all, and why there is none."""
    windows = [one.window for one in occurrences if one.window]
    states = {one.state for one in occurrences}
    conflict = ConflictKind.DEVIATED_IN_ONE if State.DEVIATED in states and states & OPEN else None
    if not windows:
        return None, conflict
    earliest = max(window.earliest for window in windows)
    latest = min(window.latest for window in windows)
    if earliest > latest:
        none = None if states <= _SETTLED else ConflictKind.NO_COMMON_TIME
        return windows[0], conflict or none
    target = min(window.target for window in windows)
    return Window(earliest, min(max(target, earliest), latest), latest), conflict
