"""Subscribers are told over HTTP: in order, each once numbered, signed, with their own rights and nobody else's."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json

import pytest

from medcluster.record import Handle
from medcluster.record import subscriptions as room
from tests.integration.api.site import Json, bundle, entry, issues, observation, patient
from tests.integration.subscriptions.conftest import Scene, subscription
from tests.integration.subscriptions.receivers import focuses, numbers, parameter


async def _patient(scene: Scene, participant: str = "saint-charles", **more: object) -> str:
    client = await scene.site.interface(participant)
    return str((await client.post("/fhir/Patient", json=patient(**more))).json()["id"])


def _told(scene: Scene, name: str) -> list[Json]:
    """The notifications of events of one subscription."""
    return [
        one.bundle
        for one in scene.hook.of("event-notification")
        if str(parameter(one.bundle, "subscription")["reference"]).endswith(f"/{name}")
    ]


def _numbers(scene: Scene, name: str) -> list[int]:
    return [number for one in _told(scene, name) for number in numbers(one)]


async def test_a_handshake_begins_it_and_events_follow_in_order(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient=Patient/{anna}",))
    made = [
        (await client.post("/fhir/Observation", json=observation(f"Patient/{anna}", value=str(n)))).json()["id"]
        for n in range(5)
    ]
    await client.post("/fhir/Observation", json=observation(f"Patient/{await _patient(scene)}"))
    await scene.until(lambda: len(_numbers(scene, name)) == 5)
    assert _numbers(scene, name) == [1, 2, 3, 4, 5]
    assert [one for told in _told(scene, name) for one in focuses(told)] == [f"Observation/{one}" for one in made]
    shaken = [one.bundle for one in scene.hook.of("handshake") if name in one.body.decode()]
    assert len(shaken) == 1 and parameter(shaken[0], "status") == "requested"
    told = _told(scene, name)[-1]
    assert told["type"] == "history" and parameter(told, "topic") == f"{room.TOPIC}results"
    assert parameter(told, "subscription")["reference"] == f"https://cluster.example/fhir/Subscription/{name}"
    assert all("resource" not in one or one["resource"]["resourceType"] == "Parameters" for one in told["entry"])


async def test_what_was_delivered_while_the_subscriptions_were_read_is_not_delivered_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = room.subscribers

    async def slowly(handle: Handle) -> list[room.Subscriber]:
        """What was read is old when it is looked at: deliveries have ended since then."""
        found = await read(handle)
        await asyncio.sleep(0.15)
        return found

    monkeypatch.setattr(room, "subscribers", slowly)
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient=Patient/{anna}",), numbers={"max-count": 1})
    for n in range(8):
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}", value=str(n)))
        await asyncio.sleep(0.1)  # so that one is taken up while another is on its way
    await scene.until(lambda: 8 in _numbers(scene, name))
    await asyncio.sleep(0.5)  # time for another, were there one
    assert _numbers(scene, name) == [*range(1, 9)]


async def test_the_whole_resource_comes_as_it_was_stored(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    filters = (f"Observation?patient={anna}&code=http://loinc.org|718-7",)
    name = await scene.subscribed(client, filters=filters, content="full-resource", headers=("X-Key: open sesame",))
    quantity = '{"value":72.50,"unit":"g/L"}'
    body = json.dumps({**observation(f"Patient/{anna}"), "valueQuantity": "Q"}).replace('"Q"', quantity)
    headers = {"Content-Type": "application/fhir+json"}
    made = (await client.post("/fhir/Observation", content=body, headers=headers)).json()
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}", code="other"))
    await client.put(f"/fhir/Observation/{made['id']}", json={**made, "status": "amended"})
    await scene.until(lambda: len(_numbers(scene, name)) == 2)
    entries = [one for told in _told(scene, name) for one in told["entry"][1:]]
    assert [one["request"]["method"] for one in entries] == ["POST", "PUT"]
    assert [one["resource"]["status"] for one in entries] == ["final", "amended"]
    request = next(one for one in scene.hook.of("event-notification") if name in one.body.decode())
    assert b"72.50" in request.body
    assert request.headers["x-key"] == "open sesame"
    assert request.headers["content-type"] == "application/fhir+json"


async def test_what_is_sent_is_signed(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    answer = await client.post(f"/fhir/Subscription/{name}/$signing-secret")
    secret = answer.json()["parameter"][0]["valueString"]
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: _numbers(scene, name))
    told = next(one for one in scene.hook.of("event-notification") if name in one.body.decode())
    signed = f"{told.headers['webhook-id']}.{told.headers['webhook-timestamp']}.".encode() + told.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert told.headers["webhook-signature"] == expected
    again = await client.post(f"/fhir/Subscription/{name}/$signing-secret?new=true")
    assert again.json()["parameter"][0]["valueString"] != secret
    other = await scene.site.interface("leon-berard")
    assert (await other.post(f"/fhir/Subscription/{name}/$signing-secret")).status_code == 404


async def test_nobody_is_told_of_what_they_may_not_see(scene: Scene) -> None:
    """The other participant's patient makes no event, so that not even the numbers tell of her."""
    mine, theirs = await scene.site.interface(), await scene.site.interface("leon-berard")
    name = await scene.subscribed(mine, topic=f"{room.TOPIC}change:Condition")
    hidden, anna = await _patient(scene, "leon-berard"), await _patient(scene)

    def condition(of: str) -> Json:
        return {"resourceType": "Condition", "subject": {"reference": f"Patient/{of}"}}

    assert (await theirs.post("/fhir/Condition", json=condition(hidden))).status_code == 201
    seen = (await mine.post("/fhir/Condition", json=condition(anna))).json()["id"]
    await scene.until(lambda: _numbers(scene, name))
    assert _numbers(scene, name) == [1]
    assert focuses(_told(scene, name)[0]) == [f"Condition/{seen}"]
    for address in ("$status", "$events"):
        answer = await theirs.get(f"/fhir/Subscription/{name}/{address}")
        assert answer.status_code == 404, answer.text


async def test_a_failing_receiver_is_asked_again_and_misses_nothing(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",), numbers={"max-count": 1})
    scene.hook.answers += [503, 500]
    for _ in range(3):
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: len(_numbers(scene, name)) >= 5)
    assert _numbers(scene, name) == [1, 1, 1, 2, 3]
    assert await scene.is_in(client, name, "active")


async def test_a_receiver_that_stays_away_ends_in_error_and_can_come_back(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    scene.hook.answers += [500] * 4
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: scene.is_in(client, name, "error"))
    stored = (await client.get(f"/fhir/Subscription/{name}")).json()
    assert stored["error"] == "The receiver answered 500."
    status = (await client.get(f"/fhir/Subscription/{name}/$status")).json()["entry"][0]["resource"]
    assert {"name": "status", "valueCode": "error"} in status["parameter"]
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    before = len(_told(scene, name))
    stored = {**stored, "status": "requested"}
    assert (await client.put(f"/fhir/Subscription/{name}", json=stored)).status_code == 200
    await scene.until(lambda: scene.is_in(client, name, "active"))
    await scene.until(lambda: len(_told(scene, name)) > before)
    assert [number for told in _told(scene, name)[before:] for number in numbers(told)] == [1, 2]
    assert "error" not in (await client.get(f"/fhir/Subscription/{name}")).json()


async def test_a_handshake_that_fails_is_an_error_with_its_reason(scene: Scene) -> None:
    client = await scene.site.interface()
    for endpoint, reason in (
        (scene.hook.address.replace("/hook", "/elsewhere"), "not among those"),
        ("https://169.254.169.254/latest", "not among those"),
        ("http://localhost:1/hook", "not among those"),
    ):
        made = (await client.post("/fhir/Subscription", json=subscription(endpoint))).json()["id"]
        await scene.until(lambda made=made: scene.is_in(client, made, "error"))
        assert reason in (await client.get(f"/fhir/Subscription/{made}")).json()["error"]
    scene.hook.answers.append(302)
    scene.hook.extra = f"Location: {scene.hook.address}/other\r\n"
    made = (await client.post("/fhir/Subscription", json=subscription(scene.hook.address))).json()["id"]
    await scene.until(lambda: scene.is_in(client, made, "error"))
    scene.hook.extra = ""
    assert (await client.get(f"/fhir/Subscription/{made}")).json()["error"] == "The receiver answered 302."
    assert all(one.path == "/hook" for one in scene.hook.received)


async def test_a_process_that_dies_loses_nothing(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",), numbers={"max-count": 2})
    await scene.stop()
    entries = [entry("POST", "Observation", observation(f"Patient/{anna}")) for _ in range(5)]
    assert (await client.post("/fhir", json=bundle("transaction", *entries))).status_code == 200
    scene.start()
    await scene.until(lambda: _numbers(scene, name))
    await scene.stop()
    scene.start()
    await scene.until(lambda: set(_numbers(scene, name)) == {1, 2, 3, 4, 5})
    assert sorted(set(_numbers(scene, name))) == [1, 2, 3, 4, 5]


async def test_a_token_that_ended_tells_nothing_more(scene: Scene) -> None:
    token = await scene.site.token("interface", "saint-charles")
    client = await scene.site.anyone({"Authorization": f"Bearer {token}"})
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    mine = max(await scene.site.platform.accounts.tokens(), key=lambda one: one.created)
    await scene.site.platform.accounts.revoke_token(mine.id)
    other = await scene.site.interface()
    await other.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    again = await scene.subscribed(other, filters=(f"Observation?patient={anna}",))
    await other.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: _numbers(scene, again))
    assert _numbers(scene, name) == []


async def test_heartbeats_and_the_end(scene: Scene) -> None:
    client = await scene.site.interface()
    name = await scene.subscribed(
        client, topic=f"{room.TOPIC}change:Flag", numbers={"heartbeat-period": 5}, end="2099-01-01T00:00:00Z"
    )
    connection = scene.site.platform.database
    async with connection.transaction(settings={"medcluster.every_row": "on"}) as opened:
        await opened.execute("UPDATE record.subscription SET told = told - interval '6 s' WHERE id = $1", name)
    await scene.until(lambda: any(name in one.body.decode() for one in scene.hook.of("heartbeat")))
    stored = (await client.get(f"/fhir/Subscription/{name}")).json()
    ended = {**stored, "status": "requested", "end": "2020-01-01T00:00:00Z"}
    assert (await client.put(f"/fhir/Subscription/{name}", json=ended)).status_code == 200
    await scene.until(lambda: scene.is_in(client, name, "off"))
    assert (await client.delete(f"/fhir/Subscription/{name}")).status_code == 204


async def test_starts_ends_and_deletions_are_told(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    begins = await scene.subscribed(
        client, topic=f"{room.TOPIC}encounter-start", filters=(f"Encounter?patient={anna}",)
    )
    ends = await scene.subscribed(client, topic=f"{room.TOPIC}encounter-end", filters=(f"Encounter?patient={anna}",))
    every = await scene.subscribed(
        client, topic=f"{room.TOPIC}change:Encounter", filters=(f"Encounter?patient={anna}",), content="full-resource"
    )
    made: Json = {"resourceType": "Encounter", "status": "planned", "class": {"code": "IMP"}}
    made["subject"] = {"reference": f"Patient/{anna}"}
    made = (await client.post("/fhir/Encounter", json=made)).json()
    for status in ("arrived", "in-progress", "finished", "finished"):
        made = (await client.put(f"/fhir/Encounter/{made['id']}", json={**made, "status": status})).json()
    await client.delete(f"/fhir/Encounter/{made['id']}")
    await scene.until(lambda: len(_numbers(scene, every)) == 6 and _numbers(scene, begins) and _numbers(scene, ends))
    assert (_numbers(scene, begins), _numbers(scene, ends)) == ([1], [1])
    last = _told(scene, every)[-1]["entry"][-1]
    assert last["request"] == {"method": "DELETE", "url": f"Encounter/{made['id']}"} and "resource" not in last


async def test_who_asks_for_a_patient_hears_that_something_left_her(scene: Scene) -> None:
    client = await scene.site.interface()
    anna, boris = await _patient(scene), await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",), content="full-resource")
    made = (await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))).json()
    moved = {**made, "subject": {"reference": f"Patient/{boris}"}}
    for status in ("final", "amended"):
        assert (
            await client.put(f"/fhir/Observation/{made['id']}", json={**moved, "status": status})
        ).status_code == 200
    last = (await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))).json()["id"]
    await scene.until(lambda: len(_numbers(scene, name)) == 3)
    entries = [one["resource"] for told in _told(scene, name) for one in told["entry"][1:]]
    assert [one["subject"]["reference"].split("/")[1] for one in entries] == [anna, boris, anna]
    assert entries[-1]["id"] == last


async def test_one_that_is_deleted_and_made_again_begins_anew(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: _numbers(scene, name) == [1])
    await scene.stop()
    assert (await client.delete(f"/fhir/Subscription/{name}")).status_code == 204
    again = {**subscription(scene.hook.address, f"Observation?patient={anna}"), "id": name}
    assert (await client.put(f"/fhir/Subscription/{name}", json=again)).status_code in (200, 201)
    scene.start()
    await scene.until(lambda: scene.is_in(client, name, "active"))
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: _numbers(scene, name) == [1, 1])


async def test_events_can_be_asked_for_again(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = await _patient(scene)
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    for _ in range(3):
        await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: len(_numbers(scene, name)) == 3)
    query = "eventsSinceNumber=2&eventsUntilNumber=3&content=full-resource"
    found = (await client.get(f"/fhir/Subscription/{name}/$events?{query}")).json()
    assert parameter(found, "type") == "query-event" and numbers(found) == [2, 3] and len(found["entry"]) == 3
    assert parameter(found, "events-since-subscription-start") == "3"
    every = (await client.get("/fhir/Subscription/$status?status=active")).json()
    assert any(one["resource"]["parameter"][0]["valueReference"]["reference"].endswith(name) for one in every["entry"])


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"criteria": "Observation?code=1"}, "Subscription.criteria"),
        ({"status": "active"}, "Subscription.status"),
        ({"filters": ("Observation?nothing=1",)}, "Subscription.criteria.extension"),
        ({"filters": ("Patient?name=Anna",)}, "Subscription.criteria.extension"),
        ({"filters": ("Observation?subject:Patient.name=Anna",)}, "Subscription.criteria.extension"),
        ({"endpoint": "ftp://his.example/x"}, "Subscription.channel.endpoint"),
        ({"endpoint": "https://user@his.example/x"}, "Subscription.channel.endpoint"),
        ({"headers": ("Host: other",)}, "Subscription.channel.header[0]"),
        ({"headers": ("X-A: 1\r\nX-B: 2",)}, "Subscription.channel.header[0]"),
        ({"content": "everything"}, "Subscription.channel.payload"),
        ({"payload": "text/html"}, "Subscription.channel.payload"),
        ({"channel": "sms"}, "Subscription.channel.type"),
        ({"numbers": {"max-count": 100000}}, "Subscription.channel.extension"),
    ],
)
async def test_what_cannot_be_carried_out_is_refused_when_it_is_written(scene: Scene, change: Json, where: str) -> None:
    client = await scene.site.interface()
    asked = dict(change)
    criteria, filters = asked.pop("criteria", None), asked.pop("filters", ())
    sent = subscription(asked.pop("endpoint", scene.hook.address), *filters, **asked)
    if criteria:
        sent["criteria"] = criteria
    for answer in (
        await client.post("/fhir/Subscription", json=sent),
        await client.post("/fhir", json=bundle("transaction", entry("POST", "Subscription", sent))),
    ):
        assert answer.status_code == 422, answer.text
        assert any(one.get("expression", [""])[0].endswith(where) for one in issues(answer)), answer.text


async def test_topics_are_listed(scene: Scene) -> None:
    client = await scene.site.interface()
    found = (await client.get("/fhir/Subscription/$topics")).json()["entry"]
    urls = {one["resource"]["extension"][0]["valueUri"] for one in found}
    assert urls == set(room.topics())
    statement = (await client.get("/fhir/metadata")).json()["rest"][0]
    described = next(one for one in statement["resource"] if one["type"] == "Subscription")
    assert {one["valueCanonical"] for one in described["extension"]} == urls
    assert statement["extension"][0]["valueUri"] == "ws://cluster.example/fhir/websocket"
