"""How does a step that repeats many times stay readable?

Promise: pure: what needs somebody always stands alone; of the times that are done, or still far, only the next one does
and the others are one row that says how many they are and leads to all of them. Must not know: HTTP, services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medcluster.protocol import State, step_id_of
from medcluster.web.patient.plan_context import Bar, Step
from medcluster.web.patient.plan_reader import PlanReader

QUIET = frozenset({State.DONE, State.UPCOMING, State.AWAITING_DATE, State.NOT_APPLICABLE})
FEWEST = 3  # fewer times are shown one by one


def folded(steps: Sequence[Step], reader: PlanReader) -> tuple[Step, ...]:
    """The rows with quiet repeats brought together, each group where its first stood."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Step]] = {}
    next_told: set[str] = set()
    for one in steps:
        step = step_id_of(one.key)
        if one.state not in QUIET or "#" not in one.key:
            continue
        if one.state == State.UPCOMING and step not in next_told:
            next_told.add(step)
            continue
        groups.setdefault((step, one.state, one.protocols), []).append(one)
    many = [group for group in groups.values() if len(group) >= FEWEST]
    first = {group[0].row: _together(group, reader) for group in many}
    hidden = {one.row for group in many for one in group[1:]}
    return tuple(first.get(one.row, one) for one in steps if one.row not in hidden)


def _together(group: Sequence[Step], reader: PlanReader) -> Step:
    """Many times as one row."""
    first, last, words = group[0], group[-1], reader.words
    begins = min((one.begins for one in group if one.begins), default=None)
    ends = max((one.ends for one in group if one.ends), default=None)
    people = {one.person for one in group}
    window = ""
    if begins and ends:
        window = f"{reader.calendar.day(begins, reader.now)} – {reader.calendar.day(ends, reader.now)}"
    return replace(
        first,
        href=f"{first.plan_href}?steps=all#plan",
        title=f"{first.name} × {len(group)}",
        window=window,
        person=people.pop() if len(people) == 1 else "",
        state_note=words.ngettext("%(num)s time", "%(num)s times", len(group)) % {"num": len(group)},
        bar=_span(first.bar, last.bar),
        evidence=(),
        note="",
    )


def _span(first: Bar | None, last: Bar | None) -> Bar | None:
    """One window from the first to the last; marked where the last one is."""
    if first is None or last is None:
        return None
    end = max(last.start + last.width, first.start + first.width)
    return Bar(first.start, max(0.8, round(end - first.start, 1)), first.start, last.mark)
