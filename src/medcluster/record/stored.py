"""What does the record hand out?

`Stored` is one version of a resource as it was written: its bytes are the answer of a read, without decoding. `Page` is
one page of a search. Must not know: SQL, callers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from medcluster.fhir import types
from medcluster.foundation import Issue

ANY_VERSION = -1  # what a write expects that says `If-Match: *`: the resource is there, at whatever version


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of a resource; `body` is its JSON with meta, empty when `deleted`.

    revived: this version brought the resource back after it was deleted; only writes and histories look at that.
    """

    type: str
    id: str
    version: int
    updated: datetime
    deleted: bool
    body: bytes
    revived: bool = field(default=False, compare=False)

    @property
    def made(self) -> bool:
        """Whether this version created the resource, or brought it back: R4 calls both created."""
        return self.version == 1 or self.revived

    @property
    def resource(self) -> types.Resource:
        """The resource, decoded anew at each call."""
        return types.decode(self.body)

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """Matches in order, what was included with them, the total when asked for, and the query of the next page.

    `query` is the search as it was run, with its defaults and this page's cursor; `first_query` its first page;
    `notes` is what the answer has to say about it, such as parameters that were ignored.
    """

    matches: list[Stored] = field(default_factory=list)
    included: list[Stored] = field(default_factory=list)
    total: int | None = None
    next_query: str | None = None
    total_is_capped: bool = False  # the total was estimated and is at least this
    query: str = ""
    first_query: str = ""
    notes: tuple[Issue, ...] = ()
