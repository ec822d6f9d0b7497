"""Which search parameters does each resource type have?

Promise: `PARAMETERS` lists what `postings` fills and `parse` accepts, so that a CapabilityStatement made from it
cannot lie; `not_offered` lists what R4 defines besides, each with the reason. Custom parameters are added by
`installed` for the whole process. Must not know: queries, indexes. Source: _generated/search.json, from the official
SearchParameters and the Patient CompartmentDefinition.
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
    "_query": "there are no named queries",
    "phonetic": "there is no phonetic index",
}
EVERY_TYPE = "Resource"  # the type of a search over all types
_FIRST_ASKED = ("patient", "subject", "beneficiary")
_UNITED = {  # parameters that find what two others find: an index needs only those
    ("Observation", "combo-" + name): (name, "component-" + name)
    for name in (
        "code",
        "data-absent-reason",
        "value-concept",
        "value-quantity",
        "code-value-concept",
        "code-value-quantity",
    )
}
# R4 4.0.1 has the two expressions of DocumentReference-relationship the wrong way round.
_ERRATA = {
    ("http://hl7.org/fhir/SearchParameter/DocumentReference-relatesto", "code"): "target",
    ("http://hl7.org/fhir/SearchParameter/DocumentReference-relation", "target"): "code",
}
_WHOLE = ("_text", "_content", "_filter", "_list")  # they look at more than one place


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a composite parameter: its own parameter, and where it is from the composite's element on."""

    name: str
    type: str
    expression: str = field(repr=False)
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A search parameter of one resource type.

    `type` is token, reference, string, date, quantity, number, uri, composite or special; `custom` when it was added to
    those of R4; `interpreted` when its expression is evaluated rather than compiled.
    """

    name: str
    type: str
    url: str
    expression: str = field(repr=False)  # the parts of the official one that are about this type
    targets: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    custom: bool = False
    interpreted: bool = False


_LIST = Parameter("_list", "special", "http://hl7.org/fhir/SearchParameter/Resource-list", "")
_installed: dict[str, dict[str, Parameter]] = {}
_waiting: dict[tuple[str, str], str] = {}
_searched: dict[str, dict[str, Parameter]] = {}  # those of types to which one was added


@cache
def _table() -> dict[str, Any]:
    text = files("medcluster.fhir._generated").joinpath("search.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def _by_url() -> dict[str, Any]:
    return {row["url"]: row for row in _table()["parameters"]}


def _component(url: str, expression: str) -> Component:
    row = _by_url()[url]
    expression = _ERRATA.get((url, expression), expression)
    return Component(row["code"], row["type"], expression, tuple(row.get("target", ())))


@cache
def _by_base() -> dict[str, dict[str, Parameter]]:
    found: dict[str, dict[str, Parameter]] = {}
    for row in _table()["parameters"]:
        parameter = Parameter(
            row["code"],
            row["type"],
            row["url"],
            row.get("expression", ""),
            tuple(row.get("target", ())),
            tuple(_component(url, expression) for url, expression in row.get("component", ())),
        )
        for base in row["base"]:
            found.setdefault(base, {}).setdefault(parameter.name, parameter)
    found["Resource"]["_list"] = _LIST
    return found


@cache
def _all_of(resource_type: str) -> Mapping[str, Parameter]:
    bases = _by_base()
    if resource_type == EVERY_TYPE:
        return {**bases["Resource"], **bases["DomainResource"]}
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
def standard_parameters_of(resource_type: str) -> Mapping[str, Parameter]:
    """The parameters of R4 that one type has here, by name and in the order of names, which never changes."""
    if resource_type != EVERY_TYPE:
        RESOURCE_TYPES[resource_type]
    return {name: p for name, p in sorted(_all_of(resource_type).items()) if name not in _REASONS}


def parameters_of(resource_type: str) -> Mapping[str, Parameter]:
    """The parameters of one type by name, custom ones among them; KeyError for what is no resource type."""
    return _searched.get(resource_type) or standard_parameters_of(resource_type)


def install(added: Mapping[str, Mapping[str, Parameter]], waiting: Mapping[tuple[str, str], str]) -> None:
    """From now on this process has these custom parameters, by type, and no others beside R4's.

    waiting: (type, name) of those that are found in resources and cannot be searched by yet, with how far they are.
    """
    for known in (_installed, _waiting, _searched):
        known.clear()
    _installed.update({resource_type: dict(by_name) for resource_type, by_name in added.items()})
    _waiting.update(waiting)
    for resource_type, by_name in custom_parameters().items():
        _searched[resource_type] = {**standard_parameters_of(resource_type), **by_name}


def custom_parameters() -> Mapping[str, Mapping[str, Parameter]]:
    """The custom parameters by which this process searches, by type."""
    ready = {
        resource_type: {name: one for name, one in by_name.items() if (resource_type, name) not in _waiting}
        for resource_type, by_name in _installed.items()
    }
    return {resource_type: by_name for resource_type, by_name in ready.items() if by_name}


def indexed_parameters(resource_type: str) -> Mapping[str, Parameter]:
    """The custom parameters of a type whose values are found, whether or not it can be searched by them yet."""
    return _installed.get(resource_type, {})


def progress_of(resource_type: str, name: str) -> str:
    """How far a custom parameter has come that cannot be searched by yet; "" for any other."""
    return _waiting.get((resource_type, name), "")


def places_are_elsewhere(parameter: Parameter) -> bool:
    """Whether a parameter looks at the whole resource, or at others, rather than at elements it names."""
    return parameter.name in _WHOLE


def united(resource_type: str, name: str) -> tuple[str, ...]:
    """The parameters that together find what this one finds; for nearly all it is itself."""
    return _UNITED.get((resource_type, name)) or (name,)


@cache
def united_in(resource_type: str) -> frozenset[str]:
    """The parameters of a type that find nothing beyond what two others find."""
    return frozenset(name for kind, name in _UNITED if kind == resource_type)


@cache
def not_offered(resource_type: str) -> Mapping[str, str]:
    """Parameters of R4 that are not searched here, with the reason."""
    return {name: reason for name in sorted(_all_of(resource_type)) if (reason := _REASONS.get(name))}


@cache
def compartment_parameters(resource_type: str) -> tuple[Parameter, ...]:
    """The parameters that put a resource into a Patient's compartment, in the order in which they are asked.

    Types that the compartment leaves out and that still have a `patient` parameter (Task, Device) are asked for it.
    """
    known = standard_parameters_of(resource_type)
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
