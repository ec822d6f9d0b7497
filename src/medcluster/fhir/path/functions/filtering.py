"""Which items, and what becomes of each?

Promise: the functions of http://hl7.org/fhirpath/N1/#filtering-and-projection with the later sort(), and
aggregate(). Must not know: the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key

from ..equality import compare, key
from ..frames import Fault, Frame, Items, Term
from ..values import truth
from .registry import lazy


@lazy("where", 1)
def where(frame: Frame, items: Items, criterion: Term) -> Items:
    """The items that meet a criterion."""
    return [item for place, item in enumerate(items) if truth(criterion(frame.inside(item, place)))]


@lazy("select", 1)
def select(frame: Frame, items: Items, projection: Term) -> Items:
    """What each item becomes, all together."""
    out: Items = []
    for place, item in enumerate(items):
        out.extend(projection(frame.inside(item, place)))
    return out


@lazy("repeat", 1)
def repeat(frame: Frame, items: Items, projection: Term) -> Items:
    """What each item becomes, and what that becomes, until nothing new comes."""
    env = frame.env
    seen: set[object] = set()
    out: Items = []
    waiting = list(items)
    for item in waiting:  # grows while it is walked
        for found in projection(frame.inside(item, None)):
            env.spend(1)
            same = key(env, found)
            if same not in seen:
                seen.add(same)
                out.append(found)
                waiting.append(found)
    return out


@lazy("repeatAll", 1)
def repeat_all(frame: Frame, items: Items, projection: Term) -> Items:
    """As repeat(), keeping what comes twice."""
    out: Items = []
    waiting = list(items)
    for item in waiting:
        found = projection(frame.inside(item, None))
        frame.env.spend(1 + len(found))
        out.extend(found)
        waiting.extend(found)
    return out


@lazy("aggregate", 1, 2)
def aggregate(frame: Frame, items: Items, aggregator: Term, first: Term | None = None) -> Items:
    """One result over all items: `$total` is what has come so far."""
    total = [] if first is None else first(frame)
    for place, item in enumerate(items):
        total = aggregator(Frame(frame.env, [item], place, total, frame.names))
        frame.env.spend(len(total))
    return total


@lazy("iif", 2, 3)
def iif(frame: Frame, items: Items, criterion: Term, then: Term, otherwise: Term | None = None) -> Items:
    """One of two results; only the one that is wanted is evaluated."""
    if len(items) > 1:
        raise Fault(f"iif() works on one value, there are {len(items)}; put it into select()")
    inner = Frame(frame.env, items, frame.index, frame.total, frame.names)
    if truth(criterion(inner)):
        return then(inner)
    return [] if otherwise is None else otherwise(inner)


@lazy("coalesce", 1, 20)
def coalesce(frame: Frame, items: Items, *choices: Term) -> Items:
    """The first argument that is not empty."""
    inner = Frame(frame.env, items, frame.index, frame.total, frame.names)
    for choice in choices:
        found = choice(inner)
        if found:
            return found
    return []


@dataclass(frozen=True, slots=True)
class Direction:
    """One key of sort() and which way it runs."""

    key: Term
    descending: bool
    empty_first: bool


@lazy("sort", 0, 10)
def sort(frame: Frame, items: Items, directions: list[Direction]) -> Items:
    """In ascending order of the items, or by keys."""
    ways = directions or [Direction(lambda inner: inner.this, descending=False, empty_first=True)]
    frame.env.spend(len(items) * (len(items).bit_length() + 1) * len(ways))
    rows = [([_key(frame, item, way) for way in ways], item) for item in items]

    def order(left: tuple[list[Items], object], right: tuple[list[Items], object]) -> int:
        for way, one, other in zip(ways, left[0], right[0], strict=True):
            result = _order(one, other, way)
            if result:
                return result
        return 0

    return [item for _, item in sorted(rows, key=cmp_to_key(order))]


def _key(frame: Frame, item: object, way: Direction) -> Items:
    found = way.key(frame.inside(item, None))
    if len(found) > 1:
        raise Fault(f"a key of sort() is one value, there are {len(found)}")
    return found


def _order(left: Items, right: Items, way: Direction) -> int:
    if not left or not right:
        ascending = len(left) - len(right)
        return ascending if way.empty_first else -ascending
    result = compare(left[0], right[0]) or 0
    return -result if way.descending else result
