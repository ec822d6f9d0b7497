"""Which conditions of a search name a resource here by the whole address of this server?

Promise: in them, wherever they stand, the reference is read as the relative one that is stored. Addresses of canonical
resources are names and stay; where a parameter finds names and references, both are looked for. Must not know: text,
indexes. Source: http://hl7.org/fhir/R4/search.html#reference.
"""

from __future__ import annotations

from dataclasses import replace

from medcluster.fhir.search.compile import refers_by_address, refers_by_reference
from medcluster.fhir.search.parameters import Parameter
from medcluster.fhir.search.query import (
    All,
    Chain,
    CompositeValue,
    Condition,
    Criterion,
    Either,
    Has,
    Not,
    ReferenceValue,
    Value,
)
from medcluster.fhir.search.values import unreadable
from medcluster.fhir.types import RESOURCE_TYPES, OwnAddresses


def at_home(resource_type: str, condition: Condition, own: OwnAddresses) -> Condition:
    """The condition on a type, with relative references to this server."""
    match condition:
        case Criterion(parameter, modifier, values):
            if parameter.type == "reference" and not refers_by_reference(resource_type, parameter):
                return condition
            also = parameter.type == "reference" and _finds_names(resource_type, parameter)
            found = tuple(_value(parameter, modifier, value, own, also=also) for value in values)
            return replace(condition, values=found)
        case Chain(_, branches):
            return replace(condition, branches=tuple((name, at_home(name, inner, own)) for name, inner in branches))
        case Has(source, _, inner):
            return replace(condition, condition=at_home(source, inner, own))
        case All(conditions) | Either(conditions):
            return replace(condition, conditions=tuple(at_home(resource_type, one, own) for one in conditions))
        case Not(inner):
            return replace(condition, condition=at_home(resource_type, inner, own))
    return condition


def _finds_names(resource_type: str, parameter: Parameter) -> bool:
    return parameter.interpreted or refers_by_address(resource_type, parameter)


def _value(parameter: Parameter, modifier: str, value: Value, own: OwnAddresses, *, also: bool) -> Value:
    if isinstance(value, CompositeValue):
        parts = tuple(_value(parameter, "", part, own, also=False) for part in value.parts)
        return replace(value, parts=parts)  # type: ignore[arg-type]  # each part stays of its kind
    if not isinstance(value, ReferenceValue) or len(value.candidates) != 1:
        return value
    (written,) = value.candidates
    relative = own.relative(written)
    if relative == written:
        return value
    if modifier in RESOURCE_TYPES and relative.partition("/")[0] != modifier:
        raise unreadable(parameter, written)
    return ReferenceValue((relative, written) if also else (relative,))
