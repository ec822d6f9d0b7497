"""Which of a patient's resources can say something about a protocol?

Promise: nothing that the protocol's facts depend on is left out; of the results, acts and conditions, which can be
thousands, only those that carry one of the protocol's codes are worth decoding, and a look at the bytes tells.
Must not know: the database, what the resources mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from medcluster.protocol.authoring_values import parse_code
from medcluster.protocol.facts import types_needed
from medcluster.protocol.model import Evidence, Version
from medcluster.record import Stored

# Types that speak through their codes alone; of all others every resource is looked at.
_BY_CODE = frozenset(
    (
        "Observation",
        "DiagnosticReport",
        "Procedure",
        "MedicationAdministration",
        "ImagingStudy",
        "Encounter",
        "Immunization",
        "Condition",
        "DocumentReference",
        "MedicationRequest",
    )
)


class Needs:
    """What one version needs to know of a patient's record."""

    def __init__(self, version: Version) -> None:
        self.types = types_needed(version)
        self.codes: dict[str, set[bytes]] = {}
        for evidence in _named(version):
            self.codes.setdefault(evidence.type, set()).add(msgspec.json.encode(evidence.code))


_KNOWN: dict[str, tuple[Version, Needs]] = {}


def needs(version: Version) -> Needs:
    """What a version needs; worked out once, for a version does not change."""
    known = _KNOWN.get(version.canonical)
    if known is None or known[0] is not version:
        known = _KNOWN[version.canonical] = (version, Needs(version))
    return known[1]


def worth_reading(versions: Iterable[Version]) -> Callable[[Stored], bool]:
    """Whether a stored resource can say something about one of these versions."""
    codes: dict[str, tuple[bytes, ...]] = {}
    for version in versions:
        for name, found in needs(version).codes.items():
            codes[name] = tuple({*codes.get(name, ()), *found})

    def worth(stored: Stored) -> bool:
        if stored.type not in _BY_CODE:
            return True
        body = stored.body
        return any(code in body for code in codes.get(stored.type, ()))

    return worth


def _named(version: Version) -> Iterable[Evidence]:
    for step in version.steps:
        yield from step.done
    for anchor in version.anchors.values():
        yield from anchor.actual
    for parts in version.defines.values():
        yield parse_code(parts["latest"], parts["code"])
