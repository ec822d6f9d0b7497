"""Do the Synthea bundles survive as transactions over HTTP, value for value?

Promise: each bundle is posted whole, institutions first; of its resources every so many is read again and compared with
what was sent, its references replaced by those that the answer gave. Data: shared/data/synthea, never copied here.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.conformance.roundtrips import Digits, Server, differences, plain

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "synthea"


def bundles() -> Iterator[tuple[str, bytes]]:
    """Name and content, in an order in which what is referred to comes first."""
    for file in sorted(FOLDER.glob("*.json.bz2"), key=lambda one: (not one.name.startswith("0-"), one.name)):
        yield file.name, bz2.decompress(file.read_bytes())


def carried(server: Server, data: bytes, every: int) -> tuple[int, list[str]]:
    """How many resources the bundle has, and what is wrong with those that were looked at."""
    sent = json.loads(data, parse_float=Digits, parse_int=Digits)["entry"]
    status, said = server.ask("POST", "", data)
    if status != 200:
        return len(sent), [f"POST {status}: {said[:300].decode(errors='replace')}"]
    places = [
        one["response"]["location"].split("/_history")[0].split("/fhir/")[-1] for one in json.loads(said)["entry"]
    ]
    known = {one["fullUrl"]: place for one, place in zip(sent, places, strict=True)}
    wrong = []
    for one, place in list(zip(sent, places, strict=True))[::every]:
        _, body = server.ask("GET", place)
        wanted = {**one["resource"], "id": place.partition("/")[2]}
        found = plain(body)
        wrong += [f"{place} {line}" for line in differences(_placed(wanted, found, known), found)][:3]
    return len(sent), wrong


def _placed(wanted: Any, found: Any, known: dict[str, str]) -> Any:
    """What was sent, with references as the transaction had to write them."""
    if isinstance(wanted, list):
        others = found if isinstance(found, list) else []
        return [_placed(one, other, known) for one, other in zip_longest(wanted, others[: len(wanted)])]
    if not isinstance(wanted, dict):
        return wanted
    other = found if isinstance(found, dict) else {}
    made = {key: _placed(one, other.get(key), known) for key, one in wanted.items()}
    if isinstance(told := made.get("reference"), str):
        kind, condition, _ = told.partition("?")
        here = other.get("reference", "")
        made["reference"] = here if condition and here.startswith(f"{kind}/") else known.get(told, told)
    return made
