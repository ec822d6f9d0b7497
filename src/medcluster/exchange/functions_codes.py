"""What do the codes and units of a message become?

Promise: a code keeps its own system; a map's table may add the coding that the cluster uses, before it. A code that a
table has to know and does not is an error. Must not know: which element they are for. Source: HL7 table 0396.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medcluster.exchange.expressions import path_of
from medcluster.exchange.faults import NOT_IN_TABLE, Unfit
from medcluster.exchange.message import NULL, Spot
from medcluster.exchange.setting import Setting

UCUM = "http://unitsofmeasure.org"
SYSTEMS, UNITS = "coding-systems", "units"
ANYTHING_ELSE = "*"
_TABLE_NUMBER = re.compile(r"HL7(\d{4})")
Entry = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Codes of the sender and what they mean here."""

    name: str
    entries: Mapping[str, Entry]

    def get(self, code: str) -> Entry | None:
        found = self.entries.get(code)
        return self.entries.get(ANYTHING_ELSE) if found is None else found


@dataclass(frozen=True, slots=True)
class Context:
    """What functions may use: the source's setting and the map's tables."""

    setting: Setting
    tables: Mapping[str, Table]

    def beside(self, spot: Spot, path: str) -> Spot | None:
        """Another field of the same segment."""
        wanted = path_of(path)
        if wanted.segment != spot.segment.name or not spot.segment.repetitions(wanted.field):
            return None
        return Spot(spot.segment, wanted.field, max(1, wanted.repetition), wanted.component, wanted.subcomponent)


def table(spot: Spot, arguments: tuple[str, ...], context: Context) -> str | None:
    """The code of a table."""
    code = spot.text
    if not code:
        return None
    found = context.tables[arguments[0]].get(code)
    if found is None:
        raise Unfit(f"the table {arguments[0]} of the map does not know the code {code!r}", spot.place, NOT_IN_TABLE)
    return found if isinstance(found, str) else found.get("code", "")


def concept(spot: Spot, arguments: tuple[str, ...], context: Context) -> dict[str, Any] | None:
    """CE, CWE, CNE (or an ID with a table) as a CodeableConcept."""
    codings = _codings(spot, context)
    if arguments and (spot.text or spot.part(4)):
        known = context.tables[arguments[0]]
        added = [_entry(known.get(code)) for code in (spot.text, spot.part(4)) if code]
        meant = [one for one in added if one][:1]
        codings = [*meant, *(one for one in codings if one.get("system") or not meant)]
    text = spot.part(9) or spot.part(2) or spot.part(5)
    found = {"coding": codings, "text": "" if text == NULL else text}
    return {name: value for name, value in found.items() if value} or None


def coding(spot: Spot, arguments: tuple[str, ...], context: Context) -> dict[str, Any] | None:
    """The first coding of a concept; with a table, the table's, which has to know the code."""
    if arguments:
        if not spot.text:
            return None
        found = _entry(context.tables[arguments[0]].get(spot.text))
        if found is None:
            said = f"the table {arguments[0]} of the map does not know the code {spot.text!r}"
            raise Unfit(said, spot.place, NOT_IN_TABLE)
        return found
    codings = _codings(spot, context)
    return codings[0] if codings else None


def _entry(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {"code": entry} if isinstance(entry, str) else dict(entry)


def _codings(spot: Spot, context: Context) -> list[dict[str, Any]]:
    found = []
    for code, display, named, version in ((1, 2, 3, 7), (4, 5, 6, 8)):
        if not spot.part(code) or spot.part(code) == NULL:
            continue
        one = {
            "system": system_of(spot.part(named), context),
            "version": spot.part(version),
            "code": " ".join(spot.part(code).split()),
            "display": spot.part(display),
        }
        found.append({name: value for name, value in one.items() if value})
    return found


def system_of(named: str, context: Context) -> str:
    """The URI of a coding system as messages name it; a local name becomes one of the source's own."""
    if not named:
        return ""
    entry = context.tables[SYSTEMS].get(named) if SYSTEMS in context.tables else None
    if isinstance(entry, str):
        return entry
    if match := _TABLE_NUMBER.fullmatch(named):
        return f"http://terminology.hl7.org/CodeSystem/v2-{match[1]}"
    return named if ":" in named and " " not in named else context.setting.own("codes", named)


def unit(spot: Spot, context: Context) -> dict[str, Any]:
    """The unit of a quantity: what was written, and its UCUM code where it is known."""
    code, shown, named = spot.text, spot.part(2), spot.part(3)
    if not code and not shown:
        return {}
    known = context.tables[UNITS].get(code) if UNITS in context.tables else None
    if isinstance(known, str):
        return {"unit": shown or code, "system": UCUM, "code": known}
    if code and named.upper() in ("UCUM", "UNITSOFMEASURE"):
        return {"unit": shown or code, "system": UCUM, "code": code}
    return {"unit": shown or code}


def media_type(kind: str, subtype: str) -> str:
    """The MIME type of ED-2 and ED-3; senders put either half into either."""
    kind, subtype = kind.strip().lower(), subtype.strip().lower()
    if "/" in subtype:
        return subtype
    if "/" in kind:
        return kind
    known = {
        "pdf": "application/pdf",
        "rtf": "application/rtf",
        "html": "text/html",
        "xml": "application/xml",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "png": "image/png",
        "tiff": "image/tiff",
        "gif": "image/gif",
        "plain": "text/plain",
        "txt": "text/plain",
    }
    return known.get(subtype) or known.get(kind) or ("text/plain" if kind in ("tx", "ft", "text") else _UNKNOWN)


_UNKNOWN = "application/octet-stream"
