"""Validation: every finding in a FHIR JSON document, each with its place as a FHIRPath.

Structure, cardinality, types, lexical form, duplicate keys, choices and the codes of required bindings are checked,
from a table of the official definitions. It finds something exactly when `fhir.types.decode` refuses, and says all of
it.

Tables: none. Neighbours: `fhir.types` asks it to explain a refusal; edges turn findings into an OperationOutcome.
"""

from medcluster.fhir.validation.outcome import outcome
from medcluster.fhir.validation.structure import check

__all__ = ["check", "outcome"]
