"""Where does each stage and step stand in a protocol's diagram?

Promise: pure geometry in the units of the drawing's viewBox, time from left to right in every language. One column a
stage, its steps stacked, each with its window as a bar on the stage's own axis; ribbons below say what the days are
counted from. A branch is a diamond before the step that a condition guards. Must not know: HTML, colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise
from unicodedata import category

from medcluster.foundation import Words
from medcluster.protocol import At, Step, Version
from medcluster.web.protocols.conditions import condition_short
from medcluster.web.protocols.durations import window_short
from medcluster.web.protocols.wording import anchor_title
from medcluster.web.vocabulary import role_word, text_of

WHOLE = 1232.0  # a wide screen's card
NARROWEST, WIDEST = 123.0, 190.0
GAP = 4.0  # between columns
INSET = 8.0  # from a column to its boxes
PAD = 7.0  # inside a box
HEAD = 34.0
LINE = 14.0
LETTER, SMALL = 6.7, 6.1  # average widths of a letter
UNDER = 46.0  # below a box: bar and words
RIBBON = 22.0
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `squeeze` is the width it must fit into, 0 when it does by itself."""

    text: str
    x: float
    y: float
    squeeze: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A window: from, to, and the target."""

    x1: float
    x2: float
    target: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A step."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    roles: Line
    bar: Bar
    window: Line
    notes: tuple[Line, ...]
    full: str
    guarded: bool

    @property
    def middle(self) -> float:
        """Where arrows come and go."""
        return self.y + self.height / 2

    @property
    def diamond(self) -> str:
        """The path of the branch's mark."""
        return f"M{self.x - 1:g} {self.middle - 6:g}l6 6-6 6-6-6z"


@dataclass(frozen=True, slots=True)
class Column:
    """A stage."""

    x: float
    width: float
    title: Line
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What a stretch of columns is counted from."""

    x: float
    width: float
    y: float
    text: Line


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole drawing."""

    width: float
    height: float
    floor: float
    columns: tuple[Column, ...]
    arrows: tuple[str, ...]
    ribbons: tuple[Ribbon, ...]
    title: str
    words: str

    @property
    def wide(self) -> bool:
        """Whether it fills a wide screen."""
        return self.width > WHOLE * 0.85


def diagram_of(version: Version, words: Words) -> Diagram:
    """The drawing of a version."""
    groups = [(stage, [one for one in version.steps if one.stage == stage.id]) for stage in version.stages]
    groups = [(stage, steps) for stage, steps in groups if steps]
    pitch = min(WIDEST, max(NARROWEST, (WHOLE + GAP) / max(1, len(groups))))
    width = pitch - GAP
    room = width - 2 * INSET - 2 * PAD
    wrapped = {one.id: _wrap(text_of(one.title, words.language), room, LETTER) for one in version.steps}
    box = 2 * PAD + LINE * max(map(len, wrapped.values()), default=1) + 12
    notes = {one.id: _wrap(_note(version, one, words), room + 2 * PAD, SMALL) for one in version.steps}
    row = box + UNDER + LINE * max((len(lines) for lines in notes.values() if lines[0]), default=0)
    floor = HEAD + row * max((len(steps) for _, steps in groups), default=1) + 6
    columns = []
    for number, (stage, steps) in enumerate(groups):
        x = number * pitch
        top = HEAD + (floor - HEAD - 6 - row * len(steps)) / 2
        low, high = _domain(steps)
        boxes = tuple(
            _box(
                one,
                words,
                (wrapped[one.id], notes[one.id]),
                x + INSET,
                top + row * place,
                width - 2 * INSET,
                box,
                (low, high),
            )
            for place, one in enumerate(steps)
        )
        columns.append(Column(x, width, _fit(text_of(stage.title, words.language), x + 8, 21, width - 16), boxes))
    return Diagram(
        width=round(pitch * len(groups) - GAP, 1),
        height=floor + 6 + RIBBON,
        floor=floor,
        columns=tuple(columns),
        arrows=tuple(path for one, other in pairwise(columns) for path in _arrows(one, other)),
        ribbons=_ribbons(version, words, [steps for _, steps in groups], pitch, floor + 6),
        title=words.gettext("%(protocol)s: stages and steps")
        % {"protocol": f"{text_of(version.title, words.language)} {version.version}"},
        words=_told(version, words, groups),
    )


def _domain(steps: Sequence[Step]) -> tuple[timedelta, timedelta]:
    low, high = min(one.at.earliest for one in steps), max(one.at.latest for one in steps)
    if timedelta(0) < low < high / 2:
        low = timedelta(0)
    return (low, high) if high > low else (low - timedelta(hours=1), high + timedelta(hours=1))


def _box(
    step: Step,
    words: Words,
    said: tuple[tuple[str, ...], tuple[str, ...]],
    x: float,
    y: float,
    width: float,
    height: float,
    domain: tuple[timedelta, timedelta],
) -> Box:
    room, under = width - 2 * PAD, y + height
    title, notes = said
    return Box(
        id=step.id,
        x=x,
        y=y,
        width=width,
        height=height,
        lines=tuple(_fit(line, x + PAD, y + 18 + LINE * place, room) for place, line in enumerate(title)),
        roles=_fit(_roles(step, words, room), x + PAD, y + 17 + LINE * len(title), room, SMALL),
        bar=_bar(step.at, domain, x, width, under + 11),
        window=_fit(window_short(words, step.at), x, under + 30, width, SMALL),
        notes=tuple(
            _fit(note, x, under + 30 + LINE * place, width, SMALL) for place, note in enumerate(notes, 1) if note
        ),
        full=text_of(step.title, words.language),
        guarded=bool(step.condition or step.start_when),
    )


def _note(version: Version, step: Step, words: Words) -> str:
    if step.condition:
        return words.gettext("if %(condition)s") % {"condition": condition_short(words, step.condition, version)}
    if step.cycle:
        return f"× {step.cycle.times * len(step.cycle.days)}"
    if step.start_when:
        return words.gettext("by criteria")
    return ""


def _bar(at: At, domain: tuple[timedelta, timedelta], x: float, width: float, y: float) -> Bar:
    low, high = domain

    def place(offset: timedelta) -> float:
        return round(x + width * ((offset - low) / (high - low)), 1)

    start, end = place(at.earliest), place(at.latest)
    return Bar(start, max(end, start + 3), place(at.target), y)


def _roles(step: Step, words: Words, room: float) -> str:
    names = [role_word(words, role) for role in step.by]
    whole = ", ".join(names)
    return whole if len(whole) * SMALL <= room or len(names) < 2 else f"{names[0]} + {len(names) - 1}"


def _wrap(text: str, room: float, letter: float) -> tuple[str, ...]:
    """The words in lines of this width; what does not fit into the last line ends in dots."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _seen(longer) * letter > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return tuple(lines)


def _fit(text: str, x: float, y: float, room: float, letter: float = LETTER) -> Line:
    """A line that is squeezed when it is a little too long, and cut when it is much too long."""
    most = int(room / letter * 1.3)
    shown = text if _seen(text) <= most else text[: most - 1].rstrip() + "…"
    return Line(shown, round(x, 1), round(y, 1), round(room, 1) if _seen(shown) * letter > room else 0.0)


def _seen(text: str) -> int:
    """How many letters are drawn: marks of direction and soft hyphens are not."""
    return sum(1 for letter in text if category(letter) != "Cf")


def _arrows(one: Column, other: Column) -> list[str]:
    """From every step of a stage through a bus to every step of the next."""
    bus = one.x + one.width + GAP / 2
    ends = [(box.x - (7 if box.guarded else 0), box.middle) for box in other.boxes]
    starts = [(box.x + box.width, box.middle) for box in one.boxes]
    trunk = sorted({y for _, y in (*starts, *ends)})
    paths = [f"M{x:g} {y:g}H{bus:g}" for x, y in starts]
    if len(trunk) > 1:
        paths.append(f"M{bus:g} {trunk[0]:g}V{trunk[-1]:g}")
    return [f"{''.join(paths)}", *(f"M{bus:g} {y:g}H{x - 1:g}" for x, y in ends)]


def _ribbons(
    version: Version, words: Words, groups: Sequence[Sequence[Step]], pitch: float, y: float
) -> tuple[Ribbon, ...]:
    anchors = [_most(steps) for steps in groups]
    found = []
    for anchor, places in groupby(range(len(anchors)), key=lambda place: anchors[place]):
        numbers = list(places)
        x, width = numbers[0] * pitch, len(numbers) * pitch - GAP
        text = words.gettext("counted from: %(anchor)s") % {"anchor": anchor_title(words, version, anchor)}
        found.append(Ribbon(x, width, y, _fit(text, x + 8, y + 15, width - 16, SMALL)))
    return tuple(found)


def _most(steps: Sequence[Step]) -> str:
    names = [one.at.anchor for one in steps]
    return max(names, key=names.count)


def _told(version: Version, words: Words, groups: Sequence[tuple[object, Sequence[Step]]]) -> str:
    number = len(groups)
    stages = words.ngettext("%(num)s stage", "%(num)s stages", number) % {"num": number}
    steps = words.ngettext("%(num)s step", "%(num)s steps", len(version.steps)) % {"num": len(version.steps)}
    return words.gettext("%(stages)s, %(steps)s. The same is written out below.") % {"stages": stages, "steps": steps}
