"""What do references point to?

Promise: many references cost one search for each type, with the caller's rights and its audit row; what is absent or
hidden is not in the answer. Must not know: HTTP, what the references are for.
"""

from __future__ import annotations

from collections.abc import Iterable

from medcluster import record
from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal

AT_ONCE = 200  # ids in one search


def named_by(reference: str, base: str) -> str:
    """`Type/id` of a reference to this server, "" for any other: elsewhere, contained, logical."""
    parts = reference.removeprefix(f"{base}/").split("/")
    if len(parts) == 4 and parts[2] == "_history":
        parts = parts[:2]
    return "/".join(parts) if len(parts) == 2 and parts[0] in types.RESOURCE_TYPES and parts[1] else ""


async def referred(handle: record.Handle, names: Iterable[str]) -> dict[str, record.Stored]:
    """The resources with these names, as far as they exist for the caller and its role may read their type."""
    by_type: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        kind, _, wanted = name.partition("/")
        by_type.setdefault(kind, []).append(wanted)
    found: dict[str, record.Stored] = {}
    for kind, ids in by_type.items():
        if not handle.caller.allows(record.Action.READ, kind):
            continue
        for start in range(0, len(ids), AT_ONCE):
            page = await _with_ids(handle, kind, ids[start : start + AT_ONCE])
            found |= {stored.reference: stored for stored in page}
    return found


async def _with_ids(handle: record.Handle, kind: str, ids: list[str]) -> list[record.Stored]:
    if len(ids) == 1:
        try:
            return [await handle.read(kind, ids[0])]
        except Refusal as refusal:
            if refusal.kind in (Kind.NOT_FOUND, Kind.GONE):
                return []
            raise
    return (await handle.search(kind, [("_id", ",".join(ids))], count=len(ids))).matches
