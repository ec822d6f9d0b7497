"""May the role search like this?

Promise: a type that the role may not read is not searched, and nothing is learnt about it through a chain or `_has`
over it: such a link matches nothing, and where no other is left the search is refused. Which rows exist is the
database's matter. Must not know: SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from medcluster.fhir.search import Chain, Condition, Criterion, Has, Listed, Query
from medcluster.foundation import Kind, Refusal
from medcluster.record.acting import Acting
from medcluster.record.asking import Asked
from medcluster.record.caller import Action, Caller


def permitted(asked: Asked, acting: Acting) -> tuple[Query, ...]:
    """The trees that this caller may run; a type that is named and may not be read is refused."""
    caller = acting.caller
    if not asked.every_type:
        acting.require(Action.READ, [query.type for query in asked.queries])
    if "*" in caller.may.get(Action.READ, frozenset()):
        return asked.queries
    return tuple(_pruned(query, caller) for query in asked.queries if caller.allows(Action.READ, query.type))


def _pruned(query: Query, caller: Caller) -> Query:
    kept: list[Condition] = []
    for condition in query.conditions:
        allowed = _allowed(condition, caller)
        if allowed is None:
            closed = ", ".join(sorted(set(_closed(condition, caller))))
            raise Refusal(
                Kind.FORBIDDEN,
                f"The role {caller.role} may not search through {closed} resources, which it may not read.",
                hint="Leave that condition out, or ask whoever has a role that may.",
            )
        kept.append(allowed)
    return replace(query, conditions=tuple(kept))


def _allowed(condition: Any, caller: Caller) -> Any:
    """The condition without links over types that may not be read; None when nothing of it is left."""
    if isinstance(condition, Criterion):
        return condition
    if isinstance(condition, Has):
        inner = _allowed(condition.condition, caller) if caller.allows(Action.READ, condition.type) else None
        return None if inner is None else replace(condition, condition=inner)
    if isinstance(condition, Chain):
        branches = [(name, _allowed(inner, caller)) for name, inner in condition.branches if _reads(caller, name)]
        left = tuple((name, inner) for name, inner in branches if inner is not None)
        return replace(condition, branches=left) if left else None
    return condition if not any(_closed(condition, caller)) else None


def _reads(caller: Caller, resource_type: str) -> bool:
    return caller.allows(Action.READ, resource_type)


def _closed(condition: Any, caller: Caller) -> Sequence[str]:
    """Every type in a condition that may not be read, however deep."""
    found: list[str] = ["List"] if isinstance(condition, Listed) and not _reads(caller, "List") else []
    if isinstance(condition, Has) and not _reads(caller, condition.type):
        found.append(condition.type)
    if isinstance(condition, Chain):
        found += [name for name, _ in condition.branches if not _reads(caller, name)]
    if isinstance(condition, tuple):
        for part in condition:
            found += _closed(part, caller)
    elif is_dataclass(condition) and not isinstance(condition, Criterion):
        for each in fields(condition):
            found += _closed(getattr(condition, each.name), caller)
    return found
