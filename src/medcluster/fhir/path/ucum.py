"""What does a unit measure, and how much of it?

Promise: a UCUM unit becomes a factor and an offset to base units together with its dimensions, exactly (fractions,
no floats); a text that is no unit becomes None. The units of laboratories, wards and pharmacies are here, not every
unit of physics; a mole is a dimension of its own, so that mmol/L is never compared with 10*9/L. Must not know:
quantities and paths. Source: The Unified Code for Units of Measure, https://ucum.org/ucum, cited codes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .ucum_table import ARBITRARY, BASE, DERIVED, OFFSET, PREFIXES

Dimensions = tuple[tuple[str, int], ...]

_WORD = re.compile(r"10[*^]|\d+(?![*^])|(?:\[[^\]\s]*\]|[^\d+\-./(){}\[\]\s])+(?:_\w+)?|[+-]?\d+|[./()]|\{[^{}]*\}")
_EXPONENT = re.compile(r"[+-]?\d+")
_LARGEST_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """One of it is `factor` base units of `dimensions`, counted from `offset`."""

    factor: Fraction
    dimensions: Dimensions
    offset: Fraction = Fraction(0)


class _NoUnit(Exception):
    """The text is no unit."""


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit | None:
    """The unit that a text names, or None."""
    if not text or len(text) > 100:
        return None
    try:
        reader = _Reader(text)
        return reader.term(end=True)
    except (_NoUnit, OverflowError, ZeroDivisionError):
        return None


def product(left: Unit, right: Unit, power: int) -> Unit:
    """left times right to the power of 1 or -1."""
    dimensions = dict(left.dimensions)
    for name, exponent in right.dimensions:
        dimensions[name] = dimensions.get(name, 0) + power * exponent
    kept = tuple(sorted((n, e) for n, e in dimensions.items() if e))
    return Unit(left.factor * right.factor**power, kept)


class _Reader:
    def __init__(self, text: str) -> None:
        self._words = list(_split(text))
        self._place = 0
        self._nesting = 0

    def _next(self) -> str:
        return self._words[self._place] if self._place < len(self._words) else ""

    def _take(self) -> str:
        word = self._next()
        self._place += 1
        return word

    def term(self, end: bool) -> Unit:
        power = 1
        if self._next() == "/":
            self._take()
            power = -1
        first = self._component()
        whole = first if power == 1 else product(Unit(Fraction(1), ()), first, -1)
        while self._next() in (".", "/"):
            power = 1 if self._take() == "." else -1
            whole = product(whole, self._component(), power)
        if end and self._next():
            raise _NoUnit
        return whole

    def _component(self) -> Unit:
        word = self._take()
        if word == "(":
            self._nesting += 1
            if self._nesting > 10:
                raise _NoUnit
            inside = self.term(end=False)
            if self._take() != ")":
                raise _NoUnit
            return inside
        if word.startswith("{"):
            return Unit(Fraction(1), ())
        if word.isdecimal():
            return self._annotated(Unit(Fraction(int(word)), ()))
        return self._annotated(self._powered(_atom(word)))

    def _powered(self, base: Unit) -> Unit:
        if not _EXPONENT.fullmatch(self._next()):
            return base
        exponent = int(self._take())
        if abs(exponent) > _LARGEST_EXPONENT or base.offset:
            raise _NoUnit
        return Unit(base.factor**exponent, tuple((n, e * exponent) for n, e in base.dimensions if exponent))

    def _annotated(self, base: Unit) -> Unit:
        if self._next().startswith("{"):
            self._take()
        return base


def _split(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        match = _WORD.match(text, place)
        if match is None:
            raise _NoUnit
        yield match.group()
        place = match.end()


@lru_cache(maxsize=1024)
def _atom(word: str) -> Unit:
    whole = _plain_atom(word)
    if whole is not None:
        return whole
    for length in (2, 1):
        prefix, rest = word[:length], word[length:]
        if prefix in PREFIXES and _is_metric(rest):
            base = _plain_atom(rest)
            if base is not None:
                return Unit(base.factor * Fraction(PREFIXES[prefix]), base.dimensions)
    raise _NoUnit


def _is_metric(word: str) -> bool:
    return word in BASE or word in ARBITRARY or (word in DERIVED and DERIVED[word][0]) or word == "Cel"


def _plain_atom(word: str) -> Unit | None:
    if word in BASE or word in ARBITRARY:
        return Unit(Fraction(1), ((word if word in BASE else ARBITRARY[word], 1),))
    if word in DERIVED:
        _, factor, of = DERIVED[word]
        base = unit(of)
        return Unit(Fraction(factor) * base.factor, base.dimensions) if base else None
    if word in OFFSET:
        factor, offset = OFFSET[word]
        return Unit(Fraction(factor), (("K", 1),), Fraction(offset))
    return None
