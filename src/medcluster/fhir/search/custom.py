"""Which search parameters were added to those of R4?

Promise: active SearchParameter resources become parameters, for each of their types; an expression that can be compiled
is, any other is evaluated as FHIRPath; what cannot work is refused by name. Must not know: where the resources are
kept. Source: http://hl7.org/fhir/R4/searchparameter.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec

from medcluster.fhir import elements, path, types
from medcluster.fhir.search import entries
from medcluster.fhir.search.expressions import First, Known, Top, alternatives
from medcluster.fhir.search.parameters import Parameter, standard_parameters_of
from medcluster.fhir.search.plan import places
from medcluster.fhir.search.postings import Postings
from medcluster.fhir.types import RESOURCE_TYPES, Resource, SearchParameter, to_plain
from medcluster.foundation import Issue, Kind, Refusal

_TYPES = ("token", "reference", "string", "date", "quantity", "number", "uri")
_EVERY = ("Resource", "DomainResource")
_STEPS = 100_000  # of one expression on one resource; every write pays for them, whoever added the parameter
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ByType = Mapping[str, Mapping[str, Parameter]]


def registry(resources: Iterable[SearchParameter]) -> ByType:
    """The parameters of these resources by type and name; those that are not active are left out."""
    found: dict[str, dict[str, Parameter]] = {}
    for resource in resources:
        if resource.status != "active":
            continue
        for resource_type, parameter in added(resource).items():
            known = found.setdefault(resource_type, {})
            if parameter.name in known:
                raise _refused(resource, f"{resource_type} has a parameter {parameter.name} already")
            known[parameter.name] = parameter
    return found


def added(resource: SearchParameter) -> dict[str, Parameter]:
    """What one SearchParameter adds, by type; refused where it can never find anything."""
    if resource.type not in _TYPES:
        raise _refused(resource, f"parameters of type {resource.type} cannot be added")
    if not resource.expression:
        raise _refused(resource, "it has no expression")
    bases: list[str] = []
    for named in resource.base:
        bases += sorted(RESOURCE_TYPES) if named in _EVERY else [str(named)]
    targets = tuple(str(target) for target in resource.target if target is not None)
    found: dict[str, Parameter] = {}
    for base in bases:
        if base not in RESOURCE_TYPES:
            raise _refused(resource, f"{base} is no resource type")
        code = str(resource.code)
        if code in standard_parameters_of(base):
            raise _refused(resource, f"{base} has a parameter {code} of R4")
        interpreted = not _is_compiled(base, resource.type, resource.expression)
        if interpreted:
            path.compile(resource.expression)
        url = str(resource.url)
        found[base] = Parameter(code, resource.type, url, resource.expression, targets, (), True, interpreted)
    return found


def check_expression(resource: SearchParameter) -> None:
    """Refuse an expression that cannot be read, or that names what no base has, with the place of the mistake."""
    text = resource.expression or ""
    try:
        expression = path.compile(text)
        if len(resource.base) == 1 and "|" not in text and resource.base[0] in RESOURCE_TYPES:
            expression.check(str(resource.base[0]))
    except Refusal as refusal:
        if any(_is_compiled(str(base), str(resource.type), text) for base in resource.base if base in RESOURCE_TYPES):
            return  # what R4's own parameters write and FHIRPath does not quite allow
        issues = tuple(
            Issue(issue.text, f"SearchParameter.expression, {issue.where}", issue.code) for issue in refusal.issues
        )
        raise Refusal(Kind.INVALID, refusal.text, hint=refusal.hint, issues=issues) from refusal


def _refused(resource: SearchParameter, why: str) -> Refusal:
    return Refusal(Kind.INVALID, f"The SearchParameter {resource.url} cannot be used: {why}.")


def _is_compiled(resource_type: str, kind: str, expression: str) -> bool:
    """Whether the compiler of R4's own parameters reads an expression and finds something to index."""
    try:
        if any(isinstance(step, (First, Known, Top)) for steps in alternatives(expression) for step in steps):
            return False
        found = places(resource_type, expression)
    except Refusal:
        return False
    return any((kind, place.type) in entries.ENTRIES for place in found)


def interpret(parameters: Iterable[Parameter], resource: Resource, postings: Postings) -> None:
    """Put into the postings what the expressions find that are evaluated rather than compiled."""
    tree: Any = None
    for parameter in parameters:
        if not parameter.interpreted:
            continue
        tree = tree or to_plain(resource)
        try:
            found = path.compile(parameter.expression).typed(tree, now=_EPOCH, budget=_STEPS)
        except Refusal:  # an expression that fails on this resource finds nothing in it
            continue
        for kind, value in found:
            _enter(parameter, kind.rpartition(".")[2], value, postings)


_SYSTEM = {"Boolean": "boolean", "String": "string", "Integer": "integer", "Decimal": "decimal", "Date": "date"}
_SYSTEM |= {"DateTime": "dateTime"}


def _enter(parameter: Parameter, kind: str, value: object, postings: Postings) -> None:
    kind = _SYSTEM.get(kind, kind)
    entry = entries.ENTRIES.get((parameter.type, kind))
    if entry is None or value is None:
        return
    if elements.definition(kind) is not None:
        try:
            value = msgspec.convert(value, _STRUCTS.get(kind, types.Quantity))
        except msgspec.ValidationError:
            return
    elif not isinstance(value, (bool, int, Decimal)):
        value = str(value).removeprefix("@")
    getattr(entries, entry)(postings, parameter.name, value)


_STRUCTS: dict[str, Any] = {
    kind: getattr(types, kind) for _, kind in entries.ENTRIES if kind[0].isupper() and kind != "Resource"
}
