"""Every page is drawn from realistic contexts, in each language, without anything that the policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from medcluster.foundation import Languages, Words
from tests.pages.samples import GALLERY, drawn, several


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
    reader = Reader()
    reader.feed(drawn(name, language))
    return reader


@pytest.mark.parametrize("language", Languages)
@pytest.mark.parametrize("name", GALLERY)
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


@pytest.mark.parametrize("name", ["me", "me-asked"])
def test_a_patient_reads_done_now_and_next_alone(name: str) -> None:
    page = read(name, "en")
    assert page.steps
    assert {state for _, state in page.steps} <= {"done", "due", "upcoming"}
    words = re.sub(r"<[^>]+>", " ", drawn(name, "en").partition("<main")[2]).lower()
    assert not re.search(r"\b(late|deviated|missing)\b", words)


@pytest.mark.parametrize("name", ["protocol", "protocol-long", "difference", "difference-origin"])
def test_protocols_show_no_state_of_a_patient(name: str) -> None:
    page = read(name, "en")
    assert page.steps
    assert {state for _, state in page.steps} <= {"defined", "changed", "new", "removed"}


def test_names_are_written_for_their_reader() -> None:
    russian, english = drawn("board", "ru"), drawn("board", "en")
    assert "Петрова, Анна" in russian
    assert "Petrova, Anna" in english
    assert "Петрова" not in english


def test_markup_brings_only_its_words() -> None:
    from medcluster.web.patient.documents import words_of

    told = words_of('<h1>Note</h1><script>alert(1)</script><p onclick="x()">It <b>hurts</b></p><style>p{}</style>')
    assert told.split() == ["#", "Note", "It", "hurts"]


def test_an_unsafe_file_is_not_opened() -> None:
    kinds = {piece.kind for piece in several.document(Words.of("en")).pieces}
    assert kinds == {"text", "file", "closed", "away"}
