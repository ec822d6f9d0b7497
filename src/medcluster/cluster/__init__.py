"""Cluster: who takes part, who works there, and who may do what; it builds the `Caller` that the record trusts.

Parts: `access` (the one table of roles and rights) and `access_steps` (who may do a protocol's steps), accounts
(sign-in, sessions, tokens, invitations), the directory (participants, places, services, people) and the pipeline (a
participant's way to opening). A cluster is described in YAML (`load_description`); the demonstration's is shipped.

Tables: schema cluster (account, session, token, invitation, attempt; installation, participant, milestone, next_act,
installed). None holds clinical data. Neighbours: stands on record, fhir and foundation; protocol, web, api and app ask
it who may do what; app installs descriptions.
"""

from medcluster.cluster.access import (
    CLINICIANS,
    Right,
    Role,
    allowed,
    check_may,
    may,
    role_of,
)
from medcluster.cluster.access_callers import build_caller, without_pages
from medcluster.cluster.access_steps import STEP_ROLES, may_complete, roles_for_step, step_words
from medcluster.cluster.accounts import Accounts
from medcluster.cluster.accounts_invitations import INVITATION_LIFETIME
from medcluster.cluster.accounts_values import Person, Session, Token
from medcluster.cluster.description import ClusterDescription, FacilityKind, Fact, ParticipantKind, Roughly
from medcluster.cluster.description_yaml import demonstration, demonstration_text, load_description
from medcluster.cluster.directory import Directory
from medcluster.cluster.directory_fhir import PATIENT_NUMBER
from medcluster.cluster.directory_values import Cluster, ClusterProfile, Installed, Participant, Place, Service, Worker
from medcluster.cluster.hours import ALWAYS, Opening, written_hours
from medcluster.cluster.naming import language_of, name_of
from medcluster.cluster.pipeline import (
    STAGES,
    Document,
    Milestone,
    NextAct,
    Source,
    Stage,
    Standing,
    Track,
    current,
    is_open,
    late_acts,
    next_act,
    span_of,
    standings,
)

__all__ = [
    "ALWAYS",
    "CLINICIANS",
    "INVITATION_LIFETIME",
    "PATIENT_NUMBER",
    "STAGES",
    "STEP_ROLES",
    "Accounts",
    "Cluster",
    "ClusterDescription",
    "ClusterProfile",
    "Directory",
    "Document",
    "FacilityKind",
    "Fact",
    "Installed",
    "Milestone",
    "NextAct",
    "Opening",
    "Participant",
    "ParticipantKind",
    "Person",
    "Place",
    "Right",
    "Role",
    "Roughly",
    "Service",
    "Session",
    "Source",
    "Stage",
    "Standing",
    "Token",
    "Track",
    "Worker",
    "allowed",
    "build_caller",
    "check_may",
    "current",
    "demonstration",
    "demonstration_text",
    "is_open",
    "language_of",
    "late_acts",
    "load_description",
    "may",
    "may_complete",
    "name_of",
    "next_act",
    "role_of",
    "roles_for_step",
    "span_of",
    "standings",
    "step_words",
    "without_pages",
    "written_hours",
]
