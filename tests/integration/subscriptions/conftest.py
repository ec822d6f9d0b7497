"""A site with its subscriptions followed, and receivers on the loopback, which the list of addresses names."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio

from medcluster import app
from medcluster.app.subscription_delivery import Patience
from medcluster.app.subscriptions import Subscriptions
from medcluster.fhir import types
from medcluster.foundation import Database, Settings
from medcluster.record import subscriptions as room
from medcluster.record.unrestricted import unrestricted
from tests.integration.api.site import Site
from tests.integration.subscriptions.receivers import Hook, MailServer, hook, mail_server

Json = dict[str, Any]


@dataclass
class Scene:
    """A site, its receivers, and the works of its subscriptions."""

    site: Site
    hook: Hook
    mail: MailServer
    running: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        """Follow and deliver from now on."""
        patience = Patience(first=timedelta(seconds=0.05), longest=timedelta(seconds=0.2), attempts=4)
        self.running.append(asyncio.create_task(Subscriptions(self.site.platform, patience=patience).run()))

    async def stop(self) -> None:
        """End it without any goodbye."""
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        self.running.clear()

    async def until(self, holds: Callable[[], Any], seconds: float = 10.0) -> None:
        """Wait for something, or fail."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            found = holds()
            if isinstance(found, Awaitable):
                found = await found
            if found:
                return
            assert loop.time() < end, "it did not come to pass"
            await asyncio.sleep(0.03)

    async def subscribed(self, client: httpx.AsyncClient, **more: Any) -> str:
        """A new subscription, active; its id."""
        filters, endpoint = more.pop("filters", ()), more.pop("endpoint", self.hook.address)
        answer = await client.post("/fhir/Subscription", json=subscription(endpoint, *filters, **more))
        assert answer.status_code == 201, answer.text
        name = str(answer.json()["id"])
        await self.until(lambda: self.is_in(client, name, "active"))
        return name

    async def is_in(self, client: httpx.AsyncClient, name: str, status: str) -> bool:
        """Whether the resource says this status."""
        return bool((await client.get(f"/fhir/Subscription/{name}")).json()["status"] == status)


@pytest_asyncio.fixture(scope="module")
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with contextlib.AsyncExitStack() as closing:
        receiver = await closing.enter_async_context(hook())
        mail = await closing.enter_async_context(mail_server())
        settings = Settings(
            data=Path("unused"),
            demo="off",
            public_url="https://cluster.example",
            subscriptions_to=f"http://127.0.0.1:{receiver.port}/hook, mailto:*@ward.example",
            smtp=f"smtp://127.0.0.1:{mail.port}",
            mail_from="cluster@medcluster.example",
        )
        platform = app.wire(settings, database)
        site = Site(platform, closing)
        writer = unrestricted(platform.record, "test", custodian=1)
        for participant in site.participants:
            await writer.update(types.Organization(id=participant, name=participant))
        found = Scene(site, receiver, mail)
        found.start()
        yield found
        await found.stop()


def subscription(
    endpoint: str,
    *filters: str,
    topic: str = f"{room.TOPIC}results",
    content: str = "id-only",
    channel: str = "rest-hook",
    payload: str = "application/fhir+json",
    status: str = "requested",
    headers: tuple[str, ...] = (),
    numbers: dict[str, int] | None = None,
    **more: Any,
) -> Json:
    """A Subscription of the backport profile as JSON."""
    kinds = {"max-count": "valuePositiveInt"}
    extensions = [
        {"url": room.PROFILE + name, kinds.get(name, "valueUnsignedInt"): value}
        for name, value in (numbers or {}).items()
    ]
    criteria = [{"url": f"{room.PROFILE}filter-criteria", "valueString": text} for text in filters]
    found: Json = {
        "resourceType": "Subscription",
        "status": status,
        "reason": "a test",
        "criteria": topic,
        "channel": {
            "type": channel,
            "payload": payload,
            "_payload": {"extension": [{"url": f"{room.PROFILE}payload-content", "valueCode": content}]},
        },
        **more,
    }
    if criteria:
        found["_criteria"] = {"extension": criteria}
    if extensions:
        found["channel"]["extension"] = extensions
    if endpoint and channel != "websocket":
        found["channel"]["endpoint"] = endpoint
    if headers:
        found["channel"]["header"] = list(headers)
    return found
