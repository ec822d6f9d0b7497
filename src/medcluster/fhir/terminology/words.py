"""Does a concept's wording match what somebody types?

Promise: every word typed is the beginning of a word of the display, of a designation or of the code; case and accents
do not matter. A pattern is matched without going back and forth for ever, whatever it is. Must not know: code systems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from medcluster.fhir import path
from medcluster.fhir.search import normalise
from medcluster.fhir.terminology.model import Concept

_WORD = re.compile(r"\w+")
_NEVER = datetime.min.replace(tzinfo=UTC)  # no pattern asks for the time
_MATCHES = path.compile("matchesFull(%pattern)")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in their order."""
    return tuple(_WORD.findall(normalise(text)))


def wording(concept: Concept) -> str:
    """Every word that a concept is called by, folded, with a space between; see `said`."""
    return " ".join(words(" ".join((concept.code, concept.display, *(d.value for d in concept.designations)))))


def said(wanted: Iterable[str], held: str) -> bool:
    """Whether each wanted word begins one of a `wording`."""
    beginnings = f" {held}"
    return all(f" {word}" in beginnings for word in wanted)


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is all of the text."""
    return bool(_MATCHES.truth(text, variables={"pattern": pattern}, now=_NEVER))


@lru_cache(maxsize=256)
def language_range(asked: str) -> tuple[str, ...]:
    """`fr-CH,de;q=0.5` as language tags, in lower case, the best first (RFC 9110 Accept-Language)."""
    weighed: list[tuple[float, str]] = []
    for one in asked.split(","):
        tag, _, rest = one.strip().partition(";")
        weight = rest.strip().removeprefix("q=")
        weighed.append((float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 1.0, tag.strip().lower()))
    return tuple(tag for weight, tag in sorted(weighed, key=lambda w: -w[0]) if tag and weight > 0)


def in_language(concept: Concept, asked: str) -> str:
    """What the concept is called in the best of the languages, or "" where no designation is in any of them."""
    for tag in language_range(asked):
        near = ""
        for one in concept.designations:
            held = one.language.lower()
            if held == tag:
                return one.value
            if not near and held and (held.startswith(tag + "-") or tag.startswith(held + "-")):
                near = one.value
        if near:
            return near
    return ""
