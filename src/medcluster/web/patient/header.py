"""What must always be seen about a patient, from her resources?

Promise: pure reading of FHIR; what is not recorded is said to be not recorded, never to be absent. Must not know: HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from babel import Locale, UnknownLocaleError

from medcluster.fhir import types
from medcluster.foundation import Words
from medcluster.web import names
from medcluster.web.dates import Calendar
from medcluster.web.patient.context import Header

_HIERARCHY = re.compile(
    r" \((?:disorder|finding|procedure|regime/therapy|situation|qualifier value|substance|product|event"
    r"|observable entity|morphologic abnormality|body structure|physical object|person"
    r"|record artifact|social concept|environment)\)$"
)
NO_KNOWN_ALLERGY = frozenset({"716186003", "409137002", "429625007", "716220001"})  # SNOMED CT


def header_of(
    patient: types.Patient, others: Iterable[types.Resource], words: Words, now: datetime, calendar: Calendar
) -> Header:
    """The header from the Patient, and from her allergies and flags among `others`."""
    known = names.named(patient, words.language)
    found = tuple(others)
    allergies = [one for one in found if isinstance(one, types.AllergyIntolerance) and is_active(one.clinicalStatus)]
    none_known = any(_code(one) in NO_KNOWN_ALLERGY for one in allergies)
    birth = str(patient.birthDate or "")
    return Header(
        id=patient.id or "",
        name=known.name,
        other_name=known.other,
        other_language=known.other_language,
        birth=names.birth_of(birth),
        birth_text=birth,
        age=names.age_of(birth, calendar.local(now).date()),
        gender=str(patient.gender or ""),
        number=names.number_of(patient),
        speaks=_speaks(patient, words),
        allergies=tuple(_allergy(one) for one in allergies if _code(one) not in NO_KNOWN_ALLERGY),
        no_known_allergy=none_known,
        alerts=tuple(
            title
            for one in found
            if isinstance(one, types.Flag) and one.status == "active" and (title := said(one.code))
        ),
        phone=next((str(one.value) for one in patient.telecom if one.system == "phone" and one.value), ""),
        deceased=bool(patient.deceasedBoolean or patient.deceasedDateTime),
    )


def is_active(status: types.CodeableConcept | None) -> bool:
    """Whether a clinical status does not say that it is over."""
    codes = {coding.code for coding in status.coding} if status else set()
    return not codes & {"inactive", "resolved", "remission"}


def said(concept: types.CodeableConcept | None) -> str:
    """The words of a concept: its text, else a display, else a code."""
    if concept is None:
        return ""
    shown = concept.text or next((coding.display for coding in concept.coding if coding.display), None)
    return plain(shown or "") or next((coding.code for coding in concept.coding if coding.code), None) or ""


def plain(words: str) -> str:
    """A SNOMED CT name without the tag that tells a terminologist its hierarchy."""
    return _HIERARCHY.sub("", words)


def _code(allergy: types.AllergyIntolerance) -> str:
    return next((str(coding.code) for coding in allergy.code.coding if coding.code), "") if allergy.code else ""


def _allergy(allergy: types.AllergyIntolerance) -> str:
    reactions = [said(one) for reaction in allergy.reaction for one in reaction.manifestation]
    year = str(allergy.onsetDateTime or allergy.recordedDate or "")[:4]
    inside = ", ".join(part for part in (*reactions[:2], year) if part)
    name = said(allergy.code) or "?"
    return f"{name} ({inside})" if inside else name


def _speaks(patient: types.Patient, words: Words) -> str:
    chosen = sorted(patient.communication, key=lambda one: not one.preferred)
    for one in chosen[:1]:
        code = next((str(coding.code) for coding in one.language.coding if coding.code), "")
        try:
            return Locale.parse(code.replace("-", "_")).get_language_name(words.language) or said(one.language)
        except (ValueError, UnknownLocaleError):
            return said(one.language)
    return ""
