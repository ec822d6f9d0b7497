"""What would this definition mean for this patient?

`apply` is `$apply` of PlanDefinition and ActivityDefinition: a proposal that the caller may keep, nothing is stored.
Promise: pure; what was noted on the way (a condition that could not be evaluated, a definition that is not known)
comes with the answer. A plan becomes a Bundle (R5) led by its RequestGroup, `as_care_plan` gives R4's CarePlan of the
same; an activity becomes its request. Source: FHIR R4 operations with R5's clarifications;
`tests/conformance/test_apply_cases.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medcluster.fhir import types
from medcluster.foundation import Ids, Issue
from medcluster.protocol.apply_activity import dynamic_values, request_from
from medcluster.protocol.apply_plan import request_group
from medcluster.protocol.apply_terms import Inputs, Run, canonical_of, require

__all__ = ["Applied", "Inputs", "apply", "as_care_plan", "definitions_needed", "inputs_of"]

BASE = "http://apply.invalid/fhir"  # a proposal lives nowhere; full addresses only have to agree with each other


@dataclass(frozen=True, slots=True)
class Applied:
    """The answer of `$apply`, and what could not be done on the way."""

    resource: types.Resource
    issues: tuple[Issue, ...] = ()


def apply(definition: types.Resource, inputs: Inputs, *, ids: Ids, now: datetime) -> Applied:
    """Apply a PlanDefinition (a Bundle comes out) or an ActivityDefinition (a request comes out) to a subject."""
    require(inputs.subject, "$apply needs a subject, such as Patient/123.")
    run = Run(inputs, ids, now)
    if isinstance(definition, types.ActivityDefinition):
        request = request_from(run, definition)
        own = [types.to_plain(one) for one in definition.dynamicValue]
        dynamic_values(run, request, own, definition, {})
        return Applied(types.from_plain(request), tuple(run.issues))
    require(
        isinstance(definition, types.PlanDefinition),
        f"$apply takes a PlanDefinition or an ActivityDefinition, not a {types.type_name(definition)}.",
    )
    assert isinstance(definition, types.PlanDefinition)
    request_group(run, definition, intent="proposal")
    made = [types.from_plain(one) for one in run.made]
    entries = tuple(
        types.BundleEntry(fullUrl=f"{BASE}/{types.type_name(one)}/{one.id}", resource=one)  # type: ignore[arg-type]
        for one in made
    )
    return Applied(types.Bundle(id=ids.new(), type="collection", entry=entries), tuple(run.issues))


def as_care_plan(applied: Applied, *, ids: Ids) -> types.CarePlan:
    """The same proposal in R4's form: a CarePlan that contains the RequestGroup and all that it leads to."""
    bundle = applied.resource
    require(isinstance(bundle, types.Bundle), "only a plan becomes a CarePlan")
    assert isinstance(bundle, types.Bundle)
    made: list[Any] = [entry.resource for entry in bundle.entry]
    local = {f"{types.type_name(one)}/{one.id}": f"#{one.id}" for one in made}
    contained = tuple(types.replace_references(one, lambda text: local.get(text, text)) for one in made)
    group = made[0]
    return types.CarePlan(
        id=ids.new(),
        status="draft",
        intent="proposal",
        subject=group.subject,
        encounter=group.encounter,
        author=group.author,
        instantiatesCanonical=group.instantiatesCanonical,
        contained=contained,
        goal=tuple(types.Reference(reference=f"#{one.id}") for one in made if isinstance(one, types.Goal)),
        activity=(types.CarePlanActivity(reference=types.Reference(reference=f"#{group.id}")),),
    )


def inputs_of(parameters: types.Parameters) -> tuple[types.Resource | None, str, Inputs]:
    """The definition that a Parameters resource carries, else the canonical address it names, and the inputs."""
    definition: types.Resource | None = None
    canonical = ""
    texts: dict[str, str] = {}
    resources: list[types.Resource] = []
    values: dict[str, object] = {}
    for one in parameters.parameter:
        carried = _carried(one)
        if one.name in ("planDefinition", "activityDefinition"):
            definition = one.resource or definition
            canonical = canonical or ("" if one.resource else carried)
        elif one.name in ("url", "canonical"):
            canonical = canonical or carried
        elif one.name in ("subject", "practitioner", "encounter", "organization"):
            texts[one.name] = carried
        elif one.name == "data" and one.resource is not None:
            resources += _unpacked(one.resource)
        elif one.name == "parameters" and isinstance(one.resource, types.Parameters):
            values |= {str(inner.name): inner.resource or _carried(inner) for inner in one.resource.parameter}
    known = {canonical_of(one): one for one in resources if getattr(one, "url", None)}
    inputs = Inputs(
        subject=texts.get("subject", ""),
        practitioner=texts.get("practitioner", ""),
        encounter=texts.get("encounter", ""),
        organization=texts.get("organization", ""),
        definitions=known,
        resources=resources,
        parameters=values,
    )
    return definition, canonical, inputs


def _carried(one: types.ParametersParameter) -> str:
    for name in ("valueString", "valueUri", "valueCanonical", "valueId", "valueCode", "valueUrl"):
        value = getattr(one, name)
        if value:
            return str(value)
    return (one.valueReference.reference or "") if one.valueReference else ""


def _unpacked(resource: types.Resource) -> Iterator[types.Resource]:
    if isinstance(resource, types.Bundle):
        yield from (entry.resource for entry in resource.entry if entry.resource is not None)
    else:
        yield resource


def definitions_needed(definition: types.Resource) -> tuple[str, ...]:
    """The canonical addresses that a definition leads to directly: fetch them before applying, and theirs after."""
    found: dict[str, None] = {}

    def walk(actions: tuple[types.PlanDefinitionAction, ...]) -> None:
        for action in actions:
            if action.definitionCanonical:
                found[action.definitionCanonical] = None
            walk(action.action)

    if isinstance(definition, types.PlanDefinition):
        walk(definition.action)
    return tuple(found)
