"""How does a sentence, a date or a number read in the reader's language?

Promise: the catalogues are read once, at start, from `src/medcluster/web/locale/<language>/LC_MESSAGES/medcluster.po`;
English is the source and needs none. Plural forms are CLDR's, in CLDR's order, never those of a catalogue's
header: gettext's own rule for Hebrew is wrong. A message without a translation reads in English. Must not know: pages,
time zones of places (callers hand in local times). Source: Unicode CLDR through Babel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from medcluster.foundation.errors import Kind, Refusal

Languages = ("en", "ru", "fr", "he")
CATALOGUES = Path(__file__).resolve().parent.parent / "web" / "locale"
_LOCALES = {"en": "en_GB"}  # day before month, hours to 24
_PLURAL_ORDER = ("zero", "one", "two", "few", "many", "other")

Number = int | float | Decimal


def plural_categories(language: str) -> tuple[str, ...]:
    """CLDR's plural categories of a language, in the order of a catalogue's msgstr[0], msgstr[1], ..."""
    used = {*Locale.parse(language).plural_form.tags, "other"}
    return tuple(category for category in _PLURAL_ORDER if category in used)


def catalogue_path(language: str, folder: Path = CATALOGUES) -> Path:
    """Where a language's catalogue lies."""
    return folder / language / "LC_MESSAGES" / "medcluster.po"


@dataclass(frozen=True)
class Words:
    """One language: its translations and its ways with dates and numbers."""

    language: str
    locale: Locale
    messages: Mapping[tuple[str, str], tuple[str, ...]] = field(repr=False)

    @staticmethod
    def of(language: str) -> Words:
        """The words of a language; English for one we do not speak."""
        return _words(language if language in Languages else "en")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.pgettext("", message)

    def pgettext(self, context: str, message: str) -> str:
        """The message in this language, where one English word has several meanings."""
        translated = self.messages.get((context, message), ())
        return translated[0] if translated and translated[0] else message

    def ngettext(self, singular: str, plural: str, number: Number) -> str:
        """The form of the message for this number of things."""
        return self.npgettext("", singular, plural, number)

    def npgettext(self, context: str, singular: str, plural: str, number: Number) -> str:
        """The form for this number of things, where one English word has several meanings."""
        translated = self.messages.get((context, singular), ())
        index = plural_categories(self.language).index(self.locale.plural_form(number))
        if index < len(translated) and translated[index]:
            return translated[index]
        return singular if number == 1 else plural

    def date(self, day: dt.date, width: str = "medium") -> str:
        """`22 Nov 2026`; widths short, medium, long, full."""
        return format_date(day, width, locale=self.locale)

    def time(self, moment: dt.datetime) -> str:
        """`09:30`, as the wall clock of the moment's own zone shows it."""
        return format_time(moment, "short", tzinfo=moment.tzinfo, locale=self.locale)

    def skeleton(self, pattern: str, moment: dt.date) -> str:
        """A date in the order this language likes: `MMMd`, `yMMM`, `EEEE`, `Hm`."""
        zone = moment.tzinfo if isinstance(moment, dt.datetime) else None
        return format_skeleton(pattern, moment, tzinfo=zone, locale=self.locale)

    def duration(self, length: dt.timedelta) -> str:
        """`3 days`, in the unit that says it best."""
        return format_timedelta(length, threshold=1, locale=self.locale)

    def number(self, value: Number) -> str:
        """Digits grouped and the decimal sign of this language; a Decimal keeps its digits: 72.50 stays 72,50."""
        if isinstance(value, Decimal) and (len(value.as_tuple().digits) > 20 or abs(value.adjusted()) > 20):
            return f"{value:.6E}"  # nobody reads so many digits, and the formatting below counts with 28
        if isinstance(value, Decimal) and isinstance(value.as_tuple().exponent, int):
            places = max(0, -int(value.as_tuple().exponent))
            return format_decimal(value, format="#,##0" + ("." + "0" * places if places else ""), locale=self.locale)
        return format_decimal(value, locale=self.locale)

    def percent(self, share: Number) -> str:
        """`12%`, from 0.12."""
        return format_percent(share, locale=self.locale)


def noted(message: str) -> str:
    """Mark a message for translation where it stands; whoever shows it calls gettext on it."""
    return message


@lru_cache(maxsize=len(Languages))
def _words(language: str) -> Words:
    return Words(language, Locale.parse(_LOCALES.get(language, language)), read_catalogue(catalogue_path(language)))


def read_catalogue(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The messages of a catalogue: (context, English singular) -> forms; nothing when there is none."""
    if not path.exists():
        return {}
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise Refusal(Kind.INVALID, f"{path} is not a catalogue of translations: {error}") from error
    messages: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        messages[(message.context or "", source)] = forms
    return messages
