"""Anna's record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from medcluster.fhir import types


def _lab(code: str, title: str, values: tuple[str, ...], unit: str, low: str, high: str) -> Iterator[types.Resource]:
    for number, value in enumerate(values):
        at = datetime(2026, 10, 12, 9, 0, tzinfo=UTC) + timedelta(days=10 * number)
        yield types.Observation(
            id=f"{code}-{number}",
            status="final",
            category=(types.CodeableConcept(coding=(types.Coding(code="laboratory"),)),),
            code=types.CodeableConcept(coding=(types.Coding(system="http://loinc.org", code=code),), text=title),
            effectiveDateTime=at.isoformat(),
            valueQuantity=types.Quantity(value=Decimal(value), unit=unit),
            referenceRange=(
                types.ObservationReferenceRange(
                    low=types.Quantity(value=Decimal(low)) if low else None,
                    high=types.Quantity(value=Decimal(high)) if high else None,
                ),
            ),
        )


def _text(words: str) -> types.CodeableConcept:
    return types.CodeableConcept(text=words)


def resources() -> list[types.Resource]:
    """Anna's record."""
    subject = types.Reference(reference="Patient/petrova")
    problems = (("Osteoarthritis of the left hip", "M16.1", "2021"), ("Iron deficiency anaemia", "D50.9", "2026"),
                ("Type 2 diabetes", "E11.9", "2014"), ("High blood pressure", "I10", "2009"))  # fmt: skip
    medication = (("Metformin", "1000 mg, twice a day", "active"), ("Perindopril", "5 mg, morning", "active"),
                  ("Iron sulfate", "100 mg", "stopped"))  # fmt: skip
    found: list[types.Resource] = [
        types.AllergyIntolerance(
            id="a",
            patient=subject,
            code=_text("penicillin"),
            onsetDateTime="2003",
            reaction=(types.AllergyIntoleranceReaction(manifestation=(_text("rash"),)),),
        )
    ]
    for title, code, year in problems:
        icd = types.Coding(system="http://hl7.org/fhir/sid/icd-10", code=code)
        found.append(
            types.Condition(subject=subject, code=types.CodeableConcept(coding=(icd,), text=title), onsetDateTime=year)
        )
    for title, dose, status in medication:
        found.append(
            types.MedicationRequest(
                subject=subject,
                status="stopped" if status == "stopped" else "active",
                intent="order",
                medicationCodeableConcept=_text(title),
                dosageInstruction=(types.Dosage(text=dose),),
                authoredOn="2026-10-19",
            )
        )
    found += _lab("718-7", "Haemoglobin", ("112", "114", "117", "121"), "g/L", "130", "160")
    found += _lab("2276-4", "Ferritin", ("14", "17", "25", "38"), "µg/L", "30", "300")
    found += _lab("2160-0", "Creatinine", ("72", "78", "73", "74"), "µmol/L", "45", "84")
    found += _lab("1988-5", "CRP", ("4.1", "5.6", "3.2", "3.0"), "mg/L", "", "5")
    found += _lab("4548-4", "HbA1c", ("7.1", "6.8", "6.4", "6.30"), "%", "", "7")
    found.append(
        types.DiagnosticReport(id="xray", status="final", code=_text("X-ray report"), effectiveDateTime="2026-11-04")
    )
    for title, date in (("Consent to surgery", "2026-11-09"), ("Referral letter", "2026-10-12")):
        found.append(
            types.DocumentReference(
                status="current",
                description=title,
                date=f"{date}T10:00:00+03:00",
                custodian=types.Reference(display="Orthopaedic clinic"),
                content=(types.DocumentReferenceContent(attachment=types.Attachment()),),
            )
        )
    for title, date in (("Surgeon’s visit", "2026-11-09"), ("Hip X-ray", "2026-11-04"), ("First visit", "2026-10-19")):
        found.append(
            types.Encounter(
                status="finished",
                class_=types.Coding(code="AMB"),
                type=(_text(title),),
                period=types.Period(start=date),
                serviceProvider=types.Reference(display="Orthopaedic clinic"),
            )
        )
    return found
