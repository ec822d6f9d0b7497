"""Sign-in, the phone, the protocols and the cluster: drawn in each language, usable by everybody, and worded right."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, sync_playwright

from medcluster.fhir import types
from medcluster.foundation import Languages, Refusal, Words
from medcluster.protocol import At, compiled, difference, questionnaire_canonical
from medcluster.web.environment import STATIC, html_of
from medcluster.web.me.answers import response_of
from medcluster.web.protocols.changes import says
from medcluster.web.protocols.durations import window_sentence, window_short
from tests.pages import samples_two
from tests.pages.serving import chromium
from tests.pages.test_gallery import Reader
from tests.pages.test_gallery_accessibility import LOOKS, RULES, SMALL, Quiet, widths

NAMES = tuple(samples_two.GALLERY)
ENGLISH = Words.of("en")


def drawn(name: str, language: str) -> str:
    """The page of a sample."""
    words = Words.of(language)
    return html_of(samples_two.GALLERY[name](words), words)


@pytest.mark.parametrize("language", Languages)
@pytest.mark.parametrize("name", NAMES)
def test_page_is_drawn(name: str, language: str) -> None:
    page = Reader()
    page.feed(drawn(name, language))
    assert page.direction == ("rtl" if language == "he" else "ltr")
    assert page.forbidden == []
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert page.sealed >= len(page.forms), "a form without the session's mark"
    assert not [address for address in page.addresses if re.match(r"(?:\w+:)?//", address)], "another host"


@pytest.mark.parametrize("name", ["me", "me-asked"])
def test_a_patient_reads_done_now_and_next_alone(name: str) -> None:
    page = Reader()
    page.feed(drawn(name, "en"))
    assert page.steps
    assert {state for _, state in page.steps} <= {"done", "due", "upcoming"}
    words = re.sub(r"<[^>]+>", " ", drawn(name, "en").partition("<main")[2]).lower()
    assert not re.search(r"\b(late|deviated|missing)\b", words)


@pytest.mark.parametrize("name", ["protocol", "protocol-long", "difference", "difference-origin"])
def test_protocols_show_no_state_of_a_patient(name: str) -> None:
    page = Reader()
    page.feed(drawn(name, "en"))
    assert page.steps
    assert {state for _, state in page.steps} <= {"defined", "changed", "new", "removed"}


@pytest.mark.parametrize(
    ("ends", "sentence", "short"),
    [
        ((1, 10, 21), "Between 1 day and 21 days after surgery, best after 10 days.", "1 – 21 d"),
        ((-42, -21, -7), "Between 6 weeks and 1 week before surgery, best 3 weeks before.", "6 – 1 weeks before"),
        ((0, 3, 7), "Within 7 days after surgery, best after 3 days.", "0 – 7 d"),
        ((335, 365, 455), "Between 11 months and 15 months after surgery, best after 12 months.", "11 – 15 months"),
    ],
)
def test_a_window_in_days_reads_as_a_sentence(ends: tuple[int, int, int], sentence: str, short: str) -> None:
    earliest, target, latest = (timedelta(days=days) for days in ends)
    at = At("surgery", target, earliest, latest)
    assert window_sentence(ENGLISH, at, "surgery") == sentence
    assert window_short(ENGLISH, at) == short


def test_a_window_in_hours_reads_as_a_sentence() -> None:
    hour = timedelta(hours=1)
    around = At("surgery", 0 * hour, -hour, hour)
    assert window_short(ENGLISH, around) == "± 1 h"
    assert "1 hour before and 1 hour after surgery" in window_sentence(ENGLISH, around, "surgery")
    walk = At("surgery", 4 * hour, 2 * hour, 24 * hour)
    assert window_sentence(ENGLISH, walk, "surgery") == (
        "Between 2 hours and 24 hours after surgery, best after 4 hours."
    )


def test_every_change_of_the_hip_is_a_sentence_with_its_old_value() -> None:
    old, new = compiled("hip-fast-track/2.0.0"), compiled("hip-fast-track/2.1.0")
    for language in Languages:
        for change in difference(old, new):
            parts = says(change, old, new, Words.of(language))
            assert {part.kind for part in parts} >= {"new", "old"}
            assert not any(set(part.text) & set("\ue000\ue001\ue002") for part in parts)


def _answers(**fields: str) -> types.QuestionnaireResponse:
    return response_of(
        compiled("hip-fast-track/2.1.0"),
        "prom-hip",
        {f"q-{name.replace('_', '-')}": value for name, value in fields.items()},
        patient="anna",
        careplan="plan",
        sending="plan/prom12/1",
        language="ru",
        now=datetime(2027, 11, 24, 9, tzinfo=UTC),
    )


def test_answers_become_a_response_of_her_version() -> None:
    response = _answers(pain_walking="3", distance="block", aid="false", message="")
    assert response.questionnaire == questionnaire_canonical(compiled("hip-fast-track/2.1.0"), "prom-hip")
    assert [item.linkId for item in response.item] == ["pain-walking", "distance", "aid"]
    assert response.item[0].answer[0].valueInteger == 3
    assert response.item[1].answer[0].valueCoding == types.Coding(
        system="urn:medcluster:protocol:hip-fast-track:questionnaire:prom-hip:distance",
        code="block",
        display="Вокруг дома",
    )
    assert response.item[2].answer[0].valueBoolean is False


@pytest.mark.parametrize("fields", [{}, {"pain_walking": "11"}, {"distance": "moon"}, {"aid": "perhaps"}])
def test_what_is_no_answer_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        _answers(**fields)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every page in English, Russian and Hebrew, served with the product's own stylesheets."""
    folder = tmp_path_factory.mktemp("gallery-two")
    (folder / "static").symlink_to(STATIC, target_is_directory=True)
    for language in ("en", "ru", "he"):
        for name in NAMES:
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


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_no_findings(browser: Browser, gallery: str, width: int, scheme: str, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []
    for name in NAMES:
        page.goto(f"{gallery}/{name}.{language}.html")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            where = [node["html"][:140] for node in violation["nodes"][:3]]
            found.append(f"{name}: {violation['id']}: {violation['help']} {where}")
        if width < 768:
            found += [f"{name}: too small to hit: {one}" for one in page.evaluate(SMALL)]
    context.close()
    assert found == [], "\n".join(found)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru", "he"])
def test_no_sideways_scrolling(browser: Browser, gallery: str, language: str) -> None:
    page = browser.new_page()
    wider: dict[tuple[str, int], int] = {}
    for name in NAMES:
        page.goto(f"{gallery}/{name}.{language}.html")
        wider |= {(name, width): by for width, by in widths(page).items()}
    page.close()
    assert wider == {}


@pytest.mark.browser
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
