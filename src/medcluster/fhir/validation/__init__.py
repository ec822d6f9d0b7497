"""Validation: every finding in a FHIR JSON document, each with its place as a FHIRPath.

Tables: none. Neighbours: `fhir.types` asks it to explain a refusal; edges turn findings into an OperationOutcome.
"""

from __future__ import annotations

import msgspec

from medcluster.fhir._generated.resources import AnyResource
from medcluster.foundation import Issue

__all__ = ["check"]


def check(data: bytes) -> tuple[Issue, ...]:
    """What is wrong with a document, with the place."""
    try:
        msgspec.json.decode(data, type=AnyResource)
    except msgspec.ValidationError as error:
        said, _, where = str(error).partition(" - at ")
        return (Issue(said, where.strip("`$."), "structure"),)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        return (Issue(str(error), "", "structure", "fatal"),)
    return ()
