"""Which words does a text hold?

Promise: the words of a narrative or of a whole resource, folded as searches are; the same cut for what is stored and
for what is asked. Must not know: indexes. Source: http://hl7.org/fhir/R4/search.html#content.
"""

from __future__ import annotations

import re
from html import unescape

from medcluster.fhir.search.folding import normalise

_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"\w+")
LONGEST = 64  # characters of a word that count


def words(text: str) -> list[str]:
    """The words, each once, in the order of the text."""
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(normalise(text))))


def words_of_narrative(xhtml: str) -> list[str]:
    """The words of a narrative, without its markup."""
    return words(unescape(_MARKUP.sub(" ", xhtml)))
