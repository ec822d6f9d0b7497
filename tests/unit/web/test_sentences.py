"""Long titles in narrow places keep what tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from medcluster.foundation import Languages
from medcluster.protocol import compiled
from medcluster.web.sentences import shortened

PROTOCOLS = Path(__file__).resolve().parents[3] / "protocols"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Hip fast-track", "Hip fast-track"),
        (
            "Быстрое восстановление после замены тазобедренного сустава",
            "Быстрое восстановление … тазобедренного сустава",
        ),
        ("Быстрое восстановление после замены коленного сустава", "Быстрое восстановление … коленного сустава"),
        ("a" * 60, "a" * 60),
        ("short " + "b" * 50, "short " + "b" * 50),
        ("", ""),
    ],
)
def test_a_title_keeps_its_beginning_and_its_end(title: str, short: str) -> None:
    assert shortened(title) == short


@pytest.mark.parametrize("language", Languages)
def test_no_two_protocols_look_alike_on_the_board(language: str) -> None:
    newest = {path.parent.name: path.stem for path in sorted(PROTOCOLS.glob("*/[0-9]*.yaml"))}
    titles = [compiled(f"{name}/{version}").title.get(language) for name, version in newest.items()]
    shown = [shortened(title) for title in titles if title]
    assert len(set(shown)) == len(shown) > 5
