"""How does the text of a search become a tree?

Promise: every parameter, modifier and value that R4 defines is understood or refused by name, with what exists instead;
nothing is ignored. Which of them an index can run is the index's own matter. Must not know: indexes. Source:
http://hl7.org/fhir/R4/search.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from urllib.parse import parse_qsl

from medcluster.fhir.search.parameters import Parameter, not_offered, parameters_of
from medcluster.fhir.search.query import Chain, Condition, Criterion, Has, Include, Query, SortKey
from medcluster.fhir.search.values import MODIFIERS, read
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal

PRESENTATION = ("_format", "_pretty")  # the edge's own
TOTALS = ("none", "estimate", "accurate")
SUMMARIES = ("true", "text", "data", "count", "false")
_CONTROLS = ("_sort", "_count", "_total", "_summary", "_elements")
_LONGEST = 12  # links of one chain


def parse(resource_type: str, query: str | Sequence[tuple[str, str]], *, zone: tzinfo = UTC) -> Query:
    """The tree of a search; dates without a zone are read in `zone`."""
    known_type(resource_type)
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else query
    reader = _Reader(resource_type, zone)
    for name, text in pairs:
        reader.take(name, text)
    return reader.query()


def known_type(name: str) -> str:
    """The name, when it is one of a resource type."""
    if name not in RESOURCE_TYPES:
        raise Refusal(Kind.MALFORMED, f"{name!r} is no FHIR R4 resource type")
    return name


def known_parameter(resource_type: str, name: str) -> Parameter:
    """A parameter that can be searched; otherwise a refusal that lists those that can."""
    known = parameters_of(known_type(resource_type))
    if name in known:
        return known[name]
    reason = not_offered(resource_type).get(name)
    if reason:
        raise Refusal(Kind.UNSUPPORTED, f"the search parameter {name} of {resource_type} is not offered: {reason}")
    raise Refusal(
        Kind.MALFORMED,
        f"{resource_type} has no search parameter {name!r}",
        hint=f"{resource_type} can be searched by {', '.join(known)}",
    )


@dataclass
class _Reader:
    """Collects the parts of a query."""

    type: str
    zone: tzinfo
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
        else:
            self.conditions.append(condition(self.type, name, text, self.zone))

    def _include(self, base: str, modifier: str, text: str) -> None:
        if modifier not in ("", "iterate", "recurse"):
            raise Refusal(Kind.MALFORMED, f"{base} has no modifier {modifier!r}", hint="iterate is the only one")
        parts = text.split(":")
        if text == "*":
            parts = [self.type if base == "_include" else "*", "*"]
        if len(parts) not in (2, 3) or not all(parts):
            raise Refusal(Kind.MALFORMED, f"{base}={text} cannot be read", hint=f"{base}=Type:parameter[:Type]")
        source, name = parts[0], parts[1]
        parameter = None if name == "*" else _reference_parameter(source, name)
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


def condition(resource_type: str, name: str, text: str, zone: tzinfo = UTC, depth: int = 0) -> Condition:
    """One condition: a parameter with its modifier, a chain, or `_has`."""
    if depth > _LONGEST:
        raise Refusal(Kind.TOO_LARGE, f"a chain of more than {_LONGEST} links is not followed")
    if name.startswith("_has:"):
        return _has(name, text, zone, depth)
    head, dot, rest = name.partition(".")
    base, _, modifier = head.partition(":")
    parameter = known_parameter(resource_type, base)
    if dot:
        return _chain(resource_type, parameter, modifier, (rest, text), zone, depth)
    if modifier == "missing":
        if text not in ("true", "false"):
            raise Refusal(Kind.MALFORMED, f"{name}={text} is unreadable", hint="missing is true or false")
        return Criterion(parameter, modifier, missing=text == "true")
    _check_modifier(parameter, modifier)
    return Criterion(parameter, modifier, read(parameter, modifier, text, zone))


def _check_modifier(parameter: Parameter, modifier: str) -> None:
    known = MODIFIERS[parameter.type]
    if not modifier or modifier in known or (parameter.type == "reference" and modifier in RESOURCE_TYPES):
        return
    hint = f"{parameter.name} takes {', '.join(known)}"
    hint += " and the name of a resource type" if parameter.type == "reference" else ""
    raise Refusal(Kind.MALFORMED, f"the search parameter {parameter.name} has no modifier {modifier!r}", hint=hint)


def _reference_parameter(resource_type: str, name: str) -> Parameter:
    parameter = known_parameter(resource_type, name)
    if parameter.type != "reference":
        text = f"{resource_type}:{name} is a {parameter.type} parameter, not a reference"
        raise Refusal(Kind.MALFORMED, text)
    return parameter


def _has(name: str, text: str, zone: tzinfo, depth: int) -> Has:
    parts = name.split(":", 3)
    if len(parts) != 4 or not all(parts):
        hint = "_has:Observation:patient:code=1234-5"
        raise Refusal(Kind.MALFORMED, f"{name} cannot be read", hint=hint)
    _, source, reference, rest = parts
    parameter = _reference_parameter(source, reference)
    return Has(source, parameter, condition(source, rest, text, zone, depth + 1))


def _chain(
    resource_type: str, parameter: Parameter, wanted: str, rest: tuple[str, str], zone: tzinfo, depth: int
) -> Chain:
    _reference_parameter(resource_type, parameter.name)
    if wanted:
        return Chain(parameter, ((known_type(wanted), condition(wanted, *rest, zone, depth + 1)),))
    if not parameter.targets:
        hint = f"say which: {parameter.name}:Type.{rest[0]}"
        raise Refusal(Kind.MALFORMED, f"{parameter.name} may refer to any type", hint=hint)
    branches = []
    refused: Refusal | None = None
    for target in parameter.targets:
        try:
            branches.append((target, condition(target, *rest, zone, depth + 1)))
        except Refusal as refusal:
            refused = refused or refusal
    if refused and not branches:
        raise refused
    return Chain(parameter, tuple(branches))
