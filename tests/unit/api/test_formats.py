"""Which format does an Accept header ask for?"""

from __future__ import annotations

import pytest

from medcluster.api.formats import format_of


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("application/fhir+json", "json"),
        ("application/json", "json"),
        ("application/fhir+xml", "xml"),
        ("text/xml", "xml"),
        ("application/fhir+xml; charset=utf-8; fhirVersion=4.0", "xml"),
        ("application/fhir+xml; fhirVersion=3.0, application/fhir+json", "json"),
        ("application/fhir+xml;q=0.5, application/fhir+json;q=0.9", "json"),
        ("application/fhir+json;q=0.5, application/fhir+xml", "xml"),
        ("application/fhir+xml, */*", "xml"),
        ("*/*, application/fhir+xml", "xml"),
        ("application/fhir+json, application/fhir+xml", "json"),
        ("application/fhir+xml, application/fhir+json", "xml"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "xml"),
        ("text/html, */*;q=0.8", "json"),
        ("APPLICATION/FHIR+XML", "xml"),
        ("application/*", "json"),
        ("application/fhir+ndjson", "json"),  # answered by an endpoint of its own
        ("text/html", None),
        ("application/fhir+json;q=0", None),
        ("application/fhir+json;q=x", None),
        ("nonsense", None),
        (",;,", None),
    ],
)
def test_the_best_liked_format_that_is_offered(accept: str, wanted: str | None) -> None:
    assert format_of(accept) == wanted
