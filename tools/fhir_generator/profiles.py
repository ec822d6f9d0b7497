"""What does validation need of the official StructureDefinitions?

Promise: `pack` gives one xz stream of JSON: the pool of constraints [key, severity, human, expression], and a list of
[url, StructureDefinition] in which every snapshot element keeps what decides about an instance, constraints by their
place in the pool. Types, extensions and profiles alike; logical models and examples without a snapshot are left out.
"""

from __future__ import annotations

import json
import lzma
from typing import Any

from .definitions import Json, Package

_TYPE_EXTENSION = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
_MAX_VALUE_SET = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
_SYSTEM = {"http://hl7.org/fhirpath/System.String": "string"}
_KEPT = ("id", "path", "sliceName", "min", "max", "contentReference", "maxLength", "slicing")
_VALUED = ("fixed", "pattern", "minValue", "maxValue")
_HEAD = ("url", "version", "name", "kind", "abstract", "type", "baseDefinition", "derivation", "context")


def pack(package: Package) -> bytes:
    """The artefact's bytes; the same package gives the same bytes."""
    pool: dict[tuple[str, str, str, str], int] = {}
    rows = [
        [found["url"], _slim(found, pool)]
        for found in sorted(package.by_type["StructureDefinition"], key=lambda s: (s["url"], s["id"]))
        if "snapshot" in found and found["kind"] != "logical"
    ]
    text = json.dumps([list(pool), rows], separators=(",", ":"), ensure_ascii=False)
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)


def _slim(found: Json, pool: dict[tuple[str, str, str, str], int]) -> Json:
    head = {key: found[key] for key in _HEAD if key in found}
    return {**head, "snapshot": {"element": [_element(one, pool) for one in found["snapshot"]["element"]]}}


def _element(one: Json, pool: dict[tuple[str, str, str, str], int]) -> Json:
    kept: Json = {key: one[key] for key in _KEPT if key in one}
    kept |= {key: value for key, value in one.items() if key.startswith(_VALUED)}
    if "type" in one:
        kept["type"] = [_type(kind) for kind in one["type"]]
    if "binding" in one and one["binding"].get("valueSet"):
        kept["binding"] = _binding(one["binding"])
    if "constraint" in one:
        kept["constraint"] = [_pooled(constraint, pool) for constraint in one["constraint"]]
    if "slicing" in kept:
        kept["slicing"] = {
            key: kept["slicing"][key] for key in ("discriminator", "ordered", "rules") if key in kept["slicing"]
        }
    return kept


def _type(kind: Json) -> Json:
    told = [one["valueUrl"] for one in kind.get("extension", ()) if one["url"] == _TYPE_EXTENSION]
    code = told[0] if told else _SYSTEM.get(kind["code"], kind["code"])
    return {"code": code} | {key: kind[key] for key in ("profile", "targetProfile") if key in kind}


def _binding(binding: Json) -> Json:
    kept = {"strength": binding["strength"], "valueSet": binding["valueSet"]}
    largest = [one["valueCanonical"] for one in binding.get("extension", ()) if one["url"] == _MAX_VALUE_SET]
    return kept | ({"max": largest[0]} if largest else {})


def _pooled(constraint: Json, pool: dict[tuple[str, str, str, str], int]) -> Any:
    row = (constraint["key"], constraint["severity"], constraint["human"], constraint.get("expression", ""))
    return pool.setdefault(row, len(pool))
