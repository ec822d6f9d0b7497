"""How do rows become the arrays of a write statement?

Promise: one array for each of its parameters, however many rows; index rows carry the place of their resource. Pure.
Must not know: which statement. See `statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    arrays += _postings([row.tokens for row in rows], numbers=3, texts=1)
    arrays += _postings([row.texts for row in rows], numbers=1, texts=3)
    arrays += _postings([row.spans for row in rows], numbers=3)
    arrays += _postings([row.quantities for row in rows], numbers=4)
    return arrays


def _postings(of_rows: Sequence[Sequence[tuple[Any, ...]]], *, numbers: int, texts: int = 0) -> list[Any]:
    """The places of the rows and the columns of their postings, numbers first."""
    every = [*chain.from_iterable(of_rows)]
    places = chain.from_iterable(repeat(place, len(postings)) for place, postings in enumerate(of_rows, 1))
    of_postings = [[posting[column] for posting in every] for column in range(numbers + texts)]
    return [_array(places), *map(_array, of_postings[:numbers]), *of_postings[numbers:]]


def _array(numbers: Iterable[float]) -> str:
    """As PostgreSQL reads an array; of a list, the driver would ask of each element what it is."""
    return f"{{{','.join(map(repr, numbers))}}}"
