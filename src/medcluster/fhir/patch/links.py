"""Which links does a resource hold beside its References, and how are they rewritten?

Promise: elements of type uri, url, oid and uuid that are one of the addresses, with or without a fragment; `href` and
`src` in narratives; links in markdown, extensions and contained resources included. Canonicals stay. The same object
where nothing changed. Must not know: what an address stands for. Source: http://hl7.org/fhir/R4/http.html#trules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from medcluster.fhir import types
from medcluster.fhir.patch.places import Json, plain
from medcluster.fhir.path.model import Type, lookup

_ADDRESSES = frozenset({"uri", "url", "oid", "uuid"})
_NARRATIVE = re.compile(r"""(\s(?:href|src)\s*=\s*)(["'])([^"'<>]*)\2""")
_MARKDOWN = re.compile(r"(\]\(|\]:\s*|<)([^\s()<>]+)(?=[\s)>]|\Z)")


def relinked(resource: types.Resource, addresses: Mapping[str, str]) -> types.Resource:
    """The resource with every link to one of `addresses` leading where it says."""
    found = _Links(addresses)
    document = plain(resource)
    kind = lookup(types.type_name(resource))
    if kind is not None:
        found.object(document, kind)
    return types.from_plain(document) if found.changed else resource


class _Links:
    """One pass over one resource."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = addresses
        self.changed = False

    def object(self, value: Json, kind: Type) -> None:
        """The links at or below an element, rewritten in place."""
        kind = lookup(str(value["resourceType"])) or kind if "resourceType" in value else kind
        for key, slot in kind.keys().items():
            for name in (key, f"_{key}"):
                held = value.get(name)
                if held is None or (name != key and not slot.type.is_primitive):
                    continue
                if isinstance(held, list):
                    value[name] = [self._one(one, slot.type) for one in held]
                else:
                    value[name] = self._one(held, slot.type)

    def _one(self, value: Any, kind: Type) -> Any:
        if isinstance(value, dict):
            self.object(value, kind)
        elif isinstance(value, str) and kind.is_primitive:
            return self._text(value, kind.name)
        return value

    def _text(self, text: str, kind: str) -> str:
        if kind in _ADDRESSES:
            return self._address(text)
        if kind == "xhtml":
            return _NARRATIVE.sub(lambda m: f"{m[1]}{m[2]}{self._address(m[3])}{m[2]}", text)
        if kind == "markdown":
            return _MARKDOWN.sub(lambda m: m[1] + self._address(m[2]), text)
        return text

    def _address(self, text: str) -> str:
        address, hash_, fragment = text.partition("#")
        found = self.addresses.get(address)
        if found is None:
            return text
        self.changed = True
        return found + hash_ + fragment
