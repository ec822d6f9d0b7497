"""Validation: every finding in a FHIR resource, each with its place as a FHIRPath.

`check` looks at a JSON document: structure, cardinality, types, lexical form, duplicate keys, choices and codes of
required bindings, from a table of the official definitions; it finds something exactly when `fhir.types.decode`
refuses, and says all of it. `required_codes` adds what decoding leaves out of the codes that R4 enumerates. `judge`
holds a resource of the right structure against the definitions: constraints, bindings, profiles, slices, extensions.

Tables: none. Neighbours: `fhir.types` asks `check` to explain a refusal; record brings what `judge` has to know; edges
turn findings into an OperationOutcome.
"""

from medcluster.fhir.validation.findings import Judgement, Known, Question
from medcluster.fhir.validation.judging import judge
from medcluster.fhir.validation.outcome import outcome
from medcluster.fhir.validation.required import required_codes
from medcluster.fhir.validation.shapes import Structure, read
from medcluster.fhir.validation.structure import check

__all__ = [
    "Judgement",
    "Known",
    "Question",
    "Structure",
    "check",
    "judge",
    "outcome",
    "read",
    "required_codes",
]
