"""How do stored resources leave in a Bundle?

Promise: stored bytes are put into the Bundle as they are, never parsed, so that every digit survives.
Source: FHIR R4 bundle.html, search.html#errors.
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


def _link(relation: str, base: str, path: str, query: str) -> dict[str, str]:
    address = f"{base}/{path}" if path else base
    return {"relation": relation, "url": f"{address}?{query}" if query else address}


def _entries(base: str, found: Iterable[record.Stored], mode: str) -> list[dict[str, object]]:
    return [
        {"fullUrl": f"{base}/{stored.reference}", "resource": msgspec.Raw(stored.body), "search": {"mode": mode}}
        for stored in found
    ]
