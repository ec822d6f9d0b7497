"""How is the outcome of one entry told in the answer to a bundle?

Status lines, locations, versions and OperationOutcomes in the words of R4. Must not know: how it came about. Source:
http://hl7.org/fhir/R4/http.html#transaction-response.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import NamedTuple

from medcluster.fhir import types
from medcluster.fhir.validation import outcome
from medcluster.foundation import Issue, Kind, Refusal
from medcluster.record.entries import Entry
from medcluster.record.past import Versions
from medcluster.record.rows import instant
from medcluster.record.stored import Page, Stored


class Returning(StrEnum):
    """What the answer to a write holds (`Prefer: return`)."""

    MINIMAL = "minimal"
    REPRESENTATION = "representation"
    OUTCOME = "OperationOutcome"


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


def status_of(kind: Kind) -> int:
    """The status of a refusal as a number: the same in an entry of a bundle, through the API and on a page."""
    return int(STATUS[kind][:3])


def written(stored: Stored, *, made: bool, returning: Returning = Returning.MINIMAL) -> types.BundleEntry:
    """A resource that was created or replaced, or that a conditional create found."""
    response = types.BundleEntryResponse(
        status="201 Created" if made else "200 OK",
        location=f"{stored.reference}/_history/{stored.version}",
        etag=f'W/"{stored.version}"',
        lastModified=instant(stored.updated),
        outcome=done(made) if returning is Returning.OUTCOME else None,
    )
    resource = stored.resource if returning is Returning.REPRESENTATION else None
    return types.BundleEntry(resource=resource, response=response)  # type: ignore[arg-type]


def done(made: bool) -> types.OperationOutcome:
    """What `Prefer: return=OperationOutcome` is told when all went well."""
    text = "The resource was created." if made else "The resource was stored."
    return outcome((Issue(text, code="informational", severity="information"),))


def deleted(count: int | None = None) -> types.BundleEntry:
    """A resource that is no longer there; how many there were, for a conditional delete."""
    told = None
    if count is not None and count != 1:
        issue = Issue(f"{count} resources met the condition and were deleted.", code="informational")
        told = outcome((replace(issue, severity="information"),))
    return types.BundleEntry(response=types.BundleEntryResponse(status="204 No Content", outcome=told))


def read(stored: Stored, entry: Entry) -> types.BundleEntry:
    """A resource that was read; without it where the client has it already, or asked for its headers alone."""
    known = unchanged(stored, entry.if_none_match, entry.if_modified_since)
    response = types.BundleEntryResponse(
        status="304 Not Modified" if known else "200 OK",
        etag=f'W/"{stored.version}"',
        lastModified=instant(stored.updated),
    )
    resource = None if known or entry.head else stored.resource
    return types.BundleEntry(resource=resource, response=response)  # type: ignore[arg-type]


def unchanged(stored: Stored, if_none_match: str, if_modified_since: str) -> bool:
    """Whether a conditional read is answered with 304; the date counts only where no version is named (RFC 9110)."""
    if if_none_match:
        tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return "*" in tags or f'"{stored.version}"' in tags
    since = _moment(if_modified_since) if if_modified_since else None
    return since is not None and stored.updated.replace(microsecond=0) <= since


def _moment(text: str) -> datetime | None:
    """An HTTP date, or an instant as entries of bundles write it; what is neither is ignored (RFC 9110, 13.1.3)."""
    try:
        found = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def found(resource_type: str, page: Page) -> types.BundleEntry:
    """A page of a search."""
    queries = {"self": page.query, "next": page.next_query}
    link = tuple(types.BundleLink(relation=name, url=f"{resource_type}?{q}") for name, q in queries.items() if q)
    entries = [*(_beside(one, "match") for one in page.matches), *(_beside(one, "include") for one in page.included)]
    if page.notes:
        told = types.BundleEntrySearch(mode="outcome")
        entries.append(types.BundleEntry(resource=outcome(page.notes), search=told))
    bundle = types.Bundle(type="searchset", total=page.total, link=link, entry=tuple(entries))
    return types.BundleEntry(resource=bundle, response=types.BundleEntryResponse(status="200 OK"))


def versions(url: str, page: Versions) -> types.BundleEntry:
    """A page of versions, newest first."""
    entry = tuple(_version(stored) for stored in page.versions)
    link = (types.BundleLink(relation="next", url=f"{url}?{page.next_query}"),) if page.next_query else ()
    bundle = types.Bundle(type="history", total=page.total, link=link, entry=entry)
    return types.BundleEntry(resource=bundle, response=types.BundleEntryResponse(status="200 OK"))


def _version(stored: Stored) -> types.BundleEntry:
    act = act_of(stored)
    return types.BundleEntry(
        resource=None if stored.deleted else stored.resource,  # type: ignore[arg-type]
        request=types.BundleEntryRequest(method=act.method, url=act.url),  # type: ignore[arg-type]
        response=types.BundleEntryResponse(
            status=act.status, etag=f'W/"{stored.version}"', lastModified=instant(stored.updated)
        ),
    )


class Act(NamedTuple):
    """What was done when a version of a history came to be: a method, at an address, and its status."""

    method: str
    url: str
    status: str


def act_of(stored: Stored) -> Act:
    """R4 calls an update created that brings back what was deleted; its address, the client chose."""
    if stored.deleted:
        return Act("DELETE", stored.reference, "204 No Content")
    if stored.version == 1:
        return Act("POST", stored.type, "201 Created")
    return Act("PUT", stored.reference, "201 Created" if stored.revived else "200 OK")


def refused(refusal: Refusal) -> types.BundleEntry:
    """An entry of a batch that failed."""
    response = types.BundleEntryResponse(status=STATUS[refusal.kind], outcome=outcome(refusal.issues))
    return types.BundleEntry(response=response)


def _beside(stored: Stored, mode: str) -> types.BundleEntry:
    return types.BundleEntry(
        resource=stored.resource,  # type: ignore[arg-type]
        search=types.BundleEntrySearch(mode=mode),  # type: ignore[arg-type]
    )
