"""How does the platform itself, not a person, reach the record?

By a handle that sees every row and names its reason in the audit: for jobs, projections and the demonstration's
generator. Importable by `app` alone (an import contract and a test hold that). Must not know: what the reason is for.
"""

from __future__ import annotations

from medcluster.record.caller import EVERYBODY, Action, Caller
from medcluster.record.handle import Handle
from medcluster.record.record import Record

_ALL = frozenset({"*"})


def unrestricted(record: Record, reason: str, *, custodian: int = 0, participant: str = "") -> Handle:
    """A handle of the platform; with a custodian it may also write patients' data for that participant."""
    if not reason:
        raise ValueError("say why the platform reaches past everybody's rights")
    caller = Caller(
        account="platform",
        name="The platform",
        role="platform",
        participant=participant,
        custodian=custodian,
        terms=frozenset({EVERYBODY}),
        every_row=True,
        chooses_ids=True,
        may={Action.READ: _ALL, Action.WRITE: _ALL, Action.DELETE: _ALL},
    )
    return Handle(record.room, caller, reason)
