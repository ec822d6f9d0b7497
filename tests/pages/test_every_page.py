"""What holds on every page, for whoever it is meant: in both directions of writing, by day and night, desk and phone.

axe-core finds nothing serious, nothing is wider than the screen, nothing is asked of another host, the content policy
has nothing to report, every step that is shown tells its state, and the main act can be reached and done by keyboard.
"""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize, expect

from medcluster.foundation import Words
from tests.pages.visiting import DESKTOP, LAID_OUT, PHONE, UNTOLD, WIDER, Scheme, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ADDRESSES = {
    "": ("/sign-in",),
    "coordinator": (
        "/board",
        "/patients",
        "/patients?q=Petrova",
        "/patients/new",
        "/patients/anna-petrova",
        "/protocols",
        "/protocols/hip-fast-track/2.1.0",
        "/protocols/hip-fast-track/difference?from=2.0.0&to=2.1.0",
        "/cluster",
        "/cluster/saint-charles",
    ),
    "nurse": ("/work",),
    "patient": ("/me",),
    "manager": ("/cluster", "/board"),
}
LANGUAGES = ("en", "he")
SERIOUS = ("serious", "critical")
EVERY_RULE: dict[str, object] = {"resultTypes": ["violations"]}
# Each pair of language, size and light is seen; the third follows.
LOOKS: dict[str, tuple[tuple[ViewportSize, Scheme], ...]] = {
    "en": ((DESKTOP, "light"), (PHONE, "dark")),
    "he": ((DESKTOP, "dark"), (PHONE, "light")),
}
VISITS = [(role, language) for role in ADDRESSES for language in LANGUAGES]
# Where the focus is, and whether somebody who looks can see it.
FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e); return {
  tag: e.tagName, href: e.getAttribute("href"), name: e.getAttribute("name"), value: e.getAttribute("value"),
  act: e.getAttribute("formaction") ?? e.form?.getAttribute("action") ?? "", type: e.type ?? "",
  step: e.closest("[data-step]")?.dataset.step ?? "",
  seen: e.matches(":focus-visible") && (s.outlineStyle !== "none" || s.boxShadow !== "none") } }"""


async def enter(visitors: Visitors, role: str, language: str) -> Page:
    """A window of this role's person, or of nobody."""
    if role:
        return await visitors.sign_in(role, language)
    page = await visitors.window()
    await page.goto(f"/sign-in?lang={language}")
    return page


async def serious(page: Page, where: str) -> list[str]:
    """What axe-core finds that keeps people out."""
    found = await Axe().run(page, options=EVERY_RULE)
    return [
        f"{where}: {one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(("role", "language"), VISITS)
async def test_nothing_keeps_anybody_out(visitors: Visitors, role: str, language: str) -> None:
    page = await enter(visitors, role, language)
    found: list[str] = []
    for address in ADDRESSES[role]:
        answer = await page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        await expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "he" else "ltr")
        for size, scheme in LOOKS[language]:
            where = f"{address} at {size['width']} px, {scheme}"
            await page.set_viewport_size(size)
            await page.emulate_media(color_scheme=scheme)
            await page.evaluate(LAID_OUT)
            if wider := await page.evaluate(WIDER):
                found.append(f"{where}: {wider} px wider than the screen")
            found += await serious(page, where)
        found += [f"{address}: a step without its state: {one}" for one in await page.evaluate(UNTOLD)]
    await page.context.close()
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("role", ["coordinator", "nurse", "patient"])
async def test_steps_are_marked(visitors: Visitors, role: str) -> None:
    """Where steps are the matter of a page, they are found by their mark."""
    page = await visitors.sign_in(role)
    for address in ADDRESSES[role]:
        if address.startswith(("/board", "/patients/anna", "/work", "/me", "/protocols/")):
            await page.goto(address)
            assert await page.locator("[data-step][data-state]").count(), address
    await page.context.close()


async def reached(page: Page, wanted: dict[str, str], most: int = 60) -> None:
    """Press Tab until the focus stands on what is wanted; on the way it is always to be seen."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        at = await page.evaluate(FOCUSED)
        if at["tag"] != "BODY":
            assert at["seen"], f"the focus cannot be seen on {at}"
        if all(re.search(pattern, str(at[name] or "")) for name, pattern in wanted.items()):
            return
    pytest.fail(f"{page.url}: {most} times Tab did not reach {wanted}")


async def test_the_front_door_leads_to_where_the_day_begins(visitors: Visitors) -> None:
    page = await visitors.window()
    await page.goto("/")
    assert page.url.endswith("/sign-in")
    for role, home in {"coordinator": "/board", "nurse": "/work", "patient": "/me", "manager": "/cluster"}.items():
        entered = await visitors.sign_in(role)
        await entered.goto("/")
        assert entered.url.endswith(home), role
        await entered.context.close()
    await page.context.close()


async def test_signing_in_by_keyboard(visitors: Visitors) -> None:
    page = await visitors.window()
    await page.goto("/sign-in")
    await reached(page, {"name": "^role$", "value": "^nurse$"})
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/work")
    await page.context.close()


async def test_skipping_to_the_content(visitors: Visitors) -> None:
    page = await visitors.sign_in("coordinator")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    await page.context.close()


async def test_opening_a_patient_from_the_board_by_keyboard(visitors: Visitors) -> None:
    page = await visitors.sign_in("coordinator")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/patients/*")
    await page.context.close()


async def test_finding_by_keyboard(visitors: Visitors) -> None:
    page = await visitors.sign_in("coordinator")
    await page.keyboard.press("/")
    await page.keyboard.type("Петрова Анна")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/patients?q=**")
    await reached(page, {"href": "^/patients/anna-petrova$"})
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Петрова")
    await page.context.close()


async def test_a_step_is_completed_and_undone_by_keyboard(visitors: Visitors) -> None:
    page = await visitors.sign_in("nurse")
    await reached(page, {"act": "/complete$", "type": "^submit$"})
    done = await page.evaluate("document.activeElement.closest('[data-step]').id")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**did=complete**")
    assert not await page.locator(f"#{done}").count()
    await reached(page, {"act": "/undo$", "type": "^submit$"})
    await page.keyboard.press("Space")
    await page.wait_for_url("**did=undo**")
    await expect(page.get_by_role("status").first).to_contain_text(
        Words.of("en").gettext("It is open again: %(step)s").partition("%")[0]
    )
    await page.context.close()


async def test_filtering_the_board_by_keyboard(visitors: Visitors) -> None:
    page = await visitors.sign_in("coordinator")
    await reached(page, {"href": r"[?&]state=late"})
    await page.keyboard.press("Enter")
    await page.wait_for_url("**state=late**")
    await page.context.close()


async def test_answering_by_keyboard_on_her_page(visitors: Visitors) -> None:
    page = await visitors.sign_in("patient", size=PHONE)
    await reached(page, {"href": "^tel:"})
    await page.context.close()


@pytest.mark.parametrize("address", ["/patients/nobody", "/protocols/nothing/1.0.0", "/nowhere", "/cluster/nobody"])
async def test_what_is_not_there_says_so_as_a_page(visitors: Visitors, address: str) -> None:
    page = await visitors.sign_in("coordinator")
    answer = await page.goto(address)
    assert answer is not None
    assert answer.status == 404
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert await serious(page, address) == []
    await page.context.close()


async def test_no_page_asked_elsewhere_or_broke_its_policy(visitors: Visitors) -> None:
    """The last of this file: every visit above was listened to."""
    assert visitors.complaints == []
