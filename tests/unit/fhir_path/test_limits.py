"""Does a hostile expression end, soon and with a Refusal?"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcluster.fhir import path
from medcluster.foundation import Refusal

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LONG = "'" + "a" * 60 + "b'"


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "1" + "+1" * 5000,
        "-" * 5000 + "1",
        "'a'" + ".upper()" * 5000,
        "1.repeat($this + 1)",
        "1.repeatAll($this)",
        "'a'.repeat($this & $this)",
        "(1|2|3).repeatAll((1|2|3))",
        "'ab'" + f".replace('', '{'c' * 200}')" * 8,
        f"{LONG}.matches('(?=a)(a+)+$')",
        f"{LONG}.replaceMatches('(a+)+$', 'x')",
        "'a'.matches('((a{900}){900}){900}(b+)+')",
        "1" * 60_000,
    ],
)
def test_it_ends_with_a_refusal(expression: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Refusal):
        path.compile(expression).evaluate(None, now=NOW)
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        (f"{LONG}.matches('^(a+)+$')", False),
        (f"{LONG}.matches('^(a|a)*b$')", True),
        (f"{LONG}.matchesFull('(a*)*(a*)*(a*)*c')", False),
        ("2.power(2147483647).empty()", True),
        ("(1000000000.0).exp().empty()", True),
        ("(@9999-12-31 + 1 day).empty()", True),
        ("(9223372036854775807 + 1).empty()", True),
    ],
)
def test_what_looks_dear_is_cheap(expression: str, answer: bool) -> None:
    assert path.compile(expression).truth(None, now=NOW) is answer


_PIECES = st.sampled_from(["a", "b", "[ab]", "[^b]", ".", r"\w", r"\d", "(a|b)", "(?:ab)", "(a*)", "^", "$", r"\b"])
_TIMES = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?"])


@given(st.lists(st.tuples(_PIECES, _TIMES), min_size=1, max_size=5), st.text(alphabet="ab1 \n", max_size=8))
def test_the_automaton_agrees_with_pythons_engine(pieces: list[tuple[str, str]], subject: str) -> None:
    from medcluster.fhir.path.automaton import Automaton
    from medcluster.fhir.path.frames import Environment

    pattern = "".join(piece + ("" if piece in ("^", "$", r"\b") else times) for piece, times in pieces)
    automaton = Automaton(pattern, re.DOTALL)
    env = Environment([], {}, NOW)
    assert automaton.matches(env, subject, whole=False) == (re.search(pattern, subject, re.DOTALL) is not None)
    assert automaton.matches(env, subject, whole=True) == (re.fullmatch(pattern, subject, re.DOTALL) is not None)


@given(st.text(alphabet="aA1'\".()[]{}|=<>~!@%$`+-*/&, \\andorisT:", max_size=30))
def test_any_text_is_an_expression_or_a_refusal(text: str) -> None:
    try:
        path.compile(text).evaluate({"resourceType": "Patient", "id": "a"}, now=NOW)
    except Refusal as refusal:
        assert "column" in refusal.text
