"""Which resources belong to a patient, an encounter, a practitioner, a related person or a device?

Promise: the five compartments of R4 as it defines them: per type, the reference parameters that put a resource into
one. A Patient is in its own compartment: R4's table forgets it, R5's says it, and nobody means otherwise. Must not
know: queries, indexes. Source: _generated/compartments.json, from the official CompartmentDefinitions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from medcluster.fhir.search.parameters import parameters_of

_ITSELF = "{def}"


@dataclass(frozen=True, slots=True)
class Member:
    """A type in a compartment: the names of the parameters that lead to it; `itself`: it is the centre."""

    parameters: tuple[str, ...]
    itself: bool = False


@cache
def compartments() -> Mapping[str, Mapping[str, Member]]:
    """Compartment (`Patient`) -> resource type -> how it belongs; types that never belong are absent."""
    text = files("medcluster.fhir._generated").joinpath("compartments.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = json.loads(text)
    table["Patient"]["Patient"].append(_ITSELF)
    return {centre: {name: _member(name, told) for name, told in of.items()} for centre, of in table.items()}


def _member(resource_type: str, told: list[str]) -> Member:
    known = parameters_of(resource_type)
    named = tuple(name for name in told if name in known)
    missing = set(told) - set(named) - {_ITSELF}
    if missing:
        raise LookupError(f"{resource_type} has no parameter {missing}")
    return Member(named, _ITSELF in told)
