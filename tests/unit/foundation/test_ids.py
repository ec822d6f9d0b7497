"""Ids are base 32 as RFC 4648 spells it, and valid as FHIR ids."""

from __future__ import annotations

import base64
import random
import re

from medcluster.foundation import RandomIds, SeededIds


def test_an_id_spells_its_bytes_in_base_32() -> None:
    chance = random.Random(7)
    ids = SeededIds(7)
    for _ in range(1000):
        spelled = base64.b32encode(chance.randbytes(16)).decode().rstrip("=").lower()
        assert ids.new() == spelled


def test_random_ids_differ_and_are_valid() -> None:
    found = {RandomIds().new() for _ in range(1000)}
    assert len(found) == 1000
    assert all(re.fullmatch("[a-z2-7]{26}", one) for one in found)
