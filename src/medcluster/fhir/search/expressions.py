"""What does the expression of a search parameter walk?

Promise: the part of FHIRPath that the official search parameters use becomes plain steps per resource type; anything
else is refused by name, never guessed. Must not know: how the steps are compiled. Source: the `expression` of
SearchParameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from medcluster.foundation import Kind, Refusal


@dataclass(frozen=True)
class Field:
    """Into an element."""

    name: str


@dataclass(frozen=True)
class OfType:
    """Only values of one type (`as`, `ofType`)."""

    type: str


@dataclass(frozen=True)
class Equal:
    """Only where a child element has this text: `where(system = 'phone')`."""

    field: str
    text: str


@dataclass(frozen=True)
class Refers:
    """Only references to one type: `where(resolve() is Patient)`."""

    type: str


@dataclass(frozen=True)
class Extended:
    """Only elements that carry an extension: `where(hasExtension(url))`."""

    url: str


@dataclass(frozen=True)
class First:
    """Only the first: `[0]`."""


@dataclass(frozen=True)
class Top:
    """Back to the resource: `%resource`."""


@dataclass(frozen=True)
class Extension:
    """Into the extensions of one url."""

    url: str


@dataclass(frozen=True)
class Known:
    """Whether a value is there and not false: `deceased.exists() and deceased != false`."""


Step: TypeAlias = Field | OfType | Equal | Refers | Extended | First | Extension | Known | Top

_TOKEN = re.compile(r"\s*(?:(?P<name>%?[A-Za-z_][A-Za-z0-9_]*)|(?P<text>'[^']*')|(?P<index>\[0\])|(?P<mark>[().=|]))")
_MISSPELT = {"DateTime": "dateTime"}  # in the official code-value-date
_KNOWN = re.compile(r"^([\w.]+)\.exists\(\) and ([\w.]+) != false$")


def alternatives(expression: str) -> list[tuple[Step, ...]]:
    """The paths of a union; the first step of each is a Field with the type (`Patient`) or an element."""
    known = _KNOWN.match(expression.strip())
    if known and known[1] == known[2]:
        return [(*(Field(part) for part in known[1].split(".")), Known())]
    return _Reader(expression).union()


class _Reader:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens: list[str] = []
        at = 0
        stripped = expression.rstrip()
        while at < len(stripped):
            found = _TOKEN.match(stripped, at)
            if found is None:
                raise self._refusal()
            self.tokens.append(found[0].strip())
            at = found.end()
        self.at = 0

    def _refusal(self) -> Refusal:
        text = f"search does not read the expression {self.expression!r}"
        return Refusal(Kind.UNSUPPORTED, text, hint="paths, as, ofType, where, extension and unions can be read")

    def _next(self, wanted: str = "") -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if not token or (wanted and token != wanted):
            raise self._refusal()
        self.at += 1
        return token

    def _at(self, token: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == token

    def union(self) -> list[tuple[Step, ...]]:
        paths = [self._path()]
        while self._at("|"):
            self._next()
            paths.append(self._path())
        if self.at != len(self.tokens):
            raise self._refusal()
        return paths

    def _path(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        if self._at("("):
            self._next()
            steps += self._path()
            self._next(")")
        else:
            steps.append(self._step())
        while self.at < len(self.tokens):
            if self._at("."):
                self._next()
                steps.append(self._step())
            elif self._at("[0]"):
                self._next()
                steps.append(First())
            elif self._at("as"):
                self._next()
                steps.append(OfType(self._next()))
            else:
                break
        return tuple(steps)

    def _step(self) -> Step:
        name = self._next()
        if name == "%resource":
            return Top()
        if not name[0].isalpha() and name[0] != "_":
            raise self._refusal()
        if not self._at("("):
            return Field(name)
        self._next("(")
        step = self._call(name)
        self._next(")")
        return step

    def _call(self, name: str) -> Step:
        if name in ("as", "ofType"):
            wanted = self._next()
            return OfType(_MISSPELT.get(wanted, wanted))
        if name == "extension":
            return Extension(self._next().strip("'"))
        if name == "where":
            return self._condition()
        raise self._refusal()

    def _condition(self) -> Step:
        name = self._next()
        if name == "resolve":
            for token in ("(", ")", "is"):
                self._next(token)
            return Refers(self._next())
        if name == "hasExtension":
            self._next("(")
            url = self._next().strip("'")
            self._next(")")
            return Extended(url)
        self._next("=")
        return Equal(name, self._next().strip("'"))
