"""Which request does an ActivityDefinition become?

Promise: one request resource of the definition's kind, in draft, with the subject, encounter and requester that were
given; what the definition says about code, product, dosage, timing and performers is carried over, dynamic values last.
A kind that is not offered is refused by name. Source: ActivityDefinition/$apply in FHIR R4.
"""

from __future__ import annotations

from typing import Any

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.protocol.apply_terms import Plain, Run, canonical_of, reference
from medcluster.protocol.apply_values import set_value

_SUBJECT = {"Task": "for", "ImmunizationRecommendation": "patient"}
_WITHOUT_INTENT = ("CommunicationRequest", "ImmunizationRecommendation", "SupplyRequest", "Appointment")
_INSTANTIATES_MANY = ("MedicationRequest", "ServiceRequest", "DeviceRequest", "NutritionOrder")
_INTENT_NAMES = {
    "proposal",
    "plan",
    "order",
    "original-order",
    "reflex-order",
    "filler-order",
    "instance-order",
    "option",
}


def request_from(
    run: Run, activity: types.ActivityDefinition, *, intent: str = "", overrides: Plain | None = None
) -> Plain:
    """The request, as JSON. `intent` wins over the definition's; `overrides`: elements of the plan's action."""
    kind = str(activity.kind or "Task")
    if kind not in _BUILDERS:
        offered = ", ".join(sorted(_BUILDERS))
        raise Refusal(Kind.UNSUPPORTED, f"$apply does not make a {kind}.", hint=f"It makes {offered}.")
    plain: Plain = types.to_plain(activity)
    plain |= {name: value for name, value in (overrides or {}).items() if value is not None}
    request = _frame(run, kind, activity, plain, intent)
    _BUILDERS[kind](run, plain, request)
    return request


def dynamic_values(
    run: Run, request: Plain, values: list[Plain], context: types.Resource, extra: dict[str, object]
) -> None:
    """Put a definition's dynamic values into a request."""
    kind = types.RESOURCE_TYPES[request["resourceType"]]
    for value in values:
        where = str(value.get("path") or "")
        expression = value.get("expression") or {}
        found = run.evaluate(expression, context, extra, f"dynamicValue {where}")
        said = set_value(request, kind, where, found)
        if said:
            run.note(said, f"dynamicValue {where}")


def _frame(run: Run, kind: str, activity: types.ActivityDefinition, plain: Plain, intent: str) -> Plain:
    inputs = run.inputs
    request: Plain = {"resourceType": kind, "id": run.ids.new()}
    if activity.profile:
        request["meta"] = {"profile": [activity.profile]}
    if kind not in ("ImmunizationRecommendation", "Appointment"):
        request["status"] = "draft"
        request[_SUBJECT.get(kind, "subject")] = reference(inputs.subject)
        if inputs.encounter:
            request["encounter"] = reference(inputs.encounter)
        if inputs.practitioner or inputs.organization:
            request["requester"] = reference(inputs.practitioner or inputs.organization)
    if kind not in _WITHOUT_INTENT:
        request["intent"] = intent or (activity.intent if activity.intent in _INTENT_NAMES else None) or "proposal"
    canonical = canonical_of(activity)
    if canonical and kind == "Task":
        request["instantiatesCanonical"] = canonical
    elif canonical and kind in _INSTANTIATES_MANY:
        request["instantiatesCanonical"] = [canonical]
    if plain.get("priority", "routine") != "routine" and kind not in ("ImmunizationRecommendation", "Appointment"):
        request["priority"] = plain["priority"]  # routine is what a missing priority means
    return request


def _carry(plain: Plain, request: Plain, *names: str, **renamed: str) -> None:
    for theirs, ours in [(name, name) for name in names] + list(renamed.items()):
        if theirs in plain:
            request[ours] = plain[theirs]


def _task(run: Run, plain: Plain, request: Plain) -> None:
    _carry(plain, request, "code")
    roles = [one["role"] for one in plain.get("participant", ()) if "role" in one]
    if roles:
        request["performerType"] = roles
    if "location" in plain:
        request["location"] = plain["location"]
    period = plain.get("timingPeriod")
    if period:
        request["restriction"] = {"period": period}


def _communication(run: Run, plain: Plain, request: Plain) -> None:
    _carry(plain, request, "doNotPerform", timingDateTime="occurrenceDateTime", timingPeriod="occurrencePeriod")


def _medication(run: Run, plain: Plain, request: Plain) -> None:
    _carry(
        plain,
        request,
        "doNotPerform",
        productReference="medicationReference",
        productCodeableConcept="medicationCodeableConcept",
        dosage="dosageInstruction",
    )
    if "quantity" in plain:
        request["dispenseRequest"] = {"quantity": plain["quantity"]}


def _service(run: Run, plain: Plain, request: Plain) -> None:
    _carry(plain, request, "doNotPerform", "code", "bodySite", quantity="quantityQuantity", **_OCCURRENCE)
    roles = [one["role"] for one in plain.get("participant", ()) if "role" in one]
    if roles:
        request["performerType"] = roles[0]
    if "location" in plain:
        request["locationReference"] = [plain["location"]]


def _device(run: Run, plain: Plain, request: Plain) -> None:
    _carry(
        plain,
        request,
        code="codeCodeableConcept",
        productReference="codeReference",
        productCodeableConcept="codeCodeableConcept",
        **_OCCURRENCE,
    )


def _supply(run: Run, plain: Plain, request: Plain) -> None:
    del request["subject"]
    request.pop("encounter", None)
    request["deliverTo"] = reference(run.inputs.subject)
    _carry(plain, request, "quantity", **_OCCURRENCE)
    _carry(plain, request, productReference="itemReference", productCodeableConcept="itemCodeableConcept")
    if "code" in plain and "itemReference" not in request:
        request.setdefault("itemCodeableConcept", plain["code"])
    request.setdefault("quantity", {"value": 1})


def _appointment(run: Run, plain: Plain, request: Plain) -> None:
    request["status"] = "proposed"
    _carry(plain, request, "description")
    if "code" in plain:
        request["serviceType"] = [plain["code"]]
    request["participant"] = [{"actor": reference(run.inputs.subject), "status": "needs-action"}]


def _immunization(run: Run, plain: Plain, request: Plain) -> None:
    request["patient"] = reference(run.inputs.subject)
    request["date"] = run.now.isoformat()  # required by R4
    due = {
        "system": "http://terminology.hl7.org/CodeSystem/immunization-recommendation-status",
        "code": "due",
        "display": "Due",
    }
    recommendation: Plain = {"forecastStatus": {"coding": [due]}}
    if "productCodeableConcept" in plain:
        recommendation["vaccineCode"] = [plain["productCodeableConcept"]]
    request["recommendation"] = [recommendation]


_OCCURRENCE = {
    "timingTiming": "occurrenceTiming",
    "timingDateTime": "occurrenceDateTime",
    "timingPeriod": "occurrencePeriod",
}
_BUILDERS: dict[str, Any] = {
    "Appointment": _appointment,
    "CommunicationRequest": _communication,
    "DeviceRequest": _device,
    "ImmunizationRecommendation": _immunization,
    "MedicationRequest": _medication,
    "ServiceRequest": _service,
    "SupplyRequest": _supply,
    "Task": _task,
}
