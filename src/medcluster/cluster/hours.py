"""When is it open?

Promise: "always", "none" or "mon-fri 08:00-20:00, sat 09:00-15:00" becomes values and back, and nothing else is taken.
Must not know: FHIR, time zones (times are those of the place).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(
    r"(?P<first>[a-z]{3})(-(?P<last>[a-z]{3}))? (?P<opens>([01]\d|2[0-3]):[0-5]\d)-(?P<closes>([01]\d|2[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Days on which something is open between two times of day; `opens` and `closes` empty: all day."""

    days: tuple[str, ...]
    opens: str = ""
    closes: str = ""


ALWAYS = (Opening(DAYS),)


def parse_hours(written: str) -> tuple[Opening, ...]:
    """The openings that a text means; ValueError with words when it means none."""
    if written in ("", "none"):
        return ()
    if written == "always":
        return ALWAYS
    return tuple(_parse_span(part.strip()) for part in written.split(","))


def _parse_span(part: str) -> Opening:
    match = _SPAN.fullmatch(part)
    if not match or match["first"] not in DAYS or (match["last"] or "mon") not in DAYS:
        raise ValueError(f"{part!r} is no opening time; write 'mon-fri 08:00-20:00', 'always' or 'none'")
    if match["opens"] >= match["closes"]:
        raise ValueError(f"{part!r} closes before it opens")
    first, last = DAYS.index(match["first"]), DAYS.index(match["last"] or match["first"])
    if last < first:
        raise ValueError(f"{part!r}: a week begins on Monday")
    return Opening(DAYS[first : last + 1], match["opens"], match["closes"])


def written_hours(openings: tuple[Opening, ...]) -> str:
    """The text that `parse_hours` reads back."""
    if not openings:
        return "none"
    if openings == ALWAYS:
        return "always"
    return ", ".join(_written_span(opening) for opening in openings)


def _written_span(opening: Opening) -> str:
    first, last = opening.days[0], opening.days[-1]
    days = first if first == last else f"{first}-{last}"
    return f"{days} {opening.opens or '00:00'}-{opening.closes or '23:59'}"
