"""`$apply` over HTTP: what a definition would mean for a patient.

Promise: `POST PlanDefinition/$apply`, `PlanDefinition/[id]/$apply` and the same for ActivityDefinition take Parameters
and answer with the proposal; nothing is stored. The definition is the one in the address, the one that came along, or
the one that a canonical address names; what it leads to, and what is known of the subject, is read from the record with
the caller's rights unless it came along. Must not know: how a definition is applied. Source: FHIR R4 operations
PlanDefinition-apply and ActivityDefinition-apply, with R5's Bundle as the answer for a plan.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from medcluster import protocol
from medcluster.api.door import Visit, body_of, door, packed
from medcluster.api.operations import Operation
from medcluster.api.outcome import FHIR_JSON
from medcluster.fhir import types
from medcluster.foundation import Issue, Kind, Refusal

DEFINITIONS = ("PlanDefinition", "ActivityDefinition", "Questionnaire")
DEEPEST = 8  # plans within plans

log = logging.getLogger("medcluster.api")


async def apply(visit: Visit) -> Response:
    """What a definition would mean for a patient: a proposal; nothing is stored"""
    parameters = types.decode(await body_of(visit.request))
    if not isinstance(parameters, types.Parameters):
        found = types.type_name(parameters)
        raise Refusal(Kind.MALFORMED, f"$apply takes Parameters, and this is a {found}.")
    carried, canonical, inputs = protocol.inputs_of(parameters)
    definition = await _definition(visit, carried, canonical)
    inputs = replace(
        inputs,
        definitions={**await _led_to(visit, definition, inputs), **inputs.definitions},
        resources=[*inputs.resources, *await _known(visit, inputs)],
    )
    applied = protocol.apply(definition, inputs, ids=visit.platform.ids, now=visit.platform.clock.now())
    for issue in applied.issues:
        log.info("apply: %s", issue.where)
    return packed(visit.request, Response(types.encode(applied.resource), media_type=FHIR_JSON))


async def _definition(visit: Visit, carried: types.Resource | None, canonical: str) -> types.Resource:
    name, wanted = visit.request.url.path.split("/")[2], visit.request.path_params.get("id")
    if wanted:
        return (await visit.handle.read(name, str(wanted))).resource
    found = carried or (await _by_canonical(visit, canonical, (name,)) if canonical else None)
    if found is None:
        text = f"No definition came along, and {canonical or 'no canonical address'} was found in the record."
        parameter = f"{name[0].lower()}{name[1:]}"
        raise Refusal(
            Kind.INVALID,
            text,
            hint=f"Send the resource in the parameter {parameter}, or its id in the address.",
            issues=(Issue(text, where="Parameters.parameter", code="not-found"),),
        )
    return found


async def _by_canonical(visit: Visit, canonical: str, names: Iterable[str]) -> types.Resource | None:
    url, _, version = canonical.partition("|")
    for name in names:
        query = [("url", url), *([("version", version)] if version else [])]
        page = await visit.handle.search(name, query, count=1)
        if page.matches:
            return page.matches[0].resource
    return None


async def _led_to(visit: Visit, definition: types.Resource, inputs: protocol.Inputs) -> dict[str, types.Resource]:
    """Every definition that this one leads to, and theirs, from the record."""
    found: dict[str, types.Resource] = {}
    waiting = list(protocol.definitions_needed(definition))
    for _ in range(DEEPEST):
        missing = [one for one in waiting if one not in found and inputs.definition(one) is None]
        waiting = []
        for canonical in missing:
            one = await _by_canonical(visit, canonical, DEFINITIONS)
            if one is not None:
                found[canonical] = one
                waiting += protocol.definitions_needed(one)
        if not waiting:
            break
    return found


async def _known(visit: Visit, inputs: protocol.Inputs) -> Sequence[types.Resource]:
    """What the record knows of the subject and of the people named, when it did not come along."""
    found: list[types.Resource] = []
    for reference in (inputs.subject, inputs.practitioner, inputs.encounter, inputs.organization):
        name, _, wanted = reference.partition("/")
        if not wanted or inputs.resource(reference) is not None or name not in types.RESOURCE_TYPES:
            continue
        if name == "Patient":
            found += [stored.resource for stored in await visit.handle.patient_resources(wanted)]
        else:
            found.append((await visit.handle.read(name, wanted)).resource)
    return found


OPERATIONS = tuple(
    Operation("apply", f"http://hl7.org/fhir/OperationDefinition/{name}-apply", (name,))
    for name in ("PlanDefinition", "ActivityDefinition")
)
ROUTES = [
    Route(f"/fhir/{name}/{place}$apply", door(apply), methods=["POST"])
    for name in ("PlanDefinition", "ActivityDefinition")
    for place in ("", "{id}/")
]
