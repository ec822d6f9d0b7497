"""By which terms is a row of the board seen?

Promise: by the terms of the patient whose enrolment it is, as the record opens her rows to participants: whoever was
given her record sees her on the board, and nobody else. Must not know: what opens a record (that is record's rule).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medcluster.protocol.projection import Rights
from medcluster.record import ON_PROTOCOL, patient_number

if TYPE_CHECKING:
    from medcluster.foundation import Connection

NOBODY = -2  # a custodian that is nobody's term: the row is seen by its grants alone
_GRANTS = "SELECT pat, grants FROM record.inherited($1::bigint[])"


async def rights_of(connection: Connection, patients: Iterable[str]) -> dict[str, Rights]:
    """The rights of these patients' rows, by patient."""
    numbers = {patient: patient_number(patient) for patient in patients}
    found = await connection.fetch(_GRANTS, list(numbers.values())) if numbers else []
    grants = {each["pat"]: tuple(each["grants"]) for each in found}
    return {
        patient: Rights(number, NOBODY, tuple(sorted({ON_PROTOCOL, *grants.get(number, ())})))
        for patient, number in numbers.items()
    }
