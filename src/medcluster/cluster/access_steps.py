"""Who may do a step that a protocol gives to a role?

Promise: protocols use finer words than sign-in does; one table here says whose hands each word means, and a word that
is not in it is nobody's. Must not know: what a step is about, rows, passwords, HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from medcluster.cluster.access import CLINICIANS, Right, Role, may
from medcluster.record import Caller

STEP_ROLES: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "coordinator": frozenset({Role.COORDINATOR}),
        "doctor": frozenset({Role.DOCTOR, Role.SURGEON, Role.ANAESTHETIST}),
        "surgeon": frozenset({Role.SURGEON}),
        "anaesthetist": frozenset({Role.ANAESTHETIST}),
        "nurse": frozenset({Role.NURSE}),
        "physio": frozenset({Role.PHYSIOTHERAPIST}),
        "physiotherapist": frozenset({Role.PHYSIOTHERAPIST}),
        "radiographer": frozenset({Role.RADIOGRAPHER}),
        "patient": frozenset({Role.PATIENT, Role.NURSE}),  # a nurse may write down what the patient told
        "oncologist": frozenset({Role.DOCTOR}),
        "haematologist": frozenset({Role.DOCTOR}),
        "paediatrician": frozenset({Role.DOCTOR}),
        "radiologist": frozenset({Role.DOCTOR}),
        "cytologist": frozenset({Role.DOCTOR}),
        "clinician": frozenset({Role.DOCTOR, Role.SURGEON, Role.ANAESTHETIST}),
        "board": frozenset({Role.DOCTOR, Role.SURGEON, Role.COORDINATOR}),  # who writes down what the board decided
        "team": CLINICIANS,
        "family": frozenset({Role.PATIENT, Role.NURSE}),
        "pathologist": frozenset({Role.DOCTOR}),
        "radiotherapist": frozenset({Role.DOCTOR}),
        "physicist": frozenset({Role.RADIOGRAPHER}),
        "pharmacist": frozenset({Role.DOCTOR, Role.NURSE}),
    }
)


def may_complete(caller: Caller, step_roles: Iterable[str]) -> bool:
    """Whether the caller may complete, claim or deviate a step that is meant for one of these roles."""
    if not may(caller, Right.COMPLETE_STEPS):
        return False
    return any(caller.role in STEP_ROLES.get(word, frozenset()) for word in step_roles)


def roles_for_step(step_roles: Iterable[str]) -> tuple[Role, ...]:
    """The roles whose people can be given a step; in the order of `Role`."""
    found = frozenset().union(*(STEP_ROLES.get(word, frozenset()) for word in step_roles))
    return tuple(role for role in Role if role in found)


def step_words(role: Role | str) -> tuple[str, ...]:
    """The words protocols use for steps that this role may do: the filter of its work list."""
    return tuple(word for word, roles in STEP_ROLES.items() if role in roles)
