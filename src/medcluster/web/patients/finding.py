"""What does somebody mean who types into the search field?

Promise: pure: a birth date in the usual spellings, a number, or words of a name in any script become the queries of
the record's search, in the order to try them. Must not know: HTTP, the record.
"""

from __future__ import annotations

import re
from datetime import date

from medcluster.web.patients.likeness import latin

Query = list[tuple[str, str]]
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_NUMBER = re.compile(r"^[\w-]*\d[\w -]*$")


def birth_in(word: str) -> str:
    """The ISO date that a word spells, or nothing."""
    if iso := _ISO.match(word):
        year, month, day = iso.groups()
    elif spoken := _DAY_FIRST.match(word):
        day, month, year = spoken.groups()
    else:
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def queries(text: str) -> list[Query]:
    """The searches to try, one after the other, until one finds somebody."""
    words = text.replace(",", " ").split()
    if not words:
        return []
    births = [("birthdate", birth) for word in words if (birth := birth_in(word))]
    names = [word for word in words if not birth_in(word)]
    if names and _NUMBER.match(" ".join(names)) and any(one.isdigit() for one in "".join(names)):
        return [[("identifier", ",".join(_spellings(" ".join(names)))), *births]]
    found = [[*births, *(("name", _escaped(word)) for word in names)]]
    other = [latin(word) for word in names]
    if names and other != [word.casefold() for word in names]:
        found.append([*births, *(("name", _escaped(word)) for word in other if word)])
    return found


def _spellings(number: str) -> list[str]:
    """A number as typed, without spaces, and in the groups in which the cluster writes it."""
    bare = number.replace(" ", "")
    return list(dict.fromkeys((_escaped(number), _escaped(bare), f"{bare[:2]} {bare[2:]}")))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$").replace("|", "\\|")
