"""Which number stands for a reference, a code, a parameter in the index tables?

Promise: stable for ever and over machines, because the numbers are stored: BLAKE2b of the text, 64 bits for what is
looked up, 31 bits for parameters (a test shows that no two parameters of R4 share one). Must not know: any table.
Source: docs/reasons/record.md; BLAKE2 is RFC 7693.
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b

from medcluster.fhir.search import united

LOCKS = 1024  # of each kind; PostgreSQL keeps 64 locks for each connection, in one table for all
_LOCKS_OF_PATIENTS, _LOCKS_OF_CONDITIONS = 0x70_61_74_00_00, 0x63_6F_6E_00_00


@lru_cache(maxsize=65536)
def hash64(text: str) -> int:
    """A signed 64-bit number for a code, a reference or a URI."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


@lru_cache(maxsize=4096)
def hash32(text: str) -> int:
    """A signed 32-bit number for the system of a code or of a unit; 0 stands for none."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little", signed=True) if text else 0


def lock_of_patient(pat: int) -> int:
    """The advisory lock that a patient shares with some others: so no transaction holds more than `LOCKS`."""
    return _LOCKS_OF_PATIENTS + pat % LOCKS


def lock_of_condition(text: str) -> int:
    """The advisory lock of a conditional create, likewise."""
    return _LOCKS_OF_CONDITIONS + hash64(text) % LOCKS


@cache
def parameter_number(resource_type: str, parameter: str) -> int:
    """The number of a search parameter of a resource type, positive."""
    return int.from_bytes(blake2b(f"{resource_type}.{parameter}".encode(), digest_size=4).digest(), "little") >> 1


def parameter_numbers(resource_type: str, parameter: str) -> tuple[int, ...]:
    """The numbers under which the values of a parameter stand: its own, or those of the two that it unites."""
    return tuple(parameter_number(resource_type, name) for name in united(resource_type, parameter))


def text_number(resource_type: str, place: str) -> int:
    """The number of the texts at a place, which the modifier `text` looks at."""
    return parameter_number(resource_type, f"@{place}:text")


@lru_cache(maxsize=65536)
def composite_number(resource_type: str, parameter: str, code: str) -> int:
    """The number of a composite parameter together with the code that is its first part (or `system|code`)."""
    return (
        int.from_bytes(blake2b(f"{resource_type}.{parameter}${code}".encode(), digest_size=4).digest(), "little") >> 1
    )


def reference_number(resource_type: str, resource_id: str) -> int:
    """The number under which a resource is found and referred to."""
    return hash64(f"{resource_type}/{resource_id}")


def patient_number(patient_id: str) -> int:
    """The number of a patient: what `pat` holds in every table, and the setting medcluster.patient."""
    return reference_number("Patient", patient_id)
