"""What does a search ask?

Promise: a query is a tree of these values: conditions (all must hold), each with alternative values (one must match),
and how the answer is to look. Values compare with postings of the same kind. Must not know: text, indexes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from medcluster.fhir.search.parameters import Parameter
from medcluster.foundation import Issue


class Prefix(StrEnum):
    """How an ordered value compares."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    LT = "lt"
    GE = "ge"
    LE = "le"
    SA = "sa"
    EB = "eb"
    AP = "ap"


@dataclass(frozen=True, slots=True)
class TokenValue:
    """`code`, `system|code`, `|code`, `system|`: system None is any, "" is none at all; code None is any.

    With the modifier `text`, `code` is the text; with `of-type`, `system|code|value` is spread over the three; with
    `in` and `not-in`, `code` is the url of a value set until it is resolved.
    """

    system: str | None
    code: str | None
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """`candidates` are the references that match: "Type/id" for each type that is possible, or one absolute url."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StringValue:
    """As written, and folded as the postings are."""

    text: str
    normalised: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """A half-open span of time; `zone`: whose days it is compared with, where a stored date has no time."""

    prefix: Prefix
    low: datetime
    high: datetime
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number, and the half-open span that its digits mean: 5.4 is from 5.35 to 5.45."""

    prefix: Prefix
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A number with its span, the system (None is any) and the code or unit ("" is any)."""

    number: NumberValue
    system: str | None
    code: str


@dataclass(frozen=True, slots=True)
class UriValue:
    """A uri, compared whole."""

    uri: str


@dataclass(frozen=True, slots=True)
class CompositeValue:
    """A value for each component, all found in one element."""

    parts: tuple[SimpleValue, ...]


@dataclass(frozen=True, slots=True)
class NearValue:
    """Within a distance of a place, in metres; the modifier is a prefix of none."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True, slots=True)
class WordsValue:
    """Words, all of which are in the text."""

    words: tuple[str, ...]


SimpleValue: TypeAlias = TokenValue | ReferenceValue | StringValue | DateValue | NumberValue | QuantityValue | UriValue
Value: TypeAlias = SimpleValue | CompositeValue | NearValue | WordsValue


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the values matches; with `missing`, whether the parameter finds nothing in the resource at all."""

    parameter: Parameter
    modifier: str = ""
    values: tuple[Value, ...] = ()
    missing: bool | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The resource refers, by this parameter, to one that meets the condition of its type: (type, condition)."""

    parameter: Parameter
    branches: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class Has:
    """A resource of `type` refers here, by this parameter of its own, and meets the condition."""

    type: str
    parameter: Parameter
    condition: Condition


@dataclass(frozen=True, slots=True)
class Listed:
    """A List refers to the resource."""

    lists: tuple[str, ...]  # their ids


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    condition: Condition


Condition: TypeAlias = "Criterion | Chain | Has | Listed | All | Either | Not"


@dataclass(frozen=True, slots=True)
class Include:
    """`_include` and `_revinclude`: `parameter` None is every reference, `target` "" is every type."""

    source: str
    parameter: Parameter | None
    target: str = ""
    iterate: bool = False


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of the order."""

    parameter: Parameter
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A whole search. Empty strings and None mean that the query did not say.

    `types`: in a search over all types (`type` is "Resource"), those that are asked for. `ignored`: what a lenient
    reading left out, each with the reason.
    """

    type: str
    conditions: tuple[Condition, ...] = ()
    includes: tuple[Include, ...] = ()
    revincludes: tuple[Include, ...] = ()
    sort: tuple[SortKey, ...] = ()
    count: int | None = None
    total: str = ""
    summary: str = ""
    elements: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    ignored: tuple[Issue, ...] = ()
