"""Callers and resources that the tests of the record use."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import EVERYBODY, Action, Caller

ALL = frozenset({"*"})
MAY_ALL = {Action.READ: ALL, Action.WRITE: ALL, Action.DELETE: ALL}


def staff(
    number: int, participant: str, *, role: str = "doctor", terms: frozenset[int] = frozenset(), **more: object
) -> Caller:
    """Somebody of a participant, with her participant's rows and further terms."""
    seen = frozenset({EVERYBODY, number}) | terms
    return Caller(f"{role}@{participant}", role, role, participant, number, seen, may=MAY_ALL, **more)  # type: ignore[arg-type]


def patient(family: str, *given: str, **more: object) -> types.Patient:
    """A patient with a name."""
    return types.Patient(name=(types.HumanName(family=family, given=given),), **more)  # type: ignore[arg-type]


def observation(patient_id: str, code: str, effective: str, **more: object) -> types.Observation:
    """A final observation of a patient."""
    return types.Observation(
        status="final",
        code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code=code),)),
        subject=types.Reference(reference=f"Patient/{patient_id}"),
        effectiveDateTime=effective,
        **more,  # type: ignore[arg-type]
    )


def referral(patient_id: str, to: str) -> types.ServiceRequest:
    """A referral of a patient to a participant."""
    return types.ServiceRequest(
        status="active",
        intent="order",
        subject=types.Reference(reference=f"Patient/{patient_id}"),
        performer=(types.Reference(reference=f"Organization/{to}"),),
    )


async def refused(kind: Kind, act: Awaitable[object]) -> Refusal:
    """How an act is refused; it has to be, and so."""
    with pytest.raises(Refusal) as caught:
        await act
    assert caught.value.kind is kind, caught.value
    return caught.value
