"""When are two things equal, equivalent, ordered, or the same member of a set?

Promise: `=` and `<` answer None where the specification leaves the answer open; `~` always answers; `key` gives two
items one key exactly when they are equal, so that sets cost one pass. Must not know: the grammar. Source:
http://hl7.org/fhirpath/N1/#equality and #comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from . import dates, quantities
from .dates import Temporal
from .frames import Environment, Fault, Items
from .nodes import Node, plain
from .numbers import rounded_alike
from .quantities import Quantity
from .values import as_quantity, is_number, kind


def equal(env: Environment, left: Items, right: Items) -> bool | None:
    """`left = right` for collections: same items in the same order."""
    if not left or not right:
        return None
    if len(left) != len(right):
        return False
    result: bool | None = True
    for one, other in zip(left, right, strict=True):
        same = same_item(env, one, other)
        if same is False:
            return False
        if same is None:
            result = None
    return result


def same_item(env: Environment, left: object, right: object) -> bool | None:
    """`left = right` for two items."""
    one, other = plain(left), plain(right)
    if one.__class__ is other.__class__ and one.__class__ in (str, bool, int, Decimal):
        return one == other
    if isinstance(one, Node) and isinstance(other, Node):
        env.spend(1)
        return frozen(env, one.value) == frozen(env, other.value)
    if isinstance(one, Temporal) and isinstance(other, Temporal):
        order = dates.compare(one, other) if dates.comparable(one, other) else 1
    elif is_number(one) and is_number(other):
        return one == other
    elif isinstance(one, Quantity) or isinstance(other, Quantity):
        a, b = as_quantity(one), as_quantity(other)
        if a is None or b is None:
            return _valueless(left, right) if one is None or other is None else False
        order = quantities.compare(a, b)
    else:
        return _valueless(left, right) if one is None or other is None else False
    return None if order is None else order == 0


def _valueless(left: object, right: object) -> bool | None:
    """Elements without a value: the same only if all they have, their extensions, is the same."""
    if isinstance(left, Node) and isinstance(right, Node) and left.value == right.value and left.extra == right.extra:
        return True
    return None


def frozen(env: Environment, value: object) -> object:
    """A plain tree as something that can be compared and hashed, whatever its lists are made of."""
    if isinstance(value, Mapping):
        env.spend(len(value))
        return frozenset((name, frozen(env, one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        env.spend(len(value))
        return tuple(frozen(env, one) for one in value)
    if isinstance(value, bool):
        return ("b", value)
    return Decimal(repr(value)) if isinstance(value, float) else value


def key(env: Environment, item: object) -> object:
    """What two equal items share."""
    value = plain(item)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ("b", value)
    if is_number(value):
        return ("n", value)
    if isinstance(value, Temporal):
        return ("t", value.name == "Time", value._key() if value.name != "Date" else (value.parts, True))
    if isinstance(value, Quantity):
        return quantities.identity(value)
    if isinstance(item, Node):
        return ("c", frozen(env, item.value), frozen(env, item.extra))
    return ("o", value)


def distinct(env: Environment, items: Items) -> Items:
    """Each item once, in the order of first appearance."""
    env.spend(len(items))
    seen: dict[object, object] = {}
    for item in items:
        seen.setdefault(key(env, item), item)
    return list(seen.values())


def compare(left: object, right: object) -> int | None:
    """The order of two single values: -1, 0, 1, or None where it is open; a Fault where they have none."""
    one, other = plain(left), plain(right)
    if one is None or other is None:
        return None
    if (is_number(one) and is_number(other)) or (isinstance(one, str) and isinstance(other, str)):
        return int(one > other) - int(one < other)  # type: ignore[operator]
    if isinstance(one, Temporal) and isinstance(other, Temporal) and dates.comparable(one, other):
        return dates.compare(one, other)
    a, b = as_quantity(one), as_quantity(other)
    if a is not None and b is not None:
        return quantities.compare(a, b)
    raise Fault(f"{kind(left)} and {kind(right)} cannot be put in order")


def equivalent(env: Environment, left: Items, right: Items) -> bool:
    """`left ~ right` for collections: the same items in any order."""
    if len(left) != len(right):
        return False
    rest = list(right)
    for one in left:
        for place, other in enumerate(rest):
            env.spend(1)
            if equivalent_items(env, one, other):
                del rest[place]
                break
        else:
            return False
    return True


def equivalent_items(env: Environment, left: object, right: object) -> bool:
    """`left ~ right` for two items."""
    one, other = plain(left), plain(right)
    if isinstance(one, str) and isinstance(other, str):
        return _folded(one) == _folded(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if is_number(one) and is_number(other):
        return rounded_alike(Decimal(one), Decimal(other))  # type: ignore[arg-type]
    if isinstance(one, Temporal) and isinstance(other, Temporal):
        return dates.comparable(one, other) and dates.compare(one, other) == 0
    a, b = as_quantity(one), as_quantity(other)
    if a is not None and b is not None:
        return quantities.equivalent(a, b)
    if isinstance(one, Node) and isinstance(other, Node):
        return _equivalent_trees(env, one, other)
    return one is None and other is None and _valueless(left, right) is True


def _equivalent_trees(env: Environment, left: Node, right: Node) -> bool:
    mine: Items = []
    theirs: Items = []
    left.children(mine)
    right.children(theirs)
    env.spend(len(mine) + len(theirs))
    names = [_names(left), _names(right)]
    return names[0] == names[1] and equivalent(env, mine, theirs)


def _names(node: Node) -> frozenset[str]:
    return frozenset(node.value) if isinstance(node.value, dict) else frozenset()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
