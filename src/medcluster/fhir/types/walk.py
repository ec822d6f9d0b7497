"""Which references does a resource hold, and how are they rewritten?

Promise: every Reference in a resource is met, in extensions, contained resources and bundle entries too; rewriting
copies only what lies on the way to a reference that changed. For each type two small functions are made when it is
first met, from the fields of its Struct alone. Must not know: what a reference points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_origin

from msgspec.structs import fields

from medcluster.fhir._generated.datatypes import Reference
from medcluster.fhir.primitives import Base

T = TypeVar("T", bound=Base)
Mapping = Callable[[str], str]


def references_in(element: Base) -> Iterator[Reference]:
    """Every Reference at or below an element, in the order of the elements."""
    found: list[Reference] = []
    _collect[type(element)](element, found)
    return iter(found)


def replace_references(element: T, mapping: Mapping) -> T:
    """The element with `mapping` applied to every Reference.reference; the same object where nothing changed."""
    replaced: T = _replace[type(element)](element, mapping)
    return replaced


class _Functions(dict[type, Callable[..., Any]]):
    """A function per type, made when the type is first met."""

    def __init__(self, make: Callable[[type[Base]], list[str]]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, kind: type[Base]) -> Callable[..., Any]:
        scope: dict[str, Any] = {"of": self}
        text = "\n".join(self.make(kind))
        exec(compile(text, f"<references of {kind.__name__}>", "exec"), scope)  # noqa: S102  # names of Struct fields only
        function: Callable[..., Any] = scope["run"]
        self[kind] = function
        return function


def _children(kind: type[Base]) -> Iterator[tuple[str, bool]]:
    """The fields that hold elements rather than primitives, and whether each is a list."""
    for field in fields(kind):
        if _holds_elements(field.type):
            yield field.name, _is_list(field.type)


def _is_list(hint: object) -> bool:
    return any(get_origin(part) is tuple for part in (hint, getattr(hint, "__origin__", None)))


def _holds_elements(hint: object) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Base)
    return any(_holds_elements(part) for part in getattr(hint, "__args__", ()))


def _collecting(kind: type[Base]) -> list[str]:
    lines = ["def run(v, found):"]
    if kind is Reference:
        lines.append("    found.append(v)")
    for name, many in _children(kind):
        lines.append(f"    x = v.{name}")
        if many:
            lines += ["    for i in x:", "        if i is not None: of[type(i)](i, found)"]
        else:
            lines += ["    if x is not None: of[type(x)](x, found)"]
    return [*lines, "    return"]


def _replacing(kind: type[Base]) -> list[str]:
    lines = ["def run(v, mapping):", "    c = v"]
    if kind is Reference:
        lines += ["    x = v.reference", "    if x is not None and (y := mapping(x)) != x:"]
        lines += ["        c = v.__copy__()", "        c.reference = y"]
    for name, many in _children(kind):
        lines += [f"    x = v.{name}", "    if x:" if many else "    if x is not None:"]
        if many:
            lines += ["        y = tuple([i and of[type(i)](i, mapping) for i in x])"]
            changed = "any([a is not b for a, b in zip(x, y)])"
        else:
            lines += ["        y = of[type(x)](x, mapping)"]
            changed = "y is not x"
        lines += [f"        if {changed}:", "            if c is v: c = v.__copy__()", f"            c.{name} = y"]
    return [*lines, "    return c"]


_collect = _Functions(_collecting)
_replace = _Functions(_replacing)
