"""May this pattern be run on that text?

Promise: a pattern compiles once, in the single-line mode that the specification asks for; one that could backtrack
for longer than the budget allows is refused before it runs, for Python's engine cannot be stopped once it has
begun. Must not know: paths. Source: http://hl7.org/fhirpath/N1/#matchesregex--string--boolean.
"""

from __future__ import annotations

import re
from functools import lru_cache

from medcluster.foundation import Kind

from .frames import Environment, Fault

LONGEST_PATTERN = 2_000
_MOST_WORK = 20_000_000
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE}
_PARTS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!>]|P?<\w+>|<[=!]))?|\)|[*+?]|\{\d*(?:,\d*)?\}|.", re.DOTALL
)


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    """The pattern, or a Fault that says what is wrong with it."""
    if len(pattern) > LONGEST_PATTERN:
        raise Fault(f"the pattern is longer than {LONGEST_PATTERN} characters")
    chosen = re.DOTALL
    for flag in flags:
        if flag not in _FLAGS:
            raise Fault(f"{flag!r} is no flag of a pattern")
        chosen |= _FLAGS[flag]
    try:
        return re.compile(pattern, chosen)
    except (re.error, OverflowError, RecursionError) as wrong:
        raise Fault(f"the pattern cannot be read: {wrong}") from None


def guarded(env: Environment, pattern: str, subject: str) -> None:
    """Take what the match may cost from the budget; refuse one that could not be paid."""
    loops, nested = _loops(pattern)
    size = len(subject) + 1
    work = 2**size if nested and size <= 64 else size ** (loops + 1)
    if (nested and size > 64) or work > _MOST_WORK:
        raise Fault(
            "the pattern may take too long on a text of that length; nest no repetitions, and use fewer of them",
            kind=Kind.TOO_LARGE,
        )
    env.spend(min(work, 100 * size) // 64)


@lru_cache(maxsize=512)
def _loops(pattern: str) -> tuple[int, bool]:
    """How many parts repeat without a small bound, and whether one stands inside another."""
    open_groups: list[bool] = []
    last_group = False
    loops, nested = 0, False
    for match in _PARTS.finditer(pattern):
        part = match.group()
        if part.startswith("(") and len(part) > 0:
            open_groups.append(False)
            continue
        if part == ")":
            last_group = open_groups.pop() if open_groups else False
            if open_groups and last_group:
                open_groups[-1] = True
            closed = True
            continue_group = last_group
        elif _repeats(part):
            before = pattern[match.start() - 1 : match.start()]
            loops += 1
            if before == ")" and last_group:
                nested = True
            if open_groups:
                open_groups[-1] = True
            last_group = False
        elif part != "?":
            last_group = False
    return loops, nested


def _repeats(part: str) -> bool:
    if part in ("*", "+"):
        return True
    bound = re.fullmatch(r"\{(\d*)(?:(,)(\d*))?\}", part)
    if bound is None:
        return False
    most = bound.group(3) if bound.group(2) else bound.group(1)
    return most == "" or int(most) > 8
