"""By which addresses a request knows this server."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request

from medcluster.api.addresses import own_addresses
from medcluster.foundation import Settings


def bases(host: bytes | None, scheme: str = "http", public_url: str = "") -> tuple[str, ...]:
    headers = [] if host is None else [(b"accept", b"*/*"), (b"host", host)]
    request = Request({"type": "http", "scheme": scheme, "headers": headers})
    return own_addresses(request, Settings(data=Path("unused"), public_url=public_url)).bases


@pytest.mark.parametrize("host", ["cluster.example", "cluster.example:8080", "127.0.0.1:80", "[::1]:8080", "localhost"])
def test_the_one_it_came_to(host: str) -> None:
    assert bases(host.encode()) == (f"http://{host}/fhir/",)
    assert bases(host.encode(), "https") == (f"https://{host}/fhir/",)


@pytest.mark.parametrize("public", ["https://public.example", "https://public.example/"])
def test_and_the_public_one(public: str) -> None:
    assert bases(b"inside:8080", public_url=public) == ("http://inside:8080/fhir/", "https://public.example/fhir/")
    assert bases(b"public.example", "https", public) == ("https://public.example/fhir/",)


@pytest.mark.parametrize("host", [None, b"", b"a/b", b"a b", b"me@a", b"a?b", b"a#b", b"[a", b"a:", "é".encode()])
def test_a_header_that_is_no_host_says_nothing(host: bytes | None) -> None:
    assert bases(host) == ()
