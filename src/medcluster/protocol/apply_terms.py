"""What goes into `$apply`, and what is kept while it runs?

Promise: everything that a definition may ask for is handed in (nothing is fetched while applying); whatever could not
be evaluated is noted, never raised. Source: the operation's parameters in FHIR R4, with R5's Bundle as the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from medcluster.fhir import path, types
from medcluster.foundation import Ids, Issue, Kind, Refusal

Plain = dict[str, Any]
FHIRPATH = ("text/fhirpath", "text/fhirpath-identifier", None)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Who it is for, who asks, and what is known.

    subject, practitioner, encounter, organization: references such as `Patient/anna`. definitions: canonical address,
    with or without its version -> resource. resources: what the record knows of the subject, and the others named here.
    """

    subject: str
    practitioner: str = ""
    encounter: str = ""
    organization: str = ""
    definitions: Mapping[str, types.Resource] = field(default_factory=dict)
    resources: Sequence[types.Resource] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)

    def definition(self, canonical: str) -> types.Resource | None:
        """The definition of a canonical address; an address without a version finds any."""
        return self.definitions.get(canonical) or self.definitions.get(canonical.partition("|")[0])

    def resource(self, reference: str) -> types.Resource | None:
        """A handed-in resource by its reference."""
        for one in self.resources:
            if f"{types.type_name(one)}/{one.id}" == reference:
                return one
        return None


@dataclass(slots=True)
class Run:
    """One run of `$apply`: its inputs, its clock and names, what it made, and what it noted."""

    inputs: Inputs
    ids: Ids
    now: datetime
    made: list[Plain] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    depth: int = 0

    def note(self, text: str, where: str) -> None:
        """Keep something that could not be done."""
        self.issues.append(Issue(text, where, "processing", "warning"))

    def variables(self, extra: Mapping[str, object]) -> dict[str, object]:
        """The variables that every expression may use."""
        known: dict[str, object] = {**self.inputs.parameters, **extra}
        for name in ("subject", "practitioner", "encounter", "organization"):
            reference = getattr(self.inputs, name)
            known[name] = (self.inputs.resource(reference) or []) if reference else []
        return known

    def evaluate(
        self, expression: Mapping[str, Any], context: object, variables: Mapping[str, object], where: str
    ) -> list[tuple[str, object]]:
        """The typed result of an expression; nothing, with a note, when it cannot be evaluated."""
        text = expression.get("expression") or ""
        if expression.get("language") not in FHIRPATH:
            self.note(f"expressions in {expression.get('language')} are not evaluated here", where)
            return []
        try:
            return path.compile(text).typed(context, variables=self.variables(variables), now=self.now)
        except Refusal as refusal:
            self.note(refusal.text, where)
            return []


def reference(text: str) -> Plain:
    """A Reference."""
    return {"reference": text}


def canonical_of(definition: types.Resource) -> str:
    """url|version of a definition, or its url, or nothing."""
    url = getattr(definition, "url", None) or ""
    version = getattr(definition, "version", None)
    return f"{url}|{version}" if url and version else url


def require(condition: object, text: str) -> None:
    """Refuse what the caller has to give."""
    if not condition:
        raise Refusal(Kind.MALFORMED, text)
