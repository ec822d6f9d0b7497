"""What is an operation offered at `/fhir`, as the CapabilityStatement and the reference tell it?

Promise: every module that answers an operation names it in a table of its own beside its routes, `OPERATIONS`;
`api.__init__` joins the tables. Must not know: HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """name without `$`; types: resource types it is offered on, empty for the whole system or all types.

    levels: any of "system", "type", "instance". definition: the canonical of its OperationDefinition.
    """

    name: str
    definition: str
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("type", "instance")
    documentation: str = ""
