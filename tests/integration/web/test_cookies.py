"""What a browser keeps of us travels over HTTPS alone, wherever browsers reach us over HTTPS."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from medcluster import app
from medcluster.foundation import Database, Settings


@pytest.mark.parametrize(("behind_proxy", "secure"), [(True, True), (False, False)])
async def test_cookies_are_secure_behind_a_proxy_that_speaks_https(
    database: Database, behind_proxy: bool, secure: bool
) -> None:
    """The proxy speaks plain HTTP with us: the request alone does not tell how the browser came."""
    platform = app.wire(Settings(data=Path("unused"), demo="off", behind_proxy=behind_proxy), database)
    transport = httpx.ASGITransport(app.build(platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://cluster.example") as client:
        answer = await client.get("/sign-in?lang=he")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert ("secure" in cookie) == secure
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
