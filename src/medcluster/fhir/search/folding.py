"""When are two texts the same to somebody who searches?

Promise: case, accents, Hebrew vowel points and the width of spaces do not matter, in any script; the same text always
gives the same folded text. Must not know: where the text came from.
"""

from __future__ import annotations

from unicodedata import category, normalize


def normalise(text: str) -> str:
    """The folded text: `Éva  Nagy` and `eva nagy` are one, `שָׁלוֹם` and `שלום` too, `Ёлкин` and `елкин`."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = "".join(c for c in normalize("NFKD", text.casefold()) if category(c) not in ("Mn", "Cf"))
    return " ".join(bare.casefold().split())
