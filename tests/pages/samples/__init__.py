"""Realistic contexts for every page: invented people on the shipped protocols, drawn by the product's code.

Nothing is typed in twice: progress, rows and plans come from the rooms' own pure functions over invented facts, so a
sample can never show what the product could not. The day is Wednesday 18 November 2026, 10:42 in Moscow.
"""

from __future__ import annotations

from collections.abc import Callable

from medcluster.foundation import Words
from medcluster.web.environment import Context, html_of
from tests.pages.samples import cluster, library, own, several, staff

GALLERY: dict[str, Callable[[Words], Context]] = {
    **staff.GALLERY,
    **several.GALLERY,
    **own.GALLERY,
    **library.GALLERY,
    **cluster.GALLERY,
}


def drawn(name: str, language: str) -> str:
    """The page of a sample."""
    words = Words.of(language)
    return html_of(GALLERY[name](words), words)
