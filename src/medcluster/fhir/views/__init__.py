"""Views: a part of a resource, for who does not need all of it.

`read_view(summary, elements)` checks what was asked; `View.of(body)` gives the part of a resource's JSON, marked as
SUBSETTED, with what is mandatory and what changes the meaning kept; `View.of_bundle(body)` does so for each entry.
`parts_of(type)` lists the JSON names of a type, for who walks resources as plain values.

Tables: none. Neighbours: stands on `fhir.elements`. Source: http://hl7.org/fhir/R4/search.html#summary and #elements.
"""

from __future__ import annotations

from medcluster.fhir.views.definitions import Part, parts_of
from medcluster.fhir.views.view import SUMMARIES, View, read_view

__all__ = ["SUMMARIES", "Part", "View", "parts_of", "read_view"]
