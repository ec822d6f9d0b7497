"""Where in a resource are we, and what is below?

Promise: a `Spot` is one element with its place as a FHIRPath and what stands around it; `children` gives the elements
below by FHIRPath name, with the JSON key each came from. Must not know: definitions. Source:
http://hl7.org/fhir/R4/json.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from medcluster.fhir.path import Node, element
from medcluster.fhir.validation.rules import Context

Json = Mapping[str, Any]
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """One element. bundle: that its resource is an entry of; key: under which it stands."""

    node: Node
    where: str
    context: Context
    bundle: Json | None = None
    key: str = ""

    @property
    def kind(self) -> str:
        return self.node.type.name

    @property
    def is_resource(self) -> bool:
        value = self.node.value
        return isinstance(value, dict) and "resourceType" in value

    @property
    def outermost(self) -> Json:
        value = self.context.outermost.value
        return value if isinstance(value, dict) else {}

    @property
    def path(self) -> str:
        """The place within its resource, as definitions write it: `Patient.contact`."""
        return self.context.resource.type.name + _INDEX.sub("", self.where[self.context.start :])

    def entered(self) -> Spot:
        """The same resource as what constraints call %resource; what is contained keeps what it is contained in."""
        contained = ".contained[" in f".{self.where.rpartition('.')[2]}"
        outermost = self.context.outermost if contained else self.node
        return replace(self, context=Context(self.node, outermost, self.context.now, len(self.where)))


def children(spot: Spot, passed: frozenset[str] = frozenset()) -> dict[str, list[Spot]]:
    """The elements directly below, by name; those that are passed over only where an extension stands beside them."""
    node = spot.node
    value = node.value if isinstance(node.value, dict) else node.extra
    if not isinstance(value, dict):
        return {}
    found: dict[str, list[Spot]] = {}
    keys = node.type.keys()
    for key, held in value.items():
        sibling = None
        if key[0] == "_":
            key = key[1:]
            if key in value:
                continue
            held, sibling = None, held
        else:
            sibling = value.get("_" + key)
        slot = keys.get(key)
        if slot is None or (sibling is None and slot.element in passed):
            continue
        place = f"{spot.where}.{slot.element}"
        out = found.setdefault(slot.element, [])
        if not slot.many:
            out.append(Spot(_node(held, slot.type, sibling), place, spot.context, spot.bundle, key))
            continue
        siblings = sibling or ()
        for index in range(max(len(held or ()), len(siblings))):
            one = held[index] if held else None
            beside = siblings[index] if index < len(siblings) else None
            if one is not None or beside is not None:
                out.append(Spot(_node(one, slot.type, beside), f"{place}[{index}]", spot.context, spot.bundle, key))
    return found


def _node(value: Any, declared: Any, extra: Any) -> Node:
    if isinstance(value, dict) and "resourceType" in value:
        return element_of(value)
    return Node(value, declared, extra)


def element_of(resource: Json) -> Node:
    """A resource as an element."""
    return element(resource, str(resource["resourceType"]))
