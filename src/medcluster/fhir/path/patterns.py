"""Is a pattern found in a text, whatever the pattern?

Promise: a pattern compiles once, in the single-line mode that the specification asks for; one that could make Python's
engine go back and forth for long, which nothing can stop once it has begun, is matched by an `automaton` instead.
Must not know: paths. Source: http://hl7.org/fhirpath/N1/#matchesregex--string--boolean.
"""

from __future__ import annotations

import re
from functools import lru_cache

from medcluster.foundation import Kind

from .automaton import Automaton
from .frames import Environment, Fault

LONGEST_PATTERN = 2_000
_MOST_WORK = 1_000_000
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE}
_WORDS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*(?:,\d*)?\}|.", re.DOTALL)
_NESTED = 99


def found(env: Environment, pattern: str, flags: str, subject: str, *, whole: bool) -> bool:
    """Whether the pattern is found anywhere in the text, or is all of it."""
    regex = compiled(pattern, flags)
    if _is_cheap(pattern, subject):
        env.spend(len(subject) >> 3)
        return (regex.fullmatch(subject) if whole else regex.search(subject)) is not None
    return _automaton(pattern, flags).matches(env, subject, whole)


def replaced(env: Environment, pattern: str, flags: str, subject: str, template: str) -> str:
    """Every match replaced by a template; a pattern too costly for the text is refused."""
    if not _is_cheap(pattern, subject):
        raise Fault("the pattern repeats too much for a text of that length", kind=Kind.TOO_LARGE)
    env.spend(len(subject) >> 3)
    try:
        return compiled(pattern, flags).sub(template, subject)
    except (re.error, IndexError):
        raise Fault("the replacement names a group that the pattern does not have") from None


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    """The pattern, or a Fault that says what is wrong with it."""
    if len(pattern) > LONGEST_PATTERN:
        raise Fault(f"the pattern is longer than {LONGEST_PATTERN} characters")
    try:
        return re.compile(pattern, _chosen(flags))
    except (re.error, OverflowError, RecursionError) as wrong:
        raise Fault(f"the pattern cannot be read: {wrong}") from None


@lru_cache(maxsize=128)
def _automaton(pattern: str, flags: str) -> Automaton:
    return Automaton(pattern, _chosen(flags))


def _chosen(flags: str) -> re.RegexFlag:
    chosen = re.DOTALL
    for flag in flags:
        if flag not in _FLAGS:
            raise Fault(f"{flag!r} is no flag of a pattern")
        chosen |= _FLAGS[flag]
    return chosen


def _is_cheap(pattern: str, subject: str) -> bool:
    """Whether even the worst text of that length costs little: so many loops, so many times its length."""
    loops = _loops(pattern)
    return loops == 0 or (loops < _NESTED and (len(subject) + 1) ** (loops + 1) <= _MOST_WORK)


@lru_cache(maxsize=512)
def _loops(pattern: str) -> int:
    """How many parts repeat; `_NESTED` when a group that repeats has a choice or a repetition inside."""
    groups = [False]  # for each open group: whether there is a choice or a repetition in it
    closed = False  # the same of the group that has just been closed
    loops = 0
    for match in _WORDS.finditer(pattern):
        word = match.group()
        if word == "(":
            groups.append(False)
        elif word == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1] = groups[-1] or closed
            continue
        elif word == "|":
            groups[-1] = True
        elif word in ("*", "+") or (word[0] == "{" and len(word) > 1):
            if closed:
                return _NESTED
            loops += 1
            groups[-1] = True
        elif word == "?":
            groups[-1] = True
        closed = False
    return loops
