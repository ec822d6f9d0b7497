"""Which words say how long something is, and how far from an anchor it stands?

Promise: pure; `3 weeks`, `12 months`, `between 2 and 24 hours after surgery`. Anchors come as titles of the protocol,
so every pattern leaves its grammar to the translation. Must not know: pages.
"""

from __future__ import annotations

from datetime import timedelta

from medcluster.foundation import Words
from medcluster.protocol import At, Cycle

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MONTH = 30.4375  # days, on average
MONTHS_FROM = timedelta(days=180)
WEEKS_FROM = timedelta(days=14)
ZERO = timedelta(0)


def amount(words: Words, length: timedelta, *, beside: tuple[timedelta, ...] = ()) -> str:
    """`10 days`, `2 weeks`, `4 hours`, without a sign; in a unit that suits what stands beside it too."""
    unit, size = shared_unit((length, *beside))
    number = round(abs(length) / size)
    return {
        "month": words.ngettext("%(num)s month", "%(num)s months", number),
        "week": words.ngettext("%(num)s week", "%(num)s weeks", number),
        "day": words.ngettext("%(num)s day", "%(num)s days", number),
        "hour": words.ngettext("%(num)s hour", "%(num)s hours", number),
        "minute": words.ngettext("%(num)s minute", "%(num)s minutes", number),
    }[unit] % {"num": number}


def shared_unit(lengths: tuple[timedelta, ...]) -> tuple[str, timedelta]:
    """The largest unit in which all of them are whole numbers that people would say."""
    ends = [abs(length) for length in lengths if length]
    if ends and all(_months(end) for end in ends):
        return "month", DAY * MONTH
    if ends and max(ends) >= WEEKS_FROM and all(end % WEEK == ZERO for end in ends):
        return "week", WEEK
    if all(end % DAY == ZERO for end in ends) and (not ends or max(ends) > DAY or len(ends) == 1):
        return "day", DAY
    if all(end % HOUR == ZERO for end in ends):
        return "hour", HOUR
    return "minute", MINUTE


def _months(length: timedelta) -> int:
    """Whole months, 0 when it is not about a whole number of them, or too short to be counted so."""
    number = round(length / DAY / MONTH)
    return number if length >= MONTHS_FROM and abs(number * MONTH - length / DAY) <= 3 else 0


def moment(words: Words, offset: timedelta, anchor: str, *, beside: tuple[timedelta, ...] = ()) -> str:
    """`3 days before surgery`, `4 hours after surgery`, `the moment of surgery`."""
    if offset == ZERO:
        return words.gettext("the moment of %(anchor)s") % {"anchor": anchor}
    said = {"span": amount(words, offset, beside=beside), "anchor": anchor}
    if offset > ZERO:
        return words.gettext("%(span)s after %(anchor)s") % said
    return words.gettext("%(span)s before %(anchor)s") % said


def offsets(at: At) -> tuple[timedelta, ...]:
    """The three distances of a window."""
    return at.earliest, at.target, at.latest


def window_sentence(words: Words, at: At, anchor: str) -> str:
    """When a step is meant, as a sentence."""
    ends = offsets(at)
    said = {
        "from": amount(words, at.earliest, beside=ends),
        "to": amount(words, at.latest, beside=ends),
        "best": amount(words, at.target, beside=ends),
        "anchor": anchor,
    }
    if at.earliest == at.latest:
        return words.gettext("At this time: %(moment)s.") % {"moment": moment(words, at.target, anchor)}
    if at.earliest >= ZERO:
        return _after(words, at) % said
    if at.latest <= ZERO:
        return _before(words, at) % said
    if at.target == ZERO:
        return words.gettext("Between %(from)s before and %(to)s after %(anchor)s, best at that very moment.") % said
    if at.target > ZERO:
        return words.gettext("Between %(from)s before and %(to)s after %(anchor)s, best %(best)s after.") % said
    return words.gettext("Between %(from)s before and %(to)s after %(anchor)s, best %(best)s before.") % said


def _after(words: Words, at: At) -> str:
    if at.earliest == ZERO and at.target == ZERO:
        return words.gettext("At %(anchor)s, and within %(to)s after it at the latest.")
    if at.earliest == ZERO:
        return words.gettext("Within %(to)s after %(anchor)s, best after %(best)s.")
    return words.gettext("Between %(from)s and %(to)s after %(anchor)s, best after %(best)s.")


def _before(words: Words, at: At) -> str:
    if at.latest == ZERO and at.target == ZERO:
        return words.gettext("From %(from)s before %(anchor)s on, best at that very moment.")
    if at.latest == ZERO:
        return words.gettext("From %(from)s before %(anchor)s on, best %(best)s before.")
    return words.gettext("Between %(from)s and %(to)s before %(anchor)s, best %(best)s before.")


def window_short(words: Words, at: At) -> str:
    """The window in few letters: `1 – 21 d`, `4 – 1 h before`, `± 1 h`."""
    first, last = at.earliest, at.latest
    unit, size = shared_unit((first, at.target, last))
    start, end = round(first / size), round(last / size)
    if start == end:
        shown = str(abs(start))
    elif start < 0 < end:
        shown = f"± {end}" if -start == end else f"−{-start} – +{end}"
    else:
        shown = f"{abs(start)} – {abs(end)}"
    told = {
        "month": words.gettext("%(span)s months"),
        "week": words.gettext("%(span)s weeks"),
        "day": words.gettext("%(span)s d"),
        "hour": words.gettext("%(span)s h"),
        "minute": words.gettext("%(span)s min"),
    }[unit] % {"span": shown}
    return words.gettext("%(span)s before") % {"span": told} if first < ZERO and last <= ZERO else told


def cycle_sentence(words: Words, cycle: Cycle) -> str:
    """How a step comes again."""
    times = cycle.times * len(cycle.days)
    if cycle.weekdays_only:
        return words.ngettext("Once, on a working day.", "%(num)s times, on working days.", times) % {"num": times}
    said = {"num": times, "every": amount(words, cycle.every), "days": ", ".join(str(day) for day in cycle.days)}
    if cycle.days == (1,):
        return words.ngettext("Once.", "%(num)s times, every %(every)s.", times) % said
    if cycle.times == 1:
        return words.ngettext("Once, on day %(days)s.", "%(num)s times, on days %(days)s.", times) % said
    return words.gettext("%(num)s times, on days %(days)s of every %(every)s.") % said
