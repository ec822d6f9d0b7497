"""How do stored resources leave in a Bundle?

Promise: stored bytes are put into the Bundle as they are, never parsed, so that every digit survives.
Source: FHIR R4 bundle.html, search.html#errors and http.html#history.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from medcluster import record
from medcluster.foundation import Issue


def searchset(base: str, path: str, page: record.Page) -> bytes:
    """A searchset Bundle of one page; `path`: what was searched, "" for every type."""
    links = [_link("self", base, path, page.query), _link("first", base, path, page.first_query)]
    if page.next_query:
        links.append(_link("next", base, path, page.next_query))
    bundle: dict[str, object] = {"resourceType": "Bundle", "type": "searchset"}
    if page.total is not None:
        bundle["total"] = page.total
    bundle["link"] = links
    entries = [*_entries(base, page.matches, "match"), *_entries(base, page.included, "include")]
    if page.notes:
        entries.append({"resource": _outcome(page.notes), "search": {"mode": "outcome"}})
    if entries:
        bundle["entry"] = entries
    return msgspec.json.encode(bundle)


def _outcome(notes: Iterable[Issue]) -> dict[str, object]:
    """What the answer says about the search itself."""
    told = [{"severity": note.severity, "code": note.code, "diagnostics": note.text} for note in notes]
    return {"resourceType": "OperationOutcome", "issue": told}


def history(base: str, path: str, versions: Iterable[record.Stored]) -> bytes:
    """A history Bundle, newest first."""
    entries = [_version(base, stored) for stored in versions]
    bundle: dict[str, object] = {"resourceType": "Bundle", "type": "history", "total": len(entries)}
    bundle["link"] = [_link("self", base, path, "")]
    if entries:
        bundle["entry"] = entries
    return msgspec.json.encode(bundle)


def _link(relation: str, base: str, path: str, query: str) -> dict[str, str]:
    address = f"{base}/{path}" if path else base
    return {"relation": relation, "url": f"{address}?{query}" if query else address}


def _entries(base: str, found: Iterable[record.Stored], mode: str) -> list[dict[str, object]]:
    return [
        {"fullUrl": f"{base}/{stored.reference}", "resource": msgspec.Raw(stored.body), "search": {"mode": mode}}
        for stored in found
    ]


def _version(base: str, stored: record.Stored) -> dict[str, object]:
    method = "DELETE" if stored.deleted else ("POST" if stored.version == 1 else "PUT")
    entry: dict[str, object] = {"fullUrl": f"{base}/{stored.reference}"}
    if not stored.deleted:
        entry["resource"] = msgspec.Raw(stored.body)
    entry["request"] = {"method": method, "url": stored.reference if method != "POST" else stored.type}
    status = {"POST": "201", "PUT": "200", "DELETE": "204"}[method]
    entry["response"] = {
        "status": status,
        "etag": f'W/"{stored.version}"',
        "lastModified": stored.updated.isoformat(timespec="milliseconds"),
    }
    return entry
