"""Who holds the handle, and what may they do?

A `Caller` is a value built by the cluster room from a person's roles; record never asks who someone is. It carries the
rows that exist for the caller (terms, own patient) and the actions per resource type. Everything absent is denied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EVERYBODY = 0  # term on rows that every signed-in caller may read: organisations, definitions, the directory
ON_PROTOCOL = -1  # term on rows of patients who are, or were, enrolled in a protocol


class Action(StrEnum):
    """What can be done to a resource."""

    READ = "read"
    WRITE = "write"
    DELETE = "delete"
    PURGE = "purge"  # the superseded versions, for good


@dataclass(frozen=True, slots=True)
class Caller:
    """The one who asks.

    account: id for the audit, never empty. role: one of cluster's roles. participant: Organization id or "".
    custodian: the participant's number, 0 for none (then nothing about patients can be written).
    terms: rows whose custodian or grants meet one of these are visible. every_row: demonstration interface only.
    patient: Patient id when the caller sees exactly one patient. may: action -> types, "*" for all.
    changes_of_others: types whose rows the caller may change where another custodian answers for them; None for all
    that it may write. With any such bound it deletes nothing of theirs.
    """

    account: str
    name: str
    role: str
    participant: str = ""
    custodian: int = 0
    terms: frozenset[int] = frozenset({EVERYBODY})
    patient: str = ""
    every_row: bool = False
    chooses_ids: bool = False
    may: Mapping[Action, frozenset[str]] = field(default_factory=dict)
    language: str = "en"
    practitioner: str = ""  # Practitioner id, when the account belongs to one
    changes_of_others: frozenset[str] | None = None

    def allows(self, action: Action, resource_type: str) -> bool:
        """Whether this caller may do `action` on resources of this type at all; rows are decided by the database."""
        types = self.may.get(action, frozenset())
        return "*" in types or resource_type in types

    def may_replace(self, action: Action, resource_type: str, custodian: int) -> bool:
        """Whether this caller may change, or delete, a row that it sees and this custodian answers for."""
        if self.changes_of_others is None or self.every_row or custodian == self.custodian:
            return True
        return action is Action.WRITE and resource_type in self.changes_of_others
