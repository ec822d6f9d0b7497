"""When did what a resource tells happen, which codes does it carry, and does it count?

Promise: pure; one table says for every type of resource that can complete a step where its time and its code stand
and which statuses count: a result that is not final, an act that was not done and whatever was entered in error never
count. Must not know: protocols. Source: FHIR R4, each type's status value set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from medcluster.fhir import types

_FINAL = frozenset(("final", "amended", "corrected", "appended"))
FIRST, LAST = datetime(1850, 1, 1, tzinfo=UTC), datetime(2250, 1, 1, tzinfo=UTC)
_DAY = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class Told:
    """Where a type tells its time and its code, and which statuses count (empty: all but errors)."""

    times: tuple[str, ...]
    codes: tuple[str, ...] = ("code",)
    counts: frozenset[str] = frozenset()


TOLD: dict[str, Told] = {
    "Observation": Told(("effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued"), counts=_FINAL),
    "DiagnosticReport": Told(("effectiveDateTime", "effectivePeriod", "issued"), counts=_FINAL),
    "Procedure": Told(("performedDateTime", "performedPeriod"), counts=frozenset(("completed",))),
    "MedicationAdministration": Told(
        ("effectiveDateTime", "effectivePeriod"), ("medicationCodeableConcept",), frozenset(("completed",))
    ),
    "ImagingStudy": Told(("started",), ("procedureCode",), frozenset(("available",))),
    "Encounter": Told(
        ("period",), ("class_", "type"), frozenset(("arrived", "triaged", "in-progress", "onleave", "finished"))
    ),
    "Immunization": Told(("occurrenceDateTime",), ("vaccineCode",), frozenset(("completed",))),
    "Condition": Told(("onsetDateTime", "onsetPeriod", "recordedDate")),
    "DocumentReference": Told(("date",), ("type",), frozenset(("current",))),
    "Composition": Told(("date",), ("type",), _FINAL),
    "ServiceRequest": Told(("authoredOn",), counts=frozenset(("active", "completed"))),
    "MedicationRequest": Told(("authoredOn",), ("medicationCodeableConcept",), frozenset(("active", "completed"))),
    "QuestionnaireResponse": Told(("authored",), (), frozenset(("completed", "amended"))),
    "Appointment": Told(
        ("start",),
        ("serviceType", "reasonCode", "appointmentType"),
        frozenset(("pending", "booked", "arrived", "fulfilled", "checked-in")),
    ),
}


def counts(resource: types.Resource) -> bool:
    """Whether a resource tells something that happened (or, of an Appointment, that will)."""
    told = TOLD.get(types.type_name(resource))
    if told is None or _in_error(resource):
        return False
    return not told.counts or getattr(resource, "status", None) in told.counts


def _in_error(resource: Any) -> bool:
    verified = getattr(resource, "verificationStatus", None)
    return any(coding.code in ("entered-in-error", "refuted") for coding in (verified.coding if verified else ()))


def happened(resource: types.Resource) -> datetime | None:
    """When it happened, by the resource's own words; None when they do not say."""
    text = _time_text(resource)
    return instant(text) if text else None


def _time_text(resource: types.Resource) -> str:
    told = TOLD.get(types.type_name(resource))
    for name in told.times if told else ():
        value: Any = getattr(resource, name, None)
        if isinstance(value, types.Period):
            value = value.start or value.end
        if value:
            return str(value)
    return ""


def not_before(resource: types.Resource, since: datetime) -> bool:
    """Whether it happened at `since` or later; a time that is only a day counts as not before any hour of that day."""
    text = _time_text(resource)
    if not text:
        return False
    at = instant(text)
    return at > since - timedelta(days=1) if len(text) <= _DAY else at >= since


def instant(text: str) -> datetime:
    """An aware instant from FHIR's dateTime; a day, month or year begins at midnight UTC, a leap second is the 59th."""
    padded = text if len(text) > len("2026-11") else text + ("-01" if len(text) == len("2026-11") else "-01-01")
    padded = padded[:17] + "59" + padded[19:] if padded[17:19] == "60" else padded
    found = datetime.fromisoformat(padded.replace("T24:", "T00:") if "T24:" in padded else padded)
    return within_reach(found if found.tzinfo else found.replace(tzinfo=UTC))


def within_reach(instant: datetime) -> datetime:
    """The instant, or the border of the years that windows are counted in: 0001 and 9999 stand for "unknown"."""
    return min(max(instant, FIRST), LAST)


def codings(resource: types.Resource) -> Iterator[tuple[str, str]]:
    """Every code that says what it was, as (system, code)."""
    told = TOLD.get(types.type_name(resource))
    for name in told.codes if told else ():
        value: Any = getattr(resource, name, None)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, types.Coding):
                yield one.system or "", one.code or ""
            elif isinstance(one, types.CodeableConcept):
                yield from ((coding.system or "", coding.code or "") for coding in one.coding)


def reference_to(resource: types.Resource) -> str:
    """`Observation/abc`."""
    return f"{types.type_name(resource)}/{resource.id}"


def told_by(resource: Any) -> str:
    """The name of who did or reported it, as far as the resource shows one."""
    for name in ("performer", "participant", "author", "source"):
        value = getattr(resource, name, None)
        for one in value if isinstance(value, tuple) else (value,):
            reference = getattr(one, "actor", None) or getattr(one, "individual", None) or one
            if isinstance(reference, types.Reference):
                return reference.display or ""
    return ""
