"""Messages that were refused, on the page of whoever answers for a hospital's interfaces: why, mending, applying."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.integration.exchange.messages import message, pid
from tests.pages.serving import Server, free_port
from tests.pages.test_every_page import serious
from tests.pages.visiting import LAID_OUT, PHONE, WIDER, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def port(server: Server) -> int:
    """A port on which the running server listens for the administrator's own hospital."""
    number = free_port()
    server.command("hl7", "listen", "add", str(number))
    server.command("hl7", "source", "add", "page-his", "--participant", "imc-foundation", "--port", str(number))
    return number


async def sent(server: Server, port: int, folder: Path, raw: bytes) -> str:
    """Send a message as a hospital would; what was answered."""
    file = folder / "message.hl7"
    file.write_bytes(raw)
    for _ in range(50):
        try:
            return await asyncio.to_thread(server.command, "hl7", "send", str(file), "--to", f"127.0.0.1:{port}")
        except AssertionError:
            await asyncio.sleep(0.2)
    raise TimeoutError("the server does not listen")


def bad(control: str, born: str = "195903144") -> bytes:
    """A message whose birth date is none."""
    return message("ADT^A28", "EVN|A28", pid(f"page-{control}").replace("19590314", born), control=control)


async def fine(page: Page) -> None:
    """Nothing keeps anybody out, and nothing is wider than the screen."""
    await page.evaluate(LAID_OUT)
    assert await serious(page, page.url) == []
    assert await page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("language", ["en", "he"])
async def test_a_refused_message_is_read_mended_and_applied(
    server: Server, visitors: Visitors, port: int, tmp_path: Path, language: str
) -> None:
    answer = await sent(server, port, tmp_path, bad(f"w-{language}"))
    assert f"MSA|AE|w-{language}|this is no date or time" in answer
    page = await visitors.sign_in("administrator", language)
    await page.goto("/messages")
    await fine(page)
    row = page.locator("tr", has_text=f"w-{language}")
    await expect(row).to_contain_text("PID-7: this is no date or time")
    await row.get_by_role("link").first.click()
    await fine(page)
    text = page.locator("textarea#text")
    typed = await text.input_value()
    await text.fill(typed.replace("195903144", "19590399"))
    await page.locator(".mend button.primary").click()
    await expect(page.get_by_role("alert")).to_contain_text("there is no such day")
    await fine(page)
    await text.fill(typed.replace("195903144", "19590314"))
    await page.locator(".mend button.primary").click()
    await page.wait_for_url("**/messages?applied=*")
    await expect(page.locator("tr", has_text=f"w-{language}")).to_have_count(0)


async def test_it_is_put_aside(server: Server, visitors: Visitors, port: int, tmp_path: Path) -> None:
    await sent(server, port, tmp_path, bad("aside"))
    page = await visitors.sign_in("administrator", "en", PHONE)
    await page.goto("/messages")
    await fine(page)
    await page.locator("tr", has_text="aside").get_by_role("link").first.click()
    await fine(page)
    await page.get_by_role("button", name="Put it aside").click()
    await page.wait_for_url("**/messages?aside=*")
    await expect(page.locator("tr", has_text="aside")).to_have_count(0)


@pytest.mark.parametrize("role", ["coordinator", "doctor", "manager"])
async def test_it_is_nobody_elses_page(visitors: Visitors, role: str) -> None:
    page = await visitors.sign_in(role)
    answer = await page.goto("/messages")
    assert answer is not None and answer.status == 403


async def test_the_same_by_command(server: Server, port: int, tmp_path: Path) -> None:
    await sent(server, port, tmp_path, bad("command"))
    number = _number_of(server, "command")
    mended = tmp_path / "mended.hl7"
    mended.write_text(server.command("hl7", "show", number).replace("195903144", "19590314"))
    assert f"{number} is applied" in server.command("hl7", "replay", number, "--file", str(mended))
    assert "command " not in server.command("hl7", "waiting")
    await sent(server, port, tmp_path, bad("command2"))
    server.command("hl7", "dismiss", _number_of(server, "command2"))
    assert "command2" not in server.command("hl7", "waiting", "--source", "page-his")


def _number_of(server: Server, control: str) -> str:
    """The number under which a refused message waits."""
    (line,) = [line for line in server.command("hl7", "waiting").splitlines() if f" {control} " in line]
    return line.split()[0]


async def test_a_merge_is_undone_by_command(server: Server, port: int, tmp_path: Path) -> None:
    raw = message("ADT^A40", "EVN|A40", pid("stays"), "MRG|goes^^^CLINIC^MR", control="merge")
    assert "MSA|AA|merge" in await sent(server, port, tmp_path, raw)
    token = server.command("token", "--role", "interface", "--participant", "imc-foundation").strip()
    async with httpx.AsyncClient(base_url=server.address, headers={"Authorization": f"Bearer {token}"}) as client:

        async def patient(number: str) -> dict[str, Any]:
            query = {"identifier": f"urn:medcluster:hl7:page-his:id:CLINIC|{number}"}
            (entry,) = (await client.get("/fhir/Patient", params=query)).json()["entry"]
            found: dict[str, Any] = entry["resource"]
            return found

        stays, goes = await patient("stays"), await patient("goes")
        assert goes["active"] is False and goes["link"][0]["other"]["reference"] == f"Patient/{stays['id']}"
        server.command("hl7", "unmerge", stays["id"], goes["id"], "--source", "page-his")
        assert "link" not in await patient("stays") and "link" not in await patient("goes")


async def test_nothing_that_must_not_happen_has_happened(visitors: Visitors) -> None:
    assert visitors.complaints == []
