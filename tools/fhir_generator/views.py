"""Which elements make a summary, and which change the meaning of a resource?

Promise: views.json lists, per type, the elements that its own definition marks as summary or as modifier. Source:
isSummary and isModifier of the StructureDefinitions.
"""

from __future__ import annotations

from typing import Any

from .definitions import Package, class_name


def views(package: Package) -> dict[str, Any]:
    """The content of views.json."""
    summary: dict[str, list[str]] = {}
    modifier: dict[str, list[str]] = {}
    for structure in package.structures():
        for element in structure["snapshot"]["element"][1:]:
            if element["base"]["path"] != element["path"] or element.get("max") == "0":
                continue
            parent, _, name = element["path"].rpartition(".")
            for flag, listed in (("isSummary", summary), ("isModifier", modifier)):
                if element.get(flag):
                    listed.setdefault(class_name(parent), []).append(name.removesuffix("[x]"))
    return {"summary": summary, "modifier": modifier}
