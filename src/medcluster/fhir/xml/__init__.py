"""XML: FHIR's other format, read and written by the same definitions as JSON.

`decode(bytes)` reads a resource strictly; `to_json` turns a document into FHIR JSON for whoever reads JSON; `from_json`
writes stored JSON as XML without decoding it into Structs, digits and all; `encode` writes a Struct. No DTD, no
entities, nothing from the network, and no document that grows when it is read.

Tables: none. Neighbours: stands on `fhir.types` and `fhir.elements`. Source: http://hl7.org/fhir/R4/xml.html.
"""

from __future__ import annotations

from medcluster.fhir import types
from medcluster.fhir.xml.reading import to_json
from medcluster.fhir.xml.writing import from_json

__all__ = ["decode", "encode", "from_json", "to_json"]


def decode(data: bytes) -> types.Resource:
    """The resource in FHIR XML; Refusal MALFORMED or INVALID with every finding and its place otherwise."""
    return types.decode(to_json(data))


def encode(resource: types.Resource, *, pretty: bool = False) -> bytes:
    """FHIR XML of a resource."""
    return from_json(types.encode(resource), pretty=pretty)
