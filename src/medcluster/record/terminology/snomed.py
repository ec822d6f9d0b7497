"""How does a SNOMED CT release become a code system?

Promise: reads the snapshot of a release in RF2 as it is distributed: concepts, descriptions in all languages, is-a
relationships, and the language reference sets that say which description is preferred. A concept's display is its
preferred term in English where there is one, else its fully specified name. Inactive descriptions and relationships
are left out; inactive concepts are kept as such. Must not know: tables of the database. Source: SNOMED CT Release File
Specifications (RF2), and http://hl7.org/fhir/R4/snomedct.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from medcluster.fhir.terminology import Coding, Concept, Designation, Property
from medcluster.record.terminology.rows import Table, wrong

URL = "http://snomed.info/sct"
CONCEPTS = re.compile(r"x?sct2_Concept_(?:\w*)Snapshot_.*\.txt")
DESCRIPTIONS = re.compile(r"x?sct2_Description_(?:\w*)Snapshot-.*\.txt")
RELATIONSHIPS = re.compile(r"x?sct2_Relationship_(?:\w*)Snapshot_.*\.txt")
LANGUAGES = re.compile(r"x?der2_cRefset_Language(?:\w*)Snapshot-.*\.txt")
_DATE = re.compile(r"_(\d{8})\.txt$")
_INTERNATIONAL = "900000000000207008"
_IS_A, _FULL, _SYNONYM = "116680003", "900000000000003001", "900000000000013009"
_PREFERRED, _DEFINED = "900000000000548007", "900000000000073002"
_DIALECTS = {"900000000000509007": "en-US", "900000000000508004": "en-GB"}
_MODEL = "900000000000012004"


def definition(version: str) -> dict[str, Any]:
    """The CodeSystem, without its concepts."""
    return {
        "resourceType": "CodeSystem",
        "id": "sct",
        "url": URL,
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:oid:2.16.840.1.113883.6.96"}],
        "version": version,
        "name": "SNOMED_CT",
        "title": "SNOMED CT",
        "status": "active",
        "copyright": "SNOMED CT is the copyright of SNOMED International; who uses it needs a licence.",
        "caseSensitive": False,
        "valueSet": f"{URL}?fhir_vs",
        "hierarchyMeaning": "is-a",
        "content": "complete",
        "property": [
            {"code": "inactive", "type": "boolean"},
            {"code": "sufficientlyDefined", "type": "boolean"},
            {"code": "moduleId", "type": "code"},
            {"code": "effectiveTime", "type": "string"},
            *({"code": name, "type": "code"} for name in ("parent", "child")),
        ],
    }


def version_of(concepts: Table) -> str:
    """`http://snomed.info/sct/MODULE/version/DATE`: the edition's module is the one that most extensions bring.

    The international edition's modules are its core and its model; any other module with concepts is an extension's.
    """
    modules: dict[str, int] = {}
    latest = ""
    for _, (when, module) in concepts.rows(("effectiveTime", "moduleId")):
        modules[module] = modules.get(module, 0) + 1
        latest = max(latest, when)
    own = {module: count for module, count in modules.items() if module not in (_INTERNATIONAL, _MODEL)}
    module = max(own, key=lambda one: own[one]) if own else _INTERNATIONAL
    named = _DATE.search(concepts.file)
    return f"{URL}/{module}/version/{named[1] if named else latest}"


def concepts(
    table: Table, descriptions: Sequence[Table], relationships: Sequence[Table], languages: Sequence[Table]
) -> Iterator[tuple[Concept, Sequence[str]]]:
    """Every concept with what lies directly above it."""
    above = _above(relationships)
    preferred = _preferred(languages)
    called = _called(descriptions, preferred)
    columns = ("id", "effectiveTime", "active", "moduleId", "definitionStatusId")
    for line, (code, when, active, module, status) in table.rows(columns):
        if not code.isdigit():
            raise wrong(table.file, line, f"{code!r} is no SNOMED CT identifier")
        held = (
            Property("effectiveTime", "string", when),
            Property("moduleId", "code", module),
            Property("sufficientlyDefined", "boolean", "true" if status == _DEFINED else "false"),
        )
        display, designations = called.get(code, ("", ()))
        yield (
            Concept(code, display, inactive=active != "1", designations=tuple(designations), properties=held),
            above.get(code, ()),
        )


def _above(tables: Sequence[Table]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table in tables:
        for _, (active, source, target, kind) in table.rows(("active", "sourceId", "destinationId", "typeId")):
            if active == "1" and kind == _IS_A:
                found.setdefault(source, []).append(target)
    return found


def _preferred(tables: Sequence[Table]) -> dict[str, set[str]]:
    """Descriptions that a language reference set prefers -> those sets."""
    found: dict[str, set[str]] = {}
    columns = ("active", "refsetId", "referencedComponentId", "acceptabilityId")
    for table in tables:
        for _, (active, refset, description, acceptability) in table.rows(columns):
            if active == "1" and acceptability == _PREFERRED:
                found.setdefault(description, set()).add(refset)
    return found


def _called(tables: Sequence[Table], preferred: dict[str, set[str]]) -> dict[str, tuple[str, list[Designation]]]:
    """Display and designations by concept: the best display is chosen while the lines pass."""
    displays: dict[str, tuple[int, str]] = {}
    found: dict[str, list[Designation]] = {}
    uses = {_FULL: Coding(URL, _FULL, "Fully specified name"), _SYNONYM: Coding(URL, _SYNONYM, "Synonym")}
    columns = ("id", "active", "conceptId", "languageCode", "typeId", "term")
    for table in tables:
        for _, (number, active, code, language, kind, term) in table.rows(columns):
            if active != "1":
                continue
            sets = preferred.get(number, set())
            dialects = sorted(_DIALECTS[one] for one in sets if one in _DIALECTS)
            found.setdefault(code, []).append(Designation(term, _tag(language, dialects), uses.get(kind)))
            rank = _rank(language, kind, bool(sets), "en-US" in dialects)
            if rank > displays.get(code, (0, ""))[0]:
                displays[code] = (rank, term)
    return {code: (displays.get(code, (0, ""))[1], names) for code, names in found.items()}


def _tag(language: str, dialects: Sequence[str]) -> str:
    """A description preferred in one dialect alone is of that dialect."""
    return dialects[0] if len(dialects) == 1 else language


def _rank(language: str, kind: str, preferred: bool, american: bool) -> int:
    if kind == _SYNONYM and preferred:
        return 6 if language == "en" and american else 5 if language == "en" else 3
    if kind == _FULL:
        return 4 if language == "en" else 2
    return 1
