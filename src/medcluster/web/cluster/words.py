"""Which word does the cluster's page show for a code?

Promise: one word per code in the reader's language; where a statement comes from is always said. Must not know: pages.
"""

from __future__ import annotations

from datetime import date

from medcluster.cluster import Fact, Roughly, Source, Stage, span_of
from medcluster.foundation import Words
from medcluster.web.dates import Calendar
from medcluster.web.vocabulary import text_of

YEAR, MONTH = 4, 7  # lengths of partial dates


def stage_word(words: Words, stage: str) -> str:
    """The word of a stage on the way to opening."""
    _ = words.gettext
    known = {
        Stage.CONTACT: _("Contact"),
        Stage.VISIT: words.pgettext("stage", "Visit"),
        Stage.LETTER_OF_INTENT: _("Letter of intent"),
        Stage.AGREEMENT: _("Agreement"),
        Stage.LICENCE: _("Licence"),
        Stage.BUILDING: _("Building"),
        Stage.OPEN: _("Open"),
    }
    return known.get(Stage(stage), stage)


def source_word(words: Words, source: str) -> str:
    """Where a statement comes from."""
    _ = words.gettext
    known = {
        Source.ANNOUNCED: _("announced in 2018"),
        Source.INVENTED: _("invented"),
        Source.RECORDED: _("recorded here"),
    }
    return known.get(Source(source), source) if source in set(Source) else source


def kind_word(words: Words, kind: str) -> str:
    """What a participant is."""
    _ = words.gettext
    known = {
        "operator": _("operator of the cluster"),
        "hospital": _("hospital"),
        "clinic": _("clinic"),
        "diagnostics": _("diagnostic centre"),
        "insurer": _("provider and payer"),
        "research": _("research"),
        "education": _("education"),
    }
    return known.get(kind, kind)


def country_word(words: Words, code: str) -> str:
    """A country's name."""
    return str(words.locale.territories.get(code, code))


def partial(calendar: Calendar, written: str) -> str:
    """A date as exact as it is known."""
    if not written:
        return ""
    if len(written) == YEAR:
        return written
    first, _ = span_of(written)
    return calendar.month(first) if len(written) == MONTH else calendar.full_day(first)


def figure_value(words: Words, fact: Fact) -> str:
    """A fact's value; a figure says how exact it is meant."""
    if fact.number is None:
        return text_of(fact.value, words.language)
    number = words.number(fact.number)
    if fact.roughly is Roughly.OVER:
        return words.gettext("over %(number)s") % {"number": number}
    if fact.roughly is Roughly.ABOUT:
        return words.gettext("about %(number)s") % {"number": number}
    return number


def ends_soon(until: str, today: date) -> bool:
    """Whether a paper ends within half a year, or has ended."""
    return bool(until) and (span_of(until)[1] - today).days < 183
