"""What was known of an invented patient before the protocol began?

Promise: problems, medication without doses, allergies and a series of earlier results, the same for the same seed, with
codes of public terminologies. Nothing here is advice. Must not know: protocols' steps, the database.
Words: `demonstration/background.yaml`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from medcluster.fhir import types

ICD10 = "http://hl7.org/fhir/sid/icd-10"
ATC = "http://www.whocc.no/atc"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ALLERGY_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
ALLERGY_VERIFIED = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


@cache
def _words() -> Any:
    text = files("medcluster.simulation").joinpath("demonstration/background.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def coded(system: str, code: str, text: str = "") -> types.CodeableConcept:
    """A CodeableConcept of one coding."""
    return types.CodeableConcept(
        coding=(types.Coding(system=system, code=code, display=text or None),), text=text or None
    )


def stamp(instant: datetime) -> str:
    """An instant as FHIR writes it, to the second."""
    return instant.isoformat(timespec="seconds")


def background(
    source: random.Random, patient: types.Reference, protocol: str, before: datetime
) -> Iterator[types.Resource]:
    """The resources of one patient, dated before `before`; ids are left to the record."""
    yield from _reason(source, patient, protocol, before)
    for code, text, share in _words()["problems"]:
        if source.random() < share:
            since = before - timedelta(days=source.randrange(200, 5000))
            yield _problem(patient, code, text, since)
            if code in _words()["medication"]:
                yield _medication(patient, _words()["medication"][code], since)
    for code, text, reaction, share in _words()["allergies"]:
        if source.random() < share:
            yield _allergy(patient, code, text, reaction)
    yield from _results(source, patient, before)


def _reason(
    source: random.Random, patient: types.Reference, protocol: str, before: datetime
) -> Iterator[types.Resource]:
    if protocol in _words()["reasons"]:
        code, text = _words()["reasons"][protocol]
        yield _problem(patient, code, text, before - timedelta(days=source.randrange(20, 1200)))


def _problem(patient: types.Reference, code: str, text: str, since: datetime) -> types.Condition:
    return types.Condition(
        clinicalStatus=coded(CLINICAL, "active"),
        code=coded(ICD10, code, text),
        subject=patient,
        onsetDateTime=since.date().isoformat(),
        recordedDate=since.date().isoformat(),
    )


def _medication(patient: types.Reference, words: Sequence[str], since: datetime) -> types.MedicationRequest:
    code, text, taken = words
    return types.MedicationRequest(
        status="active",
        intent="order",
        medicationCodeableConcept=coded(ATC, code, text),
        subject=patient,
        authoredOn=stamp(since),
        dosageInstruction=(types.Dosage(text=taken),),
    )


def _allergy(patient: types.Reference, code: str, text: str, reaction: str) -> types.AllergyIntolerance:
    manifestation = types.CodeableConcept(text=reaction)
    return types.AllergyIntolerance(
        clinicalStatus=coded(ALLERGY_CLINICAL, "active"),
        verificationStatus=coded(ALLERGY_VERIFIED, "confirmed"),
        code=coded(SNOMED, code, text),
        patient=patient,
        reaction=(types.AllergyIntoleranceReaction(manifestation=(manifestation,)),),
    )


def _results(source: random.Random, patient: types.Reference, before: datetime) -> Iterator[types.Observation]:
    for code, text, mean, spread, unit, low, high, decimals in _words()["results"]:
        level = source.gauss(mean, spread)
        for times in range(source.randrange(1, 4), 0, -1):
            at = before - timedelta(days=75 * times + source.randrange(0, 40))
            value = max(level + source.gauss(0, spread / 4), mean / 10)
            yield result(patient, code, text, rounded(value, decimals), unit, at, low=low, high=high)


def rounded(value: float, decimals: int) -> Decimal:
    """A measured value with the digits that a laboratory would print."""
    return Decimal(f"{value:.{decimals}f}")


def result(
    patient: types.Reference,
    code: str,
    text: str,
    value: Decimal,
    unit: str,
    at: datetime,
    *,
    low: float | None = None,
    high: float | None = None,
) -> types.Observation:
    """A laboratory result."""
    reference: tuple[types.ObservationReferenceRange, ...] = ()
    if low is not None and high is not None:
        reference = (
            types.ObservationReferenceRange(
                low=types.Quantity(value=Decimal(str(low)), unit=unit, system=UCUM, code=unit),
                high=types.Quantity(value=Decimal(str(high)), unit=unit, system=UCUM, code=unit),
            ),
        )
    return types.Observation(
        status="final",
        category=(coded(CATEGORY, "laboratory"),),
        code=coded(LOINC, code, text),
        subject=patient,
        effectiveDateTime=stamp(at),
        issued=stamp(at),
        valueQuantity=types.Quantity(value=value, unit=unit, system=UCUM, code=unit),
        referenceRange=reference,
    )


def typical(code: str) -> tuple[str, float, float, str, float, float, int] | None:
    """(words, mean, spread, unit, low, high, decimals) of a result that the demonstration knows, by LOINC code."""
    for known, text, mean, spread, unit, low, high, decimals in _words()["results"]:
        if known == code:
            return text, mean, spread, unit, low, high, decimals
    return None
