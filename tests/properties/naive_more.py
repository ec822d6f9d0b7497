"""What the naive engine knows beside plain values: texts, typed identifiers, value sets, places, lists, filters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medcluster.fhir import elements

if TYPE_CHECKING:
    from tests.properties.naive_search import Condition, Naive, Token

_EARTH = 6_371_008.8


@dataclass(frozen=True)
class Text:
    """What the modifier `text` looks at."""

    text: str


@dataclass(frozen=True)
class Typed:
    """An identifier with one of its types."""

    system: str
    code: str
    value: str


@dataclass(frozen=True)
class Position:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Filter:
    """`_filter`: one test, its opposite, or two that are joined."""

    how: str  # one, not, and, or
    tests: tuple[tuple[Condition, str], ...]  # with the operator

    def text(self) -> str:
        """As it is written."""
        said = [f"{one.name} {operator} {_quoted(one.values[0])}" for one, operator in self.tests]
        if self.how == "not":
            return f"not ({said[0]})"
        return f" {self.how} ".join(f"({one})" for one in said) if len(said) > 1 else said[0]


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def texts(kind: str, value: Any) -> Iterator[Text]:
    """The texts of a code or of an identifier's type."""
    if kind == "CodeableConcept":
        yield from [Text(value["text"])] if "text" in value else []
        yield from (Text(one["display"]) for one in value.get("coding", ()) if "display" in one)
    elif kind == "Coding" and "display" in value:
        yield Text(value["display"])
    elif kind == "Identifier" and "text" in value.get("type", {}):
        yield Text(value["type"]["text"])


def typed(kind: str, value: Any) -> Iterator[Typed]:
    """An identifier by its types."""
    if kind == "Identifier" and "value" in value:
        for one in value.get("type", {}).get("coding", ()):
            if "code" in one:
                yield Typed(one.get("system", ""), one["code"], value["value"])


def addresses(kind: str, value: Any) -> Iterator[str]:
    """Canonical addresses, as they are written."""
    if isinstance(value, str):
        yield value


READ = {"text": texts, "of-type": typed, "canonical": addresses}


def positions(value: Any) -> Iterator[Position]:
    """A place on the earth."""
    if isinstance(value, dict) and "latitude" in value and "longitude" in value:
        yield Position(float(value["latitude"]), float(value["longitude"]))


def is_near(value: Position, wanted: str) -> bool:
    """Whether a place is within `latitude|longitude|distance|km`."""
    latitude, longitude, distance, _ = wanted.split("|")
    here, there = math.radians(value.latitude), math.radians(float(latitude))
    across = math.radians(value.longitude - float(longitude))
    half = math.sin((here - there) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, max(0.0, half)))) <= float(distance) * 1000


def is_in(value: Token, value_set: str) -> bool:
    """Whether a code with its system is in one of R4's value sets."""
    return value.code in elements.codes(value_set).get(value.system or "", ())


def is_above(value: str, wanted: str) -> bool:
    """Whether a stored URL stands above the one that is asked for, or is it."""
    if value == wanted or not re.match(r"[a-z]+://", wanted):
        return value == wanted
    return wanted.startswith(value if value.endswith("/") else f"{value}/") and not value.endswith(":/")


def meets(naive: Naive, reference: str, asked: Filter) -> bool:
    """Whether a resource passes a filter."""
    found = [naive.passes(reference, one, operator) for one, operator in asked.tests]
    if asked.how == "not":
        return not found[0]
    return any(found) if asked.how == "or" else all(found)
