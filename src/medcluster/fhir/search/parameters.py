"""Which search parameters does each resource type have?

Promise: `PARAMETERS` lists what `postings` fills and `parse` accepts, so that a CapabilityStatement made from it
cannot lie; `not_offered` lists what R4 defines besides, each with the reason. Must not know: queries, indexes.
Source: _generated/search.json, from the official SearchParameters and the Patient CompartmentDefinition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from medcluster.fhir.types import RESOURCE_TYPES

_REASONS = {
    "composite": "composite parameters are not indexed",
    "special": "it needs an index of its own",
    "_text": "full text is not indexed",
    "_content": "full text is not indexed",
    "_query": "there are no named queries",
    "phonetic": "there is no phonetic index",
}
_FIRST_ASKED = ("patient", "subject", "beneficiary")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A search parameter of one resource type: `type` is token, reference, string, date, quantity, number or uri."""

    name: str
    type: str
    url: str
    expression: str = field(repr=False)  # the parts of the official one that are about this type
    targets: tuple[str, ...] = ()


@cache
def _table() -> dict[str, Any]:
    text = files("medcluster.fhir._generated").joinpath("search.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def _by_base() -> dict[str, dict[str, Parameter]]:
    found: dict[str, dict[str, Parameter]] = {}
    for row in _table()["parameters"]:
        parameter = Parameter(
            row["code"], row["type"], row["url"], row.get("expression", ""), tuple(row.get("target", ()))
        )
        for base in row["base"]:
            found.setdefault(base, {}).setdefault(parameter.name, parameter)
    return found


def _reason(parameter: Parameter) -> str:
    return _REASONS.get(parameter.name) or _REASONS.get(parameter.type, "")


@cache
def _all_of(resource_type: str) -> Mapping[str, Parameter]:
    bases = _by_base()
    domain = {} if resource_type in ("Bundle", "Binary", "Parameters") else bases.get("DomainResource", {})
    every = {**bases["Resource"], **domain, **bases.get(resource_type, {})}
    return {name: _narrowed(p, resource_type) for name, p in every.items()}


def _narrowed(parameter: Parameter, resource_type: str) -> Parameter:
    """A parameter that several types share, as it is for one of them."""
    parts = [part.strip() for part in parameter.expression.split("|")]
    own = [p for p in parts if re.match(rf"\(?({resource_type}|Resource|DomainResource)\b", p)] or parts
    asked = {found[1] for p in own if (found := re.search(r"resolve\(\) is (\w+)\)$", p))}
    targets = parameter.targets
    if parameter.name == "patient" and "Patient" in targets:
        targets = ("Patient",)
    elif len(asked) == 1 and all("resolve()" in p for p in own):
        targets = tuple(asked)
    return replace(parameter, expression=" | ".join(own), targets=targets)


@cache
def parameters_of(resource_type: str) -> Mapping[str, Parameter]:
    """The parameters of one type by name; KeyError for what is no resource type."""
    RESOURCE_TYPES[resource_type]
    return {name: p for name, p in sorted(_all_of(resource_type).items()) if not _reason(p)}


@cache
def not_offered(resource_type: str) -> Mapping[str, str]:
    """Parameters of R4 that are not searched here, with the reason."""
    return {name: reason for name, p in sorted(_all_of(resource_type).items()) if (reason := _reason(p))}


@cache
def compartment_parameters(resource_type: str) -> tuple[Parameter, ...]:
    """The parameters that put a resource into a Patient's compartment, in the order in which they are asked.

    Types that the compartment leaves out and that still have a `patient` parameter (Task, Device) are asked for it.
    """
    known = parameters_of(resource_type)
    names = _table()["patient"].get(resource_type, ["patient"])
    ordered = sorted(names, key=lambda n: _FIRST_ASKED.index(n) if n in _FIRST_ASKED else len(_FIRST_ASKED))
    return tuple(known[n] for n in ordered if n in known)


class _Parameters(Mapping[str, Mapping[str, Parameter]]):
    """Resource type -> name -> parameter, each type read when it is asked for."""

    def __getitem__(self, resource_type: str) -> Mapping[str, Parameter]:
        return parameters_of(resource_type)

    def __iter__(self) -> Iterator[str]:
        return iter(RESOURCE_TYPES)

    def __len__(self) -> int:
        return len(RESOURCE_TYPES)


PARAMETERS: Mapping[str, Mapping[str, Parameter]] = _Parameters()
