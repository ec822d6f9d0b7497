"""How are findings told to another system?

Promise: an OperationOutcome with one issue per finding, its text in `diagnostics` and its place in `expression`;
without findings it says so. Must not know: statuses of HTTP. Source: http://hl7.org/fhir/R4/operationoutcome.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast, get_args

from medcluster.fhir.types import IssueSeverityCode, IssueTypeCode, OperationOutcome, OperationOutcomeIssue
from medcluster.foundation import Issue

_SEVERITIES = frozenset(get_args(IssueSeverityCode))
_CODES = frozenset(get_args(IssueTypeCode))


def outcome(issues: Iterable[Issue]) -> OperationOutcome:
    """The findings as a resource."""
    told = tuple(_issue(issue) for issue in issues)
    fine = OperationOutcomeIssue(severity="information", code="informational", diagnostics="nothing was found")
    return OperationOutcome(issue=told or (fine,))


def _issue(issue: Issue) -> OperationOutcomeIssue:
    severity = issue.severity if issue.severity in _SEVERITIES else "error"
    code = issue.code if issue.code in _CODES else "processing"
    return OperationOutcomeIssue(
        severity=cast(IssueSeverityCode, severity),
        code=cast(IssueTypeCode, code),
        diagnostics=issue.text or None,
        expression=(issue.where,) if issue.where else (),
    )
