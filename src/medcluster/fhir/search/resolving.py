"""Which codes does a condition on a value set, or on a branch of a hierarchy, mean?

Promise: `resolve` asks a terminology and gives the same query with plain codes in place of `:in`, `:not-in`, `:above`
and `:below` of tokens; what needs no terminology is left as it is. Must not know: indexes, where terminologies come
from. Source: http://hl7.org/fhir/R4/search.html#token.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from medcluster.fhir.search.query import (
    All,
    Chain,
    Condition,
    Criterion,
    Either,
    Has,
    Not,
    Query,
    TokenValue,
    Value,
)
from medcluster.foundation import Kind, Refusal

MOST_CODES = 50_000  # of one condition


class Terminology(Protocol):
    """Who knows value sets and hierarchies of codes; what is unknown is refused by name."""

    async def codes(self, canonical: str) -> Collection[tuple[str, str]]:
        """Every (system, code) of a value set."""

    async def above(self, system: str, code: str) -> Collection[str]:
        """The codes that subsume this one."""

    async def below(self, system: str, code: str) -> Collection[str]:
        """The codes that this one subsumes."""


def needs_terminology(query: Query) -> bool:
    """Whether a query has a condition that only a terminology can resolve."""
    return any(_needs(condition) for condition in query.conditions)


async def resolve(query: Query, terminology: Terminology) -> Query:
    """The query with plain codes; the same object where nothing had to be asked."""
    if not needs_terminology(query):
        return query
    conditions = [await _resolved(condition, terminology) for condition in query.conditions]
    return replace(query, conditions=tuple(conditions))


def _needs(condition: Condition) -> bool:
    match condition:
        case Criterion(parameter, modifier):
            return parameter.type == "token" and modifier in ("in", "not-in", "above", "below")
        case Chain(_, branches):
            return any(_needs(inner) for _, inner in branches)
        case All(conditions) | Either(conditions):
            return any(_needs(inner) for inner in conditions)
        case Has(_, _, inner) | Not(inner):
            return _needs(inner)
    return False


async def _resolved(condition: Condition, terminology: Terminology) -> Condition:
    if not _needs(condition):
        return condition
    match condition:
        case Criterion():
            return await _criterion(condition, terminology)
        case Chain(_, branches):
            inside = [(name, await _resolved(inner, terminology)) for name, inner in branches]
            return replace(condition, branches=tuple(inside))
        case All(conditions) | Either(conditions):
            return replace(condition, conditions=tuple([await _resolved(one, terminology) for one in conditions]))
        case Has(_, _, inner) | Not(inner):
            return replace(condition, condition=await _resolved(inner, terminology))
    return condition


async def _criterion(criterion: Criterion, terminology: Terminology) -> Criterion:
    name, modifier = criterion.parameter.name, criterion.modifier
    found: dict[Value, None] = {}
    for value in criterion.values:
        if not isinstance(value, TokenValue):
            raise TypeError(value)
        if modifier in ("in", "not-in"):
            codes = await terminology.codes(value.code or "")
        else:
            codes = await _branch(name, modifier, value, terminology)
        found.update(dict.fromkeys(TokenValue(system, code) for system, code in codes))
        if len(found) > MOST_CODES:
            raise Refusal(
                Kind.TOO_LARGE,
                f"{name}:{modifier} means more than {MOST_CODES} codes.",
                hint="Name a smaller value set, or a code further down.",
            )
    return replace(criterion, modifier="not" if modifier == "not-in" else "", values=tuple(found))


async def _branch(name: str, modifier: str, value: TokenValue, terminology: Terminology) -> list[tuple[str, str]]:
    """A code and those above or below it."""
    if not value.system or value.code is None:
        raise Refusal(
            Kind.MALFORMED,
            f"{name}:{modifier} needs a code with its system",
            hint=f"for example {name}:{modifier}=http://snomed.info/sct|73211009",
        )
    ask = terminology.above if modifier == "above" else terminology.below
    codes = {value.code, *await ask(value.system, value.code)}
    return [(value.system, code) for code in sorted(codes)]
