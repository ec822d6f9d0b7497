"""Every page in a real browser: nothing for axe-core to find, too wide or too small to hit; scripts do their part."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from medcluster.web.environment import STATIC
from tests.pages.samples import GALLERY, drawn
from tests.pages.serving import chromium

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("main a, main button, main summary, main input, main select")].filter(e => {
  const box = e.getBoundingClientRect(), text = e.closest("p, dd, td, .facts, .more");
  if (!e.checkVisibility() || !box.width || ["radio", "hidden"].includes(e.type) || text) return false;
  return Math.max(box.height, e.closest("label")?.getBoundingClientRect().height ?? 0) < 43.5;
}).map(e => e.outerHTML.slice(0, 90))"""


# Every pair of width, light and direction of writing is seen once: a fault hangs on two of them, hardly on all three.
LOOKS = [(1280, "light", "en"), (1280, "dark", "he"), (390, "light", "he"), (390, "dark", "en")]
WIDTHS = (320, 390, 768, 1024, 1280, 1920)
LANGUAGES = ("en", "ru", "he")


def widths(page: Page) -> dict[int, int]:
    """At which widths this page is wider than the screen, and by how much."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (by := page.evaluate(WIDER)) > 0:
            found[width] = by
    return found


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that does not write to the test's output."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every page in English, Russian and Hebrew, served with the product's own stylesheets."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "static").symlink_to(STATIC, target_is_directory=True)
    for language in LANGUAGES:
        for name in GALLERY:
            (folder / f"{name}.{language}.html").write_text(drawn(name, language), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_no_findings(browser: Browser, gallery: str, width: int, scheme: str, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []
    for name in GALLERY:
        page.goto(f"{gallery}/{name}.{language}.html")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            where = [node["html"][:140] for node in violation["nodes"][:3]]
            found.append(f"{name}: {violation['id']}: {violation['help']} {where}")
        wider = page.evaluate(WIDER)
        if wider > 0:
            found.append(f"{name}: {wider} px wider than the screen")
        if width < 768:
            found += [f"{name}: too small to hit: {one}" for one in page.evaluate(SMALL)]
    context.close()
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sideways_scrolling(browser: Browser, gallery: str, language: str) -> None:
    page = browser.new_page()
    wider: dict[tuple[str, str, int], int] = {}
    for name in GALLERY:
        page.goto(f"{gallery}/{name}.{language}.html")
        wider |= {(language, name, width): by for width, by in widths(page).items()}
    page.close()
    assert wider == {}


def test_keys_move_through_rows(browser: Browser, gallery: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{gallery}/board.en.html")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.close()


def test_a_form_waits_for_the_connection(browser: Browser, gallery: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{gallery}/register.en.html")
    context.set_offline(True)
    page.fill("#phone", "+7 900 000")
    page.locator("form.register button[type=submit]").first.click()
    assert page.locator("#offline").is_visible()
    assert page.input_value("#phone") == "+7 900 000"
    context.close()


def test_half_filled_answers_survive_a_lost_connection(browser: Browser, gallery: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    sent: list[str] = []
    away = False

    def receive(route: Route) -> None:
        if away:
            route.abort()
            return
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
        route.fulfill(status=200, content_type="text/html", body="<p>Thank you")

    page.route("**/answers", receive)
    page.goto(f"{gallery}/me-asked.en.html")
    card = page.locator("form[data-ask]")
    card.locator("input[name=q-pain-walking][value='3']").check(force=True)
    card.locator(".steps-between .primary").click()
    assert card.locator("[data-question]:visible").count() == 1
    page.reload()
    assert card.locator("input[name=q-distance]").first.is_visible(), "the card she was at"
    assert card.locator("input[name=q-pain-walking][value='3']").is_checked()
    for _ in range(3):
        card.locator(".steps-between .primary").click()
    away = True
    context.set_offline(True)
    card.locator("button[type=submit]").click()
    page.wait_for_function("!document.querySelector('.told').hidden")
    assert sent == []
    away = False
    context.set_offline(False)
    page.wait_for_function("Object.keys(localStorage).length === 0", timeout=20_000)
    assert len(sent) == 1
    assert "q-pain-walking=3" in sent[0]
    context.close()


def test_a_small_screen_folds_what_is_behind_and_ahead(browser: Browser, gallery: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{gallery}/patient.en.html")
    page.wait_for_selector("[data-fold]")
    resting, shown = page.locator("tr.rest"), page.locator("tr.rest:visible")
    assert resting.count() > shown.count() == 0
    assert page.locator("tr[data-state=late]:visible, tr[data-state=due]:visible").count()
    page.locator("[data-fold=past]").click()
    assert page.locator("tbody.past tr.rest:visible").count() == page.locator("tbody.past tr.rest").count() > 0
    page.emulate_media(media="print")
    assert shown.count() == resting.count(), "paper shows the whole plan"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert shown.count() == resting.count()
    page.close()


@pytest.mark.parametrize(("language", "spelt"), [("en", "Tuesday, 3 March 1959"), ("he", "יום שלישי, 3 במרץ 1959")])
def test_a_date_is_spelt_out_in_the_language_of_the_page(
    browser: Browser, gallery: str, language: str, spelt: str
) -> None:
    page = browser.new_page(locale="en-US")
    page.goto(f"{gallery}/register.{language}.html")
    page.fill("#birth", "1959-03-03")
    told = page.locator("#birth + output").inner_text()
    assert re.sub(r"\W+", " ", told) == re.sub(r"\W+", " ", spelt)
    page.close()


def test_an_address_opens_what_is_folded(browser: Browser, gallery: str) -> None:
    page = browser.new_page()
    page.goto(f"{gallery}/patient.en.html#refer")
    assert page.locator("#refer").evaluate("e => e.open")
    page.close()
