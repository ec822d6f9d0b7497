"""Bundles that others wrote: every resource comes back value for value, and can be indexed."""

from __future__ import annotations

import bz2
import json
from decimal import Decimal
from pathlib import Path

import pytest

from medcluster.fhir import search, types

BUNDLES = Path(__file__).parents[4] / "shared/data/synthea"


def bundles() -> list[Path]:
    """The two files of hospitals and practitioners, and the smallest file of a patient."""
    found = sorted(BUNDLES.glob("*.json.bz2"), key=lambda p: (not p.name.startswith("0-"), p.stat().st_size))
    return found[:3]


@pytest.mark.skipif(
    not bundles(), reason="the Synthea bundles are not beside the repository, in ../shared/data/synthea"
)
def test_synthea_bundles_come_back_value_for_value() -> None:
    for path in bundles():
        raw = bz2.decompress(path.read_bytes())
        bundle = types.decode_as(types.Bundle, raw)
        again = types.encode(bundle)
        assert json.loads(again, parse_float=Decimal) == json.loads(raw, parse_float=Decimal)
        for entry in bundle.entry:
            resource = entry.resource
            assert resource is not None
            assert types.decode(types.encode(resource)) == resource
            found = search.postings(resource)
            assert ("_id", None, resource.id) in found.tokens
            assert types.replace_references(resource, lambda reference: reference) is resource
