"""Every staff page is drawn from realistic contexts, in each language, without anything that the policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from medcluster.foundation import Languages, Words
from medcluster.web.environment import html_of
from tests.pages import samples, samples_three

PAGES = {**samples.GALLERY, **samples_three.GALLERY}
NAMES = tuple(PAGES)


class Reader(HTMLParser):
    """Collects what the checks ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.forbidden: list[str] = []
        self.addresses: list[str] = []
        self.steps: list[tuple[str, str]] = []
        self.forms: list[bool] = []
        self.sealed = 0
        self.direction = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.direction = values.get("dir", "")
        self.forbidden += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.forbidden.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.addresses += [values[name] for name in ("href", "src", "action", "formaction") if name in values]
        if "data-step" in values:
            self.steps.append((values["data-step"], values.get("data-state", "")))
        if tag == "form" and values.get("method") == "post":
            self.forms.append(True)
        self.sealed += values.get("name") == "csrf"


def read(name: str, language: str) -> Reader:
    """The page of a sample, parsed."""
    words = Words.of(language)
    reader = Reader()
    reader.feed(html_of(PAGES[name](words), words))
    return reader


@pytest.mark.parametrize("language", Languages)
@pytest.mark.parametrize("name", NAMES)
def test_page_is_drawn(name: str, language: str) -> None:
    page = read(name, language)
    assert page.direction == ("rtl" if language == "he" else "ltr")
    assert page.forbidden == []
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert page.sealed >= len(page.forms), "a form without the session's mark"
    assert not [address for address in page.addresses if re.match(r"(?:\w+:)?//", address)], "another host"


@pytest.mark.parametrize("name", ["board", "patient", "step", "work"])
def test_steps_carry_their_state(name: str) -> None:
    steps = read(name, "en").steps
    assert steps
    assert all(key and state for key, state in steps)


def test_the_board_shows_every_kind_of_trouble() -> None:
    states = {state for _, state in read("board", "en").steps}
    assert {"late", "missing", "deviated", "due", "done", "done-late", "upcoming", "not-applicable"} <= states


def test_names_are_written_for_their_reader() -> None:
    russian = html_of(samples.board(Words.of("ru")), Words.of("ru"))
    english = html_of(samples.board(Words.of("en")), Words.of("en"))
    assert "Петрова, Анна" in russian
    assert "Petrova, Anna" in english
    assert "Петрова" not in english


def test_markup_brings_only_its_words() -> None:
    from medcluster.web.patient.documents import words_of

    told = words_of('<h1>Note</h1><script>alert(1)</script><p onclick="x()">It <b>hurts</b></p><style>p{}</style>')
    assert told.split() == ["#", "Note", "It", "hurts"]


def test_an_unsafe_file_is_not_opened() -> None:
    kinds = {piece.kind for piece in samples_three.document(Words.of("en")).pieces}
    assert kinds == {"text", "file", "closed", "away"}
