"""How does the text of a search become a tree?

Promise: every parameter, modifier and value that R4 defines is understood or refused by name, with what exists instead;
nothing is ignored. Which of them an index can run is the index's own matter. Must not know: indexes. Source:
http://hl7.org/fhir/R4/search.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from itertools import count
from urllib.parse import parse_qsl

from medcluster.fhir.search.filters import filtered
from medcluster.fhir.search.naming import LONGEST_CHAIN, known_parameter, known_type, met_once_more, reference_parameter
from medcluster.fhir.search.own import at_home
from medcluster.fhir.search.parameters import EVERY_TYPE, Parameter
from medcluster.fhir.search.query import Chain, Condition, Criterion, Has, Include, Listed, Query, SortKey
from medcluster.fhir.search.values import MODIFIERS, plain, read, split
from medcluster.fhir.types import NO_ADDRESSES, RESOURCE_TYPES, OwnAddresses
from medcluster.foundation import Issue, Kind, Refusal

PRESENTATION = ("_format", "_pretty")  # the edge's own
TOTALS = ("none", "estimate", "accurate")
SUMMARIES = ("true", "text", "data", "count", "false")
_CONTROLS = ("_sort", "_count", "_total", "_summary", "_elements")
MOST_CONDITIONS = 60  # of one search; planning hundreds takes a database half a minute, whatever is stored
MOST_VALUES = 500  # of one parameter that are compared one by one; codes and references are looked up together
_COMPARED = ("date", "string", "number", "quantity", "composite", "special")
_COMPARING = ("text", "above", "below", "in", "not-in")
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_WITHOUT_MODIFIER = ("_text", "_content", "_filter")


def parse(
    resource_type: str,
    query: str | Sequence[tuple[str, str]],
    *,
    zone: tzinfo = UTC,
    lenient: bool = False,
    own: OwnAddresses = NO_ADDRESSES,
) -> Query:
    """The tree of a search; dates without a zone are read in `zone`, references that begin with `own` as relative.

    `resource_type` may be "Resource": what every type can be searched by. With `lenient`, what cannot be read is left
    out, and `Query.ignored` says why.
    """
    if resource_type != EVERY_TYPE:
        known_type(resource_type)
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else query
    reader = _Reader(resource_type, zone, own)
    ignored: list[Issue] = []
    for name, text in pairs:
        try:
            reader.take(name, text)
        except Refusal as refusal:
            if not lenient:
                raise
            ignored.append(Issue(f"{name} was ignored: {refusal.text}", name, "not-supported", "warning"))
    return replace(reader.query(), ignored=tuple(ignored))


@dataclass
class _Reader:
    """Collects the parts of a query."""

    type: str
    zone: tzinfo
    own: OwnAddresses
    conditions: list[Condition] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)
    revincludes: list[Include] = field(default_factory=list)
    controls: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, text: str) -> None:
        base, _, modifier = name.partition(":")
        if name in PRESENTATION:
            return
        if not text:
            raise Refusal(Kind.MALFORMED, f"the search parameter {name} has no value")
        if base in ("_include", "_revinclude"):
            self._include(base, modifier, text)
        elif name in _CONTROLS:
            if name in self.controls:
                raise Refusal(Kind.MALFORMED, f"{name} may be given once")
            self.controls[name] = text
            try:
                self.query()
            except Refusal:
                del self.controls[name]
                raise
        elif len(self.conditions) == MOST_CONDITIONS:
            raise Refusal(Kind.TOO_LARGE, f"a search of more than {MOST_CONDITIONS} conditions is not run")
        else:
            found = condition(self.type, name, text, self.zone)
            self.conditions.append(at_home(self.type, found, self.own) if self.own.begin(text) else found)

    def _include(self, base: str, modifier: str, text: str) -> None:
        if modifier not in ("", "iterate", "recurse"):
            raise Refusal(Kind.MALFORMED, f"{base} has no modifier {modifier!r}", hint="iterate is the only one")
        parts = text.split(":")
        if text == "*":
            parts = [self.type if base == "_include" else "*", "*"]
        if len(parts) not in (2, 3) or not all(parts):
            raise Refusal(Kind.MALFORMED, f"{base}={text} cannot be read", hint=f"{base}=Type:parameter[:Type]")
        source, name = parts[0], parts[1]
        parameter = None if name == "*" else reference_parameter(source, name)
        target = known_type(parts[2]) if len(parts) == 3 else ""
        if source != "*":
            known_type(source)
        kept = self.includes if base == "_include" else self.revincludes
        kept.append(Include(source, parameter, target, bool(modifier)))

    def query(self) -> Query:
        return Query(
            self.type,
            tuple(self.conditions),
            tuple(self.includes),
            tuple(self.revincludes),
            self._sort(),
            self._count(),
            self._one_of("_total", TOTALS),
            self._one_of("_summary", SUMMARIES),
            tuple(part.strip() for part in self.controls.get("_elements", "").split(",") if part.strip()),
        )

    def _sort(self) -> tuple[SortKey, ...]:
        keys = [key.strip() for key in self.controls["_sort"].split(",")] if "_sort" in self.controls else []
        return tuple(SortKey(known_parameter(self.type, k.removeprefix("-")), k.startswith("-")) for k in keys)

    def _count(self) -> int | None:
        text = self.controls.get("_count")
        if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise Refusal(Kind.MALFORMED, f"_count={text} is no whole number")
        return None if text is None else int(text)

    def _one_of(self, name: str, words: tuple[str, ...]) -> str:
        text = self.controls.get(name, "")
        if text and text not in words:
            raise Refusal(Kind.MALFORMED, f"{name}={text} is unknown", hint=f"{name} is one of {', '.join(words)}")
        return text


def condition(resource_type: str, name: str, text: str, zone: tzinfo = UTC) -> Condition:
    """One condition: a parameter with its modifier, a chain, or `_has`."""
    return _condition(resource_type, name, text, zone, 0, count(1))


def _condition(resource_type: str, name: str, text: str, zone: tzinfo, depth: int, met: Iterator[int]) -> Condition:
    if depth > LONGEST_CHAIN:
        raise Refusal(Kind.TOO_LARGE, f"a chain of more than {LONGEST_CHAIN} links is not followed")
    met_once_more(met)
    if name.startswith("_has:"):
        return _has(name, text, zone, depth, met)
    head, dot, rest = name.partition(".")
    base, _, modifier = head.partition(":")
    parameter = known_parameter(resource_type, base)
    if base == "_list" and not dot:
        return _listed(modifier, text)
    if base == "_filter" and not dot:
        _check_modifier(parameter, modifier)
        return filtered(resource_type, text, zone)
    if dot:
        return _chain(resource_type, parameter, modifier, (rest, text), zone, depth, met)
    if modifier == "missing" and parameter.name not in _WITHOUT_MODIFIER:
        if text not in ("true", "false"):
            raise Refusal(Kind.MALFORMED, f"{name}={text} is unreadable", hint="missing is true or false")
        return Criterion(parameter, modifier, missing=text == "true")
    _check_modifier(parameter, modifier)
    if parameter.type in _COMPARED or modifier in _COMPARING:
        _check_count(name, text)
    return Criterion(parameter, modifier, read(parameter, modifier, text, zone))


def _check_count(name: str, text: str) -> None:
    if text.count(",") >= MOST_VALUES and len(split(text, ",")) > MOST_VALUES:
        raise Refusal(Kind.TOO_LARGE, f"{name} has more than {MOST_VALUES} values", hint="search several times")


def _listed(modifier: str, text: str) -> Listed:
    ids = [plain(part).removeprefix("List/") for part in split(text, ",")]
    if modifier or not all(_ID.fullmatch(one) for one in ids):
        hint = "_list takes the ids of List resources; $current-problems and the like are not kept here"
        raise Refusal(Kind.MALFORMED, f"_list={text} cannot be read", hint=hint)
    return Listed(tuple(ids))


def modifiers_of(parameter: Parameter) -> tuple[str, ...]:
    """The modifiers that a parameter takes, the names of types aside."""
    return () if parameter.name in _WITHOUT_MODIFIER else MODIFIERS[parameter.type]


def _check_modifier(parameter: Parameter, modifier: str) -> None:
    known = modifiers_of(parameter)
    if not modifier or modifier in known or (parameter.type == "reference" and modifier in RESOURCE_TYPES):
        return
    hint = f"{parameter.name} takes {', '.join(known) or 'none'}"
    hint += " and the name of a resource type" if parameter.type == "reference" else ""
    raise Refusal(Kind.MALFORMED, f"the search parameter {parameter.name} has no modifier {modifier!r}", hint=hint)


def _has(name: str, text: str, zone: tzinfo, depth: int, met: Iterator[int]) -> Has:
    parts = name.split(":", 3)
    if len(parts) != 4 or not all(parts):
        hint = "_has:Observation:patient:code=1234-5"
        raise Refusal(Kind.MALFORMED, f"{name} cannot be read", hint=hint)
    _, source, reference, rest = parts
    parameter = reference_parameter(source, reference)
    return Has(source, parameter, _condition(source, rest, text, zone, depth + 1, met))


def _chain(
    resource_type: str,
    parameter: Parameter,
    wanted: str,
    rest: tuple[str, str],
    zone: tzinfo,
    depth: int,
    met: Iterator[int],
) -> Chain:
    reference_parameter(resource_type, parameter.name)
    if wanted:
        return Chain(parameter, ((known_type(wanted), _condition(wanted, *rest, zone, depth + 1, met)),))
    if not parameter.targets:
        hint = f"say which: {parameter.name}:Type.{rest[0]}"
        raise Refusal(Kind.MALFORMED, f"{parameter.name} may refer to any type", hint=hint)
    branches = []
    refused: Refusal | None = None
    for target in parameter.targets:
        try:
            branches.append((target, _condition(target, *rest, zone, depth + 1, met)))
        except Refusal as refusal:
            if refusal.kind is Kind.TOO_LARGE:
                raise
            refused = refused or refusal
    if refused and not branches:
        raise refused
    return Chain(parameter, tuple(branches))
