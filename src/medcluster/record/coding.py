"""Which codes does a search with `:in`, `:not-in`, `:above` or `:below` mean?

Promise: before the search's own transaction, the terminology is asked, with what the searcher may see of the value sets
that hospitals stored; the search then runs with plain codes. Must not know: SQL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medcluster.fhir.search import needs_terminology, resolve
from medcluster.record.asking import Asked

if TYPE_CHECKING:
    from medcluster.record.handle import Handle


def needs_codes(asked: Asked) -> bool:
    """Whether only a terminology can say which codes a search means."""
    return any(needs_terminology(query) for query in asked.queries)


async def with_plain_codes(handle: Handle, asked: Asked) -> Asked:
    """The same search with plain codes; the same object where nothing had to be asked."""
    if not needs_codes(asked):
        return asked
    from medcluster.record.terminology import Terminology  # it stands on the handle

    known = Terminology.over(handle.room.database).seen_by(handle)
    return replace(asked, queries=tuple([await resolve(query, known) for query in asked.queries]))
