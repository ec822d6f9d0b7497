"""Who is Anna, whose way through the hip fast-track the tour tells?

Promise: one invented patient with a fixed id, told in days before and after now, so that on any day she stands in the
middle of her preparation: an anaemia found, one step done late, one without a record. Pure. No database.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from medcluster import protocol
from medcluster.fhir import types
from medcluster.foundation import SeededIds
from medcluster.simulation.background import background
from medcluster.simulation.chart import Place, chart
from medcluster.simulation.journey import Act, Journey
from medcluster.simulation.population import Person, patient

PATIENT_ID = "anna-petrova"
PROTOCOL = "hip-fast-track"
SEED = 1959
PENICILLIN = "91936005"
SNOMED = "http://snomed.info/sct"
_DONE_DAYS_AGO = {"triage": 35.0, "bloods": 30.0, "imaging": 15.5}  # imaging came late

ANNA = Person(
    family="Петрова",
    given="Анна Сергеевна",
    latin_family="Petrova",
    latin_given="Anna Sergeyevna",
    female=True,
    language="ru",
    birth_date=date(1959, 3, 14),
    number="48 2716",
    phone="+7 900 000 27 16",
)


def anna(version: protocol.Version, place: Place, now: datetime) -> Iterator[types.Resource]:
    """Everything about Anna, as it stands now."""
    source, ids = random.Random(SEED), SeededIds(SEED)
    journey = _journey(version, now)
    subject = types.Reference(reference=f"Patient/{PATIENT_ID}")
    yield patient(ANNA, PATIENT_ID, place.participant)
    known = list(background(source, subject, PROTOCOL, journey.referred_at))
    yield from (one for one in known if not isinstance(one, types.AllergyIntolerance))
    yield _penicillin(subject)
    yield from chart(source, journey, PATIENT_ID, place, ids)


def _journey(version: protocol.Version, now: datetime) -> Journey:
    referred = now - timedelta(days=37)
    surgery = (now + timedelta(days=6)).replace(hour=5, minute=0, second=0, microsecond=0)
    surgery += timedelta(days=max(0, 7 - surgery.weekday()) if surgery.weekday() > 4 else 0)
    known = {step.id for step in version.steps}
    return Journey(
        version=version,
        referred_at=referred,
        enrolled_at=referred + timedelta(hours=20),
        planned={"referral": referred, "surgery": surgery},
        acts=tuple(Act(key, now - timedelta(days=days)) for key, days in _DONE_DAYS_AGO.items() if key in known),
        conditions={step.id: True for step in version.steps if step.condition},
        closed_at=None,
    )


def _penicillin(subject: types.Reference) -> types.AllergyIntolerance:
    def coded(system: str, code: str) -> types.CodeableConcept:
        return types.CodeableConcept(coding=(types.Coding(system=system, code=code),))

    base = "http://terminology.hl7.org/CodeSystem/allergyintolerance-"
    rash = types.AllergyIntoleranceReaction(manifestation=(types.CodeableConcept(text="rash, 2003"),))
    return types.AllergyIntolerance(
        clinicalStatus=coded(base + "clinical", "active"),
        verificationStatus=coded(base + "verification", "confirmed"),
        criticality="high",
        code=types.CodeableConcept(
            coding=(types.Coding(system=SNOMED, code=PENICILLIN, display="Allergy to penicillin"),), text="penicillin"
        ),
        patient=subject,
        reaction=(rash,),
    )
