"""Words: CLDR's plural forms, directions, dates and numbers, and a catalogue that is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from medcluster.foundation import Refusal, Words
from medcluster.foundation.text import plural_categories, read_catalogue

_HEBREW = """
msgid ""
msgstr ""
"Language: he\\n"
"Plural-Forms: nplurals=3; plural=(n == 1) ? 0 : (n == 2) ? 1 : 2;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Board"
msgstr "לוח"

msgctxt "of a ship"
msgid "Board"
msgstr "סיפון"

#, fuzzy
msgid "Guessed"
msgstr "ניחוש"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "יום אחד"
msgstr[1] "יומיים"
msgstr[2] "%(num)s ימים"
"""


@pytest.fixture
def hebrew(tmp_path: Path) -> Words:
    path = tmp_path / "medcluster.po"
    path.write_text(_HEBREW, encoding="utf-8")
    return Words("he", Locale.parse("he"), read_catalogue(path))


def test_messages_and_their_contexts(hebrew: Words) -> None:
    assert hebrew.gettext("Board") == "לוח"
    assert hebrew.pgettext("of a ship", "Board") == "סיפון"
    assert hebrew.gettext("Nothing of it") == "Nothing of it"


def test_a_fuzzy_message_is_not_shown(hebrew: Words) -> None:
    assert hebrew.gettext("Guessed") == "Guessed"


@pytest.mark.parametrize(("number", "form"), [(1, "יום אחד"), (2, "יומיים"), (0, "%(num)s ימים"), (20, "%(num)s ימים")])
def test_hebrew_has_a_dual(hebrew: Words, number: int, form: str) -> None:
    assert hebrew.ngettext("%(num)s day", "%(num)s days", number) == form


def test_plural_categories_are_those_of_cldr() -> None:
    assert plural_categories("en") == ("one", "other")
    assert plural_categories("ru") == ("one", "few", "many", "other")
    assert plural_categories("fr") == ("one", "many", "other")
    assert plural_categories("he") == ("one", "two", "other")


@pytest.mark.parametrize(("number", "expected"), [(1, "1 day"), (0, "0 days"), (2, "2 days")])
def test_english_needs_no_catalogue(number: int, expected: str) -> None:
    words = Words.of("en")
    assert words.ngettext("%(num)s day", "%(num)s days", number) % {"num": number} == expected


def test_directions() -> None:
    assert [Words.of(language).direction for language in ("en", "ru", "fr", "he")] == ["ltr", "ltr", "ltr", "rtl"]


def test_an_unknown_language_reads_english() -> None:
    assert Words.of("xx").language == "en"


def test_times_are_those_of_the_moments_own_zone() -> None:
    moment = dt.datetime(2026, 11, 22, 6, 30, tzinfo=dt.UTC).astimezone(ZoneInfo("Europe/Moscow"))
    assert Words.of("en").time(moment) == "09:30"
    assert Words.of("en").date(moment.date()) == "22 Nov 2026"
    assert Words.of("ru").skeleton("Hm", moment) == "09:30"


def test_a_decimal_keeps_its_digits() -> None:
    assert Words.of("en").number(Decimal("1072.50")) == "1,072.50"
    assert Words.of("fr").number(Decimal("72.50")) == "72,50"
    assert Words.of("en").number(Decimal("7")) == "7"


def test_a_broken_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "medcluster.po"
    path.write_text("this is no catalogue\n", encoding="utf-8")
    with pytest.raises(Refusal, match="not a catalogue"):
        read_catalogue(path)
