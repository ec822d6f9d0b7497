"""Which tables do validation and search need besides the Structs?

Promise: elements.json holds every type with its elements and the codes of required bindings; search.json holds the
search parameters per resource type and the Patient compartment; compartments.json holds all five compartments. They
are read lazily by the rooms that need them.
"""

from __future__ import annotations

from typing import Any

from .definitions import Package, Type

Codes = dict[str, dict[str, list[str]]]


def required_codes(package: Package, types: list[Type]) -> Codes:
    """Value sets under required bindings that the package enumerates: url -> system -> codes."""
    urls = sorted({e.value_set for t in types for e in t.elements if e.value_set})
    return {url: codes for url in urls if (codes := package.codes(url))}


def literal_names(codes: Codes, taken: set[str]) -> dict[str, str]:
    """A Python name for each value set."""
    names: dict[str, str] = {}
    for url in codes:
        words = url.rsplit("/", 1)[-1].replace("_", "-").split("-")
        name = "".join(w[0].upper() + w[1:] for w in words) + "Code"
        while name in taken:
            name += "_"
        taken.add(name)
        names[url] = name
    return names


def literals_module(codes: Codes, names: dict[str, str]) -> str:
    """codes.py: one Literal per value set."""
    lines = ["from typing import Literal, TypeAlias", ""]
    for url, systems in codes.items():
        every = dict.fromkeys(c for codes_of in systems.values() for c in codes_of)
        listed = ", ".join(f'"{c}"' for c in every)
        lines.append(f"{names[url]}: TypeAlias = Literal[{listed}]  # {url}")
    return "\n".join(lines) + "\n"


def elements(types: list[Type], codes: Codes) -> dict[str, Any]:
    """Per type: base, kind, elements as [name, types, min, many, value set]."""
    table = {}
    for kind in types:
        rows: list[list[Any]] = []
        for e in kind.elements:
            row: list[Any] = [e.name, e.types, int(e.required), int(e.many)]
            rows.append([*row, e.value_set] if e.value_set in codes else row)
        table[kind.name] = [kind.base, kind.kind, rows]
    return {"types": table, "codes": codes}


def search(package: Package) -> dict[str, Any]:
    """Search parameters, the base types each belongs to, and the Patient compartment."""
    parameters: list[dict[str, Any]] = []
    for found in sorted(package.by_type["SearchParameter"], key=lambda s: s["url"]):
        if not found.get("base") or "/example" in found["url"]:
            continue
        if found.get("experimental") and "expression" not in found:
            continue
        entry = {"code": found["code"], "type": found["type"], "url": found["url"], "base": found["base"]}
        for key in ("expression", "target"):
            if key in found:
                entry[key] = found[key]
        if "component" in found:
            entry["component"] = [[c["definition"], c["expression"]] for c in found["component"]]
        parameters.append(entry)
    compartment = next(c for c in package.by_type["CompartmentDefinition"] if c["code"] == "Patient")
    members = {r["code"]: r["param"] for r in compartment["resource"] if r.get("param")}
    return {"parameters": parameters, "patient": members}


def compartments(package: Package) -> dict[str, dict[str, list[str]]]:
    """Compartment -> resource type -> the parameters that put a resource into it; `{def}` is the resource itself."""
    official = [c for c in package.by_type["CompartmentDefinition"] if "version" in c]
    return {
        c["code"]: {r["code"]: r["param"] for r in c["resource"] if r.get("param")}
        for c in sorted(official, key=lambda c: c["code"])
    }
