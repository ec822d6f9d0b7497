"""The page about writing a protocol says what the compiler does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from medcluster.protocol import compile_text
from medcluster.protocol.authoring import _TOP
from medcluster.protocol.authoring_parts import _STEP

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/protocol-form.md").read_text(encoding="utf-8")


def test_its_example_compiles() -> None:
    """The example is a whole protocol."""
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    version = compile_text(example[1], file="protocol-form.md")
    assert [step.id for step in version.steps] == ["bloods", "anaemia", "surgery", "leave", "dressing", "prom"]


@pytest.mark.parametrize("key", sorted(_TOP | _STEP))
def test_every_key_is_explained(key: str) -> None:
    """No key of the compiler is missing on the page."""
    assert f"`{key}`" in PAGE
