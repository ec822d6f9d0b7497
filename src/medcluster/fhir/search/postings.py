"""What does a resource say to an index?

Promise: `Postings` holds what each search parameter finds in one resource, already in the shape in which searches
compare. Must not know: how an index stores it.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from decimal import Decimal

Token = tuple[str, str | None, str]  # parameter, system (None: the element has none), code
ReferencePosting = tuple[str, str]  # parameter, "Type/id" or an absolute url
StringPosting = tuple[str, str, str]  # parameter, as written, normalised
DatePosting = tuple[str, datetime, datetime]  # parameter, first instant, first instant after it
UriPosting = tuple[str, str]
QuantityPosting = tuple[str, Decimal, str, str]  # parameter, value, system, code ("" where absent)
NumberPosting = tuple[str, Decimal]


class Postings:
    """Everything that one resource can be found by.

    A reference by identifier alone is a token of the parameter `NAME:identifier`.
    """

    __slots__ = ("dates", "numbers", "quantities", "references", "strings", "tokens", "uris", "zone")

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.zone = zone
        self.tokens: list[Token] = []
        self.references: list[ReferencePosting] = []
        self.strings: list[StringPosting] = []
        self.dates: list[DatePosting] = []
        self.uris: list[UriPosting] = []
        self.quantities: list[QuantityPosting] = []
        self.numbers: list[NumberPosting] = []
