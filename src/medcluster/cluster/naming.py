"""What is a person called, and in which language is she spoken to?

Promise: the one reading of FHIR names in this room; never empty. Must not know: which person it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from medcluster.fhir import types
from medcluster.foundation import Languages


def name_of(names: Sequence[types.HumanName]) -> str:
    """The official name, else the first that has words; "?" when there is none."""
    ordered = sorted(names, key=lambda name: name.use != "official")
    for name in ordered:
        words = name.text or " ".join(part for part in (*name.given, name.family) if part)
        if words.strip():
            return words.strip()
    return "?"


def language_of(patient: types.Patient) -> str:
    """The platform's language that the patient prefers; English when none of hers is one."""
    spoken = sorted(patient.communication, key=lambda entry: not entry.preferred)
    codes = [coding.code for entry in spoken for coding in entry.language.coding if coding.code]
    found = [code.split("-")[0].lower() for code in codes]
    return next((code for code in found if code in Languages), "en")
