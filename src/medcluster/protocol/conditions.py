"""Does a step apply to this patient, by what the record holds?

A protocol defines named facts (`hb`: the latest haemoglobin) and says in FHIRPath when a step applies. Promise: pure;
an answer is true, false, or None while a fact is unknown; units convert, and a value in a unit that does not is
unknown. `within` is counted back from the begin of the enrolment, so that an answer does not expire by time alone.
Must not know: the database. Source: `docs/reference/protocol-form.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from medcluster.fhir import path, types
from medcluster.foundation import Refusal
from medcluster.protocol.authoring_values import parse_code, parse_duration
from medcluster.protocol.happenings import codings, counts, happened
from medcluster.protocol.model import Version


def evaluate(
    version: Version, resources: Iterable[types.Resource], *, since: datetime, now: datetime
) -> Mapping[str, bool | None]:
    """Step id -> whether it applies, for the steps that have a condition."""
    conditional = [step for step in version.steps if step.condition]
    if not conditional:
        return {}
    known = list(resources)
    variables = named_facts(version, known, since=since, now=now)
    patient = _patient(known)
    return {step.id: truth(step.condition, patient, variables, now) for step in conditional}


def exits(version: Version, resources: Iterable[types.Resource], *, since: datetime, now: datetime) -> tuple[str, ...]:
    """The reasons for which the protocol says that this patient should leave it now."""
    known = list(resources)
    variables = named_facts(version, known, since=since, now=now)
    patient = _patient(known)
    found = [
        reason for expression, reason in version.exits if expression and truth(expression, patient, variables, now)
    ]
    return tuple(dict.fromkeys(found))


def eligible(version: Version, patient: types.Patient, now: datetime) -> bool | None:
    """Whether a patient qualifies; None when the record does not say, True when the protocol asks nothing."""
    return truth(version.eligible, patient, {}, now) if version.eligible else True


def truth(
    expression: str, patient: types.Patient | None, variables: Mapping[str, object], now: datetime
) -> bool | None:
    """The truth of an expression about a patient; None when it is empty or cannot be answered."""
    given: dict[str, object] = {**variables, "subject": patient if patient is not None else []}
    try:
        return path.compile(expression).truth(patient if patient is not None else [], variables=given, now=now)
    except Refusal:
        return None


def named_facts(
    version: Version, resources: Iterable[types.Resource], *, since: datetime, now: datetime
) -> dict[str, object]:
    """The variables that the protocol defines; an unknown one is an empty collection."""
    known = list(resources)
    return {name: latest(parts, known, since=since, now=now) for name, parts in version.defines.items()}


def latest(parts: Mapping[str, str], resources: Iterable[types.Resource], *, since: datetime, now: datetime) -> object:
    """The latest value of a definition: an Observation's quantity when a unit is asked for, else the resource."""
    wanted = parse_code(parts["latest"], parts["code"])
    oldest = since - parse_duration(parts["within"]) if "within" in parts else None
    found: list[tuple[datetime, str, types.Resource]] = []
    for resource in resources:
        if types.type_name(resource) != wanted.type or not counts(resource):
            continue
        at = happened(resource)
        if at is None or at > now or (oldest and at < oldest):
            continue
        if (wanted.system, wanted.code) in codings(resource):
            found.append((at, resource.id or "", resource))
    if not found:
        return []
    newest = max(found, key=lambda one: one[:2])[2]
    if "unit" not in parts:
        return newest
    value = newest.valueQuantity if isinstance(newest, types.Observation) else None
    return value if value is not None else []


def _patient(resources: Iterable[types.Resource]) -> types.Patient | None:
    return next((one for one in resources if isinstance(one, types.Patient)), None)
