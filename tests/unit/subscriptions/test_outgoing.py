"""Nothing goes where the list does not say so, whatever a name resolves to."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from medcluster.foundation import Kind, Outgoing, Refusal, Settings

LIST = (
    "https://his.example/hooks, https://*.clinics.example, http://10.1.2.3:8080, 192.168.7.0/24, mailto:*@ward.example"
)


def read(text: str) -> Outgoing:
    return Settings(subscriptions_to=text).may_notify


def permits(listed: Outgoing, url: str) -> bool:
    try:
        listed.check(url)
    except Refusal:
        return False
    return True


@pytest.fixture
def listed() -> Outgoing:
    return read(LIST)


@pytest.mark.parametrize(
    ("url", "permitted"),
    [
        ("https://his.example/hooks", True),
        ("https://HIS.example:443/hooks/a?b=c", True),
        ("https://his.example/hooksa", False),
        ("https://his.example/", False),
        ("https://his.example/hooks/../admin", False),
        ("https://his.example/hooks/%2e%2e/admin", False),
        ("https://his.example/hooks/..%2fadmin", False),
        ("http://his.example/hooks", False),
        ("https://his.example:8443/hooks", False),
        ("https://his.example.evil.example/hooks", False),
        ("https://his.example@evil.example/hooks", False),
        ("https://a.clinics.example/x", True),
        ("https://clinics.example/x", False),
        ("https://evilclinics.example/x", False),
        ("http://10.1.2.3:8080/", True),
        ("http://10.1.2.3/", False),
        ("http://10.1.2.4:8080/", False),
        ("http://0x0a010203:8080/", False),
        ("http://167838211:8080/", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://his.example/hooks/a%2fb", True),
        ("https://his.example/hooks/..\\admin", False),
        ("https://his.example/hooks/..%5Cadmin", False),
        ("https://his.example/hooks/a b", False),
        ("https://his.example:0/hooks", False),
    ],
)
def test_an_address_is_permitted_by_its_origin_and_path(listed: Outgoing, url: str, permitted: bool) -> None:
    assert permits(listed, url) is permitted


def test_mail_goes_to_listed_boxes(listed: Outgoing) -> None:
    assert listed.permits_mail("Night@Ward.example")
    assert not listed.permits_mail("night@ward.example.evil.example")
    assert read("mailto:one@ward.example").permits_mail("one@ward.example")
    assert not read("mailto:one@ward.example").permits_mail("two@ward.example")


async def _pinned(listed: Outgoing, url: str, *addresses: str, monkeypatch: pytest.MonkeyPatch) -> str:
    async def told(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(0, 0, 0, "", (one, port)) for one in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", told)  # names of a network that is not there
    return (await listed.pinned(url)).url


@pytest.mark.parametrize(
    ("addresses", "reached"),
    [
        (("93.184.215.14",), "https://93.184.215.14:443/hooks"),
        (("2606:2800:21f:cb07::1",), "https://[2606:2800:21f:cb07::1]:443/hooks"),
        (("192.168.7.9",), "https://192.168.7.9:443/hooks"),  # its network is listed
        (("192.168.8.9",), ""),
        (("127.0.0.1",), ""),
        (("169.254.169.254",), ""),
        (("0.0.0.0",), ""),
        (("224.0.0.1",), ""),
        (("::1",), ""),
        (("fe80::1%eth0",), ""),
        (("fd00::1",), ""),
        (("::ffff:127.0.0.1",), ""),
        (("64:ff9b::7f00:1",), ""),
        (("2002:7f00:1::",), ""),
        (("93.184.215.14", "127.0.0.1"), ""),  # one of several is enough to refuse all
    ],
)
async def test_a_name_is_reached_at_the_address_that_was_looked_at(
    listed: Outgoing, addresses: tuple[str, ...], reached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reached:
        assert await _pinned(listed, "https://his.example/hooks", *addresses, monkeypatch=monkeypatch) == reached
        return
    with pytest.raises(Refusal) as refused:
        await _pinned(listed, "https://his.example/hooks", *addresses, monkeypatch=monkeypatch)
    assert refused.value.kind is Kind.FORBIDDEN


@pytest.mark.parametrize(("address", "reached"), [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False)])
async def test_localhost_is_this_machine_when_it_is_listed(
    address: str, reached: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinning = _pinned(read("http://localhost:8000"), "http://localhost:8000/x", address, monkeypatch=monkeypatch)
    if reached:
        assert address in await pinning
        return
    with pytest.raises(Refusal):
        await pinning


async def test_the_name_stays_for_host_and_certificate(listed: Outgoing, monkeypatch: pytest.MonkeyPatch) -> None:
    async def told(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(0, 0, 0, "", ("93.184.215.14", port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", told)
    place = await listed.pinned("https://a.clinics.example/x?y=1")
    assert (place.host, place.name, place.url) == (
        "a.clinics.example",
        "a.clinics.example",
        "https://93.184.215.14:443/x?y=1",
    )


async def test_an_empty_list_reaches_nothing() -> None:
    with pytest.raises(Refusal) as refused:
        await read("").pinned("https://93.184.215.14/")
    assert refused.value.hint == "An administrator adds it to MEDCLUSTER_SUBSCRIPTIONS_TO."
    with pytest.raises(Refusal) as refused:
        await Settings().may_fetch.pinned("https://93.184.215.14/")
    assert refused.value.hint == "An administrator adds it to MEDCLUSTER_IMPORT_FROM."


@pytest.mark.parametrize("text", ["his.example", "https://", "ftp://his.example", "https://a@b.example", "300.1.1.1/8"])
@pytest.mark.parametrize("name", ["subscriptions_to", "import_from"])
def test_what_cannot_be_meant_is_refused_at_the_start(name: str, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Settings.from_environment({f"MEDCLUSTER_{name.upper()}": text})
    assert name in refused.value.issues[0].text
