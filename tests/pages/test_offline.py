"""A patient's plan without a connection: as last seen, saying as of when, until she signs out."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.visiting import PHONE, POLICY_REPORTS, Visitors
from tests.pages.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
KEPT = """async () => Boolean(await caches.match('/me'))
  && (await (await caches.open('medcluster.parts')).keys()).length > 8"""
NOTHING = "async () => (await caches.keys()).length === 0 && localStorage.length === 0"


async def until(page: Page, expression: str) -> None:
    """Wait until what the browser keeps is so."""
    for _ in range(100):
        if await page.evaluate(expression):
            return
        await page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}")


async def her_page(wire: Wire, visitors: Visitors, language: str = "en") -> tuple[Page, list[str]]:
    """Her phone, with her plan on it and kept."""
    context = await visitors.browser.new_context(viewport=PHONE, base_url=wire.address)
    context.set_default_timeout(15_000)
    await context.add_init_script(POLICY_REPORTS)
    page, reports = await context.new_page(), list[str]()
    page.on("console", lambda said: reports.append(said.text) if "content policy" in said.text else None)
    await page.goto(f"/sign-in?lang={language}")
    await page.locator("button[name=role][value=patient]").click()
    await page.wait_for_url("**/me")
    await until(page, KEPT)
    return page, reports


@pytest.mark.parametrize("language", ["en", "he"])
async def test_the_plan_is_there_without_a_connection(wire: Wire, visitors: Visitors, language: str) -> None:
    page, reports = await her_page(wire, visitors, language)
    steps = await page.locator(".path [data-step]").count()
    ground = await page.evaluate("getComputedStyle(document.querySelector('.call')).position")
    wire.cut()
    await page.goto("/me")
    assert await page.locator("body").get_attribute("data-kept") == "yes"
    assert await page.locator(".path [data-step]").count() == steps > 5
    assert await page.evaluate("getComputedStyle(document.querySelector('.call')).position") == ground == "fixed"
    await expect(page.locator("#offline")).to_have_text(await page.locator("body").get_attribute("data-asof") or "?")
    choice = page.locator("form[data-ask] input[type=radio]").first
    await choice.check(force=True)
    await page.goto("/me")
    assert await choice.is_checked(), "what was answered meanwhile is kept"
    wire.mend()
    await page.goto("/me")
    assert await page.locator("body").get_attribute("data-kept") is None
    assert reports == []
    await page.context.close()


async def test_signing_out_leaves_nothing_on_the_phone(wire: Wire, visitors: Visitors) -> None:
    page, _ = await her_page(wire, visitors)
    await page.locator("form[data-ask] input[type=radio]").first.check(force=True)
    await page.locator("details.me summary").click()
    await page.locator('form[action="/sign-out"] button').click()
    await page.wait_for_url("**/sign-in")
    await until(page, NOTHING)
    wire.cut()
    with pytest.raises(Exception, match="ERR_"):
        await page.goto("/me")
    await page.context.close()


async def test_a_session_that_ended_elsewhere_leaves_nothing(wire: Wire, visitors: Visitors) -> None:
    page, _ = await her_page(wire, visitors)
    await page.context.clear_cookies()
    await page.goto("/me")
    assert "/sign-in" in page.url
    await until(page, "async () => (await caches.keys()).length === 0")
    await page.context.close()
