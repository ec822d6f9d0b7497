"""$apply against the third-party cases of cqframework/pd-apply (shared data, never copied here).

Equal means: the same resources, ignoring ids, the order of a Bundle's entries, and full addresses. Cases that need CQL
are told apart by their text; every other case is equal or named below with the reason.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from medcluster.fhir import types
from medcluster.foundation import SeededIds
from medcluster.protocol import Inputs, apply, as_care_plan, compiled, inputs_of, to_bundle

CASES = (
    Path(os.environ.get("MEDCLUSTER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    / "data/pd-apply/cases.json"
)
NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)

DISAGREEMENTS = {
    "ActivityDefinition - RecommendImmunizationParameters": "R4 requires ImmunizationRecommendation.date; the expected "
    "resource has none and is no valid R4. Ours has the instant of the proposal; everything else is equal.",
}
NEEDS_CQL = {
    "PlanDefinition - IschemicStrokePathway": "conditions and values are named in a CQL library",
    "ActivityDefinition - DispenseMedicationParameters": "the medication is named in a CQL library",
    "ActivityDefinition - ReportFlagParameters": "the flag is named in a CQL library",
}

# Definitions that the cases lead to and do not carry: written from what the cases expect of them.
FOLLOW_UP: dict[str, Any] = {
    "resourceType": "PlanDefinition",
    "id": "CKDFollowUpPlan",
    "url": "http://example.org/PlanDefinition/CKDFollowUpPlan",
    "version": "0.1.0",
    "status": "draft",
    "action": [
        {
            "title": "CKD Follow Up Plan",
            "description": "Schedule follow up with a nephrologist at time of CKD diagnosis",
            "code": [
                {
                    "coding": [
                        {
                            "system": "http://hl7.org/fhir/uv/cpg/CodeSystem/cpg-common-process",
                            "code": "monitor-and-follow-up-of-patient",
                            "display": "Monitor and Follow-up of Patient",
                        }
                    ]
                }
            ],
        }
    ],
}
MESSAGE: dict[str, Any] = {
    "resourceType": "PlanDefinition",
    "id": "SendMessagePlan",
    "url": "http://example.org/PlanDefinition/SendMessagePlan",
    "version": "0.1.0",
    "status": "draft",
    "action": [
        {
            "title": "Greet the patient",
            "description": "Send a message with a greeting",
            "code": [
                {
                    "coding": [
                        {
                            "system": "http://hl7.org/fhir/uv/cpg/CodeSystem/cpg-common-process",
                            "code": "alerts-reminders-education",
                            "display": "Alerts Reminders Education",
                        }
                    ]
                }
            ],
            "definitionCanonical": "http://example.org/ActivityDefinition/SendMessageActivity",
        }
    ],
}
SEND: dict[str, Any] = {
    "resourceType": "ActivityDefinition",
    "id": "SendMessageActivity",
    "url": "http://example.org/ActivityDefinition/SendMessageActivity",
    "version": "0.1.0",
    "status": "draft",
    "kind": "CommunicationRequest",
    "profile": "http://hl7.org/fhir/uv/cpg/StructureDefinition/cpg-communicationrequest",
    "description": "Example Activity Definition for a recommendation to send a message",
    "doNotPerform": False,
    "dynamicValue": [
        {
            "path": "payload[0].contentString",
            "expression": {
                "language": "text/fhirpath",
                "expression": "'Greeting: Hello! ' + %subject.name.given.first() + ' Message: ' + description "
                "+ ' Practitioner: ' + %practitioner.name.given.first()",
            },
        }
    ],
}


def cases() -> list[dict[str, Any]]:
    """The cases, or none where the shared data are absent."""
    return json.loads(CASES.read_text(encoding="utf-8")) if CASES.exists() else []


def definitions() -> dict[str, types.Resource]:
    """Every definition of the cases by its address, and those they lead to."""
    found = [FOLLOW_UP, MESSAGE, SEND]
    for case in cases():
        found += [one["resource"] for one in case["body"]["parameter"] if one["name"].endswith("Definition")]
    return {one["url"]: types.from_plain(one) for one in found}


def applied(case: dict[str, Any]) -> Any:
    """What we answer to a case."""
    parameters = types.from_plain(case["body"])
    assert isinstance(parameters, types.Parameters)
    definition, _, inputs = inputs_of(parameters)
    assert definition is not None
    whole = Inputs(
        subject=inputs.subject,
        practitioner=inputs.practitioner,
        encounter=inputs.encounter,
        definitions=definitions(),
        resources=inputs.resources,
    )
    answer = apply(definition, whole, ids=SeededIds(1), now=NOW)
    return json.loads(types.encode(answer.resource))


def comparable(answer: Any) -> Any:
    """Without ids, addresses and order; a reference to a resource of the answer becomes that resource."""
    if answer["resourceType"] != "Bundle":
        return _plain(answer, {})
    entries = [entry["resource"] for entry in answer["entry"]]
    by_reference = {f"{one['resourceType']}/{one['id']}": one for one in entries}
    return _plain(entries[0], by_reference)


def _plain(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_plain(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"reference"}:
        target = _find(value["reference"], known)
        return _plain(target, known) if target else value
    return {name: _plain(one, known) for name, one in value.items() if not (name == "id" and "resourceType" in value)}


def _find(reference: str, known: dict[str, Any]) -> Any:
    """The fixtures write the same id with and without Inline, Ckd and CKD."""
    wanted = reference.lower().replace("/inline", "/")
    return next((one for name, one in known.items() if name.lower().replace("/inline", "/") == wanted), None)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases()])
def test_a_case(case: dict[str, Any]) -> None:
    """Equal, or different for the named reason and no other."""
    name = case["name"]
    if name in NEEDS_CQL:
        pytest.skip(NEEDS_CQL[name])
    ours, theirs = comparable(applied(case)), comparable(case["expected"])
    if name in DISAGREEMENTS:
        assert ours != theirs
        ours.pop("date")
    assert ours == theirs


@pytest.mark.skipif(not CASES.exists(), reason="the shared data are absent")
def test_most_cases_are_run() -> None:
    """Seven of the ten cases are compared, six of them equal as they stand."""
    assert len(cases()) - len(NEEDS_CQL) == 7
    assert len(DISAGREEMENTS) == 1


ANNA = types.Patient(id="anna", birthDate="1959-03-14")


def hb(value: int) -> types.Resource:
    """A haemoglobin of Anna."""
    return types.from_plain(
        {
            "resourceType": "Observation",
            "id": "hb",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
            "subject": {"reference": "Patient/anna"},
            "effectiveDateTime": "2026-11-13T08:00:00Z",
            "valueQuantity": {"value": value, "unit": "g/L", "system": "http://unitsofmeasure.org", "code": "g/L"},
        }
    )


def hip(*resources: types.Resource) -> Any:
    """The hip fast-track applied to a patient."""
    made = to_bundle(compiled("hip-fast-track/2.1.0"))
    addressed = {f"{one.url}|{one.version}": one for one in made}  # type: ignore[attr-defined]
    inputs = Inputs(subject="Patient/anna", definitions=addressed, resources=resources)
    return apply(made[0], inputs, ids=SeededIds(1), now=NOW)


def step_ids(answer: Any) -> list[str]:
    """The steps in the RequestGroup."""
    group = answer.resource.entry[0].resource
    return [inner.id for action in group.action if action.id != "anchors" for inner in action.action]


def test_our_own_protocol_takes_the_branch() -> None:
    """Anaemia is treated when the haemoglobin is low, and is left out when it is not, or not known."""
    low = hip(ANNA, hb(121))
    assert low.issues == ()
    assert len(step_ids(low)) == 14
    assert "anaemia" not in step_ids(hip(ANNA, hb(141)))
    assert "anaemia" not in step_ids(hip(ANNA))


def test_who_does_not_qualify_gets_no_steps() -> None:
    """Who qualifies is a condition of every stage."""
    child = types.Patient(id="anna", birthDate="2020-03-14")
    assert step_ids(hip(child, hb(121))) == []


def test_windows_and_requirements_are_carried_on() -> None:
    """The proposal keeps offsets with their ranges, who takes part, and what must be done or documented."""
    group: Any = hip(ANNA, hb(121)).resource
    actions = {inner.id: inner for action in group.entry[0].resource.action for inner in action.action}
    walk = actions["walk"]
    assert walk.relatedAction[0].actionId == "anchor.surgery"
    assert walk.relatedAction[0].offsetDuration.value == 4
    assert walk.requiredBehavior == "must-unless-documented"
    assert walk.participant[0].display == "physiotherapist"
    assert actions["prom12"].resource.reference.startswith("Task/")
    assert actions["leave"].condition[0].kind == "start"


def test_the_same_as_a_care_plan() -> None:
    """R4's form: one CarePlan that contains the RequestGroup and the requests, every reference inside it."""
    applied_hip = hip(ANNA, hb(121))
    plan = as_care_plan(applied_hip, ids=SeededIds(2))
    contained = {one.id for one in plan.contained}
    inside = [one.reference for one in types.references_in(plan) if (one.reference or "").startswith("#")]
    assert len(inside) >= 13
    assert {reference[1:] for reference in inside if reference} <= contained
    assert types.decode(types.encode(plan)) == plan
