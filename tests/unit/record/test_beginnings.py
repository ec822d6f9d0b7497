"""Texts that begin with something lie between two bounds, in the order in which the database keeps them."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcluster.record.predicates import beyond

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=4)


@given(texts.filter(bool), texts, texts)
def test_what_begins_so_and_nothing_else_lies_between(head: str, rest: str, other: str) -> None:
    end = beyond(head)
    for text in (head, head + rest, other):
        between = head.encode() <= text.encode() and (not end or text.encode() < end.encode())
        assert between == text.startswith(head)


@pytest.mark.parametrize(
    ("head", "end"), [("pet", "peu"), ("", ""), ("\ud7ff", "\ue000"), ("a\U0010ffff", "b"), (chr(sys.maxunicode), "")]
)
def test_the_first_text_behind(head: str, end: str) -> None:
    assert beyond(head) == end
