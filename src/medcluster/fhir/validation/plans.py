"""What of a definition has to be looked at in an instance?

Promise: worked out once for each shape and kept in it: the constraints of an element and of its type, and the children
of which a type says nothing that decoding has not checked, which are most of a resource. Must not know: instances.
"""

from __future__ import annotations

from medcluster.fhir import elements
from medcluster.fhir.path import element
from medcluster.fhir.validation import definitions, rules
from medcluster.fhir.validation.rules import Check
from medcluster.fhir.validation.shapes import Shape, Structure


def checks(shape: Shape, base: Structure | None, kind: str) -> tuple[Check, ...]:
    """The constraints of an element and of its type."""
    found: tuple[Check, ...] | None = shape.checks.get(kind)
    if found is None:
        of_type = base.root.rules if base is not None and base.root is not shape else ()
        found = shape.checks[kind] = rules.checks((*shape.rules, *of_type))
    return found


def passed(parent: Shape) -> frozenset[str]:
    """The children of which a type says nothing beyond what decoding has checked: primitives without a sibling."""
    found: frozenset[str] | None = parent.checks.get("")
    if found is None:
        found = parent.checks[""] = frozenset(
            name for name, child in parent.children.items() if len(child.types) == 1 and _says_nothing(child)
        )
    return found


def _says_nothing(shape: Shape) -> bool:
    kind = shape.types[0].code
    base = definitions.of_type(kind)
    if base is None or not element(None, kind).type.is_primitive:
        return False
    bounds = (shape.value, shape.smallest, shape.greatest, shape.longest or None)
    if shape.slices or any(one is not None for one in bounds):
        return False
    binding = shape.binding
    bound = binding is not None and (binding.strength in ("required", "extensible") or bool(binding.largest))
    if bound and not (binding and kind == "code" and not binding.largest and _is_decoded(binding.value_set)):
        return False
    return all(check.native is rules.has_content for check in checks(shape, base, kind))


def _is_decoded(value_set: str) -> bool:
    """Whether decoding has checked the codes of a value set."""
    try:
        return bool(elements.codes(value_set.partition("|")[0]))
    except KeyError:
        return False
