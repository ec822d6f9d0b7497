"""What does a search ask for, and where, whatever its conditions mean?

Promise: reads the place (`Observation`, `Patient/1/Observation`, `Patient/1/*`, or nothing for every type), the pairs
and the page that is wanted; what cannot be read or run is refused by name, or, where that is asked for, left out and
told. `pairs` is the search as it is run: with its defaults, without what was left out; it is what `self` says. Must
not know: rights, SQL. Sources: http://hl7.org/fhir/R4/http.html#search, search.html#errors and #current.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from medcluster.fhir.search import Include, Query, compartments, needs_terminology, parameters_of, parse
from medcluster.fhir.types import NO_ADDRESSES, RESOURCE_TYPES, OwnAddresses
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record import including, ordering
from medcluster.record.predicates import Predicates, not_run
from medcluster.record.values import Values

DEFAULT_COUNT = 50
LARGEST_COUNT = 1000
ANY_TYPE = "*"
ZONE = "_timezone"
_OURS = ("_cursor", "_type", ZONE)
_PRESENTATION = ("_format", "_pretty")
_OF_THE_ANSWER = ("_count", "_total", "_summary", "_elements", "_sort", "_include", "_revinclude")
_ANY_REFERENCE = Include("*", None, iterate=True)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """A compartment: whose; `others`: the records that this one replaces, which belong to it."""

    centre: str
    id: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.centre}/{self.id}"


@dataclass(slots=True)
class Asked:
    """A search, read: one tree for each type that is searched."""

    place: str
    queries: tuple[Query, ...]
    pairs: Pairs
    count: int
    cursor: str = ""
    scope: Scope | None = None
    names: str = ""  # of the parameters that were given, for the audit
    every_type: bool = False  # the types were not named: those that may be read are meant
    notes: tuple[Issue, ...] = ()

    @property
    def query(self) -> Query:
        """What the trees have in common: order, total, includes."""
        return self.queries[0]


@dataclass(slots=True)
class _Controls:
    """The pairs that are about the search as a whole."""

    cursor: str = ""
    types: tuple[str, ...] = ()
    zone: tzinfo | None = None
    pairs: Pairs = field(default_factory=list)


def read_query(
    place: str,
    query: str | Sequence[tuple[str, str]],
    count: int | None = None,
    *,
    lenient: bool = False,
    zone: tzinfo = UTC,
    own: OwnAddresses = NO_ADDRESSES,
) -> Asked:
    """Read a search; with `lenient`, what cannot be used is left out and told in `notes`."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else list(query)
    if any("\0" in text for pair in pairs for text in pair):
        raise Refusal(Kind.MALFORMED, "No part of a search holds a NUL character.")
    scope, named = _place(place)
    controls = _controls(pairs, named)
    types, every_type = _types(scope, controls.types or ((named,) if named else ()))
    zone = controls.zone or zone
    notes: list[Issue] = []
    if lenient:
        controls.pairs, notes = _usable(types, controls.pairs, zone, own)
    _only_common(types, controls.pairs, every_type=every_type)
    queries = tuple(_tree(name, controls.pairs, zone, own) for name in types)
    wanted = _count(queries[0], count)
    said = _as_run(controls, wanted, queries[0].total)
    names = ",".join(sorted({name for name, _ in pairs if name != "_cursor"}))
    return Asked(place, queries, said, wanted, controls.cursor, scope, names, every_type, tuple(notes))


def _place(place: str) -> tuple[Scope | None, str]:
    """The compartment, if one is meant, and the type, "" for every one."""
    parts = place.split("/")
    if len(parts) == 1:
        return None, "" if place == ANY_TYPE else place
    known = compartments()
    if len(parts) != 3 or parts[0] not in known:
        raise Refusal(
            Kind.MALFORMED, f"There is no compartment at {place}.", hint=f"Compartments: {', '.join(sorted(known))}."
        )
    if parts[2] not in (ANY_TYPE, "") and parts[2] not in known[parts[0]]:
        raise Refusal(
            Kind.MALFORMED,
            f"{parts[2]} resources do not belong to the compartment of a {parts[0]}.",
            hint=f"These do: {', '.join(sorted(known[parts[0]]))}.",
        )
    return Scope(parts[0], parts[1]), "" if parts[2] == ANY_TYPE else parts[2]


def _controls(pairs: Pairs, named: str) -> _Controls:
    found = _Controls()
    for name, text in pairs:
        if name == "_cursor":
            found.cursor = text
        elif name == "_type" and not named:
            found.types = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        elif name == ZONE:
            found.zone = zone_named(text)
        elif name not in _PRESENTATION:
            found.pairs.append((name, text))
    return found


def zone_named(text: str) -> ZoneInfo:
    """The time zone of a name, such as Europe/Paris."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        hint = "Name one of the IANA database, such as Europe/Paris."
        raise Refusal(Kind.MALFORMED, f"There is no time zone {text!r}.", hint=hint) from None


def _types(scope: Scope | None, named: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    possible = sorted(compartments()[scope.centre] if scope else RESOURCE_TYPES)
    for name in named:
        if name not in RESOURCE_TYPES:
            raise Refusal(Kind.MALFORMED, f"{name!r} is no FHIR R4 resource type")
    chosen = tuple(name for name in named if name in possible)
    if named and not chosen:
        raise Refusal(Kind.MALFORMED, f"None of {', '.join(named)} belongs to the compartment of {scope}.")
    return chosen or tuple(possible), not named


def _only_common(types: Sequence[str], pairs: Pairs, *, every_type: bool) -> None:
    """What several types are searched by has to mean something for each of them."""
    if len(types) == 1:
        return
    known = set.intersection(*(set(parameters_of(name)) for name in types))
    for name, _ in pairs:
        base = name.partition(":")[0].partition(".")[0]
        if base not in known and base not in _OF_THE_ANSWER and not base.startswith("_"):
            some = "every type" if every_type else " and ".join(types)
            hint = f"These can be searched together by {', '.join(sorted(known))}."
            raise Refusal(Kind.MALFORMED, f"{some} cannot be searched by {base!r}", hint=hint)


def _tree(resource_type: str, pairs: Pairs, zone: tzinfo, own: OwnAddresses) -> Query:
    tree = parse(resource_type, pairs, zone=zone, own=own)
    if tree.summary not in ("", "count", "false"):
        raise not_run(f"parameter _summary={tree.summary}")
    if tree.elements:
        raise not_run("parameter _elements")
    if ("_include:iterate", "*") in pairs:
        return replace(tree, includes=(*tree.includes, _ANY_REFERENCE))
    return tree


def _count(tree: Query, count: int | None) -> int:
    wanted = tree.count if tree.count is not None else count if count is not None else DEFAULT_COUNT
    return 0 if tree.summary == "count" else min(wanted, LARGEST_COUNT)


def _as_run(controls: _Controls, count: int, total: str) -> Pairs:
    """The pairs as the search is run: what it would have been without saying so is said."""
    said = [("_type", ",".join(controls.types))] if controls.types else []
    said += [(name, text) for name, text in controls.pairs if name not in ("_count", "_total")]
    said += [("_count", str(count)), ("_total", "accurate" if count == 0 else total or "none")]
    return [*said, (ZONE, str(controls.zone))] if controls.zone else said


def _usable(types: Sequence[str], pairs: Pairs, zone: tzinfo, own: OwnAddresses) -> tuple[Pairs, list[Issue]]:
    """The pairs that each type can be searched by, one by one, and what is said about the others."""
    kept: Pairs = []
    notes: list[Issue] = []
    for pair in pairs:
        try:
            _only_common(types, [pair], every_type=False)
            for name in types:
                _try(_tree(name, [pair], zone, own))
        except Refusal as refusal:
            text = f"{pair[0]} was ignored: {refusal.text.rstrip('.')}."
            notes.append(Issue(f"{text} {refusal.hint}".strip(), code="not-supported", severity="warning"))
        else:
            kept.append(pair)
    return kept, notes


def _try(tree: Query) -> None:
    """Refuse what would be refused when it is run."""
    values = Values()
    predicates = Predicates(values, datetime.now(UTC))
    for condition in tree.conditions if not needs_terminology(tree) else ():  # what the codes are is known later
        predicates.filter(tree.type, condition)
    ordering.keys(tree, values, ordering.AT_HAND)
    including.included([tree], values, None)
