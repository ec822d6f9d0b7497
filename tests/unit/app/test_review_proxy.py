"""Behind a proxy, the one who is counted is the one who came to the proxy, and browsers are spoken to over HTTPS."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from medcluster.app.application import behind
from medcluster.foundation import Settings


async def _seen(settings: Settings, **headers: str) -> tuple[str, str]:
    seen: list[Scope] = []

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: Any) -> Any:
        await asyncio.sleep(0)

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "scheme": "http", "client": ("10.0.0.1", 1), "headers": told}
    await behind(settings, served)(scope, nothing, nothing)
    return seen[0]["client"][0], seen[0]["scheme"]


PROXY = Settings(data=Path("unused"), behind_proxy=True)


async def test_the_last_hop_that_the_proxy_names_is_the_client() -> None:
    assert await _seen(PROXY, x_forwarded_for="203.0.113.7") == ("203.0.113.7", "https")


async def test_what_the_client_itself_wrote_there_is_not_believed() -> None:
    assert (await _seen(PROXY, x_forwarded_for="1.1.1.1, 203.0.113.7"))[0] == "203.0.113.7"


@pytest.mark.parametrize("forged", ["", " ", ","])
async def test_without_a_name_the_proxy_is_the_client(forged: str) -> None:
    assert await _seen(PROXY, x_forwarded_for=forged) == ("10.0.0.1", "https")


async def test_without_a_proxy_nobody_says_who_he_is() -> None:
    plain = Settings(data=Path("unused"))
    assert await _seen(plain, x_forwarded_for="203.0.113.7", x_forwarded_proto="https") == ("10.0.0.1", "http")
