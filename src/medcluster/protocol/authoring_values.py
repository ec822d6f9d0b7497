"""How are a protocol's small values written: durations, windows, needs, codes?

Promise: `parse_x(write_x(value)) == value` for each pair here; a text that cannot be read raises `ValueError` with a
sentence that says what was expected. Must not know: YAML, files, lines (those are `authoring`'s).
"""

from __future__ import annotations

import re
from datetime import timedelta

from medcluster.protocol.model import At, Cycle, Evidence, Need

MINUTES = {"min": 1, "h": 60, "d": 1440, "w": 10080}
_DURATION = re.compile(r"([+-]?)\s*(\d+)\s*(min|h|d|w)")
_AT = re.compile(r"([a-z][\w-]*)\s*([+-]\s*\d+\s*\w+)\s*\[([^,\]]+),([^,\]]+)\]")
_NEED = re.compile(r"([a-z][\w-]*)(?:\s+x(\d+))?\s+(\d+\s*\w+)")
_AFTER = re.compile(r"([a-z][\w-]*)\s*([+-]\s*\d+\s*\w+)")
WEEKDAY = "weekday"


def parse_duration(text: str) -> timedelta:
    """`-14d`, `2h`, `20min`, `6w`."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is not a duration: write a number and min, h, d or w, such as -14d, 2h or 20min")
    minutes = int(found[2]) * MINUTES[found[3]]
    return timedelta(minutes=-minutes if found[1] == "-" else minutes)


def write_duration(value: timedelta) -> str:
    """The shortest exact spelling of a duration, in days, hours or minutes."""
    minutes = int(value.total_seconds() // 60)
    for unit in ("d", "h"):
        if minutes % MINUTES[unit] == 0:
            return f"{minutes // MINUTES[unit]}{unit}"
    return f"{minutes}min"


def parse_at(text: str) -> At:
    """`surgery -14d [-42d, -3d]`: anchor, target, earliest, latest."""
    found = _AT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is not a time: write an anchor, a target and a window: surgery -14d [-42d, -3d]")
    at = At(found[1], *(parse_duration(part) for part in (found[2], found[3], found[4])))
    if not at.earliest <= at.target <= at.latest:
        raise ValueError(
            f"`{text}`: the target must lie inside the window, and the window must not end before it begins"
        )
    return at


def write_at(at: At) -> str:
    """The spelling that `parse_at` reads."""
    target = write_duration(at.target)
    sign = "" if target.startswith("-") else "+"
    return f"{at.anchor} {sign}{target} [{write_duration(at.earliest)}, {write_duration(at.latest)}]"


def parse_after(text: str) -> tuple[str, timedelta] | None:
    """`induction +64d`: an anchor that hangs on another one; None when the text is something else."""
    found = _AFTER.fullmatch(text.strip())
    return (found[1], parse_duration(found[2])) if found else None


def parse_need(text: str) -> Need:
    """`theatre 90min`, `nurse x2 30min`."""
    found = _NEED.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is not a need: write what and how long, such as theatre 90min or nurse x2 30min")
    return Need(found[1], int(parse_duration(found[3]).total_seconds() // 60), int(found[2] or 1))


def write_need(need: Need) -> str:
    """The spelling that `parse_need` reads."""
    count = f" x{need.count}" if need.count != 1 else ""
    return f"{need.kind}{count} {write_duration(timedelta(minutes=need.minutes))}"


def parse_code(resource_type: str, text: str) -> Evidence:
    """`http://loinc.org|718-7` of a resource type."""
    system, bar, code = text.strip().partition("|")
    if not (bar and system and code):
        raise ValueError(f"`{text}` is not a code: write system|code, such as http://loinc.org|718-7")
    return Evidence(resource_type, system, code)


def make_cycle(every: str, times: int, days: tuple[int, ...]) -> Cycle:
    """A cycle from its written parts; `weekday` is every day from Monday to Friday."""
    if times < 1:
        raise ValueError("a cycle happens at least once")
    if every.strip() == WEEKDAY:
        return Cycle(timedelta(days=1), times, days, weekdays_only=True)
    period = parse_duration(every)
    if period <= timedelta(0):
        raise ValueError(f"`{every}`: a cycle's length is more than nothing")
    if any(day < 1 or timedelta(days=day - 1) >= period for day in days) or list(days) != sorted(set(days)):
        raise ValueError(f"days {list(days)} are not days of a cycle of {every}, counted from 1, in order")
    return Cycle(period, times, days)
