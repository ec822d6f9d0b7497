"""Which parameter or type does a name in a search mean?

Promise: what is known, or a refusal that lists what there is instead. Must not know: values, indexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from medcluster.fhir.search.parameters import EVERY_TYPE, Parameter, not_offered, parameters_of, progress_of
from medcluster.fhir.types import RESOURCE_TYPES
from medcluster.foundation import Kind, Refusal

MOST_MET = 1000  # conditions that one parameter means
LONGEST_CHAIN = 12  # links


def known_type(name: str) -> str:
    """The name, when it is one of a resource type."""
    if name not in RESOURCE_TYPES:
        raise Refusal(Kind.MALFORMED, f"{name!r} is no FHIR R4 resource type")
    return name


def known_parameter(resource_type: str, name: str) -> Parameter:
    """A parameter that can be searched; otherwise a refusal that lists those that can."""
    known = parameters_of(resource_type if resource_type == EVERY_TYPE else known_type(resource_type))
    if name in known:
        return known[name]
    progress = progress_of(resource_type, name)
    if progress:
        text = f"the search parameter {name} of {resource_type} is being made ready: {progress}"
        raise Refusal(Kind.UNAVAILABLE, text, hint="Try again when all of them are.")
    reason = not_offered(resource_type).get(name)
    if reason:
        raise Refusal(Kind.UNSUPPORTED, f"the search parameter {name} of {resource_type} is not offered: {reason}")
    raise Refusal(
        Kind.MALFORMED,
        f"{resource_type} has no search parameter {name!r}",
        hint=f"{resource_type} can be searched by {', '.join(known)}",
    )


def reference_parameter(resource_type: str, name: str) -> Parameter:
    """A parameter that refers; any other is refused."""
    parameter = known_parameter(resource_type, name)
    if parameter.type != "reference":
        text = f"{resource_type}:{name} is a {parameter.type} parameter, not a reference"
        raise Refusal(Kind.MALFORMED, text)
    return parameter


def met_once_more(met: Iterator[int]) -> None:
    """Count one more of the conditions that one search parameter means; a chain through any type means very many."""
    if next(met) > MOST_MET:
        raise Refusal(
            Kind.TOO_LARGE,
            f"one search parameter means more than {MOST_MET} conditions, and is not followed",
            hint="say through which types a chain goes: subject:Patient.general-practitioner:Practitioner.name",
        )
