"""What every page test may ask for: a running platform, a real browser, visitors who come through the front door.

The server and the browser are started once per session. A visitor's page writes down what must never happen on any page
(a request to another host, a report of the content policy, an error on the console); `Visitors.complaints` tells.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright import async_api, sync_api
from playwright.async_api import Browser, async_playwright

from tests.pages.serving import Server, chromium, serving
from tests.pages.visiting import Visitors
from tests.pages.wire import Wire

async_api.expect.set_options(timeout=20_000)  # milliseconds; a busy machine draws a page later, not otherwise
sync_api.expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The platform with its demonstration cluster: forty invented patients, and Anna."""
    with serving(tmp_path_factory.mktemp("platform") / "data") as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chrome() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visitors(server: Server, chrome: Browser) -> AsyncIterator[Visitors]:
    """People at the door; each has a browser window of their own."""
    here = Visitors(server.address, chrome)
    yield here
    await here.leave()


@pytest_asyncio.fixture(loop_scope="session")
async def wire(server: Server) -> AsyncIterator[Wire]:
    """A wire to the server that can be cut."""
    made = Wire(int(server.address.rpartition(":")[2]))
    listening = await made.open()
    yield made
    made.cut()
    listening.close()
