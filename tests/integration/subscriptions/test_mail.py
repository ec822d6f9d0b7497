"""Subscribers are told by mail: nothing of a patient in the letter but what was asked for, and only to listed boxes."""

from __future__ import annotations

import email
import json
from email import policy
from email.message import Message

from tests.integration.api.site import observation, patient
from tests.integration.subscriptions.conftest import Scene, subscription
from tests.integration.subscriptions.receivers import focuses, numbers

FAMILY = "Zyzzyvanova"


def _letters(scene: Scene, name: str) -> list[Message]:
    found = [email.message_from_bytes(letter, policy=policy.default) for _, letter in scene.mail.letters]
    return [one for one in found if one["Subject"].endswith(name)]


async def test_a_letter_says_that_there_is_news_and_where(scene: Scene) -> None:
    client = await scene.site.interface()
    anna = (await client.post("/fhir/Patient", json=patient(FAMILY))).json()["id"]
    filters = (f"Observation?patient={anna}",)
    plain = await scene.subscribed(
        client, filters=filters, channel="email", endpoint="mailto:Night@ward.example", payload="text/plain"
    )
    attached = await scene.subscribed(
        client,
        filters=filters,
        channel="email",
        endpoint="mailto:day@ward.example",
        payload="text/plain; attach=application/fhir+json",
    )
    made = (await client.post("/fhir/Observation", json=observation(f"Patient/{anna}"))).json()["id"]
    await scene.until(lambda: len(_letters(scene, plain)) == 2 and len(_letters(scene, attached)) == 2)
    first, second = _letters(scene, plain)
    assert first["Subject"].strip() == f"medcluster: handshake of Subscription/{plain}"
    assert second["Subject"].strip() == f"medcluster: event-notification of Subscription/{plain}"
    assert second["From"] == "cluster@medcluster.example" and second["Auto-Submitted"] == "auto-generated"
    assert not second.is_multipart() and made not in str(second)
    part = _letters(scene, attached)[1].get_payload()[1]  # type: ignore[index]
    told = json.loads(part.get_payload(decode=True))  # type: ignore[union-attr, arg-type]
    assert numbers(told) == [1] and focuses(told) == [f"Observation/{made}"]
    receivers = {receiver for receiver, _ in scene.mail.letters}
    assert receivers == {"Night@ward.example", "day@ward.example"}
    assert all(FAMILY.encode() not in letter for _, letter in scene.mail.letters)


async def test_whole_resources_and_boxes_elsewhere_are_refused(scene: Scene) -> None:
    client = await scene.site.interface()
    sent = subscription("mailto:night@ward.example", channel="email", payload="text/plain", content="full-resource")
    assert (await client.post("/fhir/Subscription", json=sent)).status_code == 422
    sent = subscription("mailto:night@other.example", channel="email", payload="text/plain")
    made = (await client.post("/fhir/Subscription", json=sent)).json()["id"]
    await scene.until(lambda: scene.is_in(client, made, "error"))
    assert "mailbox" in (await client.get(f"/fhir/Subscription/{made}")).json()["error"]
