"""Which words is an expression made of?

Promise: a text becomes tokens with their columns, or a Fault that names the first character that fits nothing. Must
not know: what the words mean together. Source: the FHIRPath grammar, http://hl7.org/fhirpath/N1/grammar.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .frames import Fault

LONGEST_EXPRESSION = 50_000

_WORDS = re.compile(
    r"""
    (?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
  | (?P<time>@T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)
  | (?P<datetime>@\d{4}(?:-\d\d(?:-\d\d)?)?T(?:\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?)?)
  | (?P<date>@\d{4}(?:-\d\d(?:-\d\d)?)?)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<string>'(?:[^'\\]|\\.)*')
  | (?P<delimited>`(?:[^`\\]|\\.)*`)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<special>\$(?:this|index|total)\b)
  | (?P<symbol><=|>=|!=|!~|[-+*/&|<>=~.,()\[\]{}%])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "'": "'", '"': '"', "`": "`", "\\": "\\", "/": "/"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind (a group of the pattern above), its text as meant, its column from 1."""

    kind: str
    text: str
    column: int


def tokens(expression: str) -> list[Token]:
    """The words of an expression, with an `end` after the last."""
    if len(expression) > LONGEST_EXPRESSION:
        raise Fault(f"the expression is longer than {LONGEST_EXPRESSION} characters", 1)
    found: list[Token] = []
    place = 0
    while place < len(expression):
        match = _WORDS.match(expression, place)
        if match is None:
            raise Fault(_why(expression, place), place + 1)
        kind, text = str(match.lastgroup), match.group()
        if kind in ("string", "delimited"):
            text = _meant(text[1:-1], place + 1)
        if kind != "space":
            if text == "/" and expression.startswith("/*", place):
                raise Fault("the comment that begins here is not closed", place + 1)
            found.append(Token(kind, text, place + 1))
        place = match.end()
    found.append(Token("end", "", len(expression) + 1))
    return found


def _why(expression: str, place: int) -> str:
    opening = expression[place]
    if opening in "'`":
        return f"the text that begins with {opening} here is not closed"
    if opening == "@":
        return "a date or time is written @2024-05-31, @2024-05-31T10:00:00Z or @T10:00"
    return f"{opening!r} has no meaning here"


def _meant(text: str, column: int) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if len(code) == 5:
            return chr(int(code[1:], 16))
        if code not in _ESCAPES:
            raise Fault(f"\\{code} is not an escape; a backslash itself is written \\\\", column + match.start() + 1)
        return _ESCAPES[code]

    return _ESCAPE.sub(one, text) if "\\" in text else text
