"""A board that was away shows what happened meanwhile: after a lost connection, and when the server lost news.

A real wire stands between browser and server: a small relay that can be cut, as sleep or a restart cuts it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.pages.serving import Server
from tests.pages.visiting import DESKTOP, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ROW = "[data-enrolment]:has([data-step=school][data-state=upcoming], [data-step=school][data-state=due])"


class Wire:
    """Carries every byte both ways, until it is cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._whole = True
        self.address = ""

    async def open(self) -> asyncio.Server:
        """Listen on a free port."""
        listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        return listening

    def cut(self) -> None:
        """Nothing goes through any more."""
        self._whole = False
        for one in self._writers:
            one.transport.abort()

    def mend(self) -> None:
        """New connections go through again."""
        self._whole = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        pair = {writer, back}
        self._writers |= pair
        try:
            await asyncio.gather(_pour(reader, back), _pour(there, writer))
        finally:
            self._writers -= pair
            for one in pair:
                one.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@pytest_asyncio.fixture(loop_scope="session")
async def wire(server: Server) -> AsyncIterator[Wire]:
    """A wire to the server."""
    made = Wire(int(server.address.rpartition(":")[2]))
    listening = await made.open()
    yield made
    made.cut()
    listening.close()


async def board_over(wire: Wire, visitors: Visitors) -> Page:
    """The coordinator's board, seen through the wire."""
    context = await visitors.browser.new_context(viewport=DESKTOP, base_url=wire.address)
    context.set_default_timeout(20_000)
    page = await context.new_page()
    await page.goto("/sign-in?lang=en")
    await page.locator("button[name=role][value=coordinator]").click()
    await page.goto("/board?protocol=hip-fast-track")
    await expect(page.locator("#live")).to_have_attribute("data-state", "on")
    return page


async def test_what_happened_while_it_was_away_is_shown(wire: Wire, visitors: Visitors) -> None:
    watcher = await board_over(wire, visitors)
    row = watcher.locator(ROW).first
    careplan, patient = await row.get_attribute("data-enrolment"), await row.locator("a").first.get_attribute("href")
    await watcher.evaluate("window.stayed = true")
    wire.cut()
    await expect(watcher.locator("#live")).to_have_attribute("data-state", "away")
    nurse = await visitors.sign_in("nurse")
    await nurse.goto(f"{patient}/plans/{careplan}/steps/school")
    async with nurse.expect_navigation():
        await nurse.locator('form[action$="/school/complete"] button.primary').click()
    same = watcher.locator(f'[data-enrolment="{careplan}"]')
    assert await same.locator(".strip [data-step=school]").get_attribute("data-state") in ("due", "upcoming")
    wire.mend()
    await expect(same.locator(".strip [data-step=school]")).to_have_attribute("data-state", "done")
    assert await watcher.locator("tr.changed").count() == 1, "only what differs is marked"
    assert await watcher.evaluate("window.stayed"), "the page was loaded again"
    await nurse.context.close()
    await watcher.context.close()


async def test_lost_news_are_fetched(visitors: Visitors) -> None:
    page = await visitors.sign_in("coordinator")
    told = "retry: 600000\n\nevent: reload\ndata: {}\n\n"
    await page.route("**/board/events", lambda route: route.fulfill(content_type="text/event-stream", body=told))
    async with page.expect_request("**/board/rows?*") as asked:
        await page.goto("/board")
    rows = await page.locator("[data-enrolment]").count()
    assert (await asked.value).url.count("%2C") + 1 == rows, "every row on the page is asked for again"
    await page.context.close()
