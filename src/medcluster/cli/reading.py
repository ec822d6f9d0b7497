"""How does a command read a text that somebody wrote? As UTF-8, and what is none is refused in words."""

from __future__ import annotations

from pathlib import Path

import click

from medcluster.foundation import Kind, Refusal


def text_in(file: Path) -> str:
    """The text in a file; `-` is standard input."""
    with click.open_file(str(file), encoding="utf-8") as opened:
        try:
            text: str = opened.read()
        except UnicodeDecodeError:
            raise Refusal(Kind.MALFORMED, f"{file} is not UTF-8 text.") from None
    return text
