"""Certificates are checked against the name, whatever address was looked up; rows are the subscriber's alone."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from medcluster.app.subscription_channels import Channels, Message, NotDelivered
from medcluster.fhir import types
from medcluster.foundation import Settings
from medcluster.record import patient_number
from medcluster.record import subscriptions as room
from tests.integration.api.site import observation, patient
from tests.integration.subscriptions.conftest import Scene, subscription
from tests.integration.subscriptions.receivers import hook

_AUDIT = """
SELECT account, role, participant, rows, pats::text AS pats FROM record.audit WHERE action = 'notify' AND id = $1
"""
MESSAGE = Message("name", 1_700_000_000, b"{}", "handshake", "Subscription/1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of its own for his.example, with its key in the same file."""
    found = tmp_path_factory.mktemp("tls") / "his.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=his.example"]
    words += ["-addext", "subjectAltName=DNS:his.example", "-keyout", str(found), "-out", f"{found}.crt"]
    subprocess.run(words, check=True, capture_output=True)
    found.write_text(found.read_text() + Path(f"{found}.crt").read_text())
    return found


async def _told(name: str, trusted: Path | None, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a receiver with the certificate gets that is reached by a name."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(certificate)
    client = ssl.create_default_context(cafile=f"{trusted}.crt" if trusted else None)

    async def looked_up(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    async with hook(server) as receiver:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", looked_up)  # no name server knows these names
        outgoing = Settings(subscriptions_to=f"https://{name}:{receiver.port}, 127.0.0.0/8").may_notify
        sent = types.from_plain(subscription(f"https://{name}:{receiver.port}/hook"))
        assert isinstance(sent, types.Subscription)
        await Channels(outgoing, "", "", client).send(room.read(sent), b"key", MESSAGE)
        return receiver.received


async def test_a_good_certificate_of_the_name_is_told(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = await _told("his.example", certificate, certificate, monkeypatch)
    assert one.headers["host"].startswith("his.example:")


@pytest.mark.parametrize(("name", "known"), [("other.example", True), ("his.example", False)])
async def test_another_name_and_an_unknown_signer_are_not(
    name: str, known: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotDelivered, match="certificate"):
        await _told(name, certificate if known else None, certificate, monkeypatch)


async def test_a_receiver_that_does_not_answer_is_given_up(scene: Scene) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sent = types.from_plain(subscription(f"http://127.0.0.1:{port}/", numbers={"timeout": 1}))
    assert isinstance(sent, types.Subscription)
    with pytest.raises(NotDelivered, match="within 1 seconds"):
        outgoing = Settings(subscriptions_to=f"http://127.0.0.1:{port}").may_notify
        await Channels(outgoing, "", "").send(room.read(sent), b"key", MESSAGE)
    server.close()


async def test_rows_of_subscriptions_exist_for_their_participant_alone(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = (await client.post("/fhir/Patient", json=patient())).json()["id"]
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))

    async def counted() -> int:
        return len(await room.events(scene.site.platform.record.open_for(mine), name, 0))

    record = scene.site.platform.record
    numbers = {one: await record.custodian_number(one) for one in ("saint-charles", "leon-berard")}
    mine, theirs = (_interface(number, one) for one, number in numbers.items())
    await scene.until(counted)
    assert [one.id for one in await room.subscribers(record.open_for(mine)) if one.id == name] == [name]
    assert await room.events(record.open_for(theirs), name, 0) == []
    assert name not in [one.id for one in await room.subscribers(record.open_for(theirs))]


async def test_what_was_told_of_whom_is_in_the_audit(scene: Scene, owner_url: str) -> None:
    client = await scene.site.interface()
    anna = (await client.post("/fhir/Patient", json=patient())).json()["id"]
    name = await scene.subscribed(client, filters=(f"Observation?patient={anna}",))
    await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))
    await scene.until(lambda: any(name in one.body.decode() for one in scene.hook.of("event-notification")))
    connection = await asyncpg.connect(owner_url)
    try:
        rows = await connection.fetch(_AUDIT, name)
    finally:
        await connection.close()
    assert [(row["role"], row["participant"], row["rows"]) for row in rows] == [("interface", "saint-charles", 1)]
    assert rows[0]["account"].startswith("token:") and rows[0]["pats"] == f"{{{patient_number(anna)}}}"


def _interface(number: int, participant: str) -> Any:
    from medcluster.cluster import build_caller

    return build_caller("interface", account="token:test", participant=participant, custodian=number)


QUERIES = (
    "status=final",
    "status:not=final",
    "code=718-7",
    "code=http://loinc.org|718-7,other",
    "code=http://loinc.org|",
    "code=|other",
    "category:missing=true",
    "encounter:missing=false",
    "performer:identifier=urn:staff|9",
    "subject:Patient={anna}",
    "patient={anna}&status=final",
    "identifier=urn:lab|7",
    "performer=Practitioner/7",
)


async def test_a_filter_finds_what_a_search_finds(scene: Scene) -> None:
    client = await scene.site.interface("imc-foundation")
    anna, boris = [(await client.post("/fhir/Patient", json=patient())).json()["id"] for _ in range(2)]
    variants: list[dict[str, Any]] = [
        {},
        {"status": "preliminary"},
        {"code": {"coding": [{"code": "other"}]}},
        {"category": [{"coding": [{"code": "laboratory"}]}]},
        {"encounter": {"reference": "Encounter/e"}},
        {"performer": [{"identifier": {"system": "urn:staff", "value": "9"}}]},
        {"performer": [{"reference": "Practitioner/7"}], "identifier": [{"system": "urn:lab", "value": "7"}]},
    ]
    stored = [
        (await client.post("/fhir/Observation", json={**observation(f"Patient/{who}"), **more})).json()
        for who in (anna, boris)
        for more in variants
    ]
    topic = room.topics()[f"{room.TOPIC}results"]
    for template in QUERIES:
        query = template.format(anna=anna)
        answer = (await client.get(f"/fhir/Observation?_count=100&{query}")).json()
        searched = {one["resource"]["id"] for one in answer.get("entry", ())}
        asked = [room.read_filter(topic, f"Observation?{query}")]
        filtered = {one["id"] for one in stored if room.met(asked, types.from_plain(one))}
        assert filtered == searched, query
        assert filtered, query
