"""What does the record know about a type of resource beyond its definition?

Two things: which types are the directory and the definitions that every signed-in caller may read, and which date says
when it happened to the patient (the order of "newest first"). Must not know: rows, callers. Sources: R4's grouping of
resources (http://hl7.org/fhir/R4/resourcelist.html) and the definitions of the date parameters.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from medcluster.fhir.search import parameters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN_PAST = 1000  # a year before this one means that a period has no start
OPEN_FUTURE = 9000  # a year after this one means that it has no end

_NAMES = """
Organization OrganizationAffiliation Location HealthcareService Practitioner PractitionerRole Endpoint InsurancePlan
Schedule Slot Medication MedicationKnowledge Substance SubstanceSpecification ActivityDefinition CapabilityStatement
ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap DeviceDefinition EventDefinition Evidence
EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide Library Measure MessageDefinition NamingSystem
ObservationDefinition OperationDefinition PlanDefinition Questionnaire ResearchDefinition ResearchElementDefinition
SearchParameter SpecimenDefinition StructureDefinition StructureMap TerminologyCapabilities TestScript ValueSet
"""
DIRECTORY_AND_DEFINITIONS = frozenset(_NAMES.split())

# The parameters that say when it happened, best first.
_WHEN: dict[str, tuple[str, ...]] = {
    "AllergyIntolerance": ("date", "onset"),
    "Appointment": ("date",),
    "CarePlan": ("date",),
    "Claim": ("created",),
    "Condition": ("onset-date", "recorded-date"),
    "Coverage": (),
    "DocumentReference": ("date", "period"),
    "EpisodeOfCare": ("date",),
    "ExplanationOfBenefit": ("created",),
    "Goal": ("start-date", "target-date"),
    "ImagingStudy": ("started",),
    "MedicationAdministration": ("effective-time",),
    "MedicationDispense": ("whenhandedover", "whenprepared"),
    "MedicationRequest": ("authoredon",),
    "MedicationStatement": ("effective",),
    "NutritionOrder": ("datetime",),
    "Patient": (),
    "Practitioner": (),
    "Provenance": ("recorded", "when"),
    "QuestionnaireResponse": ("authored",),
    "RelatedPerson": (),
    "ServiceRequest": ("occurrence", "authored"),
    "Specimen": ("collected",),
    "Task": ("authored-on",),
}
_USUALLY = ("date", "period", "issued", "created", "recorded", "authored")


def says_when(resource_type: str, parameter: str) -> bool:
    """Whether a date parameter is one of those that say when a resource of this type happened."""
    return parameter in _WHEN.get(resource_type, _USUALLY)


def main_date(resource_type: str) -> str:
    """The first date parameter that says when a resource of this type happened, "" for none."""
    known = parameters_of(resource_type)
    return next((name for name in _WHEN.get(resource_type, _USUALLY) if name in known), "")


def when(resource_type: str, dates: Sequence[tuple[str, datetime, datetime]], updated: datetime) -> datetime:
    """When it happened: the start of its first clinical date, else the end, else when it was last written."""
    if not dates:
        return updated
    for parameter in _WHEN.get(resource_type, _USUALLY):
        instants = [_start(low, high) for name, low, high in dates if name == parameter]
        known = [instant for instant in instants if instant is not None]
        if known:
            return min(known)
    return updated


def _start(low: datetime, high: datetime) -> datetime | None:
    if low.year >= OPEN_PAST:
        return low
    return high if high.year <= OPEN_FUTURE else None
