"""How is the answer to a GraphQL query put together?

Promise: holes are what was not read when they were made; when all are filled, `@singleton` and lists decide where
values go, and what has no value is left out. Must not know: how anything is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from medcluster.api.graphql_load import Search
from medcluster.api.graphql_query import Field, wrong
from medcluster.foundation import Refusal


@dataclass(slots=True)
class Put:
    """A value for the answer, under its key."""

    key: str
    value: Any
    listed: bool = False
    single: bool = False


@dataclass(slots=True)
class Branch:
    """What becomes an object of the answer."""

    items: list[Item]


@dataclass(slots=True)
class Hole:
    """What is not read yet: a reference's name, a search, or a page; then what it is filled with."""

    asked: Field
    name: str = ""
    search: Search | None = None
    paged: bool = False
    listed: bool = False
    suffix: str = ""
    items: list[Item] = field(default_factory=list)


Item: TypeAlias = Put | Hole
Errors: TypeAlias = list[tuple[str, Refusal]]  # by the key of a field


def assembled(items: Sequence[Item], errors: Errors) -> dict[str, Any]:
    """The object that the items make; what does not fit in it is added to the errors."""
    made: dict[str, Any] = {}
    for put in _puts(items):
        value = assembled(put.value.items, errors) if isinstance(put.value, Branch) else put.value
        if value in (None, {}):
            continue
        if put.single and put.key in made:
            errors.append((put.key, wrong(f"@singleton: {put.key} has more than one value.")))
        elif put.listed and not put.single:
            made.setdefault(put.key, []).append(value)
        else:
            made[put.key] = value
    return made


def _puts(items: Sequence[Item]) -> Iterator[Put]:
    for item in items:
        if isinstance(item, Hole):
            yield from _puts(item.items)
        else:
            yield item
