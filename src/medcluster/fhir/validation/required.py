"""Are the codes that R4 enumerates with required strength right, where an element is more than a code?

Promise: looks only at the few elements that are CodeableConcepts under such a binding (a plain code is checked while it
is decoded), in contained resources and entries too, in about a microsecond where there are none. Must not know: other
bindings. Source: _generated/elements.json, from the official definitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from medcluster.fhir import elements
from medcluster.fhir.primitives import Base, wire_name
from medcluster.fhir.types import CodeableConcept, Resource
from medcluster.foundation import Issue


def required_codes(resource: Resource) -> tuple[Issue, ...]:
    """Every finding."""
    found: list[Issue] = []
    _look(resource, type(resource).__name__, found)
    return tuple(found)


def _look(element: Base, where: str, found: list[Issue]) -> None:
    kind = type(element)
    for attribute, value_set, many in _plan(kind):
        value = getattr(element, attribute)
        if not value:
            continue
        place = f"{where}.{wire_name(attribute)}"
        for index, one in enumerate(value if many else (value,)):
            if one is None:
                continue
            at = f"{place}[{index}]" if many else place
            if not value_set:
                _look(one, at, found)
            elif not _is_listed(one, value_set):
                found.append(Issue(f"none of its codes is in {value_set}", at, "code-invalid"))


def _is_listed(value: CodeableConcept, value_set: str) -> bool:
    systems = elements.codes(value_set)
    if any(one.code in systems.get(one.system or "", ()) for one in value.coding):
        return True
    return not value.coding and bool(value.extension)  # an extension stands for it, such as data-absent-reason


@cache
def _plan(kind: type[Base]) -> tuple[tuple[str, str, bool], ...]:
    """(attribute, value set or "" for what has to be looked into, whether it is a list) of a type."""
    return tuple(_steps(kind.__name__, frozenset()))


def _steps(name: str, above: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    for element in _elements(name):
        if element.types == ("CodeableConcept",) and element.codes:
            yield element.name, element.codes, element.many
        elif len(element.types) == 1 and _leads_there(element.types[0], above | {name}):
            yield element.name, "", element.many


def _elements(name: str) -> tuple[Any, ...]:
    found = elements.definition(name)
    return found.elements if found else ()


def _leads_there(name: str, above: frozenset[str]) -> bool:
    """Whether a type holds such an element somewhere; a resource of any type may."""
    if name == "Resource":
        return True
    found = elements.definition(name)
    if name in above or found is None or found.kind == "complex-type":
        return False
    return any(_steps(name, above))
