"""Which links of a bundle lead to its own entries, and where do they lead once these are stored?

Promise: every Reference that names a fullUrl names the resource on the server instead, with its fragment; so do
elements of type uri, url, oid, uuid and markdown, and links in narratives. Canonical urls stay: a fullUrl that is the
canonical url of its own resource is a name, not a place. What holds no such link costs one look at its bytes. Must not
know: SQL. Source: http://hl7.org/fhir/R4/http.html#trules, "Replacing hyperlinks and fullUrls".
"""

from __future__ import annotations

import re

from medcluster.fhir import types
from medcluster.fhir.patch import relinked
from medcluster.record.entries import Entry
from medcluster.record.rows import prepared, stamp
from medcluster.record.writing import Work

_LITERAL_URL = re.compile(r"https?://.*/([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})\Z")
_URL_ENDS = rb"[^\\\"\s<>'&#)]*"


class Links:
    """The names of entries, and the references that they become."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.places: dict[str, str] = {}  # fullUrls that stand for a place, in every kind of link

    def name(self, entry: Entry, reference: str) -> None:
        """The names by which other entries may refer to this one."""
        if not entry.full_url:
            return
        self.targets[entry.full_url] = reference
        literal = _LITERAL_URL.match(entry.full_url)
        if literal and entry.method == "POST":
            self.targets[literal[1]] = reference
        if getattr(entry.resource, "url", None) != entry.full_url:
            self.places[entry.full_url] = reference

    def target(self, text: str) -> str:
        """Where a reference leads."""
        found = self.targets.get(text)
        if found is None and "#" in text[1:]:
            address, _, fragment = text.partition("#")
            found = self.targets.get(address)
            return text if found is None else f"{found}#{fragment}"
        return text if found is None else found

    def relink(self, work: Work) -> None:
        """Rewrite the other links of resources whose bytes hold one."""
        if not self.places:
            return
        beginnings = sorted({_beginning(url) for url in self.places})
        names = re.compile(b"(?:" + b"|".join(map(re.escape, beginnings)) + b")" + _URL_ENDS)
        for place, (operation, row) in enumerate(zip(work.operations, work.rows, strict=True)):
            if operation.resource is None:
                continue
            body = row.body or types.encode(operation.resource)
            if not any(beginning in body for beginning in beginnings):
                continue
            if not any(name.decode("utf-8", "replace") in self.places for name in names.findall(body)):
                continue
            resource = relinked(operation.resource, self.places)
            if resource is operation.resource:
                continue
            operation.resource = resource
            work.rows[place] = prepared(resource, operation.id, work.now)
            if operation.method == "create":
                stamp(work.rows[place], 1, work.now)


def _beginning(url: str) -> bytes:
    """What the fullUrls of one sender have in common: few enough to look for all of them at once."""
    scheme, colon, rest = url.partition(":")
    if scheme == "urn":
        kind = rest.partition(":")[0]
        return f"urn:{kind}:".encode()
    return (url.rpartition("/")[0] + "/" if colon else url).encode()
