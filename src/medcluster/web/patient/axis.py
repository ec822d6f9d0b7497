"""Where does an instant stand on a plan's axis?

Promise: a pure, monotone map from instants to percent. On one linear axis the day of surgery would be a dot beside a
year of follow-up; so the axis has pieces: weeks before, hours around the main anchor, weeks after, and the far part.
Must not know: words, templates. Source of the idea: the design's timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from medcluster.protocol import Window

DAY = timedelta(days=1)
SHORT = 4 * DAY  # a window that ends this soon after the main anchor needs hours
NEAR = 120 * DAY  # what ends later after the anchor stands in the far part
GAP = 1.0  # percent between pieces
EDGE = 1.0  # percent free at both ends
SHARES = {"before": 42.0, "hours": 31.0, "after": 16.0, "far": 9.0, "whole": 98.0}
STEPS = tuple(timedelta(days=days) for days in (1, 2, 7, 14, 28, 56, 91, 182, 364, 728))


@dataclass(frozen=True, slots=True)
class Piece:
    """A linear stretch of the axis. kind: before, hours, after, far, whole."""

    kind: str
    begin: datetime
    end: datetime
    left: float
    right: float

    def place(self, instant: datetime) -> float:
        """The percent of an instant inside this piece."""
        share = (instant - self.begin) / (self.end - self.begin)
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line with its instant."""

    at: datetime
    place: float
    kind: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Pieces in the order of time; an instant between two stands at the beginning of the later one."""

    pieces: tuple[Piece, ...]

    def place(self, instant: datetime) -> float:
        """The percent of an instant; what lies outside stands at the edge."""
        first, last = self.pieces[0], self.pieces[-1]
        if instant <= first.begin:
            return first.left
        if instant >= last.end:
            return last.right
        piece = next(piece for piece in self.pieces if instant < piece.end)
        return round(max(piece.left, piece.place(instant)), 1)

    @property
    def gaps(self) -> tuple[float, ...]:
        """Where one piece ends and the next begins."""
        return tuple(one.right for one, _ in pairwise(self.pieces))

    def ticks(self) -> tuple[Tick, ...]:
        """Grid lines: the beginning of each piece, and as many more as leave room for their words."""
        return tuple(tick for piece in self.pieces for tick in _ticks(piece))


def _ticks(piece: Piece) -> Iterable[Tick]:
    room = max(1, int((piece.right - piece.left) / (6.5 if piece.kind != "hours" else 11.0)))
    span = piece.end - piece.begin
    if piece.kind == "far":
        yield Tick(piece.begin, piece.left, piece.kind)
        return
    step = next((one for one in STEPS if span / one <= room), STEPS[-1])
    at = piece.begin
    while at < piece.end and piece.right - piece.place(at) > 3.0:
        yield Tick(at, round(piece.place(at), 1), piece.kind)
        at += step


def axis_of(windows: Sequence[Window], anchors: Sequence[datetime], midnight: timedelta) -> Axis | None:
    """The axis for these windows; None when no window is known. `midnight`: the zone's distance from UTC."""
    if not windows:
        return None
    begin = _day(min(window.earliest for window in windows), midnight)
    end = _day(max(window.latest for window in windows), midnight) + DAY
    main = _main(windows, anchors)
    parts = _parts(windows, main, begin, end, midnight) if main else [("whole", begin, end)]
    return Axis(_laid_out(parts))


def _day(instant: datetime, midnight: timedelta) -> datetime:
    shifted = instant.astimezone(UTC) + midnight
    return shifted.replace(hour=0, minute=0, second=0, microsecond=0) - midnight


def _main(windows: Sequence[Window], anchors: Sequence[datetime]) -> datetime | None:
    """The anchor around which hours count: the one with the most windows shorter than two days."""
    best, most = None, 1
    for anchor in anchors:
        number = sum(
            1 for window in windows if window.latest - window.earliest < 2 * DAY and abs(window.target - anchor) < SHORT
        )
        if number > most:
            best, most = anchor, number
    return best


def _parts(
    windows: Sequence[Window], main: datetime, begin: datetime, end: datetime, midnight: timedelta
) -> list[tuple[str, datetime, datetime]]:
    start = max(begin, _day(min((w.earliest for w in windows if abs(w.earliest - main) < DAY), default=main), midnight))
    hours = [w.latest for w in windows if w.target >= start and w.latest - main <= SHORT]
    stop = _day(max([*hours, main], default=main), midnight) + DAY
    near = [w.latest for w in windows if stop < w.latest <= main + NEAR]
    far = [w for w in windows if w.latest > main + NEAR]
    after = _day(max(near), midnight) + DAY if near else stop
    parts = [("before", begin, start), ("hours", start, stop), ("after", stop, after)]
    if far:
        parts.append(("far", max(after, _day(min(w.earliest for w in far), midnight)), end))
    return [part for part in parts if part[2] > part[1]]


def _laid_out(parts: Sequence[tuple[str, datetime, datetime]]) -> tuple[Piece, ...]:
    room = 100.0 - 2 * EDGE - GAP * (len(parts) - 1)
    total = sum(SHARES[kind] for kind, _, _ in parts)
    pieces, left = [], EDGE
    for kind, begin, end in parts:
        right = left + room * SHARES[kind] / total
        pieces.append(Piece(kind, begin, end, round(left, 1), round(right, 1)))
        left = right + GAP
    return tuple(pieces)
