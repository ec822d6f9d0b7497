"""Which references lead to this server itself, though they are written with its whole address?

Promise: `http://HOST/fhir/Patient/1` becomes `Patient/1`, with its version and its fragment, where the part before is
one of the server's own addresses; every other text, and every element that is no `Reference.reference`, stays as it is.
Must not know: HTTP, where the addresses come from. Source: http://hl7.org/fhir/R4/references.html#literal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from medcluster.fhir._generated.resources import Bundle, Resource
from medcluster.fhir.types.codec import RESOURCE_TYPES
from medcluster.fhir.types.walk import replace_references

R = TypeVar("R", bound=Resource)

_RESOLVED = ("POST", "PUT", "PATCH")  # entries of a transaction whose fullUrls other entries may name
_LITERAL = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?(?:#.*)?")
_ESCAPES = (b"\\/", b"\\u00")  # a JSON text may be written so that an address in it is not met as it is


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """The addresses by which one request knows this server's FHIR service, each with a slash at its end.

    names: texts that begin like that and are none the less left as they are.
    """

    bases: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def mentioned_in(self, body: bytes) -> bool:
        """Whether JSON can hold one of them: a cheap look that spares the walk through a resource."""
        for base in self.bases:
            if base.encode() in body:
                return True
        return b"\\" in body and any(escape in body for escape in _ESCAPES)  # the one sign is sought much faster

    def begin(self, text: str) -> bool:
        """Whether a text may have to be read again, because one of them is in it."""
        return any(base in text for base in self.bases)

    def relative(self, text: str) -> str:
        """`Type/id` of a literal reference to this server, with its version and fragment; else the same text."""
        for base in self.bases:
            if text.startswith(base) and text.partition("#")[0] not in self.names:
                found = _LITERAL.fullmatch(text, len(base))
                if found and found[1] in RESOURCE_TYPES:
                    return found[0]
        return text

    def in_resource(self, resource: R) -> R:
        """The resource with relative references; a Bundle is one document, whose parts say where they come from."""
        if not self.bases or isinstance(resource, Bundle):
            return resource
        return replace_references(resource, self.relative)

    def within(self, bundle: Bundle) -> OwnAddresses:
        """The same inside a bundle: a reference that names an entry of a transaction leads to what becomes of that."""
        if bundle.type != "transaction" or not self.bases:
            return self
        named = (entry.fullUrl for entry in bundle.entry if entry.request and entry.request.method in _RESOLVED)
        return replace(self, names=frozenset(name for name in named if name and name.startswith(self.bases)))


NO_ADDRESSES = OwnAddresses()
