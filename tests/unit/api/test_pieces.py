"""A large Bundle is read in pieces, and nothing else comes of it than of reading it at once."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from medcluster.api import batches, pieces
from medcluster.api.turns import LARGE_BYTES
from medcluster.fhir import types
from medcluster.foundation import Refusal


def _bundle(count: int = 400, kind: str = "transaction") -> dict[str, Any]:
    entries = [
        {
            "fullUrl": f"urn:uuid:{number}",
            "resource": {
                "resourceType": "Observation",
                "status": "final",
                "code": {"text": f'\u2028 \\ " {{}} null {number} ' + "x" * 400},
                "valueQuantity": {"value": 72.50, "unit": "kg"},
            },
            "request": {"method": "POST", "url": "Observation"},
        }
        for number in range(count)
    ]
    return {"resourceType": "Bundle", "id": "a", "type": kind, "total": 3, "entry": entries}


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_the_same_comes_of_it(kind: str) -> None:
    data = json.dumps(_bundle(kind=kind)).replace("72.5", "72.50").encode()
    assert len(data) > LARGE_BYTES
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    found, wrong = await pieces.read_in_turns(data)
    beside.cancel()
    whole, none = batches.read(data)
    assert types.encode(found) == types.encode(whole)
    assert b"72.50" in types.encode(found)
    assert (wrong, none) == ({}, {})
    assert turns >= len(data) // pieces.PIECE_BYTES - 1


def _wrong(place: int, **changed: Any) -> bytes:
    bundle = _bundle()
    bundle["entry"][place]["resource"] |= changed
    return json.dumps(bundle).encode()


@pytest.mark.parametrize(
    "data",
    [
        _wrong(399, status=None),
        _wrong(7, unknown=1),
        json.dumps(_bundle())[:-1].encode() + b',"entry":[]}',
        json.dumps(_bundle())[:-1].encode() + b',"total":4}',
        json.dumps(_bundle())[:-1].encode() + b',"unknown":4}',
        json.dumps(_bundle())[:-1].encode(),
        json.dumps({**_bundle(), "type": None}).encode(),
        json.dumps({**_bundle(), "entry": [None, *_bundle()["entry"]]}).encode(),
        json.dumps({**_bundle(), "resourceType": "Parameters"}).encode(),
        json.dumps(_bundle()).replace('"status"', '"status":"final","status"', 1).encode(),
        json.dumps(_bundle()).encode().replace(b"xx", b"\xff\xff", 1),
    ],
)
async def test_the_same_is_refused_in_the_same_words(data: bytes) -> None:
    assert len(data) > LARGE_BYTES
    with pytest.raises(Refusal) as whole:
        batches.read(data)
    with pytest.raises(Refusal) as read:
        await pieces.read_in_turns(data)
    assert (read.value.kind, read.value.issues) == (whole.value.kind, whole.value.issues)


async def test_entries_of_a_batch_that_cannot_be_read_are_told_by_their_places() -> None:
    bundle = _bundle(kind="batch")
    bundle["entry"][5]["resource"]["unknown"] = 1
    _, wrong = await pieces.read_in_turns(json.dumps(bundle).encode())
    assert list(wrong) == [5]
