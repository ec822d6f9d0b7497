"""Which sentence says how far something is, or how late?

Promise: short sentences in the reader's language from instants alone, the same on every page. Must not know: pages.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from medcluster.foundation import Words
from medcluster.web.dates import Calendar

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def lowered(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def about(words: Words, what: str, said: str) -> str:
    """`haemoglobin: the latest result`, with the colon as the language sets it; one alone where the other is empty."""
    return words.gettext("%(what)s: %(said)s") % {"what": what, "said": said} if what and said else what or said


def shortened(title: str, *, most: int = 40, side: int = 23) -> str:
    """A long title for a narrow place: how it begins and how it ends, for names that differ only at the end."""
    if len(title) <= most:
        return title
    parts = title.split()
    head, tail = parts[:1], parts[-1:]
    while len(head) + len(tail) < len(parts) and len(" ".join([*head, parts[len(head)]])) <= side:
        head.append(parts[len(head)])
    while len(head) + len(tail) < len(parts) and len(" ".join([parts[-len(tail) - 1], *tail])) <= side:
        tail.insert(0, parts[-len(tail) - 1])
    if len(head) + len(tail) >= len(parts):
        return title
    return f"{' '.join(head)} … {' '.join(tail)}"


def distance(words: Words, title: str, at: datetime | None, now: datetime, calendar: Calendar) -> str:
    """`surgery in 6 d`, `surgery today`, `surgery 2 d ago`; nothing without a date."""
    if at is None or not title:
        return ""
    days, anchor = calendar.days_between(now, at), lowered(title)
    if days == 0:
        return words.gettext("%(anchor)s today") % {"anchor": anchor}
    if days == 1:
        return words.gettext("%(anchor)s tomorrow") % {"anchor": anchor}
    if days == -1:
        return words.gettext("%(anchor)s yesterday") % {"anchor": anchor}
    if days > 0:
        return words.ngettext("%(anchor)s in %(num)s d", "%(anchor)s in %(num)s d", days) % {
            "anchor": anchor,
            "num": days,
        }
    return words.ngettext("%(anchor)s %(num)s d ago", "%(anchor)s %(num)s d ago", -days) % {
        "anchor": anchor,
        "num": -days,
    }


def span(words: Words, length: timedelta) -> str:
    """`3 d`, `5 h`, `12 min`."""
    if length >= DAY:
        return words.ngettext("%(num)s d", "%(num)s d", length.days) % {"num": length.days}
    if length >= HOUR:
        hours = int(length / HOUR)
        return words.ngettext("%(num)s h", "%(num)s h", hours) % {"num": hours}
    minutes = max(1, int(length / timedelta(minutes=1)))
    return words.ngettext("%(num)s min", "%(num)s min", minutes) % {"num": minutes}


def late_by(words: Words, length: timedelta) -> str:
    """`2 d late`."""
    return words.gettext("%(span)s late") % {"span": span(words, length)}


def day_word(words: Words, at: datetime, now: datetime, calendar: Calendar) -> str:
    """`today`, `tomorrow`, or the day."""
    days = calendar.days_between(now, at)
    if days == 0:
        return words.gettext("today")
    if days == 1:
        return words.gettext("tomorrow")
    return calendar.day(at, now)
