"""What did a client of others find? One line of JSON for each thing that was tried: its name, and what went wrong.

The scripts beside this file run in an environment of their own, with the clients and without medcluster: FHIR_BASE is
the server's address, FHIR_TOKEN the bearer token, MARK a word that no other run uses.
"""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from typing import Any

BASE, TOKEN, MARK = os.environ["FHIR_BASE"], os.environ["FHIR_TOKEN"], os.environ["MARK"]
SYSTEM = "urn:oid:2.999.7"
MANY = 23


def tried(name: str) -> Callable[[Callable[[], None]], None]:
    """Run what is decorated, and tell what came of it."""

    def run(act: Callable[[], None]) -> None:
        try:
            act()
            wrong = ""
        except Exception as fault:
            wrong = f"{type(fault).__name__}: {fault} (line {traceback.extract_tb(fault.__traceback__)[1].lineno})"
        print(json.dumps({"check": name, "wrong": wrong[:1500]}), flush=True)

    return run


def same(found: Any, wanted: Any) -> None:
    """Say both where they are not the same."""
    if found != wanted:
        raise AssertionError(f"{found!r} where {wanted!r} is right")


def patient(family: str = MARK, given: str = "Anna", **more: Any) -> dict[str, Any]:
    """A patient of this run."""
    return {"resourceType": "Patient", "name": [{"family": family, "given": [given]}], "gender": "female", **more}


def observation(subject: str, value: float, day: int = 1) -> dict[str, Any]:
    """A measured weight of a patient."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "subject": {"reference": subject},
        "effectiveDateTime": f"2026-03-{day:02d}T08:00:00Z",
        "valueQuantity": {"value": value, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    }


def transaction(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """All of them, created in one."""
    entries = [{"resource": one, "request": {"method": "POST", "url": one["resourceType"]}} for one in resources]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}
