"""To which terms is a patient's record open?

Promise: what every new row about the patient inherits, also terms that the reader does not share; for rooms that keep
rows of their own about patients under the same policies. Must not know: what opens a record (`grants`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medcluster.record.hashing import patient_number

if TYPE_CHECKING:
    from medcluster.foundation import Connection

_INHERITED = "SELECT pat, grants FROM record.inherited($1::bigint[])"


async def granted_terms(connection: Connection, patients: Iterable[str]) -> dict[str, frozenset[int]]:
    """Terms by patient id; none for a patient whose record nobody else was given."""
    numbers = {patient: patient_number(patient) for patient in patients}
    found = await connection.fetch(_INHERITED, list(numbers.values())) if numbers else []
    terms = {each["pat"]: frozenset(each["grants"]) for each in found}
    return {patient: terms.get(number, frozenset()) for patient, number in numbers.items()}
