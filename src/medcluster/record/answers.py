"""How is the outcome of one entry told in the answer to a bundle?

Status lines, locations, versions and OperationOutcomes in the words of R4. Must not know: how it came about. Source:
http://hl7.org/fhir/R4/http.html#transaction-response.
"""

from __future__ import annotations

from medcluster.fhir import types
from medcluster.fhir.validation import outcome
from medcluster.foundation import Kind, Refusal
from medcluster.record.rows import instant
from medcluster.record.stored import Page, Stored

STATUS: dict[Kind, str] = {
    Kind.MALFORMED: "400 Bad Request",
    Kind.INVALID: "422 Unprocessable Entity",
    Kind.UNAUTHENTICATED: "401 Unauthorized",
    Kind.FORBIDDEN: "403 Forbidden",
    Kind.NOT_FOUND: "404 Not Found",
    Kind.GONE: "410 Gone",
    Kind.CONFLICT: "409 Conflict",
    Kind.VERSION: "412 Precondition Failed",
    Kind.AMBIGUOUS: "412 Precondition Failed",
    Kind.UNSUPPORTED: "501 Not Implemented",
    Kind.TOO_LARGE: "413 Content Too Large",
    Kind.TOO_MANY: "429 Too Many Requests",
    Kind.UNAVAILABLE: "503 Service Unavailable",
}


def written(stored: Stored, *, made: bool) -> types.BundleEntry:
    """A resource that was created or replaced, or that a conditional create found."""
    response = types.BundleEntryResponse(
        status="201 Created" if made else "200 OK",
        location=f"{stored.reference}/_history/{stored.version}",
        etag=f'W/"{stored.version}"',
        lastModified=instant(stored.updated),
    )
    return types.BundleEntry(response=response)


def deleted() -> types.BundleEntry:
    """A resource that is no longer there."""
    return types.BundleEntry(response=types.BundleEntryResponse(status="204 No Content"))


def read(stored: Stored) -> types.BundleEntry:
    """A resource that was read."""
    response = types.BundleEntryResponse(
        status="200 OK", etag=f'W/"{stored.version}"', lastModified=instant(stored.updated)
    )
    return types.BundleEntry(resource=stored.resource, response=response)  # type: ignore[arg-type]


def found(resource_type: str, page: Page) -> types.BundleEntry:
    """A page of a search."""
    link = (types.BundleLink(relation="next", url=f"{resource_type}?{page.next_query}"),) if page.next_query else ()
    matches = [_beside(stored, "match") for stored in page.matches]
    bundle = types.Bundle(
        type="searchset",
        total=page.total,
        link=link,
        entry=(*matches, *(_beside(stored, "include") for stored in page.included)),
    )
    return types.BundleEntry(resource=bundle, response=types.BundleEntryResponse(status="200 OK"))


def versions(history: list[Stored]) -> types.BundleEntry:
    """The versions of a resource, newest first."""
    entry = tuple(
        types.BundleEntry(
            resource=None if stored.deleted else stored.resource,  # type: ignore[arg-type]
            request=types.BundleEntryRequest(method="DELETE" if stored.deleted else "PUT", url=stored.reference),
            response=written(stored, made=False).response,
        )
        for stored in history
    )
    bundle = types.Bundle(type="history", total=len(entry), entry=entry)
    return types.BundleEntry(resource=bundle, response=types.BundleEntryResponse(status="200 OK"))


def refused(refusal: Refusal) -> types.BundleEntry:
    """An entry of a batch that failed."""
    response = types.BundleEntryResponse(status=STATUS[refusal.kind], outcome=outcome(refusal.issues))
    return types.BundleEntry(response=response)


def _beside(stored: Stored, mode: str) -> types.BundleEntry:
    return types.BundleEntry(
        resource=stored.resource,  # type: ignore[arg-type]
        search=types.BundleEntrySearch(mode=mode),  # type: ignore[arg-type]
    )
