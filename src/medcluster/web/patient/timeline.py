"""How is a plan drawn on its axis?

Promise: pure; positions and labels for the chart, from windows, anchors and now. Must not know: HTTP, services.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from medcluster.foundation import Words
from medcluster.protocol import Occurrence, State, Window
from medcluster.web import sentences
from medcluster.web.dates import Calendar
from medcluster.web.patient.axis import Axis, Piece, axis_of
from medcluster.web.patient.plan_context import Bar, Scale, TickMark

LETTER = 1.35  # percent of the axis that one letter takes, roughly
TODAY_HALF = 3.2


def axis_for(
    occurrences: tuple[Occurrence, ...], anchors: tuple[datetime, ...], now: datetime, calendar: Calendar
) -> Axis | None:
    """The axis of a plan."""
    windows = [one.window for one in occurrences if one.window is not None]
    return axis_of(windows, anchors, calendar.local(now).utcoffset() or timedelta(0))


def scale_of(axis: Axis, anchor_title: str, now: datetime, words: Words, calendar: Calendar) -> Scale:
    """Captions, grid and labels."""
    today = axis.place(now)
    captions = [_caption(piece, anchor_title, words) for piece in axis.pieces]
    inside = axis.pieces[0].begin <= now <= axis.pieces[-1].end
    hours = {piece.left for piece in axis.pieces if piece.kind == "hours"}
    crossed = [one for one in captions if _meets(one, today)]
    named = inside and not any(one.place in hours for one in crossed)
    free = [one for one in captions if one.label and (not named or one not in crossed)]
    ticks = axis.ticks()
    return Scale(
        captions=tuple(free),
        ticks=_labels(axis, calendar),
        grid=tuple(tick.place for tick in ticks),
        gaps=axis.gaps,
        today=today,
        today_named=named,
    )


def _caption(piece: Piece, anchor: str, words: Words) -> TickMark:
    _ = words.gettext
    label = {
        "before": _("weeks before"),
        "hours": _("%(anchor)s, hours") % {"anchor": sentences.lowered(anchor)},
        "after": _("weeks after"),
        "far": _("later"),
    }.get(piece.kind, "")
    if piece.kind == "far":
        return TickMark(round(piece.right + 0.6, 1), label, "end")
    return TickMark(piece.left, label, "start")


def _meets(caption: TickMark, today: float) -> bool:
    """Whether a caption would run into the word over today's line."""
    length = len(caption.label) * LETTER
    start = caption.place - length if caption.anchor == "end" else caption.place
    return start - TODAY_HALF < today < start + length + TODAY_HALF


def _labels(axis: Axis, calendar: Calendar) -> tuple[TickMark, ...]:
    marks, month, end = [], "", -100.0
    for tick in axis.ticks():
        first = any(piece.left == tick.place for piece in axis.pieces)
        this = calendar.local(tick.at).strftime("%Y-%m")
        if tick.kind == "far":
            label = str(calendar.local(tick.at).year)
        elif first or this != month:
            label = calendar.day(tick.at, tick.at)
        else:
            label = str(calendar.local(tick.at).day)
        month = this
        begin = tick.place if first else tick.place - len(label) * LETTER / 2
        if begin < end + 0.8:
            marks.append(TickMark(tick.place, ""))
            continue
        end = begin + len(label) * LETTER
        marks.append(TickMark(tick.place, label, "start" if first else "middle"))
    return tuple(marks)


def bar_of(occurrence: Occurrence, axis: Axis, now: datetime) -> Bar | None:
    """The window of one occurrence, and where its glyph stands."""
    window = occurrence.window
    if window is None:
        return None
    start, end = axis.place(window.earliest), axis.place(window.latest)
    mark = _mark(occurrence, window, now)
    at = axis.place(mark) if mark else None
    over = None
    if at is not None and mark and mark > window.latest and occurrence.state in (State.LATE, State.DONE_LATE):
        over = (end, at)
    return Bar(start, max(0.8, round(end - start, 1)), axis.place(window.target), at, over)


def _mark(one: Occurrence, window: Window, now: datetime) -> datetime | None:
    if one.done is not None:
        return one.done.at
    if one.deviation is not None:
        return min(max(one.deviation.at, window.earliest), window.latest)
    if one.state in (State.LATE, State.DUE):
        return now
    return window.latest if one.state is State.MISSING else None
