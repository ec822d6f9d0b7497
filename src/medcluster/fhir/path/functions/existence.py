"""Is there something, and does it hold for all?

Promise: the functions of http://hl7.org/fhirpath/N1/#existence. Must not know: the grammar.
"""

from __future__ import annotations

from ..equality import distinct, key
from ..frames import Environment, Fault, Frame, Items, Term
from ..nodes import plain
from ..values import kind, truth
from .registry import eager, lazy


@eager("empty")
def empty(env: Environment, items: Items) -> Items:
    """Whether there is nothing."""
    return [not items]


@lazy("exists", 0, 1)
def exists(frame: Frame, items: Items, criterion: Term | None = None) -> Items:
    """Whether there is something, or something that meets a criterion."""
    if criterion is None:
        return [bool(items)]
    return [any(truth(criterion(frame.inside(item, place))) for place, item in enumerate(items))]


@lazy("all", 1)
def every(frame: Frame, items: Items, criterion: Term) -> Items:
    """Whether every item meets a criterion."""
    return [all(truth(criterion(frame.inside(item, place))) for place, item in enumerate(items))]


@eager("not")
def negated(env: Environment, items: Items) -> Items:
    """The opposite of one Boolean."""
    value = truth(items)
    return [] if value is None else [not value]


def _booleans(items: Items, name: str) -> list[bool]:
    values = [plain(item) for item in items]
    for item, value in zip(items, values, strict=True):
        if not isinstance(value, bool):
            raise Fault(f"{name}() needs Booleans, not {kind(item)}")
    return values  # type: ignore[return-value]


@eager("allTrue")
def all_true(env: Environment, items: Items) -> Items:
    """Whether all are true."""
    return [all(_booleans(items, "allTrue"))]


@eager("anyTrue")
def any_true(env: Environment, items: Items) -> Items:
    """Whether any is true."""
    return [any(_booleans(items, "anyTrue"))]


@eager("allFalse")
def all_false(env: Environment, items: Items) -> Items:
    """Whether all are false."""
    return [not any(_booleans(items, "allFalse"))]


@eager("anyFalse")
def any_false(env: Environment, items: Items) -> Items:
    """Whether any is false."""
    return [not all(_booleans(items, "anyFalse"))]


def _within(env: Environment, inner: Items, outer: Items) -> Items:
    env.spend(len(inner) + len(outer))
    there = {key(env, item) for item in outer}
    return [all(key(env, item) in there for item in inner)]


@eager("subsetOf", 1)
def subset_of(env: Environment, items: Items, other: Items) -> Items:
    """Whether every item is in the other collection."""
    return _within(env, items, other)


@eager("supersetOf", 1)
def superset_of(env: Environment, items: Items, other: Items) -> Items:
    """Whether every item of the other collection is here."""
    return _within(env, other, items)


@eager("count")
def count(env: Environment, items: Items) -> Items:
    """How many there are."""
    return [len(items)]


@eager("distinct")
def each_once(env: Environment, items: Items) -> Items:
    """Each item once."""
    return distinct(env, items)


@eager("isDistinct")
def is_distinct(env: Environment, items: Items) -> Items:
    """Whether no item is there twice."""
    return [len(distinct(env, items)) == len(items)]
