"""Are the examples of the specification answered as they were put, value for value?

A seeded slice of about 300 in a usual run, every one with MEDCLUSTER_EVERY_EXAMPLE=1; one of ten goes through XML, too.
"""

from __future__ import annotations

import json
import os
import random

import pytest

from tests.conformance.examples import KNOWN_BAD, NOT_WRITTEN, SEED, examples, slice_of
from tests.conformance.roundtrips import Digits, Server, differences, plain, survives

SLICE = 0 if os.environ.get("MEDCLUSTER_EVERY_EXAMPLE") else 300
OF_XML = 10


def test_examples_survive_the_record(fhir_server: Server) -> None:
    wrong, seen = {}, 0
    for number, (name, data) in enumerate(slice_of(SLICE, SEED)):
        if said := survives(fhir_server, data, as_xml=number % OF_XML == 0):
            wrong[name] = said
        seen += 1
    expected = {name for name, _ in slice_of(SLICE, SEED) if name in KNOWN_BAD or name in NOT_WRITTEN}
    assert {name: said for name, said in wrong.items() if name not in expected} == {}
    assert set(wrong) == expected
    assert seen == (SLICE or 5305)


@pytest.mark.parametrize("name", ["Observation-f206.json", "Patient-xds.json"])
def test_a_change_is_seen(fhir_server: Server, name: str) -> None:
    """The comparison tells when a value, a digit or an element is not the same."""
    data = next(found for one, found in examples() if one == name)
    assert survives(fhir_server, data) == ""
    sent = plain(data)
    place = f"{sent['resourceType']}/{sent['id']}"
    changed = {**sent, "language": "de"}
    assert list(differences(changed, plain(fhir_server.ask("GET", place)[1]))) != []
    assert list(differences({"a": Digits("1.0")}, {"a": Digits("1.00")})) == [".a: '1.0' became '1.00'"]


def test_the_slice_is_the_same_for_a_seed() -> None:
    names = [name for name, _ in slice_of(20, 7)]
    assert names == [name for name, _ in slice_of(20, 7)] != [name for name, _ in slice_of(20, 8)]
    assert random.Random(7).random() == random.Random(7).random()
    assert json.loads(next(data for _, data in slice_of(1, 7)))["resourceType"]
