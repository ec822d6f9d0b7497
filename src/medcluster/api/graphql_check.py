"""Does R4 have what a GraphQL query asks for?

Promise: a type, field, argument or directive that R4's definitions do not bear is refused, with its line, before
anything is read. Must not know: the text of queries, how resources are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcluster.api.graphql_query import ANY, NAMES, OF_RESOURCE, PAGED, Field, wrong
from medcluster.fhir import types, views


def resource_of(name: str) -> tuple[str, str]:
    """Type and kind of search of `ObservationList` and `ObservationConnection`; empty for other names."""
    for kind in ("List", "Connection"):
        if name.endswith(kind) and name.removesuffix(kind) in types.RESOURCE_TYPES:
            return name.removesuffix(kind), kind
    return "", ""


def check(fields: Sequence[Field], kind: str) -> None:
    """Refuse what no resource or element of this type has; "" is a resource of a type that only its data tell."""
    for one in fields:
        narrowed = [on for on in one.on if on not in ANY]
        if narrowed and not views.parts_of(narrowed[-1]):
            raise wrong(f"R4 has no type {narrowed[-1]!r} with fields.", one.line)
        if narrowed and kind and narrowed[-1] != kind:
            continue
        _check(one, narrowed[-1] if narrowed else kind)


def _check(one: Field, kind: str) -> None:
    if one.slice and not one.flatten:
        raise wrong("@slice goes with @flatten.", one.line)
    if one.name in NAMES:
        return
    wanted, how = resource_of(one.name)
    if wanted and (not kind or kind in types.RESOURCE_TYPES):
        if "_reference" not in one.arguments:
            raise wrong(f"{one.name} of a resource needs the argument _reference.", one.line)
        check_found(one, wanted, how)
    elif kind == "Reference" and one.name == "resource":
        if unknown := sorted(one.arguments.keys() - set(OF_RESOURCE)):
            raise wrong(f"resource has no argument {unknown[0]}.", one.line)
        check(_some(one), one.argument("type"))
    elif kind:
        _check_element(one, kind)


def check_found(one: Field, wanted: str, how: str) -> None:
    """The fields of a search's answer."""
    if how == "List":
        check(_some(one), wanted)
        return
    shape = {"count", "offset", "pagesize", "first", "previous", "next", "last", "edges", "__typename"}
    for part in _some(one):
        if part.name not in shape:
            raise wrong(f"{one.name} has no field {part.name}.", part.line)
        for inner in _some(part) if part.name == "edges" else ():
            if inner.name not in ("mode", "score", "resource", "__typename"):
                raise wrong(f"edges has no field {inner.name}.", inner.line)
            if inner.name == "resource":
                check(_some(inner), wanted)


def _some(one: Field) -> tuple[Field, ...]:
    if not one.fields:
        raise wrong(f"say which fields of {one.name} are wanted.", one.line)
    return one.fields


def _check_element(one: Field, kind: str) -> None:
    part = views.parts_of(kind).get(one.name)
    if part is None:
        raise wrong(f"{kind} has no field {one.name}.", one.line)
    inner = views.parts_of(part.type) if part.type != "Resource" else {}
    for name in one.arguments:
        if name not in PAGED and name not in inner:
            raise wrong(f"{one.name} has no argument {name}.", one.line)
    if part.type == "Resource":
        check(_some(one), "")
    elif inner:
        check(_some(one), part.type)
    elif one.fields:
        raise wrong(f"{one.name} is a plain value and has no fields.", one.line)
