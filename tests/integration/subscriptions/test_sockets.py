"""Subscribers are told on a websocket by the real HTTP server, to a client that speaks the protocol itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from granian.constants import Interfaces
from granian.server.embed import Server

from medcluster import app
from medcluster.api import subscription_sockets
from medcluster.record import subscriptions as room
from medcluster.record.subscriptions import definition
from tests.integration.api.site import observation, patient
from tests.integration.subscriptions.conftest import Json, Scene
from tests.integration.subscriptions.receivers import Socket, focuses, numbers, parameter
from tests.pages.serving import free_port

BIG, MANY = 400_000, 24  # characters of a note, and so many of them: more than the buffers of a connection hold


@pytest_asyncio.fixture(scope="module")
async def port(scene: Scene) -> AsyncIterator[int]:
    """The real server over the scene's platform."""
    number = free_port()
    server = Server(
        app.build(scene.site.platform), address="127.0.0.1", port=number, interface=Interfaces.ASGI, websockets=True
    )
    running = asyncio.create_task(server.serve())
    async with httpx.AsyncClient() as client:
        for _ in range(400):
            try:
                await client.get(f"http://127.0.0.1:{number}/health/live")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.05)
    yield number
    server.stop()
    await running


async def _token(client: httpx.AsyncClient, name: str) -> str:
    answer = await client.get(f"/fhir/Subscription/{name}/$get-ws-binding-token")
    assert answer.status_code == 200, answer.text
    told = {one["name"]: one for one in answer.json()["parameter"]}
    assert told["websocket-url"]["valueUrl"] == "ws://cluster.example/fhir/websocket"
    assert told["subscription"]["valueString"] == name
    return str(told["token"]["valueString"])


@asynccontextmanager
async def _line(port: int, *tokens: str) -> AsyncIterator[Socket]:
    socket = await Socket.open("127.0.0.1", port, "/fhir/websocket")
    for token in tokens:
        await socket.say(f"bind-with-token {token}")
    try:
        yield socket
    finally:
        socket.leave()


async def _patient(client: httpx.AsyncClient) -> str:
    return str((await client.post("/fhir/Patient", json=patient())).json()["id"])


async def test_events_come_on_the_line_and_after_a_break_from_where_it_was(scene: Scene, port: int) -> None:
    client = await scene.site.interface()
    anna = await _patient(client)
    name = await scene.subscribed(client, channel="websocket", filters=(f"Observation?patient={anna}",))
    async with _line(port, await _token(client, name)) as socket:
        await socket.bundle("handshake")
        first = (await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))).json()["id"]
        told = await socket.bundle("event-notification")
        assert numbers(told) == [1] and focuses(told) == [f"Observation/{first}"]
        assert parameter(told, "subscription")["reference"] == f"http://127.0.0.1:{port}/fhir/Subscription/{name}"
        await socket.say("ping")
        assert await socket.hear() == "pong"
        await scene.until(lambda: _is_told(scene, name, 1))
    for _ in range(2):
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    async with _line(port, await _token(client, name)) as socket:
        await socket.bundle("handshake")
        assert numbers(await socket.bundle("event-notification")) == [2, 3]


async def _is_told(scene: Scene, name: str, number: int) -> bool:
    async with scene.site.platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        sent = await connection.fetchval("SELECT sent FROM record.subscription WHERE id = $1", name)
    return bool(sent == number)


async def test_a_line_without_a_good_token_is_closed(scene: Scene, port: int) -> None:
    client = await scene.site.interface()
    name = await scene.subscribed(client, channel="websocket", topic=f"{room.TOPIC}orders")
    async with _line(port, "invented") as socket:
        assert await socket.hear() is None
        assert socket.closed and socket.closed[0] == 1008
    async with _line(port) as socket:
        await socket.say("hello")
        assert await socket.hear() is None
        assert socket.closed == (1008, "Say: bind-with-token TOKEN")
    other = await scene.site.interface("leon-berard")
    assert (await other.get(f"/fhir/Subscription/{name}/$get-ws-binding-token")).status_code == 404
    posted = await scene.subscribed(client, topic=f"{room.TOPIC}orders")
    refused = await client.get(f"/fhir/Subscription/{posted}/$get-ws-binding-token")
    assert refused.status_code == 422


async def test_a_token_is_good_for_a_few_minutes(scene: Scene, port: int) -> None:
    client = await scene.site.interface()
    name = await scene.subscribed(client, channel="websocket", topic=f"{room.TOPIC}orders")
    token = await _token(client, name)
    async with scene.site.platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        await connection.execute("DELETE FROM record.subscription_binding WHERE expires < now() + interval '4 min'")
    async with _line(port, token) as socket:
        await socket.bundle("handshake")
    async with scene.site.platform.database.transaction(settings={"medcluster.every_row": "on"}) as connection:
        await connection.execute("DELETE FROM record.subscription_binding WHERE expires < now() + interval '6 min'")
    async with _line(port, token) as socket:
        assert await socket.hear() is None


async def test_one_line_carries_several_and_ends_with_the_last(scene: Scene, port: int) -> None:
    client = await scene.site.interface("diagnostic-centre")
    anna = await _patient(client)
    names = [
        await scene.subscribed(client, channel="websocket", filters=(f"Observation?patient={anna}",)),
        await scene.subscribed(client, channel="websocket", topic=f"{room.TOPIC}change:Flag"),
    ]
    answer = (await client.post("/fhir/Subscription/$get-ws-binding-token")).json()["parameter"]
    assert sorted(one["valueString"] for one in answer if one["name"] == "subscription") == sorted(names)
    async with _line(port, answer[0]["valueString"]) as socket:
        await socket.bundle("handshake")
        await socket.bundle("handshake")
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
        assert numbers(await socket.bundle("event-notification")) == [1]
        for name in names:
            stored = (await client.get(f"/fhir/Subscription/{name}")).json()
            done = await client.put(f"/fhir/Subscription/{name}", json={**stored, "status": "off"})
            assert done.status_code == 200, done.text
        assert await socket.hear() is None
        assert socket.closed == (1000, "The subscription is off.")


async def _news(line: Socket) -> Json:
    """The next notification of events; heartbeats that were on their way are passed over."""
    while True:
        text = await line.hear()
        assert text is not None, line.closed
        found: Json = json.loads(text)
        if parameter(found, "type") != "heartbeat":
            return found


async def test_a_silent_line_is_told_that_it_is_alive(scene: Scene, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription_sockets, "SILENCE", timedelta(seconds=0.2))
    client = await scene.site.interface()
    anna = await _patient(client)
    name = await scene.subscribed(client, channel="websocket", filters=(f"Observation?patient={anna}",))
    async with _line(port, await _token(client, name)) as line:
        await line.bundle("handshake")
        for _ in range(2):
            told = await line.bundle("heartbeat")
            assert parameter(told, "events-since-subscription-start") == "0" and numbers(told) == []
            assert parameter(told, "subscription")["reference"].endswith(f"/Subscription/{name}")
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
        assert numbers(await _news(line)) == [1]
        assert parameter(await line.bundle("heartbeat"), "events-since-subscription-start") == "1"


async def test_a_subscription_says_how_often_it_wants_to_hear(
    scene: Scene, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(definition, "LEAST_HEARTBEAT", 1)
    monkeypatch.setattr(subscription_sockets, "SILENCE", timedelta(seconds=0.1))
    client = await scene.site.interface()
    topic = f"{room.TOPIC}change:Flag"
    often = await scene.subscribed(client, channel="websocket", topic=topic, numbers={"heartbeat-period": 1})
    seldom = await scene.subscribed(client, channel="websocket", topic=topic, numbers={"heartbeat-period": 3600})
    async with _line(port, await _token(client, often)) as quick, _line(port, await _token(client, seldom)) as slow:
        for line in (quick, slow):
            await line.bundle("handshake")
        begun = asyncio.get_running_loop().time()
        await quick.bundle("heartbeat")
        assert asyncio.get_running_loop().time() - begun > 0.7, "its own second counts, not the usual silence"
        await slow.say("ping")
        assert await slow.hear() == "pong", "nothing but the answer came"


async def test_a_line_that_takes_nothing_is_let_go_and_nothing_is_lost(
    scene: Scene, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscription_sockets, "SEND_SECONDS", 0.3)
    client = await scene.site.interface()
    anna = await _patient(client)
    name = await scene.subscribed(
        client,
        channel="websocket",
        content="full-resource",
        filters=(f"Observation?patient={anna}",),
        numbers={"max-count": 1},
    )
    others = set(subscription_sockets._open)
    async with _line(port, await _token(client, name)) as line:
        await line.bundle("handshake")
        (held,) = subscription_sockets._open - others
        note = [{"text": "x" * BIG}]
        for _ in range(MANY):
            answer = await client.post("/fhir/Observation", json=observation(f"Patient/{anna}", note=note))
            assert answer.status_code == 201
        await scene.until(lambda: held not in subscription_sockets._open)
        assert held.bound[name].told < MANY, "it was let go before everything was told"
        assert await _is_told(scene, name, held.bound[name].told)
    async with _line(port, await _token(client, name)) as line:
        await line.bundle("handshake")
        for number in range(held.bound[name].told + 1, MANY + 1):
            assert numbers(await _news(line)) == [number]
