"""A packed body costs no more than its length, however it was packed."""

from __future__ import annotations

import gzip
import time

import pytest

from medcluster.api.door import unpacked
from medcluster.foundation import Kind, Refusal

MOST = 1024 * 1024


def test_members_follow_one_another() -> None:
    parts = [bytes([number]) * 70_000 for number in range(12)]
    assert unpacked(b"".join(map(gzip.compress, parts)), MOST) == b"".join(parts)


@pytest.mark.parametrize("spoilt", [b"", b"plain", gzip.compress(b"a" * 999)[:-3], gzip.compress(b"a") + b"rest"])
def test_what_is_no_gzip_is_refused(spoilt: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        unpacked(spoilt, MOST)
    assert refused.value.kind is Kind.MALFORMED


def test_what_unpacks_to_too_much_is_refused_before_it_is_there() -> None:
    with pytest.raises(Refusal) as refused:
        unpacked(gzip.compress(b"\0" * 50 * MOST) * 3, MOST)
    assert refused.value.kind is Kind.TOO_LARGE


def test_very_many_empty_members_are_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(Refusal):
        unpacked(gzip.compress(b"") * 200_000, MOST)
    assert time.process_time() - began < 3
