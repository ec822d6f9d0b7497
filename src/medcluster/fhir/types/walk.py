"""Which references does a resource hold, and how are they rewritten?

Promise: every Reference in a resource is met, in extensions, contained resources and bundle entries too; rewriting
makes new Structs only along the way to a reference that changed. Must not know: what a reference points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import fields, replace

from medcluster.fhir._generated.datatypes import Reference
from medcluster.fhir.primitives import Base

T = TypeVar("T", bound=Base)


@cache
def _inner(kind: type[Base]) -> tuple[str, ...]:
    """The fields of a type that hold elements rather than primitives."""
    return tuple(field.name for field in fields(kind) if _holds_elements(field.type))


def _holds_elements(hint: object) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Base)
    return any(_holds_elements(part) for part in getattr(hint, "__args__", ()))


@cache
def _getter(kind: type[Base]) -> Callable[[Base], tuple[object, ...]]:
    names = _inner(kind)
    return attrgetter(*names)


def references_in(element: Base) -> Iterator[Reference]:
    """Every Reference at or below an element, depth first."""
    if type(element) is Reference:
        yield element
    for value in _getter(type(element))(element):
        if not value:
            continue
        if isinstance(value, tuple):
            for item in value:
                if item is not None:
                    yield from references_in(item)
        elif isinstance(value, Base):
            yield from references_in(value)


def replace_references(element: T, mapping: Callable[[str], str]) -> T:
    """The element with `mapping` applied to every Reference.reference; the same object where nothing changed."""
    kind = type(element)
    changed: dict[str, object] = {}
    if kind is Reference and (target := element.reference) is not None:  # type: ignore[attr-defined]
        new = mapping(target)
        if new != target:
            changed["reference"] = new
    for name, value in zip(_inner(kind), _getter(kind)(element), strict=True):
        if not value:
            continue
        if isinstance(value, tuple):
            items = tuple([item if item is None else replace_references(item, mapping) for item in value])
            if any(a is not b for a, b in zip(items, value, strict=True)):
                changed[name] = items
        elif isinstance(value, Base):
            item = replace_references(value, mapping)
            if item is not value:
                changed[name] = item
    return replace(element, **changed) if changed else element
