"""Which FHIR server is measured: ours, started here, or a peer that runs already at an address?

A peer's CPU and memory are read from the process that listens on its port; its database, where it is another process
tree on this machine, is named by PEER_DATABASE_PID. What lies on other machines is not counted.
"""

from __future__ import annotations

import http.client
import json
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil

from benchmarks.machine import Cost, costs
from tests.pages.serving import Server


@dataclass(frozen=True, slots=True)
class Target:
    """base: the address up to `/fhir`, no slash at the end; pid: root of the server's processes, 0 if unknown."""

    name: str
    base: str
    pid: int
    database_pid: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=300)

    @property
    def path(self) -> str:
        return urlsplit(self.base).path

    def costs(self) -> dict[str, Cost]:
        """What server and database have used so far."""
        if not self.pid:
            nothing = Cost(0.0, 0.0)
            return {"server": nothing, "postgresql": nothing}
        found = costs(self.pid)
        if self.database_pid:
            found["postgresql"] = costs(self.database_pid)["postgresql"]
        return found

    def get(self, connection: http.client.HTTPConnection, address: str) -> tuple[int, bytes]:
        """GET below the base, or of an absolute address that the server gave."""
        own = address.partition(urlsplit(self.base).netloc)[2]
        path = own if address.startswith("http") else f"{self.path}/{address}"
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def post(self, connection: http.client.HTTPConnection, address: str, body: bytes) -> tuple[int, bytes]:
        path = f"{self.path}/{address}" if address else self.path
        headers = {**self.headers, "Content-Type": "application/fhir+json", "Prefer": "return=minimal"}
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def json(self, connection: http.client.HTTPConnection, address: str) -> dict[str, object]:
        """As `get`, read as JSON; anything but success ends the benchmark with what was said."""
        status, said = self.get(connection, address)
        if status != 200:
            raise RuntimeError(f"{self.name} {address}: {status} {said[:400]!r}")
        found: dict[str, object] = json.loads(said)
        return found


def own(server: Server, participant: str = "diagnostic-centre") -> Target:
    """Ours, as an interface of a participant sees it."""
    token = server.command("token", "--role", "interface", "--participant", participant).split()[-1]
    return Target("medcluster", f"{server.address}/fhir", server.process.pid, 0, {"Authorization": f"Bearer {token}"})


def peer(address: str) -> Target:
    """The peer at an address such as http://127.0.0.1:8085/fhir."""
    port = urlsplit(address).port
    pids = {
        one.pid
        for one in psutil.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr and one.laddr.port == port and one.pid
    }
    return Target(
        os.environ.get("PEER_NAME", "peer"),
        address.rstrip("/"),
        min(pids, default=0),
        int(os.environ.get("PEER_DATABASE_PID", "0")),
        {"Accept": "application/fhir+json"},
    )
