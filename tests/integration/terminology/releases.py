"""Small releases in the public file layouts of LOINC and SNOMED CT.

The layouts (names of files and columns) are those of the distributed archives; every code and every word in them is
invented here, for the contents are under licences of their own.
"""

from __future__ import annotations

import csv
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOINC_COLUMNS = (
    *("LOINC_NUM", "COMPONENT", "PROPERTY", "TIME_ASPCT", "SYSTEM", "SCALE_TYP", "METHOD_TYP", "CLASS"),
    *("VersionLastChanged", "CHNG_TYPE", "DefinitionDescription", "STATUS", "CONSUMER_NAME", "CLASSTYPE", "FORMULA"),
    *("EXMPL_ANSWERS", "SURVEY_QUEST_TEXT", "SURVEY_QUEST_SRC", "UNITSREQUIRED", "RELATEDNAMES2", "SHORTNAME"),
    *("ORDER_OBS", "HL7_FIELD_SUBFIELD_ID", "EXTERNAL_COPYRIGHT_NOTICE", "EXAMPLE_UNITS", "LONG_COMMON_NAME"),
    *("EXAMPLE_UCUM_UNITS", "STATUS_REASON", "STATUS_TEXT", "CHANGE_REASON_PUBLIC", "COMMON_TEST_RANK"),
    *("COMMON_ORDER_RANK", "HL7_ATTACHMENT_STRUCTURE", "EXTERNAL_COPYRIGHT_LINK", "PanelType", "AskAtOrderEntry"),
    *("AssociatedObservations", "VersionFirstReleased", "ValidHL7AttachmentRequest", "DisplayName"),
)
LOINC_TERMS = (
    {"LOINC_NUM": "90001-1", "SCALE_TYP": "Qn", "LONG_COMMON_NAME": "Moonstone in “Blood”, total"},
    {"LOINC_NUM": "90002-9", "SCALE_TYP": "Doc", "LONG_COMMON_NAME": "Moonstone note"},
    {"LOINC_NUM": "90003-7", "SCALE_TYP": "Qn", "LONG_COMMON_NAME": "Sunstone", "STATUS": "DEPRECATED"},
)
INTERNATIONAL, IS_A = "900000000000207008", "116680003"


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, quoting=csv.QUOTE_ALL, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _zip(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def loinc(path: Path, terms: Sequence[Mapping[str, str]] = LOINC_TERMS) -> Path:
    """An archive like Loinc_2.99.zip, with its hierarchy and a French variant."""
    hierarchy = [
        {"PATH_TO_ROOT": "", "SEQUENCE": "1", "IMMEDIATE_PARENT": "", "CODE": "LP90000-1", "CODE_TEXT": "Stones"},
        *(
            {"PATH_TO_ROOT": "LP90000-1", "SEQUENCE": str(n), "IMMEDIATE_PARENT": "LP90000-1", "CODE": one["LOINC_NUM"]}
            for n, one in enumerate(terms, 2)
        ),
    ]
    columns = ("PATH_TO_ROOT", "SEQUENCE", "IMMEDIATE_PARENT", "CODE", "CODE_TEXT")
    french = [{"LOINC_NUM": "90001-1", "LONG_COMMON_NAME": "Pierre de lune dans le sang"}]
    rows = [{"STATUS": "ACTIVE", "PROPERTY": "MCnc", "SYSTEM": "Bld", "CLASS": "GEM", **one} for one in terms]
    return _zip(
        path,
        {
            "LoincTable/Loinc.csv": _csv(LOINC_COLUMNS, rows),
            "AccessoryFiles/ComponentHierarchyBySystem/ComponentHierarchyBySystem.csv": _csv(columns, hierarchy),
            "AccessoryFiles/LinguisticVariants/frFR18LinguisticVariant.csv": _csv(
                ("LOINC_NUM", "COMPONENT", "LONG_COMMON_NAME"), french
            ),
        },
    )


def _table(columns: str, rows: Sequence[Sequence[str]]) -> str:
    return "\r\n".join(["\t".join(columns.split()), *("\t".join(row) for row in rows)]) + "\r\n"


def snomed(path: Path) -> Path:
    """An archive like SnomedCT_InternationalRF2_PRODUCTION_….zip: a root, two branches that meet in a leaf."""
    when, core = "20300101", INTERNATIONAL
    concepts = [
        (code, when, "0" if code == "91000999" else "1", core, "900000000000074008")
        for code in ("138875005", "91000001", "91000002", "91000003", "91000999")
    ]
    names = {"138875005": "Invented root", "91000001": "Blue thing", "91000002": "Round thing", "91000003": "Marble"}
    names["91000999"] = "Forgotten thing"
    descriptions, preferred = [], []
    for place, (code, name) in enumerate(names.items()):
        for kind, term in (("900000000000003001", f"{name} (thing)"), ("900000000000013009", name)):
            number = f"92{place}{kind[-4:]}"
            descriptions.append((number, when, "1", core, code, "en", kind, term, "900000000000448009"))
            preferred.append((number, when, "1", core, "900000000000509007", number, "900000000000548007"))
    related = [
        ("91000001", "138875005"), ("91000002", "138875005"), ("91000003", "91000001"), ("91000003", "91000002"),
    ]  # fmt: skip
    relationships = [
        (f"93{n}", when, "1", core, child, parent, "0", IS_A, "900000000000011006", "900000000000451002")
        for n, (child, parent) in enumerate(related)
    ]
    relationships.append((*relationships[0][:2], "0", core, "138875005", "91000003", *relationships[0][6:]))
    folder = "SnomedCT_Invented_20300101T120000Z/Snapshot"
    return _zip(
        path,
        {
            f"{folder}/Terminology/sct2_Concept_Snapshot_INT_{when}.txt": _table(
                "id effectiveTime active moduleId definitionStatusId", concepts
            ),
            f"{folder}/Terminology/sct2_Description_Snapshot-en_INT_{when}.txt": _table(
                "id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId", descriptions
            ),
            f"{folder}/Terminology/sct2_Relationship_Snapshot_INT_{when}.txt": _table(
                "id effectiveTime active moduleId sourceId destinationId relationshipGroup typeId characteristicTypeId "
                "modifierId",
                relationships,
            ),
            f"{folder}/Refset/Language/der2_cRefset_LanguageSnapshot-en_INT_{when}.txt": _table(
                "id effectiveTime active moduleId refsetId referencedComponentId acceptabilityId", preferred
            ),
        },
    )


def package(path: Path, name: str, version: str, *resources: Mapping[str, Any], **more: Any) -> Path:
    """An npm-style FHIR package."""
    manifest = {"name": name, "version": version, "fhirVersions": ["4.0.1"], "title": name.title(), **more}
    files = {"package/package.json": manifest, "package/.index.json": {"files": []}, "package/other/x.json": {"a": 1}}
    files |= {f"package/{one['resourceType']}-{one['id']}.json": dict(one) for one in resources}
    with tarfile.open(path, "w:gz") as archive:
        for inside, content in files.items():
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(inside)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path
