"""Which search parameters a type has, with their official expressions made fit for FHIRPath."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from medcluster.fhir import types


@dataclass(frozen=True)
class Definition:
    """A search parameter as its definition gives it."""

    name: str
    type: str
    expression: str
    targets: tuple[str, ...]
    components: tuple[tuple[Definition, str], ...] = ()  # of a composite: whose values, and where they are from it on


@cache
def definitions() -> Mapping[str, Mapping[str, Definition]]:
    """Resource type -> name -> parameter, from the official definitions."""
    table = json.loads(files("medcluster.fhir._generated").joinpath("search.json").read_text(encoding="utf-8"))
    by_url = {row["url"]: row for row in table["parameters"]}
    found: dict[str, dict[str, Definition]] = {name: {} for name in types.RESOURCE_TYPES}
    for row in table["parameters"]:
        for base in row["base"]:
            for name in found if base in ("Resource", "DomainResource") else [base]:
                if base == "DomainResource" and name in ("Bundle", "Binary", "Parameters"):
                    continue
                own = tuple(part for part in _parts(row.get("expression", "")) if _is_about(part, name))
                if own and name in found:
                    targets = ("Patient",) if row["code"] == "patient" else tuple(row.get("target", ()))
                    components = tuple(
                        (
                            Definition(url, by_url[url]["type"], "", tuple(by_url[url].get("target", ()))),
                            "|".join(_parts(e)),
                        )
                        for url, e in row.get("component", ())
                    )
                    made = Definition(row["code"], row["type"], " | ".join(own), targets, components)
                    found[name].setdefault(row["code"], made)
    return found


def _parts(expression: str) -> list[str]:
    """The parts of a union.

    `as`, which R4 means for every item here, takes one alone in FHIRPath. A reference by identifier alone, which leads
    nowhere, is to the type that it names.
    """
    every = re.sub(r"\(([\w.]+) as (\w+)\)|([\w.]+) as (\w+)", r"\1\3.ofType(\2\4)", expression)
    every = re.sub(r"resolve\(\) is (\w+)", r"resolve() is \1 or (reference.exists().not() and type = '\1')", every)
    return [part.strip() for part in every.replace(".as(", ".ofType(").split("|")] if expression else []


def _is_about(part: str, name: str) -> bool:
    root = re.match(r"\(*([A-Za-z]+)", part)
    return root is not None and (root[1] in (name, "Resource", "DomainResource") or root[1][0].islower())
