"""The fhir room."""
