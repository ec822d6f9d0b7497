"""What does a resource say to an index?

Promise: `Postings` holds what each search parameter finds in one resource, already in the shape in which searches
compare. Must not know: how an index stores it.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import TypeAlias

Token = tuple[str, str | None, str]  # parameter, system (None: the element has none), code
ReferencePosting = tuple[str, str]  # parameter, "Type/id" or an absolute url
StringPosting = tuple[str, str, str]  # parameter, as written, normalised
DatePosting = tuple[str, datetime, datetime]  # parameter, first instant, first instant after it
UriPosting = tuple[str, str]
QuantityPosting = tuple[str, Decimal, str, str]  # parameter, value, system, code ("" where absent)
NumberPosting = tuple[str, Decimal]
RangePosting = tuple[str, Decimal | None, Decimal | None, str, str]  # parameter, low, high, system, code; None: open
TextPosting = tuple[str, str]  # place, normalised
PlacePosting = tuple[str, float, float]  # parameter, latitude, longitude
Part: TypeAlias = Token | ReferencePosting | StringPosting | DatePosting | UriPosting | QuantityPosting | RangePosting
CompositePosting = tuple[str, tuple[tuple[str, Part | NumberPosting], ...]]  # parameter, (list's name, entry) of each


class Postings:
    """Everything that one resource can be found by.

    A reference by identifier alone is a token of the parameter `NAME:identifier`; an identifier with its type is a
    token of `NAME:of-type` with the code `code of the type|value`. `texts` are what the modifier `text` looks at, by
    the place of the element (see `text_places`). `quantities` and `numbers` are single values; what has two ends, or
    one open end, is in `ranges`. The words of the narrative are tokens of `_text`.
    """

    __slots__ = (
        "composites",
        "dates",
        "numbers",
        "positions",
        "quantities",
        "ranges",
        "references",
        "strings",
        "texts",
        "tokens",
        "uris",
        "zone",
    )

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.zone = zone
        self.tokens: list[Token] = []
        self.references: list[ReferencePosting] = []
        self.strings: list[StringPosting] = []
        self.dates: list[DatePosting] = []
        self.uris: list[UriPosting] = []
        self.quantities: list[QuantityPosting] = []
        self.numbers: list[NumberPosting] = []
        self.ranges: list[RangePosting] = []
        self.texts: list[TextPosting] = []
        self.positions: list[PlacePosting] = []
        self.composites: list[CompositePosting] = []
