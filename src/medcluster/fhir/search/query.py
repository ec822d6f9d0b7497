"""What does a search ask?

Promise: a query is a tree of these values: conditions (all must hold), each with alternative values (one must match),
and how the answer is to look. Values compare with postings of the same kind. Must not know: text, indexes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from medcluster.fhir.search.parameters import Parameter


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

    With the modifier `text`, `code` is the text; with `of-type`, `system|code|value` is spread over the three.
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
    """A half-open span of time."""

    prefix: Prefix
    low: datetime
    high: datetime


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


Value: TypeAlias = TokenValue | ReferenceValue | StringValue | DateValue | NumberValue | QuantityValue | UriValue


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


Condition: TypeAlias = "Criterion | Chain | Has"


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
    """A whole search. Empty strings and None mean that the query did not say."""

    type: str
    conditions: tuple[Condition, ...] = ()
    includes: tuple[Include, ...] = ()
    revincludes: tuple[Include, ...] = ()
    sort: tuple[SortKey, ...] = ()
    count: int | None = None
    total: str = ""
    summary: str = ""
    elements: tuple[str, ...] = ()
