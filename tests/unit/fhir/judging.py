"""Resources held against definitions, codes answered by R4's own terminology; small resources and profiles for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from medcluster.fhir import terminology, types, validation
from medcluster.fhir.validation import Known
from medcluster.foundation import Issue, Refusal

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BASE = "http://hl7.org/fhir/StructureDefinition/"
Json = dict[str, Any]


def judged(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[Issue]:
    """Every finding, codes answered by R4's own terminology."""
    types.from_plain(resource)
    known = Known({one["url"]: validation.read(one) for one in structures or ()})
    for _ in range(8):
        judgement = validation.judge(resource, known, now=NOW, profiles=profiles)
        if judgement.complete:
            return [one for one in judgement.issues if "(dom-6)" not in one.text]
        for question in judgement.questions:
            known.answers[question] = _member(question)
        known.structures.update(dict.fromkeys(judgement.definitions))
    raise AssertionError("it leads on and on")


def _member(question: tuple[str, str, str]) -> terminology.Membership:
    try:
        return terminology.official.member(*question)
    except Refusal as refusal:
        return terminology.Membership(None, reason=refusal.text)


def errors(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[tuple[str, str]]:
    found = judged(resource, *profiles, structures=structures)
    return [(one.where, one.text) for one in found if one.severity == "error"]


def places(resource: Json, *profiles: str, structures: list[Json] | None = None) -> list[str]:
    return [where for where, _ in errors(resource, *profiles, structures=structures)]


def observation(**more: Any) -> Json:
    return {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, **more}


def profile(*elements: Json, kind: str = "Observation", url: str = "http://example.org/p", **more: Any) -> Json:
    """A profile by the elements of its snapshot, each given by id, and what it says."""
    listed = [{"id": kind, "path": kind, "min": 0, "max": "*"}]
    for one in elements:
        path = ".".join(part.partition(":")[0] for part in one["id"].split("."))
        listed.append({"path": path, "min": 0, "max": "*", **one})
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "type": kind,
        "kind": "resource",
        "derivation": "constraint",
        "snapshot": {"element": listed},
        **more,
    }
