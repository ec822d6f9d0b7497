"""Whose resources does a search want?

Promise: the patients that a search names by a parameter of which it is certain that its value is the patient in whose
compartment the resource lies: the index of a patient's codes can then be walked. Must not know: SQL. Source: the
Patient CompartmentDefinition, as `fhir.search.patient_of` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcluster.fhir.search import Condition, Criterion, ReferenceValue, decides_patient
from medcluster.record.hashing import patient_number

_PATIENT = "Patient/"


def patients(resource_type: str, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """The numbers of the patients to whom all matches belong; none when the search does not say."""
    for condition in conditions:
        found = _named(resource_type, condition)
        if found:
            return found
    return ()


def _named(resource_type: str, condition: Condition) -> tuple[int, ...]:
    if not isinstance(condition, Criterion) or condition.missing is not None:
        return ()
    if condition.parameter.type != "reference" or not decides_patient(resource_type, condition.parameter.name):
        return ()
    if condition.modifier not in ("", "Patient"):
        return ()
    found: list[int] = []
    for value in condition.values:
        if not isinstance(value, ReferenceValue):
            return ()
        for candidate in value.candidates:
            if not candidate.startswith(_PATIENT):
                return ()
            found.append(patient_number(candidate.removeprefix(_PATIENT)))
    return tuple(found)
