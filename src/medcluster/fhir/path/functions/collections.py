"""Which part of a collection, and what of two together?

Promise: the functions of http://hl7.org/fhirpath/N1/#subsetting, #combining and #tree-navigation. Must not know:
the grammar.
"""

from __future__ import annotations

from ..equality import distinct, key
from ..frames import Environment, Fault, Items
from ..nodes import Node
from ..operators import union
from ..values import whole
from .registry import REGISTRY, Eager, eager


@eager("single")
def single(env: Environment, items: Items) -> Items:
    """The one item; several are an error."""
    if len(items) > 1:
        raise Fault(f"single() met {len(items)} items")
    return items


@eager("first")
def first(env: Environment, items: Items) -> Items:
    """The first item."""
    return items[:1]


@eager("last")
def last(env: Environment, items: Items) -> Items:
    """The last item."""
    return items[-1:]


@eager("tail")
def tail(env: Environment, items: Items) -> Items:
    """All but the first."""
    return items[1:]


@eager("skip", 1)
def skip(env: Environment, items: Items, number: Items) -> Items:
    """All but the first so many."""
    return items[max(0, whole(number, "skip()") or 0) :]


@eager("take", 1)
def take(env: Environment, items: Items, number: Items) -> Items:
    """The first so many."""
    return items[: max(0, whole(number, "take()") or 0)]


@eager("intersect", 1)
def intersect(env: Environment, items: Items, other: Items) -> Items:
    """What is in both, once."""
    env.spend(len(other))
    there = {key(env, item) for item in other}
    return [item for item in distinct(env, items) if key(env, item) in there]


@eager("exclude", 1)
def exclude(env: Environment, items: Items, other: Items) -> Items:
    """What is not in the other, as often as it is here."""
    env.spend(len(items) + len(other))
    there = {key(env, item) for item in other}
    return [item for item in items if key(env, item) not in there]


REGISTRY["union"] = Eager(union, 1, 1)


@eager("combine", 1, 2)
def combine(env: Environment, items: Items, other: Items, keeps_order: Items | None = None) -> Items:
    """Both together, keeping what is there twice."""
    env.spend(len(items) + len(other))
    return items + other


@eager("children")
def children(env: Environment, items: Items) -> Items:
    """Every child of every item."""
    out: Items = []
    for item in items:
        if isinstance(item, Node):
            item.children(out)
    return out


@eager("descendants")
def descendants(env: Environment, items: Items) -> Items:
    """Every child, and every child of it."""
    out = children(env, items)
    for item in out:  # grows while it is walked
        if isinstance(item, Node):
            before = len(out)
            item.children(out)
            env.spend(len(out) - before)
    return out
