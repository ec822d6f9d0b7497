"""One running server for the tests that speak HTTP with it, as an interface of a participant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.roundtrips import Server, running


@pytest.fixture(scope="session")
def fhir_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Started when a test first asks for it, with nobody in it."""
    with running(tmp_path_factory.mktemp("conformance") / "data") as server:
        yield server
