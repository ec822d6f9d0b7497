"""What of a role does the record learn?

Promise: somebody who came in becomes the one value that the record trusts: the acts of the table in `access`, and the
terms from which the database decides which rows exist. Must not know: how anybody came in.
Source of the rule: the access model in docs/reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from medcluster.cluster.access import CLINICIANS, COURSE, TABLE, Role, role_of
from medcluster.foundation import Kind, Refusal
from medcluster.record import EVERYBODY, ON_PROTOCOL, Action, Caller

_OF_OTHERS: Mapping[Role, frozenset[str]] = MappingProxyType(
    # what a machine may change of what other participants answer for: the patient's course, as far as it sees it
    {Role.INTERFACE: COURSE | {"ServiceRequest"}}
)


def terms_of(role: Role, custodian: int) -> frozenset[int]:
    """Which rows exist for a role at a participant; the patient's own rows come from `Caller.patient`."""
    own = {custodian} if custodian > 0 else set[int]()
    if role is Role.COORDINATOR:
        return frozenset({EVERYBODY, ON_PROTOCOL} | own)
    if role in CLINICIANS or role is Role.INTERFACE:
        return frozenset({EVERYBODY} | own)
    return frozenset({EVERYBODY})


def build_caller(
    role: Role | str,
    *,
    account: str,
    name: str = "",
    participant: str = "",
    custodian: int = 0,
    patient: str = "",
    practitioner: str = "",
    language: str = "en",
    demonstration: bool = False,
) -> Caller:
    """The value that record trusts. `custodian` is the number of `participant`; what is written belongs to it."""
    known = role_of(str(role))
    if not account:
        raise ValueError("a caller needs an account: the audit names it")
    if (known is Role.PATIENT) != bool(patient):
        raise Refusal(Kind.INVALID, "The role patient, and no other, needs the patient that the account belongs to.")
    if custodian < 0:
        raise ValueError("a custodian's number is positive; negative numbers are terms of another kind")
    return Caller(
        account=account,
        name=name or account,
        role=str(known),
        participant=participant,
        custodian=custodian,
        terms=terms_of(known, custodian),
        patient=patient,
        every_row=known is Role.INTERFACE and demonstration,
        chooses_ids=known is Role.INTERFACE,
        may=MappingProxyType({action: cells[known] for action, cells in TABLE.items() if known in cells}),
        language=language,
        practitioner=practitioner,
        changes_of_others=_OF_OTHERS.get(known),
    )


def without_pages(caller: Caller) -> Caller:
    """The caller outside our pages: there a patient changes no Task, for only her page knows which steps are hers."""
    if caller.role != Role.PATIENT:
        return caller
    may_do = {**caller.may, Action.WRITE: caller.may.get(Action.WRITE, frozenset()) - {"Task"}}
    return replace(caller, may=MappingProxyType(may_do))
