"""What do `and`, `or` and `implies` answer when one side is unknown?

Promise: three-valued logic; the right side is not evaluated where the left side decides. Must not know: the grammar.
Source: http://hl7.org/fhirpath/N1/#boolean-logic.
"""

from __future__ import annotations

from collections.abc import Callable

from .frames import Frame, Items, Term
from .values import truth


def both(left: Term, right: Term) -> Term:
    def run(frame: Frame) -> Items:
        one = truth(left(frame))
        if one is False:
            return [False]
        other = truth(right(frame))
        if other is False:
            return [False]
        return [] if one is None or other is None else [True]

    return run


def either(left: Term, right: Term) -> Term:
    def run(frame: Frame) -> Items:
        one = truth(left(frame))
        if one is True:
            return [True]
        other = truth(right(frame))
        if other is True:
            return [True]
        return [] if one is None or other is None else [False]

    return run


def implies(left: Term, right: Term) -> Term:
    def run(frame: Frame) -> Items:
        one = truth(left(frame))
        if one is False:
            return [True]
        other = truth(right(frame))
        if other is True:
            return [True]
        return [] if one is None or other is None else [False]

    return run


LOGIC: dict[str, Callable[[Term, Term], Term]] = {"and": both, "or": either, "implies": implies}
