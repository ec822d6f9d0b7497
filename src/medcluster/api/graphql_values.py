"""Which values are gone through for a GraphQL query, and which of them does a field ask for?

Promise: arguments, FHIRPath, `@first` and `@slice` decide; how much is gone through, and how long FHIRPath takes, is
bounded for the query as a whole. Must not know: how resources are read, where values go in the answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from medcluster import record
from medcluster.api.graphql_query import PAGED, Field, wrong
from medcluster.fhir import path
from medcluster.foundation import Kind, Refusal

MOST_NODES = 400_000  # objects, their fields and values
MOST_SECONDS = 2.0  # of FHIRPath
_SIMPLER = "Use a simpler expression, or ask for fewer resources."
_decoder = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(slots=True)
class Node:
    """A value: its type, and the resource that it is in."""

    value: Any
    kind: str
    root: dict[str, Any]


class Values:
    """The values of one query."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.nodes = 0
        self.seconds = 0.0

    def count(self, more: int) -> None:
        """What is gone through is bounded: a resource that many refer to is gone through for each of them."""
        self.nodes += more
        if self.nodes > MOST_NODES:
            raise Refusal(Kind.TOO_LARGE, "GraphQL: the answer is too large.", hint="Ask for less at once.")

    def kept(self, children: list[Node], one: Field) -> list[Node]:
        """What the arguments and `@first` leave of the values."""
        for name, texts in one.arguments.items():
            if name == "fhirpath":
                children = [c for c in children if self._true(c, texts)]
            elif name not in PAGED:
                children = [c for c in children if _texts(c.value.get(name)) & set(texts)]
        start = _whole(one, "_offset", 0)
        children = children[start : start + _whole(one, "_count", len(children))]
        return children[:1] if one.first else children

    def _true(self, node: Node, texts: tuple[str, ...]) -> bool:
        """Whether a FHIRPath condition holds for a value."""
        self.count(1)
        with self._timed():
            return all(path.compile(text).truth(_context(node), now=self.now) is True for text in texts)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """FHIRPath of one query takes a bounded time in all: each value may be long to look at."""
        began = time.thread_time()
        yield
        self.seconds += time.thread_time() - began
        if self.seconds > MOST_SECONDS:
            raise Refusal(Kind.TOO_LARGE, "GraphQL: the FHIRPath of this query takes too long.", hint=_SIMPLER)

    def sliced(self, node: Node, one: Field, place: int) -> str:
        """What `@slice` adds to the keys of a value's fields."""
        if not one.slice:
            return ""
        if one.slice == "$index":
            return f".{place}"
        with self._timed():
            found = path.compile(one.slice).evaluate(_context(node), now=self.now)
        if len(found) != 1:
            raise wrong(f"@slice(path: {one.slice!r}) needs one value for each, and there are {len(found)}.", one.line)
        return f".{found[0]}"


def node_of(stored: record.Stored) -> Node:
    """A stored resource, to be gone through."""
    value = _decoder.decode(stored.body)
    return Node(value, stored.type, value)


def child_of(value: Any, kind: str, owner: Node) -> Node:
    """A value in a value."""
    if kind == "Resource":
        return Node(value, value["resourceType"], value)
    return Node(value, kind, owner.root)


def _context(node: Node) -> object:
    if isinstance(node.value, dict) and "resourceType" in node.value:
        return node.value
    return path.element(node.value, node.kind)


def _texts(value: Any) -> set[str]:
    """A plain value, or several, as arguments write them."""
    if value is None:
        return set()
    if isinstance(value, list):
        return {text for one in value for text in _texts(one)}
    return {("true" if value else "false") if isinstance(value, bool) else str(value)}


def _whole(one: Field, name: str, otherwise: int) -> int:
    text = one.argument(name)
    if text and not text.isdecimal():
        raise wrong(f"{name} is a whole number.", one.line)
    return min(int(text), 10**9) if text else otherwise
