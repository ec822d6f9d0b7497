"""What the steps of the walk share: who walks it, in which language, and small acts on pages."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from medcluster.foundation import Words
from medcluster.protocol import compiled
from tests.pages.serving import Server
from tests.pages.visiting import UNTOLD, WIDER, Visitors

ZONE = ZoneInfo("Europe/Moscow")  # the demonstration cluster's wall clock
DAY = timedelta(days=1)
STEPS = {step.id for step in compiled("hip-fast-track/2.1.0").steps}
QUESTIONS = "prom0"  # asked before the operation
PEOPLE = {
    "en": {
        "family": "Орлова",
        "given": "Мария Ивановна",
        "latin_family": "Orlova",
        "latin_given": "Maria Ivanovna",
        "birth": "1956-04-02",
        "gender": "female",
        "number": "77 1234",
        "language": "ru",
        "phone": "+7 900 000 77 12",
    },
    "he": {
        "family": "כהן",
        "given": "רבקה",
        "latin_family": "Cohen",
        "latin_given": "Rivka",
        "birth": "1951-09-17",
        "gender": "female",
        "number": "77 5678",
        "language": "he",
        "phone": "+7 900 000 77 56",
    },
}
LOOKALIKE = {"en": ("Orlova", "Mariya"), "he": ("Koen", "Rivka")}


@dataclass
class Journey:
    """What is known so far on the way."""

    language: str
    server: Server
    visitors: Visitors
    patient: str = ""
    careplan: str = ""
    token: str = ""
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def person(self) -> dict[str, str]:
        return PEOPLE[self.language]

    @property
    def home(self) -> str:
        return f"/patients/{self.patient}"

    def step(self, key: str) -> str:
        if not self.careplan:
            pytest.fail("She was never enrolled.", pytrace=False)
        return f"{self.home}/plans/{self.careplan}/steps/{key}"

    @property
    def phone(self) -> Page:
        """Her own phone, once she is in."""
        if "phone" not in self.pages:
            pytest.fail("She never came in by her code.", pytrace=False)
        return self.pages["phone"]

    def say(self, text: str, language: str = "") -> str:
        """A sentence of the product in the reader's language."""
        return Words.of(language or self.language).gettext(text)

    async def as_(self, role: str) -> Page:
        """This person's window; it stays open over the whole journey."""
        if role not in self.pages:
            self.pages[role] = await self.visitors.sign_in(role, self.language)
        return self.pages[role]

    async def check(self, page: Page, language: str = "") -> None:
        """What holds on every page: the language and its direction, steps that tell their state, nothing too wide."""
        language = language or self.language
        document = page.locator("html")
        await expect(document).to_have_attribute("lang", language)
        await expect(document).to_have_attribute("dir", "rtl" if language == "he" else "ltr")
        assert await page.evaluate(UNTOLD) == []
        assert await page.evaluate(WIDER) <= 0, page.url

    def fhir(self, method: str, path: str, body: object = None) -> Any:
        """What a hospital's system hears at the FHIR door."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.server.address}/fhir/{path}", data, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/fhir+json")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def progress(self) -> list[dict[str, Any]]:
        """How the enrolment stands, as `$progress` tells a machine."""
        if not self.careplan:
            pytest.fail("She was never enrolled.", pytrace=False)
        return list(self.fhir("GET", f"CarePlan/{self.careplan}/$progress")["parameter"])

    def states(self) -> dict[str, dict[str, Any]]:
        """The steps among it, by their key."""
        told: dict[str, dict[str, Any]] = {}
        for parameter in self.progress():
            if parameter["name"] == "step":
                parts = {part["name"]: next(v for k, v in part.items() if k != "name") for part in parameter["part"]}
                told[parts["key"]] = parts
        return told


async def send(page: Page, action: str) -> None:
    """Press the first button of the form that goes to this address."""
    form = page.locator(f'form[method=post][action$="{action}"]').first
    async with page.expect_navigation():
        await form.locator("button[type=submit], button:not([type])").first.click()


async def opened(page: Page, form: str) -> None:
    """Unfold what hides a form."""
    fold = page.locator(f"details:has({form})").first
    if await fold.count() and not await fold.evaluate("e => e.open"):
        await fold.locator("summary").first.click()


def at(instant: datetime) -> str:
    """An instant as a field of a form wants it."""
    return instant.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def now() -> datetime:
    return datetime.now(UTC)


async def shown_state(page: Page, key: str) -> str:
    """How a step stands on the timeline of the page."""
    return await page.locator(f'tr[data-step="{key}"]').get_attribute("data-state") or ""
