"""A document made to be slow to explain costs no more than its length."""

from __future__ import annotations

import time

import pytest

from medcluster.fhir import types
from medcluster.foundation import Refusal


def test_an_object_with_many_keys_of_which_one_stands_twice_is_explained_at_once() -> None:
    members = ",".join(f'"a{number}":1' for number in range(40_000))
    document = f'{{"resourceType":"Patient",{members},"a1":2}}'
    began = time.process_time()
    with pytest.raises(Refusal, match="a1"):
        types.decode(document)
    assert time.process_time() - began < 3  # counting each key among all took 50 s
