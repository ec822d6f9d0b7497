"""What does each FHIR type look like in XML?

Promise: for every type the elements in the order in which R4 wants them, with the names that JSON and XML share; made
once per type from the definitions. Must not know: documents. Source: http://hl7.org/fhir/R4/xml.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from medcluster.fhir import elements

FHIR = "http://hl7.org/fhir"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Member:
    """One element under one of its names: `valueQuantity`. `place` orders it among the others of its type.

    `primitive`: it carries a value attribute; `attribute`: it is an attribute itself (id of an element, url of an
    extension); `path` is its name in findings, without the type of a choice.
    """

    name: str
    path: str
    type: str
    place: int
    many: bool
    primitive: bool
    attribute: bool


@cache
def shape_of(name: str) -> dict[str, Member]:
    """The elements of a type that has some, by their names, in R4's order."""
    definition = elements.definition(name)
    if definition is None:
        raise KeyError(name)
    resource = definition.kind == "resource"
    found = (
        _member(name, element, kind, place, resource)
        for place, element in enumerate(definition.elements)
        for kind in element.types
    )
    return {one.name: one for one in found}


def _member(owner: str, element: elements.Element, kind: str, place: int, resource: bool) -> Member:
    attribute = not resource and (element.name == "id" or (owner == "Extension" and element.name == "url"))
    primitive = kind not in ("Resource", "xhtml") and elements.definition(kind) is None
    return Member(element.spelled(kind), element.name, kind, place, element.many, primitive, attribute)
