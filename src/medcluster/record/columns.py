"""How do rows become the arrays of a write statement?

Promise: one array for each of its parameters, however many rows; index rows carry the place of their resource. Pure.
Must not know: which statement. See `statements`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from medcluster.record.rows import Row

TYPES = 2  # place of the types among the arrays


def columns(rows: Sequence[Row], now: datetime) -> list[Any]:
    """The arrays of the write statements, $1 to $33."""
    arrays: list[Any] = [
        [row.rid for row in rows],
        [row.ref for row in rows],
        [row.type for row in rows],
        [row.id for row in rows],
        [row.ver for row in rows],
        now,
        [row.d for row in rows],
        [row.pat for row in rows],
        [row.patient for row in rows],
        [row.custodian for row in rows],
        [row.everybody for row in rows],
        [row.deleted for row in rows],
        [row.op for row in rows],
        [row.body for row in rows],
    ]
    arrays += _postings([row.tokens for row in rows], 4)
    arrays += _postings([row.texts for row in rows], 4)
    arrays += _postings([row.spans for row in rows], 3)
    arrays += _postings([row.quantities for row in rows], 4)
    return arrays


def _postings(of_rows: Sequence[Sequence[tuple[Any, ...]]], width: int) -> list[Sequence[Any]]:
    places: list[int] = []
    for place, postings in enumerate(of_rows, 1):
        places.extend(repeat(place, len(postings)))
    if not places:
        return [[] for _ in range(width + 1)]
    every = [*chain.from_iterable(of_rows)]
    return [places, *([posting[column] for posting in every] for column in range(width))]
