"""Does a reference lead to something that it may lead to?

Promise: the type that a literal reference names, `Reference.type` and the resource itself where it travels along
(contained, or an entry of the same Bundle) are held against the targets that the definition names. Nothing is fetched.
Must not know: the record. Source: http://hl7.org/fhir/R4/references.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_LITERAL = re.compile(
    r"(?:(?:https?|urn)://?\S*/|)([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?(?:#\S+)?"
)
Json = Mapping[str, Any]


def named_type(reference: str, known: Callable[[str], bool]) -> str:
    """The resource type that a literal reference names, "" when it names none."""
    found = _LITERAL.fullmatch(reference)
    return found[1] if found is not None and known(found[1]) else ""


def resolved(reference: str, outermost: Json, bundle: Json | None) -> Json | None:
    """The resource that came along under a reference."""
    if reference == "#":
        return outermost
    if reference.startswith("#"):
        contained = outermost.get("contained", ())
        return next((one for one in contained if one.get("id") == reference[1:]), None)
    for entry in (bundle or {}).get("entry", ()):
        resource = entry.get("resource")
        if resource is None:
            continue
        url = entry.get("fullUrl", "")
        name = f"{resource.get('resourceType')}/{resource.get('id')}"
        if reference in (url, name) or (url.endswith("/" + reference) and "://" in url):
            found: Json = resource
            return found
    return None
