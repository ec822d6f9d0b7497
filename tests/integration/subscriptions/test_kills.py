"""The real server: told by a rest-hook and on a websocket, and nothing is missed when its process is killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest
import pytest_asyncio

from tests.integration.api.site import observation, patient
from tests.integration.subscriptions.conftest import subscription
from tests.integration.subscriptions.receivers import Hook, Socket, hook, numbers
from tests.pages.serving import Server, serving

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(scope="module")
async def receiver() -> AsyncIterator[Hook]:
    async with hook() as found:
        yield found


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory, receiver: Hook) -> AsyncIterator[Server]:
    folder: Path = tmp_path_factory.mktemp("kills") / "data"
    running = serving(folder, MEDCLUSTER_DEMO_PATIENTS="0", MEDCLUSTER_SUBSCRIPTIONS_TO=receiver.address)
    found = await asyncio.to_thread(running.__enter__)
    yield found
    await asyncio.to_thread(running.__exit__, None, None, None)


async def _active(client: httpx.AsyncClient, sent: dict[str, object]) -> str:
    answer = await client.post("/fhir/Subscription", json=sent)
    assert answer.status_code == 201, answer.text
    name = str(answer.json()["id"])
    for _ in range(200):
        if (await client.get(f"/fhir/Subscription/{name}")).json()["status"] == "active":
            return name
        await asyncio.sleep(0.05)
    raise AssertionError("it did not become active")


def _kill(server: Server) -> None:
    """kill -9 to every process that answers requests; the parent starts others."""
    for one in psutil.Process(server.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a backend of PostgreSQL may end while we look at it
            if "granian" in " ".join(one.cmdline()):
                one.kill()


async def _answering(client: httpx.AsyncClient) -> None:
    for _ in range(200):
        try:
            if (await client.get("/health/ready")).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come back")


async def test_what_a_killed_process_had_not_told_the_next_one_tells(server: Server, receiver: Hook) -> None:
    words = ("token", "--role", "interface", "--participant", "saint-charles")
    token = (await asyncio.to_thread(server.command, *words)).split()[-1]
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=30) as client:
        anna = (await client.post("/fhir/Patient", json=patient())).json()["id"]
        filters = (f"Observation?patient={anna}",)
        await _active(client, subscription(receiver.address, *filters, numbers={"max-count": 1}))
        name = await _active(client, subscription("", *filters, channel="websocket"))
        receiver.answers += [500] * 3  # it is not told while we write
        for _ in range(5):
            made = await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
            assert made.status_code == 201
        _kill(server)
        await _answering(client)
        receiver.answers.clear()
        told: list[int] = []
        for _ in range(400):
            told = [number for one in receiver.of("event-notification") for number in numbers(one.bundle)]
            if told and told[-1] == 5:
                break
            await asyncio.sleep(0.05)
        assert sorted(set(told)) == [1, 2, 3, 4, 5] and told == sorted(told)
        parameters = (await client.post(f"/fhir/Subscription/{name}/$get-ws-binding-token")).json()["parameter"]
        found = {one["name"]: one for one in parameters}
        host, _, port = server.address.removeprefix("http://").partition(":")
        assert found["websocket-url"]["valueUrl"] == f"ws://{host}:{port}/fhir/websocket"
        socket = await Socket.open(host, int(port), "/fhir/websocket")
        await socket.say(f"bind-with-token {found['token']['valueString']}")
        await socket.bundle("handshake")
        assert numbers(await socket.bundle("event-notification")) == [1, 2, 3, 4, 5]
        socket.leave()
