"""What does each operator between two collections do?

Promise: `OPERATORS` names every operator of the grammar; each takes the environment and two collections and gives
one. `and`, `or`, `implies` are not here: they do not always look at their right side (see compiling). Three-valued
throughout. Must not know: the grammar. Source: http://hl7.org/fhirpath/N1/#operations.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from . import dates, equality, quantities
from .dates import Temporal
from .frames import Environment, Fault, Items
from .numbers import CONTEXT, ArithmeticFailure, fits, integer
from .quantities import Quantity
from .values import as_quantity, is_number, kind, single, text, truth

Operator = Callable[[Environment, Items, Items], Items]


def _answer(value: object) -> Items:
    return [] if value is None else [value]


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _ordered(symbol: str, holds: Callable[[int], bool]) -> Operator:
    def compare(env: Environment, left: Items, right: Items) -> Items:
        if not left or not right:
            return []
        if len(left) > 1 or len(right) > 1:
            raise Fault(f"{symbol} needs one value on each side, there are {len(left)} and {len(right)}")
        order = equality.compare(left[0], right[0])
        return [] if order is None else [holds(order)]

    return compare


def _arithmetic(symbol: str, compute: Callable[[Environment, Any, Any], object]) -> Operator:
    def apply(env: Environment, left: Items, right: Items) -> Items:
        one, other = single(left, symbol), single(right, symbol)
        if one is None or other is None:
            return []
        try:
            return _answer(compute(env, one, other))
        except NotImplementedError:
            raise Fault(f"{kind(left[0])} {symbol} {kind(right[0])} has no meaning") from None
        except ArithmeticFailure as failure:
            if type(failure) is ValueError:
                raise Fault(str(failure)) from None
            return []

    return apply


def _number(value: object) -> object:
    return integer(value) if isinstance(value, int) else fits(value) if isinstance(value, Decimal) else None


def _plus(env: Environment, left: Any, right: Any) -> object:
    if is_number(left) and is_number(right):
        return _number(left + right if isinstance(left, int) and isinstance(right, int) else _exact(left, right, 1))
    if isinstance(left, str) and isinstance(right, str):
        return env.text(left + right)
    return _moved(left, right, 1)


def _minus(env: Environment, left: Any, right: Any) -> object:
    if is_number(left) and is_number(right):
        return _number(left - right if isinstance(left, int) and isinstance(right, int) else _exact(left, right, -1))
    return _moved(left, right, -1)


def _exact(left: Any, right: Any, sign: int) -> Decimal:
    return CONTEXT.add(Decimal(left), Decimal(right) if sign > 0 else -Decimal(right))


def _moved(left: Any, right: Any, sign: int) -> object:
    if isinstance(left, Temporal) and isinstance(right, Quantity):
        return dates.add(left, right.value * sign, quantities.moves_dates(right))
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        one, other = as_quantity(left), as_quantity(right)
        if one is not None and other is not None:
            return quantities.total(one, other, sign)
    raise NotImplementedError


def _times(env: Environment, left: Any, right: Any) -> object:
    if isinstance(left, int) and isinstance(right, int) and not isinstance(left, bool) and not isinstance(right, bool):
        return integer(left * right)
    if is_number(left) and is_number(right):
        return fits(CONTEXT.multiply(Decimal(left), Decimal(right)))
    return _scaled(left, right, 1)


def _over(env: Environment, left: Any, right: Any) -> object:
    if is_number(left) and is_number(right):
        return fits(CONTEXT.divide(Decimal(left), Decimal(right))) if right else None
    return _scaled(left, right, -1)


def _scaled(left: Any, right: Any, power: int) -> object:
    one, other = as_quantity(left), as_quantity(right)
    if one is None or other is None:
        raise NotImplementedError
    return quantities.product(one, other, power)


def _divided(env: Environment, left: Any, right: Any) -> object:
    if not is_number(left) or not is_number(right):
        raise NotImplementedError
    if not right:
        return None
    with decimal.localcontext(CONTEXT):
        return integer(int(Decimal(left) // Decimal(right)))


def _remainder(env: Environment, left: Any, right: Any) -> object:
    if not is_number(left) or not is_number(right):
        raise NotImplementedError
    if not right:
        return None
    rest = CONTEXT.remainder(Decimal(left), Decimal(right))
    return int(rest) if isinstance(left, int) and isinstance(right, int) else fits(rest)


def _joined(env: Environment, left: Items, right: Items) -> Items:
    return [env.text((text(left, "&") or "") + (text(right, "&") or ""))]


def union(env: Environment, left: Items, right: Items) -> Items:
    """Both collections, each item once."""
    return equality.distinct(env, left + right)


def member(env: Environment, item: Items, of: Items) -> Items:
    """Whether the one item is in a collection."""
    if not item:
        return []
    if len(item) > 1:
        raise Fault(f"one value is looked for in a collection, not {len(item)}")
    env.spend(len(of))
    wanted = equality.key(env, item[0])
    return [any(equality.key(env, one) == wanted for one in of)]


def _xor(env: Environment, left: Items, right: Items) -> Items:
    one, other = truth(left), truth(right)
    return [] if one is None or other is None else [one is not other]


OPERATORS: dict[str, Operator] = {
    "=": lambda env, left, right: _answer(equality.equal(env, left, right)),
    "!=": lambda env, left, right: _answer(_not(equality.equal(env, left, right))),
    "~": lambda env, left, right: [equality.equivalent(env, left, right)],
    "!~": lambda env, left, right: [not equality.equivalent(env, left, right)],
    "<": _ordered("<", lambda order: order < 0),
    "<=": _ordered("<=", lambda order: order <= 0),
    ">": _ordered(">", lambda order: order > 0),
    ">=": _ordered(">=", lambda order: order >= 0),
    "+": _arithmetic("+", _plus),
    "-": _arithmetic("-", _minus),
    "*": _arithmetic("*", _times),
    "/": _arithmetic("/", _over),
    "div": _arithmetic("div", _divided),
    "mod": _arithmetic("mod", _remainder),
    "&": _joined,
    "|": union,
    "in": member,
    "contains": lambda env, left, right: member(env, right, left),
    "xor": _xor,
}
