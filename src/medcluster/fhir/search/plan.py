"""Where in a resource are the values of a search parameter?

Promise: an expression becomes paths of hops through Struct attributes, each ending at a value of one known FHIR type:
choices are spread out, types are followed, conditions kept. Must not know: what is done with the value.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from dataclasses import dataclass, replace

from medcluster.fhir import elements
from medcluster.fhir.search import expressions as x

_SPECIALISED = {  # http://hl7.org/fhir/R4/datatypes.html#primitive
    **dict.fromkeys(("canonical", "oid", "url", "uuid"), "uri"),
    **dict.fromkeys(("code", "id", "markdown"), "string"),
    **dict.fromkeys(("positiveInt", "unsignedInt"), "integer"),
}
Hop = tuple[str, str]  # ("get" | "each" | "first", attribute) or ("if", condition on {v})


@dataclass(frozen=True)
class Place:
    """A value: how to reach it, its FHIR type, the value set of its codes; `known` asks only whether it is there."""

    hops: tuple[Hop, ...]
    type: str
    codes: str = ""
    known: bool = False


def places(resource_type: str, expression: str) -> list[Place]:
    """Every place in a resource of this type that the expression names, without doubles."""
    found: list[Place] = []
    for steps in x.alternatives(expression) if expression else ():
        root, *rest = steps
        if isinstance(root, x.Field) and root.name[0].islower():  # `name | alias`, without its type
            found += _walk(Place((), resource_type), list(steps))
        elif isinstance(root, x.Field) and root.name in (resource_type, "Resource", "DomainResource"):
            found += _walk(Place((), resource_type), rest)
    return list(dict.fromkeys(found))


def places_below(resource_type: str, base: Place, expression: str) -> tuple[list[Place], bool]:
    """Every place that an expression names from another place on; whether it starts at the resource instead."""
    found: list[Place] = []
    from_top = False
    for steps in x.alternatives(expression):
        if isinstance(steps[0], x.Top):
            from_top = True
            found += _walk(Place((), resource_type), list(steps[1:]))
        else:
            found += _walk(Place((), base.type), list(steps))
    return list(dict.fromkeys(found)), from_top


def spelled(place: Place) -> str:
    """The name of a place: its path; a condition on the type of a reference is left out."""
    hops = unconditional(place).hops
    return ".".join(what if how != "if" else f"({what})" for how, what in hops)


def unconditional(place: Place) -> Place:
    """The place without a condition on the type of its reference."""
    hops = place.hops
    refers = hops and hops[-1][0] == "if" and hops[-1][1].startswith("refers_to(")
    return replace(place, hops=hops[:-1]) if refers else place


def _walk(place: Place, steps: list[x.Step]) -> Iterator[Place]:
    if not steps:
        yield place
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, x.Extension) and rest[:1] == [x.Field("value")]:
        rest = rest[1:]  # R4's own expressions end at the extension and mean its value: that is where it leads
    for following in _follow(place, step):
        yield from _walk(following, rest)


def _follow(place: Place, step: x.Step) -> Iterator[Place]:
    match step:
        case x.Field(name):
            yield from _into(place, name)
        case x.OfType(wanted):
            if elements.is_a(place.type, wanted) or _SPECIALISED.get(place.type) == wanted:
                yield place
        case x.Refers(wanted):
            if place.type == "Reference":
                yield _where(place, f"refers_to({{v}}, {wanted!r})")
        case x.Equal(name, text):
            if any(into.hops[-1][0] == "get" for into in _into(place, name)):
                yield _where(place, f"{{v}}.{name}{'_' * keyword.iskeyword(name)} == {text!r}")
        case x.Extended(url):
            if elements.definition(place.type) is not None:
                yield _where(place, f"any(e.url == {url!r} for e in {{v}}.extension)")
        case x.Extension(url):
            if elements.definition(place.type) is None:
                return
            inside = replace(place, hops=(*place.hops, ("each", "extension")), type="Extension", codes="")
            yield from _into(_where(inside, f"{{v}}.url == {url!r}"), "value")
        case x.First():
            *before, (_, attribute) = place.hops
            yield replace(place, hops=(*before, ("first", attribute)))
        case x.Known():
            yield replace(place, known=True)


def _where(place: Place, condition: str) -> Place:
    return replace(place, hops=(*place.hops, ("if", condition)))


def _into(place: Place, name: str) -> Iterator[Place]:
    found = elements.definition(place.type)
    for element in found.elements if found else ():
        if element.name != name:
            continue
        for kind in element.types:
            attribute = element.spelled(kind)
            attribute += "_" if keyword.iskeyword(attribute) else ""
            hop = ("each" if element.many else "get", attribute)
            yield Place((*place.hops, hop), kind, element.codes)
