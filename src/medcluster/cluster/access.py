"""Who may do what?

Promise: one table in this file, default deny. A cell that is not written here is refused: an unknown role, an unknown
resource type, a right that nobody was given. Which *rows* exist for a caller is decided by the database from the terms
of `access_callers`; both layers must agree. Must not know: passwords, sessions, HTTP, protocols.
Source of the rule: the product's description of roles ("who may do what, for now"); the access model in
docs/reasons. Tested cell by cell against a table written by hand: tests/spec/cluster/access.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from medcluster.cluster.access_types import (
    CLINICAL,
    DEFINITIONS,
    DIRECTORY,
    EVERY_STORED,
    MONEY,
    SCHEDULING,
    TRACES,
)
from medcluster.foundation import Kind, Refusal
from medcluster.record import Action, Caller


class Role(StrEnum):
    """What a person, or a machine, is at a participant."""

    COORDINATOR = "coordinator"
    DOCTOR = "doctor"
    SURGEON = "surgeon"
    ANAESTHETIST = "anaesthetist"
    NURSE = "nurse"
    PHYSIOTHERAPIST = "physiotherapist"
    RADIOGRAPHER = "radiographer"
    PATIENT = "patient"
    INTERFACE = "interface"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What a page or a command asks before it does something."""

    SEE_CLUSTER = "see-cluster"  # participants, facilities, directory of services
    CHANGE_CLUSTER = "change-cluster"  # participants' way to opening, facilities, services
    SEE_PROTOCOLS = "see-protocols"
    PUBLISH_PROTOCOLS = "publish-protocols"
    SEE_COUNTS = "see-counts"  # how many patients in which state, without saying who
    SEE_BOARD = "see-board"  # the patients behind the counts, as far as their rows are visible
    SEE_WORK = "see-work"  # one's own list
    SEE_OWN_PLAN = "see-own-plan"  # the patient's page about herself
    ANSWER = "answer"  # questionnaires about oneself
    FIND_PATIENTS = "find-patients"
    REGISTER_PATIENTS = "register-patients"
    REFER = "refer"
    ENROL = "enrol"  # enrol, exit, resume
    SET_DATES = "set-dates"  # planned dates of anchors
    COMPLETE_STEPS = "complete-steps"  # complete, claim, correct, undo, deviate: of the steps of one's role
    ASSIGN_STEPS = "assign-steps"  # give a step to somebody else
    INVITE_PATIENTS = "invite-patients"
    LOAD_DATA = "load-data"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_SETTINGS = "manage-settings"


CLINICIANS = frozenset(
    {Role.DOCTOR, Role.SURGEON, Role.ANAESTHETIST, Role.NURSE, Role.PHYSIOTHERAPIST, Role.RADIOGRAPHER}
)

_EVERYONE = frozenset({Right.SEE_CLUSTER, Right.SEE_PROTOCOLS})
_AT_WORK = _EVERYONE | {
    Right.SEE_COUNTS,
    Right.SEE_BOARD,
    Right.SEE_WORK,
    Right.FIND_PATIENTS,
    Right.COMPLETE_STEPS,
    Right.ASSIGN_STEPS,
}
_PHYSICIAN = _AT_WORK | {Right.REGISTER_PATIENTS, Right.REFER, Right.INVITE_PATIENTS}

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.COORDINATOR: _PHYSICIAN | {Right.ENROL, Right.SET_DATES},
        Role.DOCTOR: _PHYSICIAN,
        Role.SURGEON: _PHYSICIAN | {Right.SET_DATES},
        Role.ANAESTHETIST: _PHYSICIAN,
        Role.NURSE: _AT_WORK | {Right.REGISTER_PATIENTS, Right.INVITE_PATIENTS},
        Role.PHYSIOTHERAPIST: _AT_WORK,
        Role.RADIOGRAPHER: _AT_WORK,
        Role.PATIENT: frozenset({Right.SEE_OWN_PLAN, Right.ANSWER, Right.COMPLETE_STEPS, Right.SEE_PROTOCOLS}),
        Role.INTERFACE: _EVERYONE
        | {
            Right.PUBLISH_PROTOCOLS,
            Right.FIND_PATIENTS,
            Right.REGISTER_PATIENTS,
            Right.REFER,
            Right.ENROL,
            Right.SET_DATES,
            Right.LOAD_DATA,
        },
        Role.MANAGER: _EVERYONE | {Right.CHANGE_CLUSTER, Right.SEE_COUNTS},
        Role.ADMINISTRATOR: _EVERYONE | {Right.MANAGE_PEOPLE, Right.MANAGE_SETTINGS},
    }
)

_OPEN = DIRECTORY | DEFINITIONS
_CARE = _OPEN | CLINICAL | SCHEDULING | MONEY | {"Provenance"}

COURSE = frozenset(  # the course of a patient through the cluster; what every professional keeps up to date
    {
        "Appointment",
        "AppointmentResponse",
        "CarePlan",
        "CareTeam",
        "Communication",
        "CommunicationRequest",
        "Encounter",
        "EpisodeOfCare",
        "Flag",
        "Goal",
        "RequestGroup",
        "Task",
    }
)
_FINDINGS = frozenset(  # what a professional saw, did and wrote down
    {
        "AdverseEvent",
        "Binary",
        "BodyStructure",
        "ClinicalImpression",
        "Composition",
        "DetectedIssue",
        "DocumentManifest",
        "DocumentReference",
        "List",
        "Media",
        "Observation",
        "Procedure",
        "Provenance",
        "QuestionnaireResponse",
        "Specimen",
    }
)
_BEDSIDE = frozenset(
    {
        "AllergyIntolerance",
        "Consent",
        "DeviceUseStatement",
        "FamilyMemberHistory",
        "Immunization",
        "MedicationAdministration",
        "MedicationStatement",
        "NutritionOrder",
        "Patient",
        "RelatedPerson",
        "RiskAssessment",
    }
)

_MEDICINE = (CLINICAL - {"Medication", "Substance"}) | COURSE | {"Provenance"}  # the two are catalogues shared by all

WRITES: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COORDINATOR: COURSE
        | {
            "Binary",
            "Consent",
            "DocumentManifest",
            "DocumentReference",
            "List",
            "Patient",
            "Provenance",
            "QuestionnaireResponse",
            "RelatedPerson",
            "ServiceRequest",
        },
        Role.DOCTOR: _MEDICINE,
        Role.SURGEON: _MEDICINE,
        Role.ANAESTHETIST: _MEDICINE,
        Role.NURSE: COURSE | _FINDINGS | _BEDSIDE,
        Role.PHYSIOTHERAPIST: COURSE | _FINDINGS,
        Role.RADIOGRAPHER: COURSE | _FINDINGS | {"DiagnosticReport", "ImagingStudy", "MedicationAdministration"},
        Role.PATIENT: frozenset({"QuestionnaireResponse", "Task"}),
        Role.INTERFACE: EVERY_STORED - {"AuditEvent"},
        Role.MANAGER: DIRECTORY - {"Practitioner", "PractitionerRole"},
        Role.ADMINISTRATOR: frozenset({"Practitioner", "PractitionerRole"}),
    }
)

READS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COORDINATOR: _CARE,
        Role.DOCTOR: _CARE,
        Role.SURGEON: _CARE,
        Role.ANAESTHETIST: _CARE,
        Role.NURSE: _CARE,
        Role.PHYSIOTHERAPIST: _CARE,
        Role.RADIOGRAPHER: _CARE,
        Role.PATIENT: _CARE,
        Role.INTERFACE: EVERY_STORED - {"AuditEvent"},
        Role.MANAGER: _OPEN,
        Role.ADMINISTRATOR: _OPEN,
    }
)

DELETES: Mapping[Role, frozenset[str]] = MappingProxyType({Role.INTERFACE: EVERY_STORED - TRACES})

PURGES: Mapping[Role, frozenset[str]] = MappingProxyType({Role.ADMINISTRATOR: EVERY_STORED - TRACES})

TABLE: Mapping[Action, Mapping[Role, frozenset[str]]] = MappingProxyType(
    {Action.READ: READS, Action.WRITE: WRITES, Action.DELETE: DELETES, Action.PURGE: PURGES}
)


def role_of(word: str) -> Role:
    """The role named by a word; a Refusal that lists the roles when there is none."""
    try:
        return Role(word)
    except ValueError:
        raise Refusal(Kind.INVALID, f"There is no role {word!r}.", hint="Roles: " + ", ".join(Role) + ".") from None


def allowed(role: Role | str, action: Action, resource_type: str) -> bool:
    """The cell of the table."""
    if role not in set(Role):
        return False
    return resource_type in TABLE[action].get(Role(role), frozenset())


def may(caller: Caller, right: Right) -> bool:
    """Whether the caller's role carries this right."""
    return caller.role in set(Role) and right in RIGHTS.get(Role(caller.role), frozenset())


def check_may(caller: Caller, right: Right) -> None:
    """Refuse with words when the caller's role does not carry this right."""
    if not may(caller, right):
        holders = ", ".join(role for role in Role if right in RIGHTS.get(role, frozenset()))
        raise Refusal(
            Kind.FORBIDDEN,
            f"The role {caller.role} may not {right.replace('-', ' ')}.",
            hint=f"Roles that may: {holders}." if holders else "",
        )
