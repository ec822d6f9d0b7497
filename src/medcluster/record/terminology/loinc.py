"""How does a LOINC release become a code system?

Promise: reads the official archive as it is distributed (Loinc_N.NN.zip), or its table alone: `Loinc.csv` or
`LoincTableCore.csv`; with the hierarchy and the linguistic variants where the archive has them. A code's display is
its long common name; every other name is a designation, every other column that says something a property. Must not
know: tables of the database. Source: LOINC Users' Guide, and http://hl7.org/fhir/R4/loinc.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from medcluster.fhir.terminology import Coding, Concept, Designation, Property
from medcluster.foundation import Kind, Refusal
from medcluster.record.terminology.rows import Table

URL = "http://loinc.org"
TABLES = ("Loinc.csv", "LoincTableCore.csv")
HIERARCHY = ("ComponentHierarchyBySystem.csv", "MultiAxialHierarchy.csv")
VARIANT = re.compile(r"([a-z]{2})([A-Z]{2})\d+LinguisticVariant\.csv")
_VERSION = re.compile(r"Loinc(?:TableCore)?[_-]?v?(\d+\.\d+)", re.IGNORECASE)
_USE = "http://loinc.org/property-designations"
_NAMES = {"SHORTNAME": "SHORTNAME", "CONSUMER_NAME": "ConsumerName", "DisplayName": "DisplayName"}
_REQUIRED = ("LOINC_NUM", "COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP", "CLASS")
_FURTHER = ("STATUS", "CLASSTYPE", "ORDER_OBS", "VersionFirstReleased", "VersionLastChanged", "EXAMPLE_UCUM_UNITS",
            "UNITSREQUIRED", "RELATEDNAMES2", "EXTERNAL_COPYRIGHT_NOTICE")  # fmt: skip
_INACTIVE = frozenset({"DEPRECATED"})


def version_in(*names: str) -> str:
    """The version that the name of the archive, or of a folder in it, says."""
    for name in names:
        if match := _VERSION.search(name):
            return match[1]
    raise Refusal(
        Kind.INVALID,
        "Which version of LOINC this is cannot be seen from the names of its files.",
        hint="Say it: --version 2.77",
    )


def definition(version: str) -> dict[str, Any]:
    """The CodeSystem, without its concepts."""
    properties = [{"code": name, "type": "string"} for name in (*_REQUIRED[1:], *_FURTHER, "parent", "child")]
    return {
        "resourceType": "CodeSystem",
        "id": "loinc",
        "url": URL,
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:oid:2.16.840.1.113883.6.1"}],
        "version": version,
        "name": "LOINC",
        "title": "LOINC Code System",
        "status": "active",
        "copyright": "This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief "
        "Institute, Inc. and the LOINC Committee, and is available at no cost under http://loinc.org/license.",
        "caseSensitive": False,
        "valueSet": f"{URL}/vs",
        "hierarchyMeaning": "is-a",
        "content": "complete",
        "property": properties,
    }


def concepts(
    table: Table, hierarchy: Table | None, variants: Sequence[tuple[str, Table]]
) -> Iterator[tuple[Concept, Sequence[str]]]:
    """Every term, and the parts of the hierarchy above them, with what lies directly above each."""
    above, names = _hierarchy(hierarchy) if hierarchy else ({}, {})
    further = _variants(variants)
    columns, optional = (*_REQUIRED, "LONG_COMMON_NAME"), (*_FURTHER, *_NAMES)
    seen: set[str] = set()
    for _, cells in table.rows(columns, optional=optional):
        values = dict(zip((*columns, *optional), cells, strict=True))
        code = values["LOINC_NUM"]
        seen.add(code)
        held = tuple(Property(name, "string", values[name]) for name in (*_REQUIRED[1:], *_FURTHER) if values.get(name))
        called = [Designation(values[name], "en", Coding(_USE, use)) for name, use in _NAMES.items() if values[name]]
        display = values["LONG_COMMON_NAME"] or values["SHORTNAME"] or values["COMPONENT"]
        concept = Concept(
            code,
            display,
            inactive=values["STATUS"] in _INACTIVE,
            designations=(*called, *further.get(code, ())),
            properties=held,
        )
        yield concept, above.get(code, ())
    for code, name in names.items():
        if code not in seen:
            yield Concept(code, name), above.get(code, ())


def _hierarchy(table: Table) -> tuple[dict[str, list[str]], dict[str, str]]:
    above: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for _, (parent, code, text) in table.rows(("IMMEDIATE_PARENT", "CODE", "CODE_TEXT")):
        names.setdefault(code, text)
        if parent and parent not in above.setdefault(code, []):
            above[code].append(parent)
    return above, names


def _variants(variants: Sequence[tuple[str, Table]]) -> dict[str, list[Designation]]:
    found: dict[str, list[Designation]] = {}
    for language, table in variants:
        optional = ("LONG_COMMON_NAME", "SHORTNAME", "LinguisticVariantDisplayName")
        for _, (code, long, short, shown) in table.rows(("LOINC_NUM",), optional=optional):
            for value, use in ((long, "LONG_COMMON_NAME"), (short, "SHORTNAME"), (shown, "DisplayName")):
                if value:
                    found.setdefault(code, []).append(Designation(value, language, Coding(_USE, use)))
    return found
