"""Which addresses, systems and extensions does the FHIR form of a protocol use?

Promise: each is written once, here. Standard ones where HL7 has them (translations, variables, Vulcan's window beside
an offset, days of a cycle), our own `urn:medcluster:…` where FHIR has none.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from medcluster.fhir import types
from medcluster.protocol.authoring_values import MINUTES
from medcluster.protocol.model import Evidence, Text, Version

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
WINDOW = "http://hl7.org/fhir/uv/vulcan-schedule/StructureDefinition/AcceptableOffsetRangeSoa"
DAYS_OF_CYCLE = "http://hl7.org/fhir/StructureDefinition/timing-daysOfCycle"
MINIMUM = "http://hl7.org/fhir/StructureDefinition/minValue"
MAXIMUM = "http://hl7.org/fhir/StructureDefinition/maxValue"
ITEM_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
ITEM_CONTROL_SYSTEM = "http://hl7.org/fhir/questionnaire-item-control"
PLAN_TYPE_SYSTEM = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
UCUM = "http://unitsofmeasure.org"
FHIRPATH = "text/fhirpath"
FHIR_QUERY = "application/x-fhir-query"

ROLE_SYSTEM = "urn:medcluster:role"
ITEM_SYSTEM = "urn:medcluster:adherence-item"
ORIGIN_PARTNER = "urn:medcluster:origin-partner"
CRITERION = "urn:medcluster:criterion"
UNIT = "urn:medcluster:define-unit"
WITHIN = "urn:medcluster:define-within"
ANCHOR_PLANNED = "urn:medcluster:anchor-planned"
ANCHOR_STEP = "urn:medcluster:anchor-step"
ELSE_OF = "urn:medcluster:else-of"
NEED = "urn:medcluster:need"
SAME_AS = "urn:medcluster:same-as"
COMPETENCE = "urn:medcluster:competence"
EXIT = "urn:medcluster:exit"
ADHERENCE = "urn:medcluster:adherence"
OUTCOMES = "urn:medcluster:outcomes"
CHANGE = "urn:medcluster:change"
ADAPTATION = "urn:medcluster:adaptation"

ANCHORS_ACTION = "anchors"
_UNITS = {"d": "d", "h": "h", "min": "min"}  # ours and UCUM's are the same letters


def step_url(version: Version, step_id: str) -> str:
    """The canonical address of a step's ActivityDefinition, without its version."""
    return f"{version.url}:step:{step_id}"


def questionnaire_url(version: Version, name: str) -> str:
    """The canonical address of a questionnaire, without its version."""
    return f"{version.url}:questionnaire:{name}"


def questionnaire_canonical(version: Version, name: str) -> str:
    """The canonical address of a questionnaire of this version: what a QuestionnaireResponse answers."""
    return f"{questionnaire_url(version, name)}|{version.version}"


def resource_id(version: Version, part: str = "") -> str:
    """The id of a resource of this version."""
    return f"{version.name}-{version.version}-{part}" if part else f"{version.name}-{version.version}"


def spoken(words: Text) -> tuple[str | None, types.Element | None]:
    """A text's English value and the sibling element with its translations."""
    others = tuple(
        types.Extension(
            url=TRANSLATION,
            extension=(
                types.Extension(url="lang", valueCode=language),
                types.Extension(url="content", valueString=text),
            ),
        )
        for language, text in words.items()
        if language != "en"
    )
    return words.get("en"), types.Element(extension=others) if others else None


def heard(value: str | None, element: types.Element | None) -> Text:
    """The words of a value and its sibling element."""
    words: dict[str, str] = {"en": value} if value else {}
    for extension in element.extension if element else ():
        if extension.url == TRANSLATION:
            parts = {part.url: part.valueCode or part.valueString or "" for part in extension.extension}
            words[parts["lang"]] = parts["content"]
    return words


def quantity_of(value: timedelta) -> tuple[Decimal, str]:
    """A duration as a number and a UCUM unit, exactly."""
    minutes = int(value.total_seconds() // 60)
    for unit in ("d", "h"):
        if minutes % MINUTES[unit] == 0:
            return Decimal(minutes // MINUTES[unit]), unit
    return Decimal(minutes), "min"


def duration(value: timedelta) -> types.Duration:
    """A FHIR Duration."""
    number, unit = quantity_of(value)
    return types.Duration(value=number, unit=unit, system=UCUM, code=unit)


def quantity(value: timedelta) -> types.Quantity:
    """A FHIR Quantity of time."""
    number, unit = quantity_of(value)
    return types.Quantity(value=number, unit=unit, system=UCUM, code=unit)


def timedelta_of(value: types.Quantity | None) -> timedelta:
    """The duration that a Quantity says; ValueError for a unit that has no fixed length."""
    if value is None or value.value is None:
        return timedelta(0)
    unit = value.code or value.unit or ""
    if unit not in _UNITS and unit != "wk":
        raise ValueError(f"a duration in `{unit}` has no fixed length: use d, h or min")
    return timedelta(minutes=float(value.value) * (MINUTES["w"] if unit == "wk" else MINUTES[unit]))


def requirement(evidence: Evidence) -> types.DataRequirement:
    """A DataRequirement for resources of one type with one code."""
    return types.DataRequirement(
        type=evidence.type,  # type: ignore[arg-type]
        codeFilter=(
            types.DataRequirementCodeFilter(
                path="code", code=(types.Coding(system=evidence.system, code=evidence.code),)
            ),
        ),
    )


def evidence_of(needed: types.DataRequirement) -> Evidence:
    """The type and code that a DataRequirement asks for."""
    coding = needed.codeFilter[0].code[0]
    return Evidence(str(needed.type), coding.system or "", coding.code or "")
