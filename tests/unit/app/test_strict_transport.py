"""HSTS is told to who came over HTTPS, with every answer, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from medcluster.app.wrapping import https_from_now_on
from medcluster.foundation import Settings

PLAIN = Settings(data=Path("unused"))
TLS = Settings(data=Path("unused"), tls_cert="chain.pem", tls_key="key.pem")
PROXY = Settings(data=Path("unused"), behind_proxy=True)


async def told(settings: Settings, path: str = "/", proto: str = "") -> str | None:
    served = Starlette(routes=[Route("/", lambda _: PlainTextResponse("here"))])
    transport = httpx.ASGITransport(https_from_now_on(settings, served))
    async with httpx.AsyncClient(transport=transport, base_url="http://cluster.example") as client:
        answer = await client.get(path, headers={"X-Forwarded-Proto": proto} if proto else {})
    found: str | None = answer.headers.get("strict-transport-security")
    return found


@pytest.mark.parametrize("path", ["/", "/nowhere"])
async def test_over_our_own_certificate_every_answer_says_so(path: str) -> None:
    assert await told(TLS, path) == "max-age=31536000"


@pytest.mark.parametrize(("proto", "strict"), [("https", True), ("http, https", True), ("https, http", False)])
async def test_behind_a_proxy_what_it_said_last_counts(proto: str, strict: bool) -> None:
    assert bool(await told(PROXY, proto=proto)) is strict


async def test_without_either_nobody_is_told() -> None:
    assert await told(PROXY) is None
    assert await told(PLAIN, proto="https") is None
