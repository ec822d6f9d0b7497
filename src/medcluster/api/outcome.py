"""How does a refusal leave through the API?

Promise: the one place where a kind of refusal becomes an HTTP answer with an OperationOutcome. Says what is wrong,
where, and what to do; never what is hidden. Source: FHIR R4 http.html and the issue-type value set.
"""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from medcluster import record
from medcluster.foundation import Issue, Kind, Refusal

FHIR_JSON = "application/fhir+json; charset=utf-8"

ISSUE_TYPE = {
    Kind.MALFORMED: "structure",
    Kind.INVALID: "invalid",
    Kind.UNAUTHENTICATED: "login",
    Kind.FORBIDDEN: "forbidden",
    Kind.NOT_FOUND: "not-found",
    Kind.GONE: "deleted",
    Kind.CONFLICT: "conflict",
    Kind.VERSION: "conflict",
    Kind.AMBIGUOUS: "multiple-matches",
    Kind.UNSUPPORTED: "not-supported",
    Kind.TOO_LARGE: "too-long",
    Kind.TOO_MANY: "throttled",
    Kind.UNAVAILABLE: "transient",
}

NOT_ACCEPTABLE = 406
UNSUPPORTED_MEDIA_TYPE = 415


class WrongMedia(Refusal):
    """The request is in a form that is not read here, or asks for one that is not written."""

    def __init__(self, status: int, text: str, *, hint: str) -> None:
        super().__init__(Kind.UNSUPPORTED, text, hint=hint)
        self.status = status


RETRY_AFTER_SECONDS = {Kind.UNAVAILABLE: "2", Kind.TOO_MANY: "60"}


def outcome_of(refusal: Refusal) -> dict[str, object]:
    """The OperationOutcome of a refusal, as plain JSON values."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(refusal, issue) for issue in refusal.issues]}


def _issue(refusal: Refusal, issue: Issue) -> dict[str, object]:
    code = ISSUE_TYPE[refusal.kind] if issue.code == "invalid" else issue.code
    words = f"{issue.text} {refusal.hint}".strip() if refusal.hint else issue.text
    found: dict[str, object] = {"severity": issue.severity, "code": code, "diagnostics": words}
    if issue.where:
        found["expression"] = [issue.where]
    return found


def refuse(refusal: Refusal) -> Response:
    """The HTTP answer of a refusal."""
    headers = {}
    if refusal.kind is Kind.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer realm="medcluster"'
    if refusal.kind in RETRY_AFTER_SECONDS:
        headers["Retry-After"] = RETRY_AFTER_SECONDS[refusal.kind]
    status = refusal.status if isinstance(refusal, WrongMedia) else record.status_of(refusal.kind)
    return Response(msgspec.json.encode(outcome_of(refusal)), status, headers, media_type=FHIR_JSON)
