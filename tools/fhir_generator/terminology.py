"""Which code systems, value sets and concept maps does the R4 package carry, as small as they can be kept?

Promise: `pack` gives one xz stream of JSON: a list of [type, url, id, version, resource], the resource without
narrative, contacts, legal words and what else no terminology operation reads. Concepts, designations, properties and
compositions stay whole.
"""

from __future__ import annotations

import json
import lzma
from typing import Any

from .definitions import Json, Package

KEPT = {
    "CodeSystem": (
        *("resourceType", "id", "url", "identifier", "version", "name", "title", "status", "caseSensitive", "valueSet"),
        *("hierarchyMeaning", "compositional", "content", "supplements", "filter", "property", "concept"),
    ),
    "ValueSet": ("resourceType", "id", "url", "identifier", "version", "name", "title", "status", "compose"),
    "ConceptMap": (
        *("resourceType", "id", "url", "version", "name", "title", "status", "group"),
        *("sourceUri", "sourceCanonical", "targetUri", "targetCanonical"),
    ),
}
_LOST_INSIDE = frozenset({"extension", "_code", "_display", "_definition"})


def pack(package: Package) -> bytes:
    """The artefact's bytes; the same package gives the same bytes."""
    rows = [
        [kind, resource["url"], resource["id"], resource.get("version", ""), _slim(resource, kept)]
        for kind, kept in KEPT.items()
        for resource in sorted(package.by_type[kind], key=lambda r: (r["url"], r["id"]))
    ]
    text = json.dumps(rows, separators=(",", ":"), ensure_ascii=False)
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)


def _slim(resource: Json, kept: tuple[str, ...]) -> Json:
    return {key: _without_extensions(resource[key]) for key in kept if key in resource}


def _without_extensions(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_extensions(v) for k, v in value.items() if k not in _LOST_INSIDE}
    if isinstance(value, list):
        return [_without_extensions(one) for one in value]
    return value
