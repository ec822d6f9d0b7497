"""What does the official R4 package define?

Promise: the package's StructureDefinitions become `Type`s with their own elements (inherited ones left to the base),
every inner element a type of its own (`Patient.contact` is `PatientContact`), and value sets under required bindings
become lists of codes per code system, where the package itself enumerates them. Source: package hl7.fhir.r4.core
4.0.1 (CC0).
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
PRIMITIVES = frozenset(
    (
        *("base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer"),
        *("markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml"),
    )
)
_SYSTEM_TYPES = {"http://hl7.org/fhirpath/System.String": "string"}
_TYPE_EXTENSION = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"


@dataclass
class Element:
    """One element: its name (`value[x]` for a choice), types, cardinality (`many`), and value set when required."""

    name: str
    types: list[str]
    required: bool
    many: bool
    value_set: str = ""

    @property
    def choice(self) -> bool:
        return self.name.endswith("[x]")


@dataclass
class Type:
    """A datatype, a resource or an inner element, with the elements that it adds to its base."""

    name: str
    base: str
    kind: str
    elements: list[Element] = field(default_factory=list)


class Package:
    """The resources of the package's archive, by type."""

    def __init__(self, archive: Path) -> None:
        self.by_type: dict[str, list[Json]] = {}
        with tarfile.open(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member)
                if stream is None or not member.name.endswith(".json") or "/." in member.name:
                    continue
                content = json.load(stream)
                if "resourceType" in content:
                    self.by_type.setdefault(content["resourceType"], []).append(content)
        self.value_sets = {v["url"]: v for v in self.by_type["ValueSet"]}
        self.code_systems = {c["url"]: c for c in self.by_type["CodeSystem"]}

    def structures(self) -> list[Json]:
        """Datatypes and resources, base before specialisation, then by name."""
        wanted = {
            s["name"]: s
            for s in self.by_type["StructureDefinition"]
            if s.get("derivation") != "constraint" and s["kind"] in ("complex-type", "resource")
        }

        def depth(structure: Json) -> int:
            base = _last(structure.get("baseDefinition", ""))
            return 1 + depth(wanted[base]) if base in wanted else 0

        return sorted(wanted.values(), key=lambda s: (s["kind"], depth(s), s["name"]))

    def types(self) -> list[Type]:
        """Every type, inner elements before the type that holds them."""
        return [kind for structure in self.structures() for kind in _types_of(structure)]

    def codes(self, url: str) -> dict[str, list[str]] | None:
        """The codes of a value set by system, or None when the package does not enumerate them all."""
        value_set = self.value_sets.get(url.split("|")[0])
        if value_set is None or "compose" not in value_set or "exclude" in value_set["compose"]:
            return None
        found: dict[str, list[str]] = {}
        for part in value_set["compose"]["include"]:
            for system, codes in self._included(part):
                if codes is None:
                    return None
                known = found.setdefault(system, [])
                known.extend(c for c in codes if c not in known)
        return found

    def _included(self, part: Json) -> Iterator[tuple[str, list[str] | None]]:
        for other in part.get("valueSet", ()):
            inner = self.codes(other)
            yield from inner.items() if inner is not None else [("", None)]
        if "system" not in part:
            return
        system = part["system"]
        if "concept" in part:
            yield system, [c["code"] for c in part["concept"]]
        elif "filter" in part or self.code_systems.get(system, {}).get("content") != "complete":
            yield system, None
        else:
            yield system, list(_codes_below(self.code_systems[system].get("concept", ())))


def _codes_below(concepts: list[Json]) -> Iterator[str]:
    for concept in concepts:
        yield concept["code"]
        yield from _codes_below(concept.get("concept", ()))


def _last(url: str) -> str:
    return url.rsplit("/", 1)[-1]


def class_name(path: str) -> str:
    """`Patient.contact` -> `PatientContact`."""
    return "".join(part[0].upper() + part[1:] for part in path.split("."))


def _type_codes(element: Json) -> list[str]:
    if "contentReference" in element:
        return [class_name(element["contentReference"].removeprefix("#"))]
    codes: list[str] = []
    for kind in element.get("type", ()):
        told = [e["valueUrl"] for e in kind.get("extension", ()) if e["url"] == _TYPE_EXTENSION]
        code = _SYSTEM_TYPES.get(kind["code"], kind["code"])
        code = told[0] if told and told[0] != "string" else code
        if element["path"] == "Resource.id":  # the definition says string, the text of R4 and its profiles say id
            code = "id"
        codes.append(class_name(element["path"]) if code in ("BackboneElement", "Element") else code)
    return codes


def _types_of(structure: Json) -> list[Type]:
    root_path = structure["type"]
    root = Type(root_path, _last(structure.get("baseDefinition", "")), structure["kind"])
    by_path = {root_path: root}
    for element in structure["snapshot"]["element"][1:]:
        path = element["path"]
        if element.get("max") == "0" or element["base"]["path"] != path:
            continue
        parent, _, name = path.rpartition(".")
        binding = element.get("binding", {})
        required = binding.get("strength") == "required"
        by_path[parent].elements.append(
            Element(
                name,
                _type_codes(element),
                element["min"] > 0,
                element["max"] != "1",
                binding.get("valueSet", "").split("|")[0] if required else "",
            )
        )
        inner = [t["code"] for t in element.get("type", ()) if t["code"] in ("BackboneElement", "Element")]
        if inner:
            by_path[path] = Type(class_name(path), inner[0], "inner")
    return list(reversed(by_path.values()))
