"""Which dates do a patient's resources give to a protocol's anchors?

Promise: pure. Planned dates come from the sources that the anchor names, the first that has one; where none has, from a
date that was set on the CarePlan, and the day of referral from the enrolment itself when there was no referral. Actual
dates come from the anchor's own evidence. Must not know: what hangs on the anchors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from medcluster.fhir import types
from medcluster.protocol.happenings import codings, counts, happened, instant, not_before
from medcluster.protocol.model import Anchor, Version

ANCHOR_URL = "urn:medcluster:anchor"


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where planned dates may come from, for one enrolment."""

    version: Version
    plan: types.CarePlan
    resources: Sequence[types.Resource]
    since: datetime
    set_dates: Mapping[str, datetime]

    def date(self, anchor: Anchor) -> datetime | None:
        """The date of the first source that has one."""
        for source in anchor.planned:
            date = self._from(source, anchor)
            if date is not None:
                return date
        if anchor.name in self.set_dates:
            return self.set_dates[anchor.name]
        return enrolled_at(self.plan) if "ServiceRequest.authoredOn" in anchor.planned else None

    def _from(self, source: str, anchor: Anchor) -> datetime | None:
        if source.startswith("set-by: "):
            return self.set_dates.get(anchor.name)
        if source == "ServiceRequest.authoredOn":
            return referred_at(self.plan, self.resources)
        if source == "Appointment.start":
            return _appointed(self.version, anchor, self.resources, self.since)
        return None


def planned_dates(
    version: Version, plan: types.CarePlan, resources: Sequence[types.Resource], since: datetime
) -> dict[str, datetime]:
    """Anchor -> planned date."""
    sources = _Sources(version, plan, resources, since, _set_dates(plan))
    dates = {name: sources.date(anchor) for name, anchor in version.anchors.items()}
    return {name: date for name, date in dates.items() if date is not None}


def actual_dates(version: Version, resources: Sequence[types.Resource], since: datetime) -> dict[str, datetime]:
    """Anchor -> when it happened, by the evidence that the anchor names; the first time counts."""
    found: dict[str, datetime] = {}
    for name, anchor in version.anchors.items():
        wanted = {(one.type, one.system, one.code) for one in anchor.actual}
        for resource in resources if wanted else ():
            kind = types.type_name(resource)
            if not any((kind, *coding) in wanted for coding in codings(resource)):
                continue
            at = happened(resource) if counts(resource) and not_before(resource, since) else None
            if at is not None and (name not in found or at < found[name]):
                found[name] = at
    return found


def enrolled_at(plan: types.CarePlan) -> datetime | None:
    """When the enrolment began."""
    text = (plan.period.start if plan.period else None) or plan.created
    return instant(text) if text else None


def referred_at(plan: types.CarePlan, resources: Sequence[types.Resource]) -> datetime | None:
    """When the referral behind this enrolment was written."""
    named = {one.reference for one in plan.supportingInfo}
    for resource in resources:
        if isinstance(resource, types.ServiceRequest) and f"ServiceRequest/{resource.id}" in named:
            return happened(resource)
    return None


def _set_dates(plan: types.CarePlan) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for extension in plan.extension:
        if extension.url == ANCHOR_URL:
            parts = {part.url: part for part in extension.extension}
            date = parts["planned"].valueDateTime if "planned" in parts else None
            if date and "name" in parts:
                found[parts["name"].valueCode or ""] = instant(date)
    return found


def _appointed(
    version: Version, anchor: Anchor, resources: Sequence[types.Resource], since: datetime
) -> datetime | None:
    """The first booked appointment for what the anchor is about: one of its codes, or its name in this protocol."""
    wanted = {(one.system, one.code) for one in anchor.actual}
    wanted |= {(version.url, name) for name in (anchor.name, anchor.actual_step) if name}
    starts = [
        at
        for resource in resources
        if isinstance(resource, types.Appointment)
        and counts(resource)
        and wanted & set(codings(resource))
        and (at := happened(resource)) is not None
        and at >= since
    ]
    return min(starts, default=None)
