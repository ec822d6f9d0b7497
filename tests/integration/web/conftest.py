"""The demonstration cluster behind the pages, and people who are signed in at its doors; the clock stands."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest_asyncio

from medcluster import app
from medcluster.cluster import Role
from tests.integration.app.conftest import stage
from tests.integration.app.stage import Stage

__all__ = ["enter", "stage"]
HERE = "http://cluster.example"
_MARK = re.compile(r'name="csrf" value="([^"]+)"')


class Visitor:
    """Somebody of the demonstration with a browser's manners: forms carry the mark of the session."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._mark = ""

    async def see(self, path: str) -> httpx.Response:
        """Open a page."""
        answer = await self._client.get(path, follow_redirects=True)
        if found := _MARK.search(answer.text):
            self._mark = found[1]
        return answer

    async def send(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form."""
        return await self._client.post(path, data={**fields, "csrf": self._mark})


@pytest_asyncio.fixture
async def enter(stage: Stage) -> AsyncIterator[Callable[..., Any]]:
    """Signs somebody in."""
    async with AsyncExitStack() as open_ones:

        async def one(role: Role, language: str = "en") -> Visitor:
            transport = httpx.ASGITransport(app.build(stage.platform), raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url=HERE, headers={"Origin": HERE})
            await open_ones.enter_async_context(client)
            session = await stage.platform.accounts.sign_in_as_demonstration(role)
            client.cookies.set("medcluster_session", session.token)
            client.cookies.set("medcluster_language", language)
            visitor = Visitor(client)
            await visitor.see("/protocols")
            return visitor

        yield one
