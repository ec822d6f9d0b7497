"""Can the clients that hospitals and researchers use work with this server? Each runs as its README shows it."""

from __future__ import annotations

import pytest

from tests.conformance.clients.driving import CLIENTS, NOT_YET, find
from tests.conformance.roundtrips import Server


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_finds_nothing_wrong(fhir_server: Server, client: str) -> None:
    tried = find(client, fhir_server)
    known = {check for one, check in NOT_YET if one == client}
    assert {name: wrong for name, wrong in tried.items() if wrong and name not in known} == {}
    assert {name for name in known if not tried[name]} == set(), "these work now: take them off the list"
    assert len(tried) == CLIENTS[client][1]
