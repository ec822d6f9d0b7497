"""The published patch cases, as JSON: read from their files, which are not part of the repository."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from medcluster.fhir.path.model import Slot, Type, lookup

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "fhir-patch"
FHIR, XHTML = "{http://hl7.org/fhir}", "{http://www.w3.org/1999/xhtml}"
Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One FHIRPath case: `after` is None where the patch has to be refused."""

    name: str
    mode: str
    before: Json
    patch: Json
    after: Json | None


def fhirpath_cases() -> list[Case]:
    """All of them; the module skips where the file is absent."""
    file = _file("fhir-patch-tests.xml")
    found = []
    for case in etree.parse(file).getroot().iterfind("case"):
        inside = {part.tag: part[0] for part in case if isinstance(part.tag, str) and len(part)}
        after = _resource(inside["output"]) if "output" in inside else None
        found.append(
            Case(
                case.get("name", ""), case.get("mode", ""), _resource(inside["input"]), _resource(inside["diff"]), after
            )
        )
    return found


def json_cases() -> list[Json]:
    """All of them; the module skips where the file is absent."""
    cases: list[Json] = json.loads(_file("json-patch-tests.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return cases


def _file(name: str) -> Path:
    if not (FOLDER / name).exists():
        pytest.skip(f"the published patch cases are not here: {FOLDER / name}", allow_module_level=True)
    return FOLDER / name


def _resource(element: Any) -> Json:
    name = etree.QName(element).localname
    kind = lookup(name)
    assert kind is not None
    return {"resourceType": name, **_object(element, kind)}


def _object(element: Any, kind: Type) -> Json:
    made: Json = {key: value for key, value in element.attrib.items() if key in ("id", "url")}
    keys = kind.keys()
    for child in element:
        if not isinstance(child.tag, str):
            continue
        slot = keys[etree.QName(child).localname]
        value, extra = _value(child, slot)
        if slot.many:
            for key, one in ((slot.key, value), (slot.sibling, extra)):
                made.setdefault(key, []).append(one)
        else:
            made.update({key: one for key, one in ((slot.key, value), (slot.sibling, extra)) if one is not None})
    return {key: one for key, one in made.items() if not isinstance(one, list) or any(part is not None for part in one)}


def _value(child: Any, slot: Slot) -> tuple[Any, Any]:
    if child.tag.startswith(XHTML):
        text = etree.tostring(child, encoding="unicode", with_tail=False)
        return text, None
    if slot.type.name == "Resource":
        return _resource(child[0]), None
    if not slot.type.is_primitive:
        return _object(child, slot.type), None
    extra = _object(child, slot.type) or None
    return _primitive(child.get("value"), slot.type), extra


def _primitive(text: str | None, kind: Type) -> Any:
    if text is None:
        return None
    if kind.name == "boolean":
        return text == "true"
    if "integer" in kind.ancestors:
        return int(text)
    return Decimal(text) if kind.name == "decimal" else text


def squeezed(value: Any) -> Any:
    """The same with narratives compared as elements, not as text: spaces and entities may be written otherwise."""
    if isinstance(value, dict):
        return {key: _narrative(one) if key == "div" else squeezed(one) for key, one in value.items()}
    return [squeezed(one) for one in value] if isinstance(value, list) else value


def _narrative(text: str) -> str:
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())
