"""What is refused is said in the reader's language; what only the rooms can say stands below it, in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import medcluster
from medcluster.cluster import Role
from medcluster.foundation import Kind, Refusal, Words
from medcluster.web.refusals import SENTENCES, said, technical
from tests.integration.app.stage import Stage

SOURCES = Path(medcluster.__file__).parent


@pytest.fixture(scope="module")
def everything_said() -> str:
    """Every sentence of the rooms."""
    files = [path for path in SOURCES.rglob("*.py") if path.name != "refusals.py" and "_generated" not in path.parts]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_is_said_somewhere(everything_said: str, sentence: str) -> None:
    assert f'"{sentence}"' in everything_said


def test_what_is_not_known_stands_below() -> None:
    words = Words.of("ru")
    refusal = Refusal(Kind.CONFLICT, "The next stage is visit, not open.", hint="A reason is needed.")
    assert said(words, refusal) == ""
    assert technical(words, refusal) == refusal.text
    assert technical(Words.of("en"), refusal) == ""
    assert said(Words.of("en"), refusal) == refusal.text
    absent = Refusal(Kind.NOT_FOUND, "There is no Patient/nobody.")
    assert said(Words.of("en"), absent) == "", "types and ids of the record are no words for people"
    assert technical(Words.of("en"), absent) == absent.text


async def test_a_refused_form_is_answered_in_hebrew(stage: Stage, enter: Callable[..., Any]) -> None:
    who, plan = await stage.enrolled("Громова", "77 4141")
    coordinator = await enter(Role.COORDINATOR, "he")
    answer = await coordinator.send(f"/patients/{who}/plans/{plan}/resume", reason="Again")
    assert answer.status_code == 409
    text = re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2].partition("</main>")[0])
    assert "This enrolment is running." not in text or Words.of("he").gettext("This enrolment is running.") in text
    assert 'class="detail"' not in answer.text, "nothing is left to say in English"
