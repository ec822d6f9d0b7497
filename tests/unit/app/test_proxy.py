"""Behind a proxy, the one who is counted is the one who came to the proxy, and browsers are spoken to over HTTPS."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from medcluster.app.wrapping import at_home, behind
from medcluster.foundation import Settings


async def _seen(settings: Settings, *, kind: str = "http", **headers: str) -> tuple[str, str]:
    seen: list[Scope] = []

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: Any) -> Any:
        await asyncio.sleep(0)

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": kind,
        "scheme": "ws" if kind == "websocket" else "http",
        "client": ("10.0.0.1", 1),
        "headers": told,
    }
    await behind(settings, served)(scope, nothing, nothing)
    return seen[0]["client"][0], seen[0]["scheme"]


PROXY = Settings(data=Path("unused"), behind_proxy=True)


async def test_the_last_hop_that_the_proxy_names_is_the_client() -> None:
    assert await _seen(PROXY, x_forwarded_for="203.0.113.7") == ("203.0.113.7", "https")


async def test_a_websocket_came_over_tls_too() -> None:
    assert await _seen(PROXY, kind="websocket", x_forwarded_for="203.0.113.7") == ("203.0.113.7", "wss")


async def test_what_the_client_itself_wrote_there_is_not_believed() -> None:
    assert (await _seen(PROXY, x_forwarded_for="1.1.1.1, 203.0.113.7"))[0] == "203.0.113.7"


@pytest.mark.parametrize("forged", ["", " ", ","])
async def test_without_a_name_the_proxy_is_the_client(forged: str) -> None:
    assert await _seen(PROXY, x_forwarded_for=forged) == ("10.0.0.1", "https")


async def test_without_a_proxy_nobody_says_who_he_is() -> None:
    plain = Settings(data=Path("unused"))
    assert await _seen(plain, x_forwarded_for="203.0.113.7", x_forwarded_proto="https") == ("10.0.0.1", "http")


async def _status(settings: Settings, host: str, *, kind: str = "http") -> int:
    """Of the answer; of a websocket that is not accepted, 403, as servers answer."""
    told: list[int] = []

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        told.append(200)

    async def nothing(*_: Any) -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])
        elif message["type"] == "websocket.close":
            told.append(403)

    scope = {"type": kind, "method": "GET", "headers": [(b"host", host.encode())]}
    await at_home(settings, served)(scope, nothing, sent)
    return told[0]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]"])
async def test_on_loopback_this_machine_is_answered(host: str) -> None:
    assert await _status(Settings(data=Path("unused")), host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "localhost.evil.example", "", "127.0.0.1.evil:1"]
)
async def test_on_loopback_no_other_name_is_answered(host: str) -> None:
    assert await _status(Settings(data=Path("unused")), host) == 421


async def test_websockets_are_asked_for_their_host_too() -> None:
    here = Settings(data=Path("unused"))
    assert await _status(here, "localhost:8080", kind="websocket") == 200
    assert await _status(here, "evil.example:8080", kind="websocket") == 403
    assert await _status(PROXY, "cluster.example", kind="websocket") == 200


async def test_elsewhere_and_behind_a_proxy_every_name_is(host: str = "cluster.example") -> None:
    assert await _status(PROXY, host) == 200
    assert await _status(Settings(data=Path("unused"), host="0.0.0.0", tls_cert="c", tls_key="k"), host) == 200
