"""A search engine that can be seen to be right: every resource is looked at, with nothing but its postings.

It shares the reading of queries and the postings with the record, and nothing of how the record finds rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medcluster.fhir import types
from medcluster.fhir.search import (
    Chain,
    Condition,
    Criterion,
    DateValue,
    Has,
    NumberValue,
    Postings,
    Prefix,
    QuantityValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
    parse,
    postings,
)


@dataclass(frozen=True)
class Naive:
    """All resources, by reference."""

    postings: Mapping[str, Postings]

    @classmethod
    def over(cls, resources: list[types.Resource]) -> Naive:
        return cls({f"{types.type_name(r)}/{r.id}": postings(r) for r in resources})

    def search(self, resource_type: str, query: str) -> set[str]:
        """The ids that match."""
        conditions = parse(resource_type, query).conditions
        return {
            reference.split("/")[1]
            for reference in self._of(resource_type)
            if all(self._meets(reference, condition) for condition in conditions)
        }

    def _of(self, resource_type: str) -> list[str]:
        return [reference for reference in self.postings if reference.startswith(f"{resource_type}/")]

    def _meets(self, reference: str, condition: Condition) -> bool:
        found = self.postings[reference]
        if isinstance(condition, Chain):
            name = condition.parameter.name
            targets = {target for parameter, target in found.references if parameter == name}
            return any(
                target.startswith(f"{kind}/") and target in self.postings and self._meets(target, inner)
                for kind, inner in condition.branches
                for target in targets
            )
        if isinstance(condition, Has):
            name = condition.parameter.name
            return any(
                (name, reference) in self.postings[other].references and self._meets(other, condition.condition)
                for other in self._of(condition.type)
            )
        return self._criterion(found, condition)

    def _criterion(self, found: Postings, criterion: Criterion) -> bool:
        name = criterion.parameter.name
        if criterion.missing is not None:
            return criterion.missing is not _has_any(found, name)
        hit = any(_hit(found, name, value, criterion.modifier) for value in criterion.values)
        return hit is not (criterion.modifier == "not")


def _has_any(found: Postings, name: str) -> bool:
    kinds = (found.tokens, found.references, found.strings, found.dates, found.uris, found.quantities, found.numbers)
    return any(entry[0] == name for kind in kinds for entry in kind)


def _hit(found: Postings, name: str, value: Value, modifier: str) -> bool:
    match value:
        case TokenValue():
            return any(n == name and _token(value, system, code) for n, system, code in found.tokens)
        case ReferenceValue():
            return any(n == name and target in value.candidates for n, target in found.references)
        case UriValue():
            return (name, value.uri) in found.uris
        case StringValue():
            return any(n == name and _string(value, modifier, text, folded) for n, text, folded in found.strings)
        case DateValue():
            return any(n == name and _date(value, low, high) for n, low, high in found.dates)
        case QuantityValue():
            return any(
                n == name
                and _number(value.number, float(v))
                and value.system in (None, system)
                and value.code in ("", code)
                for n, v, system, code in found.quantities
            )
        case NumberValue():
            return any(n == name and _number(value, float(v)) for n, v in found.numbers)


def _token(value: TokenValue, system: str | None, code: str) -> bool:
    return value.code in (None, code) and (value.system is None or value.system == (system or ""))


def _string(value: StringValue, modifier: str, text: str, folded: str) -> bool:
    if modifier == "exact":
        return text == value.text
    return value.normalised in folded if modifier == "contains" else folded.startswith(value.normalised)


def _date(value: DateValue, low: object, high: object) -> bool:
    within = value.low <= low and high <= value.high  # type: ignore[operator]
    above, below = high > value.high, low < value.low  # type: ignore[operator]
    return {
        Prefix.EQ: within,
        Prefix.NE: not within,
        Prefix.GT: above,
        Prefix.LT: below,
        Prefix.GE: above or within,
        Prefix.LE: below or within,
        Prefix.SA: low >= value.high,  # type: ignore[operator]
        Prefix.EB: high <= value.low,  # type: ignore[operator]
    }[value.prefix]


def _number(value: NumberValue, number: float) -> bool:
    exact, low, high = float(value.value), float(value.low), float(value.high)
    return {
        Prefix.EQ: low <= number < high,
        Prefix.NE: not low <= number < high,
        Prefix.GT: number > exact,
        Prefix.LT: number < exact,
        Prefix.GE: number >= exact,
        Prefix.LE: number <= exact,
        Prefix.SA: number > exact,
        Prefix.EB: number < exact,
        Prefix.AP: exact - abs(exact) / 10 <= number <= exact + abs(exact) / 10,
    }[value.prefix]
