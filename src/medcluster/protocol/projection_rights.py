"""By which terms is a row of the board seen?

Promise: by the terms of the patient whose enrolment it is, as the record opens her rows to participants: whoever was
given her record sees her on the board, and nobody else. Must not know: what opens a record (that is record's rule).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medcluster.protocol.projection import Rights
from medcluster.record import ON_PROTOCOL, granted_terms, patient_number

if TYPE_CHECKING:
    from medcluster.foundation import Connection

NOBODY = -2  # a custodian that is nobody's term: the row is seen by its grants alone


async def rights_of(connection: Connection, patients: Iterable[str]) -> dict[str, Rights]:
    """The rights of these patients' rows, by patient."""
    granted = await granted_terms(connection, patients)
    return {
        patient: Rights(patient_number(patient), NOBODY, tuple(sorted(terms | {ON_PROTOCOL})))
        for patient, terms in granted.items()
    }
