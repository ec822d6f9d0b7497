"""Can the clients that hospitals and researchers use work with this server? Each runs as its README shows it."""

from __future__ import annotations

import pytest

from tests.conformance.clients.driving import CLIENTS, LACKS, NOT_YET, find, used
from tests.conformance.roundtrips import Server


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_finds_nothing_wrong(fhir_server: Server, client: str) -> None:
    tried = find(client, fhir_server)
    known = {check for one, check in NOT_YET if one == client}
    assert {name: wrong for name, wrong in tried.items() if wrong and name not in known} == {}
    assert {name for name in known if not tried[name]} == set(), "these work now: take them off the list"
    assert len(tried) == CLIENTS[client][1]


def test_what_a_client_is_said_to_lack_it_lacks() -> None:
    assert {client for client, _ in LACKS} <= set(CLIENTS)
    for (client, what), (_, methods) in LACKS.items():
        for method in methods:
            assert used(client, method) == [], f"{client} can do it now ({what}): try it, and take it off the list"
    assert used("PyPI fhirclient 4.4.0", "PUT") and used("PyPI fhirclient 4.4.0", "DELETE")
    assert used("PyPI fhirpy 2.3.1", "PATCH"), "the search finds what is there"
