"""Who comes to the pages, and what must never happen while they are there?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
Scheme = Literal["light", "dark"]

POLICY_REPORTS = """document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`content policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ""}:${e.lineNumber}`))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Fonts have come, and colours that fade into each other have arrived.
LAID_OUT = """document.fonts.ready.then(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)))
  .then(() => true)"""
# Every step that is shown says which step it is and how it stands.
UNTOLD = """[...document.querySelectorAll("[data-step]")].filter((e) =>
  !e.dataset.step || !e.dataset.state).map((e) => e.outerHTML.slice(0, 120))"""


@dataclass
class Visitors:
    """Everybody who has a window open on the platform."""

    address: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    async def window(self, size: ViewportSize = DESKTOP, scheme: Scheme = "light") -> Page:
        """An empty window of somebody who is not signed in."""
        context = await self.browser.new_context(viewport=size, color_scheme=scheme, base_url=self.address)
        context.set_default_timeout(15_000)
        await context.add_init_script(POLICY_REPORTS)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    async def sign_in(self, role: str, language: str = "en", size: ViewportSize = DESKTOP) -> Page:
        """A window of the demonstration's person of this role."""
        page = await self.window(size)
        await page.goto(f"/sign-in?lang={language}")
        await page.locator(f"button[name=role][value={role}]").click()
        await page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    async def leave(self) -> None:
        """Close every window."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"{request.frame.url} asked another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        offline = "ERR_INTERNET_DISCONNECTED" in message.text
        answered = "the server responded with a status of 4" in message.text  # refusals that a test provokes
        if message.type == "error" and not offline and not answered:
            where = message.page.url if message.page else ""
            self.complaints.append(f"{where}: {message.text}")
