"""How is an expression compiled once and evaluated many times?

Promise: `compile` gives the same `Expression` for the same text without reading it again; whatever is wrong, in the
text or while it runs, is a Refusal that names the column and quotes the expression. An Expression holds no data and
may be shared. Must not know: where a context comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from medcluster.foundation import Issue, Kind, Refusal

from . import checking
from .compiling import compiled
from .frames import BUDGET, Environment, Fault, Frame, Items, Resolver, Tracer
from .nodes import handed_out, items_of
from .parsing import parse
from .values import truth, type_of

_NOTHING: Mapping[str, object] = {}
_LONGEST_QUOTE = 200


class Expression:
    """One compiled expression."""

    __slots__ = ("_run", "_tree", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self._tree = parse(text)
            self._run = compiled(self._tree)
        except Fault as fault:
            raise _refusal(text, fault) from None

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def check(self, context: str, variables: Mapping[str, str] = {}) -> None:
        """Refuse what can be seen to be wrong without data: an element that a type does not have, and the like.

        `context` is the type at the top, `variables` the FHIR types of variables by name (others may be anything).
        """
        try:
            checking.check(self._tree, context, variables)
        except Fault as fault:
            raise _refusal(self.text, fault) from None

    def evaluate(
        self,
        context: object,
        *,
        now: datetime,
        variables: Mapping[str, object] = _NOTHING,
        resolver: Resolver | None = None,
        tracer: Tracer | None = None,
        budget: int = BUDGET,
    ) -> list[object]:
        """The result as plain values: JSON of elements, and bool, int, Decimal, str, Date, DateTime, Time, Quantity."""
        return [handed_out(item) for item in self._items(context, variables, now, budget, resolver, tracer)]

    def typed(
        self,
        context: object,
        *,
        now: datetime,
        variables: Mapping[str, object] = _NOTHING,
        resolver: Resolver | None = None,
        tracer: Tracer | None = None,
        budget: int = BUDGET,
    ) -> list[tuple[str, object]]:
        """The result with the type of each value: `FHIR.code`, `System.Integer`."""
        items = self._items(context, variables, now, budget, resolver, tracer)
        return [(".".join(type_of(item)), handed_out(item)) for item in items]

    def truth(
        self,
        context: object,
        *,
        now: datetime,
        variables: Mapping[str, object] = _NOTHING,
        resolver: Resolver | None = None,
        budget: int = BUDGET,
    ) -> bool | None:
        """The result as a Boolean; None when it is empty: neither true nor false is known."""
        items = self._items(context, variables, now, budget, resolver, None)
        try:
            return truth(items)
        except Fault as fault:
            raise _refusal(self.text, fault) from None

    def _items(
        self,
        context: object,
        variables: Mapping[str, object],
        now: datetime,
        budget: int,
        resolver: Resolver | None,
        tracer: Tracer | None,
    ) -> Items:
        root = items_of(context)
        env = Environment(root, variables, now, budget=budget, resolver=resolver, tracer=tracer)
        try:
            return self._run(Frame(env, root))
        except Fault as fault:
            raise _refusal(self.text, fault) from None
        except RecursionError:
            raise _refusal(
                self.text, Fault("the data or the expression is nested too deep", kind=Kind.TOO_LARGE)
            ) from None


@lru_cache(maxsize=2048)
def compile(expression: str) -> Expression:
    """The expression of a text."""
    return Expression(expression)


def _refusal(text: str, fault: Fault) -> Refusal:
    quoted = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    where = f"column {fault.column}" if fault.column else "the expression"
    message = f"FHIRPath, {where}: {fault.text} (in: {quoted})"
    return Refusal(fault.kind, message, issues=(Issue(message, where=where, code="invalid"),))
