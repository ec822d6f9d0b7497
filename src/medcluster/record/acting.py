"""Who acts, with which rights in the database, and what does the audit say about it?

Promise: the settings that row-level security reads come from the caller alone; the audit's values name the caller, the
act and parameters, never a value that identifies a patient. Must not know: SQL of any act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir.types import NO_ADDRESSES, OwnAddresses
from medcluster.foundation import Kind, Refusal
from medcluster.record.caller import Action, Caller
from medcluster.record.hashing import patient_number

AuditValues = tuple[datetime, str, str, str, str, str, str, str, str]


def settings_of(caller: Caller) -> dict[str, str]:
    """The settings that carry a caller's rights, for a transaction or a session."""
    return {
        "medcluster.terms": "{" + ",".join(map(str, sorted(caller.terms))) + "}",
        "medcluster.patient": str(patient_number(caller.patient)) if caller.patient else "",
        "medcluster.custodian": str(caller.custodian) if caller.custodian else "",
        "medcluster.every_row": "on" if caller.every_row else "off",
    }


@dataclass(frozen=True, slots=True)
class Acting:
    """A caller with a purpose of use (HL7 v3 PurposeOfUse, or the reason of a job).

    own: how the caller addresses this server. It says how references are read, and decides nothing else.
    """

    caller: Caller
    purpose: str
    own: OwnAddresses = NO_ADDRESSES

    def require(self, action: Action, resource_types: Iterable[str]) -> None:
        """Refuse what this role may never do."""
        for name in resource_types:
            if not self.caller.allows(action, name):
                raise Refusal(
                    Kind.FORBIDDEN,
                    f"The role {self.caller.role} may not {action} {name} resources.",
                    hint="Ask whoever has a role that may.",
                )

    def audit(self, now: datetime, action: str, name: str = "", resource_id: str = "", query: str = "") -> AuditValues:
        """The values of an audit row, in the order of its columns."""
        who = self.caller
        return (now, who.account, who.role, who.participant, action, name, resource_id, query, self.purpose)
