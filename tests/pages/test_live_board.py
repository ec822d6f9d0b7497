"""A board that was away shows what happened meanwhile: after a lost connection, and when the server lost news."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.visiting import DESKTOP, Visitors
from tests.pages.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ROW = "[data-enrolment]:has([data-step=school][data-state=upcoming], [data-step=school][data-state=due])"


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
