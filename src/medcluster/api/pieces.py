"""How is a large Bundle read without keeping others waiting?

Promise: the same comes of it as of `batches.read`, refusals included; between its pieces others get their turn on the
event loop. Where it is not sure that the pieces are the whole, it is read at once. Must not know: what the entries ask
for. Measured: docs/performance.md, the board during a load.
"""

from __future__ import annotations

import asyncio

import msgspec
from msgspec.structs import replace

from medcluster.api import batches
from medcluster.api.turns import LARGE_BYTES
from medcluster.fhir import types
from medcluster.foundation import Refusal

PIECE_BYTES = 64 * 1024


async def read_in_turns(data: bytes) -> tuple[types.Resource, dict[int, Refusal]]:
    """As `batches.read`; a large Bundle is read piece by piece, and others get their turn in between."""
    if len(data) < LARGE_BYTES or (pieces := _pieces(data)) is None:
        return batches.read(data)
    head, several = pieces
    entries: list[types.BundleEntry] = []
    try:
        found = types.decode(head)
        for piece in several:
            part = types.decode(batches.ALONE % piece)
            if not isinstance(part, types.Bundle):
                raise TypeError(part)
            entries += part.entry
            await asyncio.sleep(0)
    except Refusal:  # it is said of the whole what is wrong with it, and where
        return batches.read(data)
    return (replace(found, entry=tuple(entries)) if isinstance(found, types.Bundle) else found), {}


def _pieces(data: bytes) -> tuple[bytes, list[bytes]] | None:
    """A Bundle without its entries, and these in pieces; None where it is not sure that nothing gets lost."""
    try:
        bundle = batches.loose.decode(data)
        rest = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError):
        return None
    entries = [bytes(entry) for entry in bundle.entry]
    del rest["entry"]
    head = msgspec.json.encode(rest)
    told = head.count(b'"') + sum(entry.count(b'"') for entry in entries) + len(b'""')
    if bundle.resourceType != "Bundle" or told != data.count(b'"'):  # a key that stands twice, or written with escapes
        return None
    pieces: list[bytes] = []
    piece: list[bytes] = []
    size = 0
    for entry in entries:
        piece.append(entry)
        size += len(entry)
        if size >= PIECE_BYTES:
            pieces.append(b",".join(piece))
            piece, size = [], 0
    return head, [*pieces, b",".join(piece)] if piece else pieces
