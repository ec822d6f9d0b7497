"""Who are the invented patients of the demonstration?

Promise: the same seed gives the same people; each is marked as invented (meta.tag `invented`); names stand in their own
script and in Latin letters. Must not know: protocols, the database. Words: `demonstration/people.yaml`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from medcluster.fhir import types

NUMBER_SYSTEM = "urn:medcluster:patient-number"
INVENTED = types.Coding(system="urn:medcluster:tag", code="invented", display="Invented for the demonstration")
LATIN = types.Extension(url="http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", valueCode="ABC")
LANGUAGE_SYSTEM = "urn:ietf:bcp:47"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person, before any resource is made of her."""

    family: str
    given: str
    latin_family: str
    latin_given: str
    female: bool
    language: str
    birth_date: date
    number: str
    phone: str


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[Sequence[str]]]]:
    text = files("medcluster.simulation").joinpath("demonstration/people.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, Sequence[Sequence[str]]]] = yaml.safe_load(text)
    return words


def _gendered(family: Sequence[str], female: bool, language: str) -> tuple[str, str]:
    own, latin = family
    if female and language == "ru" and own.endswith(("ов", "ев", "ёв", "ин")):
        return own + "а", latin + "a"
    return own, latin


def number_of(number: int) -> str:
    """The cluster number of an invented patient: they all begin with 48."""
    return f"48 {number:06d}"


def person(source: random.Random, number: int, *, today: date, ages: tuple[int, int] = (18, 90)) -> Person:
    """One person of an age between `ages` (years), with cluster number `number`."""
    weights: Mapping[str, int] = _words()["languages"]  # type: ignore[assignment]
    language = source.choices(list(weights), list(weights.values()))[0]
    female = source.random() < 0.55
    family, latin_family = _gendered(source.choice(_words()[language]["family"]), female, language)
    given, latin_given = source.choice(_words()[language]["female" if female else "male"])
    days = source.randrange(ages[0] * 365 + 5, ages[1] * 365)
    return Person(
        family=family,
        given=given,
        latin_family=latin_family,
        latin_given=latin_given,
        female=female,
        language=language,
        birth_date=today - timedelta(days=days),
        number=number_of(number),
        phone=f"+7 900 {source.randrange(1000, 9999)}{source.randrange(100, 999)}",
    )


def patient(who: Person, patient_id: str, participant: str) -> types.Patient:
    """The Patient resource of a person, registered by a participant."""
    names = [types.HumanName(use="official", family=who.family, given=tuple(who.given.split()))]
    if (who.latin_family, who.latin_given) != (who.family, who.given):
        latin = types.HumanName(use="official", family=who.latin_family, given=tuple(who.latin_given.split()))
        latin.extension = (LATIN,)
        names.append(latin)
    spoken = types.CodeableConcept(coding=(types.Coding(system=LANGUAGE_SYSTEM, code=who.language),))
    return types.Patient(
        id=patient_id,
        meta=types.Meta(tag=(INVENTED,)),
        identifier=(types.Identifier(system=NUMBER_SYSTEM, value=who.number),),
        active=True,
        name=tuple(names),
        gender="female" if who.female else "male",
        birthDate=who.birth_date.isoformat(),
        telecom=(types.ContactPoint(system="phone", value=who.phone, use="mobile"),),
        communication=(types.PatientCommunication(language=spoken, preferred=True),),
        managingOrganization=types.Reference(reference=f"Organization/{participant}"),
    )
