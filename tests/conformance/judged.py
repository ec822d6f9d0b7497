"""A resource, held against R4 alone and without a database, as the conformance tests need it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from medcluster.fhir import terminology, types, validation
from medcluster.fhir.validation import Known
from medcluster.foundation import Issue, Refusal

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_ROUNDS = 32
_KNOWN = Known()  # what was learnt of R4's own codes holds for every test


def judged(resource: dict[str, Any], *profiles: str) -> tuple[Issue, ...]:
    """Every finding in a resource of the right structure."""
    for _ in range(_ROUNDS):
        judgement = validation.judge(resource, _KNOWN, now=NOW, profiles=profiles)
        if judgement.complete:
            return judgement.issues
        for question in judgement.questions:
            _KNOWN.answers[question] = _member(question)
        for canonical in judgement.definitions:
            _KNOWN.structures[canonical] = None
    raise AssertionError(f"{_ROUNDS} rounds did not end")


def _member(question: tuple[str, str, str]) -> terminology.Membership:
    try:
        return terminology.official.member(*question)
    except Refusal as refusal:
        return terminology.Membership(None, reason=refusal.text)


def errors(content: bytes) -> tuple[list[Issue], bool]:
    """The errors in a document, and whether its structure is at fault, beyond which nothing is looked at."""
    found = [one for one in validation.check(content) if one.severity in ("error", "fatal")]
    if found:
        return found, True
    return [one for one in judged(types.to_plain(types.decode(content))) if one.severity == "error"], False
