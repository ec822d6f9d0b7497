"""How does the description of a cluster read in FHIR?

Promise: pure; a description in, resources with ids of their own choosing out, always the same for the same description.
Words in other languages than English stand in FHIR's `translation` extension, so that no language is lost.
Must not know: the database. Source: R4 Organization, OrganizationAffiliation, Location, HealthcareService,
Practitioner, PractitionerRole; http://hl7.org/fhir/StructureDefinition/translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from medcluster.cluster.access import Role
from medcluster.cluster.description import (
    ClusterDescription,
    Facility,
    FacilityKind,
    ParticipantDescription,
    ParticipantKind,
    PersonDescription,
    ServiceDescription,
)
from medcluster.cluster.hours import ALWAYS, Opening
from medcluster.cluster.pipeline import Stage, Text, Track, is_open
from medcluster.fhir import types

Plain = dict[str, Any]

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
LANGUAGE = "http://hl7.org/fhir/StructureDefinition/language"
BEDS, COUNT = "urn:medcluster:beds", "urn:medcluster:count"
SOURCE = "urn:medcluster:source"
FACILITY_KIND = "urn:medcluster:facility-kind"
ROLE = "urn:medcluster:role"
SERVICE_CATEGORY = "urn:medcluster:service-category"
PATIENT_NUMBER = "urn:medcluster:patient-number"  # the cluster's numbers of patients, used by every room
_ORGANIZATION_TYPE = "http://terminology.hl7.org/CodeSystem/organization-type"
_ORGANIZATION_ROLE = "http://hl7.org/fhir/organization-role"
_PHYSICAL_TYPE = "http://terminology.hl7.org/CodeSystem/location-physical-type"

_TYPES = {ParticipantKind.INSURER: "ins", ParticipantKind.RESEARCH: "edu", ParticipantKind.EDUCATION: "edu"}
_ROLES = {
    ParticipantKind.DIAGNOSTICS: "diagnostics",
    ParticipantKind.INSURER: "payer",
    ParticipantKind.RESEARCH: "research",
}
_PLACES = {
    FacilityKind.SITE: "si",
    FacilityKind.WARD: "wa",
    FacilityKind.UNIT: "wi",
    FacilityKind.MACHINE: "ro",
    FacilityKind.THEATRE: "ro",
    FacilityKind.INTERVENTION: "ro",
}


def resources_of(description: ClusterDescription) -> list[types.Resource]:
    """Every resource of a described cluster, what is referred to before what refers."""
    return [types.from_plain(plain) for plain in _plain(description)]


def _plain(description: ClusterDescription) -> Iterator[Plain]:
    ordered = sorted(description.participants, key=lambda participant: bool(participant.part_of))
    for participant in ordered:
        yield _organization(participant)
    for participant in description.participants:
        if participant.id != description.operator:
            yield _affiliation(description.operator, participant)
        if participant.facilities:
            yield _site(description, participant)
        for facility in participant.facilities:
            yield from _locations(participant, facility)
        for service in participant.services:
            yield _service(participant, service)
    for person in description.people:
        yield _practitioner(person)
        yield _practitioner_role(person)


def words(element: str, text: Text) -> Plain:
    """An element with its English words, and the other languages as translations."""
    found: Plain = {element: text["en"]}
    others = [(language, said) for language, said in text.items() if language != "en"]
    if others:
        found[f"_{element}"] = {
            "extension": [
                {
                    "url": TRANSLATION,
                    "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": said}],
                }
                for language, said in others
            ]
        }
    return found


def text_of(english: str | None, sibling: types.Element | None) -> dict[str, str]:
    """The words of an element in every language it carries; the reverse of `words`."""
    found = {"en": english or ""}
    for extension in sibling.extension if sibling else ():
        if extension.url == TRANSLATION:
            parts = {part.url: part.valueCode or part.valueString or "" for part in extension.extension}
            found[parts.get("lang", "")] = parts.get("content", "")
    found.pop("", None)
    return found


def _coded(system: str, code: str) -> Plain:
    return {"coding": [{"system": system, "code": code}]}


def _reference(kind: str, identifier: str) -> Plain:
    return {"reference": f"{kind}/{identifier}"}


def _organization(participant: ParticipantDescription) -> Plain:
    found: Plain = {
        "resourceType": "Organization",
        "id": participant.id,
        "extension": [{"url": SOURCE, "valueCode": str(participant.source)}],
        "active": True,
        "type": [_coded(_ORGANIZATION_TYPE, _TYPES.get(participant.kind, "prov"))],
        **words("name", participant.name),
        "address": [{"country": participant.country}],
    }
    if participant.part_of:
        found["partOf"] = _reference("Organization", participant.part_of)
    return found


def _affiliation(operator: str, participant: ParticipantDescription) -> Plain:
    track = Track(participant.milestones)
    opened = [milestone.on for milestone in participant.milestones if milestone.stage is Stage.OPEN and milestone.on]
    found: Plain = {
        "resourceType": "OrganizationAffiliation",
        "id": f"{participant.id}-member",
        "active": is_open(track),
        "organization": _reference("Organization", operator),
        "participatingOrganization": _reference("Organization", participant.id),
        "code": [_coded(_ORGANIZATION_ROLE, _ROLES.get(participant.kind, "provider"))],
    }
    if opened:
        found["period"] = {"start": opened[0]}
    return found


def _site(description: ClusterDescription, participant: ParticipantDescription) -> Plain:
    return {
        "resourceType": "Location",
        "id": f"{participant.id}-site",
        "status": "active",
        **words("name", participant.name),
        "mode": "instance",
        "type": [_coded(FACILITY_KIND, FacilityKind.SITE)],
        "address": {"text": description.place["en"]},
        "physicalType": _coded(_PHYSICAL_TYPE, "si"),
        "managingOrganization": _reference("Organization", participant.id),
    }


def _locations(participant: ParticipantDescription, facility: Facility) -> Iterator[Plain]:
    for number in range(1, facility.each + 1):
        several = facility.each > 1
        name = {lang: f"{said} {number}" for lang, said in facility.name.items()} if several else facility.name
        extensions: list[Plain] = [{"url": SOURCE, "valueCode": str(facility.source)}]
        extensions += [{"url": BEDS, "valueInteger": facility.beds}] if facility.beds else []
        extensions += [{"url": COUNT, "valueInteger": facility.count}] if facility.count else []
        found: Plain = {
            "resourceType": "Location",
            "id": location_id(participant.id, facility, number),
            "extension": extensions,
            "status": "suspended" if facility.planned else "active",
            **words("name", name),
            "mode": "instance",
            "type": [_coded(FACILITY_KIND, facility.kind)],
            "physicalType": _coded(_PHYSICAL_TYPE, _PLACES.get(facility.kind, "area")),
            "managingOrganization": _reference("Organization", participant.id),
            "partOf": _reference("Location", f"{participant.id}-site"),
        }
        if facility.hours:
            found["hoursOfOperation"] = _hours(facility.hours, "openingTime", "closingTime")
        yield found


def location_id(participant: str, facility: Facility, number: int) -> str:
    """The id of one place: its number is in it only where there are several."""
    return f"{participant}-{facility.id}" + (f"-{number}" if facility.each > 1 else "")


def _hours(openings: Sequence[Opening], opens: str, closes: str) -> list[Plain]:
    if tuple(openings) == ALWAYS:
        return [{"daysOfWeek": list(ALWAYS[0].days), "allDay": True}]
    return [
        {"daysOfWeek": list(opening.days), opens: f"{opening.opens}:00", closes: f"{opening.closes}:00"}
        for opening in openings
    ]


def _service(participant: ParticipantDescription, service: ServiceDescription) -> Plain:
    found: Plain = {
        "resourceType": "HealthcareService",
        "id": f"{participant.id}-{service.id}",
        "active": True,
        "providedBy": _reference("Organization", participant.id),
        "category": [_coded(SERVICE_CATEGORY, service.category)],
        **words("name", service.name),
    }
    if service.summary:
        found |= words("comment", service.summary)
    if service.at:
        place = next(facility for facility in participant.facilities if facility.id == service.at)
        found["location"] = [
            _reference("Location", location_id(participant.id, place, number)) for number in range(1, place.each + 1)
        ]
    if service.phone:
        found["telecom"] = [{"system": "phone", "value": service.phone}]
    if service.hours:
        found["availableTime"] = _hours(service.hours, "availableStartTime", "availableEndTime")
    return found


def _practitioner(person: PersonDescription) -> Plain:
    names = [_name(person.given, person.family, person.script, "official")]
    if (person.latin_given, person.latin_family) != (person.given, person.family):
        names.append(_name(person.latin_given, person.latin_family, f"{person.script}-Latn", "usual"))
    return {
        "resourceType": "Practitioner",
        "id": person.id,
        "extension": [{"url": SOURCE, "valueCode": "invented"}],
        "active": True,
        "name": names,
        "communication": [_coded("urn:ietf:bcp:47", language) for language in person.languages],
    }


def _name(given: str, family: str, language: str, use: str) -> Plain:
    return {
        "extension": [{"url": LANGUAGE, "valueCode": language}],
        "use": use,
        "text": f"{given} {family}",
        "family": family,
        "given": [given],
    }


def _practitioner_role(person: PersonDescription) -> Plain:
    return {
        "resourceType": "PractitionerRole",
        "id": f"{person.id}-{Role(person.role)}",
        "active": True,
        "practitioner": _reference("Practitioner", person.id),
        "organization": _reference("Organization", person.participant),
        "code": [{**_coded(ROLE, person.role), **words("text", person.title)}],
    }
