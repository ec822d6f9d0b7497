"""How do several protocols of one patient read as one plan?

Promise: pure: what `protocol.merge` brought together becomes rows in the order of time; an act that serves several
protocols is one row that names them all, and what cannot be one act is a sentence for the coordinator. Must not know:
HTTP, services, how acts are recognised as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medcluster.protocol import ConflictKind, Occurrence, PlanItem, PlanView, State, anchor_dates, main_anchor, merge
from medcluster.web.patient.axis import Axis
from medcluster.web.patient.folding import folded
from medcluster.web.patient.plan import step_href, step_of, title_of
from medcluster.web.patient.plan_context import Clash, OnePlan, StageRows, Step
from medcluster.web.patient.plan_reader import PlanReader
from medcluster.web.patient.timeline import axis_for, scale_of
from medcluster.web.vocabulary import reason_word, role_word, text_of

PAST = frozenset({State.DONE, State.DONE_LATE, State.DEVIATED, State.NOT_APPLICABLE})
NOW = frozenset({State.LATE, State.MISSING, State.DUE})


def one_plan(views: Sequence[PlanView], reader: PlanReader) -> OnePlan | None:
    """The running enrolments of a patient as one plan; None when there are fewer than two."""
    if len(views) < 2:
        return None
    plan = merge([(view.version, view.progress) for view in views])
    items = [item for item in plan.items if item.state is not State.NOT_APPLICABLE]
    anchors = tuple(date.at for view in views for date in anchor_dates(view.version, view.facts).values())
    axis = axis_for(tuple(_occurrence(item) for item in items), anchors, reader.now, reader.calendar)
    title = _main_title(views, reader)
    return OnePlan(
        scale=scale_of(axis, title, reader.now, reader.words, reader.calendar) if axis else None,
        stages=_stages(items, views, reader, axis),
        clashes=tuple(_clash(item, views, reader) for item in plan.conflicts),
        shared=sum(1 for item in items if len(item.parts) > 1),
    )


def _main_title(views: Sequence[PlanView], reader: PlanReader) -> str:
    version = views[0].version
    main = main_anchor(version)
    return text_of(version.anchors[main].title, reader.words.language) if main in version.anchors else ""


def _occurrence(item: PlanItem) -> Occurrence:
    """The act as the most urgent of its occurrences, in the time that suits all."""
    first = next((part for part in item.parts if part.occurrence.state is item.state), item.parts[0])
    return replace(first.occurrence, window=item.window)


def _stages(
    items: Sequence[PlanItem], views: Sequence[PlanView], reader: PlanReader, axis: Axis | None
) -> tuple[StageRows, ...]:
    """What lies behind, what is now, what is ahead; each in the order of time."""
    _ = reader.words.gettext
    behind = [item for item in items if item.state in PAST]
    now = [item for item in items if item.state in NOW]
    ahead = [item for item in items if item.state not in PAST | NOW]
    groups = ((_("Behind"), "past", behind), (_("Now"), "now", now), (_("Ahead"), "coming", ahead))
    return tuple(
        StageRows(title, place, _rows([_row(item, views, reader, axis) for item in group], reader))
        for title, place, group in groups
        if group
    )


def _rows(steps: Sequence[Step], reader: PlanReader) -> tuple[Step, ...]:
    return tuple(steps) if reader.each else folded(steps, reader)


def _row(item: PlanItem, views: Sequence[PlanView], reader: PlanReader, axis: Axis | None) -> Step:
    first = next((part for part in item.parts if part.occurrence.state is item.state), item.parts[0])
    row = step_of(views[first.enrolment], _occurrence(item), reader, axis)
    roles = dict.fromkeys(role for part in item.parts for role in part.occurrence.step.by)
    return replace(
        row,
        roles=", ".join(role_word(reader.words, role) for role in roles),
        protocols=_protocols(item, views, reader),
        shared=len(item.parts) > 1,
    )


def _protocols(item: PlanItem, views: Sequence[PlanView], reader: PlanReader) -> tuple[str, ...]:
    return tuple(text_of(views[part.enrolment].version.title, reader.words.language) for part in item.parts)


def _clash(item: PlanItem, views: Sequence[PlanView], reader: PlanReader) -> Clash:
    words = reader.words
    named = []
    for part, protocol in zip(item.parts, _protocols(item, views, reader), strict=True):
        one, window = part.occurrence, part.occurrence.window
        told = reader.calendar.window(window.earliest, window.latest, reader.now) if window else ""
        if one.deviation:
            told = words.gettext("given up: %(reason)s") % {"reason": reason_word(words, one.deviation.reason)}
        named.append((protocol, told, step_href(views[part.enrolment], one.key)))
    text = {
        ConflictKind.NO_COMMON_TIME: words.gettext("There is no time that suits all of them."),
        ConflictKind.DEVIATED_IN_ONE: words.gettext("One protocol has given it up, another still waits for it."),
    }
    heading = title_of(item.parts[0].occurrence, words.language)
    return Clash(heading, text[item.conflict] if item.conflict else "", item.parts[0].occurrence.key, tuple(named))
