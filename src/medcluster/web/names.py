"""How is a patient's name written for this reader?

Promise: the name in its own script and in Latin letters, both kept; a list shows the one that its reader can read.
Must not know: pages. Source of the rule: whoever cannot read Cyrillic must still find the patient, and the reverse.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from medcluster.fhir import types

SCRIPT_LANGUAGES = {"CYRILLIC": "ru", "HEBREW": "he", "LATIN": "", "ARABIC": "ar", "ARMENIAN": "hy", "GEORGIAN": "ka"}


@dataclass(frozen=True, slots=True)
class Named:
    """A name for a heading, and the same in another script when there is one."""

    name: str
    other: str = ""
    other_language: str = ""


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode names it."""
    letter = next((one for one in text if one.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def chosen(own: str, latin: str, language: str) -> str:
    """Which of two spellings a reader of this language gets."""
    reads_own = SCRIPT_LANGUAGES.get(script_of(own), "") in ("", language)
    return own if own and (reads_own or not latin) else latin or own


def named(patient: types.Patient, language: str) -> Named:
    """The name for a heading."""
    spelled = [text for name in patient.name if (text := natural(name))]
    if not spelled:
        return Named("–")
    own = next((text for text in spelled if script_of(text) != "LATIN"), spelled[0])
    latin = next((text for text in spelled if script_of(text) == "LATIN"), "")
    first = chosen(own, latin, language)
    other = own if first == latin else latin
    if other in (first, ""):
        return Named(first)
    return Named(first, other, SCRIPT_LANGUAGES.get(script_of(other), ""))


def listed(patient: types.Patient, language: str) -> Named:
    """The name for a list, family name first."""
    spelled = [text for name in patient.name if (text := family_first(name))]
    if not spelled:
        return Named("–")
    own = next((text for text in spelled if script_of(text) != "LATIN"), spelled[0])
    latin = next((text for text in spelled if script_of(text) == "LATIN"), "")
    first = chosen(own, latin, language)
    other = own if first == latin else latin
    return Named(first) if other in (first, "") else Named(first, other, SCRIPT_LANGUAGES.get(script_of(other), ""))


def natural(name: types.HumanName) -> str:
    """Given names, then the family name."""
    return " ".join(part for part in (*name.given, name.family) if part) or (name.text or "")


def family_first(name: types.HumanName) -> str:
    """`Petrova, Anna Sergeyevna`."""
    given = " ".join(part for part in name.given if part)
    return ", ".join(part for part in (name.family, given) if part) if name.family else natural(name)


def number_of(patient: types.Patient) -> str:
    """The number people read aloud: the official identifier, else the first."""
    identifiers = [one for one in patient.identifier if one.value]
    official = [one for one in identifiers if one.use == "official"]
    first = next(iter(official or identifiers), None)
    return str(first.value) if first else ""


def birth_of(text: str) -> date | None:
    """A whole birth date, or None when only a year or month is known."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_of(text: str, today: date) -> int | None:
    """Whole years since a birth date; a lone year counts as its middle."""
    if not text:
        return None
    padded = text if len(text) == 10 else text + ("-15" if len(text) == 7 else "-07-01")
    born = birth_of(padded)
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def short(name: str) -> str:
    """`A. Levin` for `Antoine Levin`: for second lines."""
    given, _, family = name.rpartition(" ")
    return f"{given[0]}. {family}" if given and "," not in name else name
