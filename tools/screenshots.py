"""Take the pictures of the documents from the running product: a demonstration server, a real browser.

Writes docs/screenshots/NAME[-LOOK].png for what the documents show; with `--looks` every page in each of these looks.
Needs Chromium (`tools/browser.sh` finds one).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENT = "/patients/anna-petrova"
DIFFERENCE = "/protocols/hip-fast-track/difference?from=2.0.0&to=2.1.0"
SHOWN = ("sign-in", "board", "patient", "protocol", "difference", "cluster", "me-phone")  # in the documents
PAGES = (
    ("sign-in", "", "/sign-in"),
    ("board", "coordinator", "/board"),
    ("patients", "coordinator", "/patients?q=Petrova"),
    ("patient", "coordinator", PATIENT),
    ("register", "doctor", "/patients/new"),
    ("referring", "doctor", "/patients"),
    ("work", "nurse", "/work"),
    ("me", "patient", "/me"),
    ("protocols", "coordinator", "/protocols"),
    ("protocol", "coordinator", "/protocols/hip-fast-track/2.1.0"),
    ("difference", "coordinator", DIFFERENCE),
    ("cluster", "manager", "/cluster"),
    ("participant", "manager", "/cluster/saint-charles"),
    ("moving-on", "manager", "/cluster/schneider#move"),
    ("services", "manager", "/cluster?view=services"),
    ("papers", "manager", "/cluster?view=papers"),
    ("nothing", "nurse", "/patients/nobody"),
)


def signed_in(page: Page, address: str, role: str) -> None:
    """Sign in by one click."""
    page.goto(f"{address}/sign-in")
    page.locator(f'button[name="role"][value="{role}"]').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def views(browser: Browser, address: str, only: str, asked: str) -> Iterator[tuple[str, Page]]:
    """Every page in every look that was asked for, one after the other."""
    for look in asked.split(",") if asked else ("", "phone"):
        scheme = "dark" if "dark" in look else "light"
        size = PHONE if "phone" in look else DESKTOP
        language = next((code for code in ("he", "ru", "fr") if code in look), "en")
        for name, role, path in PAGES:
            picture = f"{name}{'-' + look if look else ''}"
            if (only and name not in only.split(",")) or (not only and not asked and picture not in SHOWN):
                continue
            context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page = context.new_page()
            if role:
                signed_in(page, address, role)
            place, _, part = path.partition("#")
            page.goto(f"{address}{place}{'&' if '?' in place else '?'}lang={language}{'#' + part if part else ''}")
            page.wait_for_timeout(300)
            yield picture, page
            context.close()


def main() -> int:
    """Take them all, of a server that is running or of one started for this."""
    sys.path.insert(0, str(ROOT))
    from tests.pages.serving import chromium, serving

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="", help="a running demonstration; default: start one")
    parser.add_argument("--only", default="", help="pages, by comma")
    parser.add_argument("--looks", default="", help="by comma: empty, phone, dark, he, phone-he …")
    parser.add_argument("--to", default=str(ROOT / "docs" / "screenshots"))
    chosen = parser.parse_args()
    target = Path(chosen.to)
    target.mkdir(parents=True, exist_ok=True)

    def take(address: str) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            for name, page in views(browser, address, chosen.only, chosen.looks):
                page.screenshot(path=str(target / f"{name}.png"), full_page="phone" not in name)
                print(name)
            browser.close()

    if chosen.address:
        take(chosen.address)
    else:
        with (
            tempfile.TemporaryDirectory(prefix="medcluster-pictures-") as folder,
            serving(Path(folder) / "data", MEDCLUSTER_DEMO_PATIENTS="300") as server,
        ):
            take(server.address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
