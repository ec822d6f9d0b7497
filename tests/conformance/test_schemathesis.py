"""Does the server keep what its OpenAPI document says? A small slice of what `make conformance` runs, by a seed."""

from __future__ import annotations

import pytest

from tests.conformance.clients.schemathesis_runs import KNOWN, WAYS, run
from tests.conformance.examples import SEED
from tests.conformance.roundtrips import Server

SLICE = r"^/$|^/Patient|^/\{type\}/\{id\}$|^/\{type\}/\$validate$|/_history"
MOST = 4


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_breaks_the_document(fhir_server: Server, way: str) -> None:
    found = run(fhir_server, way, seed=SEED, most=MOST, only=SLICE)
    assert {name: said for name, said in found.failures.items() if name not in KNOWN} == {}
    assert found.operations >= 14
    assert found.cases > 14 * MOST / 2
