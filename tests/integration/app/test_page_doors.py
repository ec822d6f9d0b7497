"""The doors of the pages: bodies without end, odd characters, addresses that lead elsewhere, forged places."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from medcluster import app, protocol
from medcluster.cluster import Role
from medcluster.foundation import Refusal
from medcluster.web.me.answers import response_of
from tests.integration.app.stage import NOW, Stage

HERE = "http://cluster.example"


@contextlib.asynccontextmanager
async def browser(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app.build(stage.platform), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HERE, headers={"Origin": HERE}) as client:
        yield client


@pytest_asyncio.fixture
async def guest(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(stage) as client:
        yield client


@pytest_asyncio.fixture
async def coordinator(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(stage) as client:
        session = await stage.platform.accounts.sign_in_as_demonstration(Role.COORDINATOR)
        client.cookies.set("medcluster_session", session.token)
        yield client


@pytest.mark.parametrize("length", [2_000_000, 60_000_000])
async def test_nobody_may_send_a_form_of_any_length(guest: httpx.AsyncClient, length: int) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b"name="
        while sent < length:
            sent += 65536
            yield b"a" * 65536

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await guest.post("/sign-in", content=endless(), headers=kind)
    assert answer.status_code in (400, 413)
    assert sent < 2_000_000


async def test_a_form_of_very_many_fields_is_refused(guest: httpx.AsyncClient) -> None:
    answer = await guest.post("/sign-in", data={f"f{number}": "x" for number in range(20_000)})
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("name", ["\0", "a\0b", "\ud7ff\uffff", "a" * 100_000])
async def test_a_name_that_cannot_be_one_is_just_wrong(guest: httpx.AsyncClient, name: str) -> None:
    answer = await guest.post("/sign-in", data={"name": name, "password": name})
    assert answer.status_code in (400, 401, 413, 422, 429)
    answer = await guest.post("/sign-in", data={"code": name})
    assert answer.status_code in (400, 401, 413, 422, 429)


@pytest.mark.parametrize(
    "way", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example/", "/board//evil"]
)
async def test_nobody_is_led_elsewhere(guest: httpx.AsyncClient, way: str) -> None:
    answer = await guest.post("/sign-in", data={"role": "coordinator", "next": way})
    if answer.status_code == 303:
        assert re.match(r"/(?![/\\])", answer.headers["location"])
        assert "evil.example" not in answer.headers["location"].split("?")[0]


@pytest.mark.parametrize(
    "address",
    [
        "/board?text=%00",
        "/board?text=" + "a" * 5000,
        "/board?hospital=%00&stage=%00&protocol=%00&role=%00&owner=%00",
        "/board?state=%00",
        "/board?sort=%00",
        "/board?after=AAAA",
        "/board?after=WzEsICIyMDI2LTAxLTAxIiwgIlx1MDAwMCJd",
        "/board?after=Wzk5OTk5OTk5LCAiMjAyNi0wMS0wMVQwMDowMDowMFoiLCAiYSJd",
        "/board?after=WyIxZTk5IiwgIjIwMjYtMDEtMDFUMDA6MDA6MDBaIiwgImEiXQ",
        "/board?rows=%00",
        "/board?lang=%00",
        "/board?page=" + "9" * 5000,
        "/board?count=" + "9" * 5000,
        "/patients?q=%00",
        "/patients?text=%00",
        "/patients?name=%00",
        "/patients/%00",
        "/patients/" + "a" * 500,
        "/work?view=%00&role=%00",
        "/work?hospital=%00&protocol=%00",
        "/protocols/%00/%00",
        "/protocols/hip-fast-track/%00",
        "/protocols/hip-fast-track/difference?from=%00&to=%00",
        "/cluster?view=%00",
        "/cluster/%00",
    ],
)
async def test_odd_addresses_are_answered(coordinator: httpx.AsyncClient, address: str) -> None:
    answer = await coordinator.get(address)
    assert answer.status_code < 500, answer.text[-300:]


@pytest.mark.parametrize(
    "foreign", [{"Origin": "null"}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_a_form_from_elsewhere_signs_nobody_in(guest: httpx.AsyncClient, foreign: dict[str, str]) -> None:
    answer = await guest.post("/sign-in", data={"role": "coordinator"}, headers=foreign)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("number", ["--5", "-", "5" * 5000, "\u0665", "5.5"])
def test_a_number_that_is_none_is_no_answer(number: str) -> None:
    version = protocol.compiled("hip-fast-track/2.1.0")
    asked, one = next((a, q) for a, qs in version.questionnaires.items() for q in qs if q.kind in ("scale", "integer"))
    with pytest.raises(Refusal):
        response_of(
            version, asked, {f"q-{one.id}": number}, patient="p", careplan="c", sending="s", language="en", now=NOW
        )
