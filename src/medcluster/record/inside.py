"""What do the searches inside a transaction ask for?

Promise: read, with their places in the bundle, before the transaction begins, and with plain codes: within it nothing
is fetched on a second connection, so what a value set or a branch of codes means is asked beforehand, as for the
conditions of its writes. Where the transaction itself writes what says which codes are meant, such a search is refused:
R4 answers reads after the writes. Must not know: SQL. Source: http://hl7.org/fhir/R4/http.html#trules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medcluster.foundation import Kind, Refusal
from medcluster.record import searching
from medcluster.record.asking import Asked
from medcluster.record.coding import needs_codes, with_plain_codes
from medcluster.record.entries import Entry
from medcluster.record.planning import Plan, told_of
from medcluster.record.viewing import wanted

if TYPE_CHECKING:
    from medcluster.record.handle import Handle

_SAYING_WHICH = frozenset({"CodeSystem", "ValueSet"})


async def searches_of(handle: Handle, plan: Plan) -> Mapping[int, Asked]:
    """The searches of a transaction by place, ready to be run within it."""
    asking = [entry for entry in plan.of("GET") if is_search(entry)]
    if asking:
        await handle.room.parameters.learn(handle.room.database)
    writes = sorted({entry.type for entry in plan.entries if entry.method != "GET"} & _SAYING_WHICH)
    found: dict[int, Asked] = {}
    for entry in asking:
        with told_of(entry):
            query, own = wanted(entry.type, entry.query).query, handle.acting.own
            asked = searching.read_query(entry.type, query, zone=handle.room.zone, own=own)
            found[entry.place] = await _plain(handle, asked, writes) if needs_codes(asked) else asked
    return found


async def _plain(handle: Handle, asked: Asked, writes: Sequence[str]) -> Asked:
    if writes:
        raise Refusal(
            Kind.UNSUPPORTED,
            f"This transaction writes {' and '.join(writes)} resources, on which the codes of this search depend.",
            hint="Search with :in, :not-in, :above and :below after it, or leave them to another transaction.",
        )
    return await with_plain_codes(handle, asked)


def is_search(entry: Entry) -> bool:
    """Whether a read names no resource and no history."""
    return not entry.id and not entry.history
