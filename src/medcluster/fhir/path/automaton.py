"""How is a pattern matched in a time that grows no faster than the text?

Promise: what this can read (characters, classes, groups, alternatives, repetitions, anchors) it matches by walking all
possibilities at once, one character after the other, never going back; what it cannot read (look-around,
back-references) is a Fault. Must not know: paths, what Python's own engine would make of the pattern's cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .frames import Environment, Fault

_MOST_STATES = 5_000
_WORDS = re.compile(
    r"(?P<group>\((?:\?:|\?P?<\w+>)?)|(?P<close>\))|(?P<or>\|)|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})"
    r"|(?P<anchor>\^|\$|\\[bBAZz])|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<one>.)",
    re.DOTALL,
)
_UNREADABLE = re.compile(r"\(\?(?!:|P?<\w+>)|\\[1-9]")


@dataclass(slots=True)
class State:
    """One place in a pattern: what it eats, or what it asks of its surroundings, and where it leads."""

    eats: Callable[[str], bool] | None = None
    asks: str = ""
    to: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int


class Automaton:
    """A pattern as states."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        if _UNREADABLE.search(pattern):
            raise Fault("the pattern repeats so much that it cannot also look around or refer back")
        self._flags = flags
        self._states: list[State] = []
        self._words = list(_WORDS.finditer(pattern))
        self._place = 0
        whole = self._alternatives()
        if self._place < len(self._words):
            raise Fault("the pattern closes a group that is not open")
        self._start, self._end = whole.start, whole.end

    def __len__(self) -> int:
        return len(self._states)

    def matches(self, env: Environment, subject: str, whole: bool) -> bool:
        """Whether the pattern is found in the text, or is all of it."""
        current: set[int] = set()
        for at in range(len(subject) + 1):
            if at == 0 or not whole:
                current.add(self._start)
            current = self._reached(current, subject, at)
            env.spend(1 + (len(current) >> 3))
            if self._end in current and (not whole or at == len(subject)):
                return True
            if at < len(subject):
                character = subject[at]
                states = self._states
                current = {
                    to
                    for one in current
                    if (eats := states[one].eats) is not None and eats(character)
                    for to in states[one].to
                }
        return False

    def _reached(self, current: set[int], subject: str, at: int) -> set[int]:
        reached = set(current)
        waiting = list(current)
        while waiting:
            state = self._states[waiting.pop()]
            if state.eats is not None or (state.asks and not self._holds(state.asks, subject, at)):
                continue
            for to in state.to:
                if to not in reached:
                    reached.add(to)
                    waiting.append(to)
        return reached

    def _holds(self, asked: str, subject: str, at: int) -> bool:
        if asked in ("^", "$") and self._flags & re.MULTILINE:
            return at == 0 or subject[at - 1] == "\n" if asked == "^" else at == len(subject) or subject[at] == "\n"
        if asked in ("^", "\\A"):
            return at == 0
        if asked == "$":
            return at == len(subject) or (at == len(subject) - 1 and subject[at] == "\n")
        if asked in ("\\Z", "\\z"):
            return at == len(subject)
        before = at > 0 and bool(re.match(r"\w", subject[at - 1]))
        after = at < len(subject) and bool(re.match(r"\w", subject[at]))
        return (before != after) == (asked == "\\b")

    def _state(self, state: State) -> int:
        if len(self._states) >= _MOST_STATES:
            raise Fault("the pattern repeats too much")
        self._states.append(state)
        return len(self._states) - 1

    def _kind(self) -> str:
        return str(self._words[self._place].lastgroup) if self._place < len(self._words) else "end"

    def _alternatives(self) -> _Part:
        parts = [self._sequence()]
        while self._kind() == "or":
            self._place += 1
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        end = self._state(State())
        for part in parts:
            self._states[part.end].to.append(end)
        return _Part(self._state(State(to=[part.start for part in parts])), end)

    def _sequence(self) -> _Part:
        start = end = self._state(State())
        while self._kind() not in ("or", "close", "end"):
            part = self._repeated()
            self._states[end].to.append(part.start)
            end = part.end
        return _Part(start, end)

    def _repeated(self) -> _Part:
        begun = self._place
        part = self._single()
        if self._kind() == "repeat":
            after = self._place + 1
            least, most = _bounds(self._words[self._place].group())
            part = self._times(part, begun, least, most)
            self._place = after
            if self._kind() == "repeat" and self._words[self._place].group() == "?":
                self._place += 1  # as few as possible: found or not found is the same
            if self._kind() == "repeat":
                raise Fault("the pattern repeats so much that it cannot also forbid to go back")
        return part

    def _times(self, first: _Part, begun: int, least: int, most: int | None) -> _Part:
        """The part so many times; each time is a copy of its states, read again."""
        copies = max(least, most if most is not None else least, 1)
        parts = [first]
        for _ in range(copies - 1):
            self._place = begun
            parts.append(self._single())
        start, end = self._state(State()), self._state(State())
        at = start
        for count, part in enumerate(parts):
            if count >= least:
                self._states[at].to.append(end)
            if most == 0:
                break
            self._states[at].to.append(part.start)
            at = part.end
        else:
            self._states[at].to.append(end)
            if most is None:
                self._states[at].to.append(parts[-1].start)
        return _Part(start, end)

    def _single(self) -> _Part:
        word = self._words[self._place]
        self._place += 1
        kind, text = str(word.lastgroup), word.group()
        if kind == "group":
            part = self._alternatives()
            if self._kind() != "close":
                raise Fault("the pattern opens a group that is not closed")
            self._place += 1
            return part
        end = self._state(State())
        if kind == "anchor":
            return _Part(self._state(State(asks=text, to=[end])), end)
        if kind == "repeat":
            raise Fault("the pattern repeats nothing")
        return _Part(self._state(State(eats=_eater(text, self._flags), to=[end])), end)


def _bounds(text: str) -> tuple[int, int | None]:
    if text in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[text]
    least, comma, most = text[1:-1].partition(",")
    return int(least or 0), (int(most) if most else None) if comma else int(least)


def _eater(text: str, flags: re.RegexFlag) -> Callable[[str], bool]:
    one = re.compile(text, flags)
    known: dict[str, bool] = {}

    def eats(character: str) -> bool:
        found = known.get(character)
        if found is None:
            found = known[character] = one.fullmatch(character) is not None
        return found

    return eats
